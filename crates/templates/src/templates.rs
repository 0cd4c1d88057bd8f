//! Templates compiled once, one environment per language, and what a template may call.
//!
//! Undefined names are errors, HTML is escaped, and a template sees exactly
//! `frame`, `title` and `page` (a mail: `mail`).

use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use rust_embed::Embed;

use crate::diagram::{Diagram, Orientation, Standing};
use crate::{Arguments, Catalogue, Form, Frame, Locale, Message, Page, TemplateError, diagram, formats};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/pages"]
struct PageFiles;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/mails"]
struct MailFiles;

/// What a template does about a text no catalogue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingText {
    /// Production: the other language, then the key; a page is never lost for a word.
    FallBack,
    /// Tests: rendering fails.
    Refuse,
}

/// Every page and mail, ready to render.
#[derive(Debug)]
pub struct Templates {
    catalogue: Arc<Catalogue>,
    chinese: Environment<'static>,
    english: Environment<'static>,
}

impl Templates {
    /// Compiles every embedded template in both languages.
    pub fn load(catalogue: Catalogue, missing: MissingText) -> Result<Self, TemplateError> {
        let catalogue = Arc::new(catalogue);
        Ok(Self {
            chinese: environment(Locale::ZhCn, &catalogue, missing)?,
            english: environment(Locale::En, &catalogue, missing)?,
            catalogue,
        })
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The same, to keep: whoever publishes a pack adds its texts here.
    pub fn shared_catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue)
    }

    /// Renders a page in the language of its frame.
    pub fn render<P: Page>(&self, frame: &Frame, page: &P) -> Result<String, TemplateError> {
        let context = context! {
            frame => Value::from(Serde(frame)),
            title => Value::from(Serde(page.title())),
            page => Value::from(Serde(page)),
        };
        self.fill(frame.locale, P::TEMPLATE, context)
    }

    pub(crate) fn fill(&self, locale: Locale, name: &str, context: Value) -> Result<String, TemplateError> {
        let environment = match locale {
            Locale::ZhCn => &self.chinese,
            Locale::En => &self.english,
        };
        environment
            .get_template(name)
            .and_then(|template| template.render(context))
            .map_err(|source| TemplateError::Template { name: name.to_owned(), source })
    }
}

fn environment(
    locale: Locale,
    catalogue: &Arc<Catalogue>,
    missing: MissingText,
) -> Result<Environment<'static>, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_auto_escape_callback(|name| {
        if has_extension(name, "html") { AutoEscape::Html } else { AutoEscape::None }
    });
    add_texts(&mut environment, locale, catalogue, missing);
    add_formats(&mut environment, locale);
    for name in PageFiles::iter().filter(|name| has_extension(name, "html")) {
        if let Some(file) = PageFiles::get(&name) {
            add_file(&mut environment, &name, &file.data)?;
        }
    }
    for name in MailFiles::iter().filter(|name| has_extension(name, "txt")) {
        if let Some(file) = MailFiles::get(&name) {
            add_file(&mut environment, &format!("mails/{name}"), &file.data)?;
        }
    }
    Ok(environment)
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

fn add_file(environment: &mut Environment<'static>, name: &str, content: &[u8]) -> Result<(), TemplateError> {
    let source = std::str::from_utf8(content)
        .map_err(|source| TemplateError::Encoding { name: name.to_owned(), source })?;
    environment
        .add_template_owned(name.to_owned(), source.to_owned())
        .map_err(|source| TemplateError::Template { name: name.to_owned(), source })
}

/// `t("key", name=value)`, `say(message)`, `stage_label(key)`, `role_label(key)`,
/// `pack_t(namespace, key, args)`, `picture(diagram, "wide")`.
fn add_texts(
    environment: &mut Environment<'static>,
    locale: Locale,
    catalogue: &Arc<Catalogue>,
    missing: MissingText,
) {
    let texts = Arc::clone(catalogue);
    let say = Arc::new(move |message: &Message| -> Result<String, Error> {
        match (texts.say_exactly(locale, message), missing) {
            (Some(text), _) => Ok(text),
            (None, MissingText::FallBack) => Ok(texts.say(locale, message)),
            (None, MissingText::Refuse) => Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("no text in {locale}, or an argument it needs is missing: {message:?}"),
            )),
        }
    });

    let plain = Arc::clone(&say);
    environment.add_function("t", move |key: &str, given: Kwargs| {
        plain(&Message { key: key.to_owned(), pack: None, args: arguments(&given)? })
    });
    let whole = Arc::clone(&say);
    environment.add_function("say", move |Serde(message): Serde<Message>| whole(&message));
    let stage = Arc::clone(&say);
    environment.add_filter("stage_label", move |key: &str| stage(&Message::new(format!("stage-{key}"))));
    environment.add_filter("role_label", move |key: &str| say(&Message::new(format!("role-{key}"))));
    let packs = Arc::clone(catalogue);
    environment.add_function("pack_t", move |namespace: &str, key: &str, args: Option<Serde<Arguments>>| {
        packs.pack_text(namespace, locale, key, &args.map(|Serde(args)| args).unwrap_or_default())
    });
    let pictures = Arc::clone(catalogue);
    environment.add_function("picture", move |Serde(pipeline): Serde<Diagram>, form: Serde<Orientation>| {
        let svg = diagram::svg(&pipeline, &pictures, locale, form.0, Standing::Page);
        Value::from_safe_string(svg)
    });
    environment.add_global("lang", locale.tag());
}

fn arguments(given: &Kwargs) -> Result<Arguments, Error> {
    let mut args = Arguments::new();
    for name in given.args() {
        let value: Value = given.get(name)?;
        let value = serde_json::to_value(&value).map_err(|problem| {
            Error::new(ErrorKind::BadSerialization, "an argument of a text").with_source(problem)
        })?;
        args.insert(name.to_owned(), value);
    }
    Ok(args)
}

fn add_formats(environment: &mut Environment<'static>, locale: Locale) {
    environment.add_filter("money", move |fen: i64| formats::money(locale, fen));
    environment.add_filter("yuan", formats::yuan);
    environment.add_filter("wan", move |fen: i64| formats::wan(locale, fen));
    environment.add_filter("points", formats::points);
    environment.add_filter("grouped", formats::grouped);
    environment.add_filter("masked", |text: &str| formats::masked(text));
    environment
        .add_filter("instant", |millis: i64| formats::instant(millis).ok_or_else(|| no_such("instant")));
    environment.add_filter("date", move |given: Value| Ok::<_, Error>(formats::day(locale, day_of(&given)?)));
    environment
        .add_filter("weekday", move |given: Value| Ok::<_, Error>(formats::weekday(locale, day_of(&given)?)));
    environment.add_filter("stage_tone", stage_tone);
    environment.add_function("has_error", |Serde(form): Serde<Form>, field: &str| {
        form.errors.iter().any(|error| error.field == field)
    });
}

/// A day is an ISO date, or the Shanghai day of an instant in milliseconds.
fn day_of(given: &Value) -> Result<NaiveDate, Error> {
    if let Some(text) = given.as_str() {
        return text.parse().map_err(|problem| no_such("date").with_source::<chrono::ParseError>(problem));
    }
    i64::try_from(given.clone()).ok().and_then(formats::day_of_instant).ok_or_else(|| no_such("date"))
}

fn no_such(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("not a readable {what}"))
}

/// The tag colour of a stage; colour never carries meaning alone, the label is always there.
fn stage_tone(key: &str) -> &'static str {
    match key {
        "recommendation" | "formal-check" | "approval" => "active",
        "correction" => "wait",
        "publicity" => "public",
        "award" | "disbursement" | "closed" => "good",
        "rejected" | "lapsed" => "bad",
        _ => "neutral",
    }
}
