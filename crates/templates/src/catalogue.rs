//! The catalogues: every short text by key, in both languages, and the texts a policy pack brings.
//!
//! Compiled once. A missing text is never an empty page: the other language answers, then the key.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::Embed;
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use crate::{Locale, TemplateError, text_functions};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct CatalogueFiles;

/// A message inside a message inside a message is the deepest any text goes.
const NESTED_MESSAGES_MAX_DEPTH: u8 = 3;

/// What a message is told: texts, counts, fen, milliseconds, or further messages (`{key, args}`).
pub type Arguments = BTreeMap<String, serde_json::Value>;

type Bundle = FluentBundle<FluentResource>;

/// A text by key, with what it is told: how codes travel until somebody reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub key: String,
    /// The policy pack whose catalogue says it; ours when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    #[serde(default)]
    pub args: Arguments,
}

impl Message {
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), pack: None, args: Arguments::new() }
    }

    /// A text of a policy pack.
    pub fn of_pack(namespace: impl Into<String>, key: impl Into<String>) -> Self {
        Self { key: key.into(), pack: Some(namespace.into()), args: Arguments::new() }
    }

    /// What a person wrote, said as it stands in either language.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::new("verbatim").with("text", text.into())
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// Names the field an error is about by the key of its label.
    #[must_use]
    pub fn about(self, label: &str) -> Self {
        self.with_message("field", &Self::new(label))
    }

    /// Lets another message speak inside this one, in the same language.
    #[must_use]
    pub fn with_message(self, name: &str, message: &Self) -> Self {
        let nested = serde_json::json!({ "key": message.key, "pack": message.pack, "args": message.args });
        self.with(name, nested)
    }
}

/// All texts. Cheap to share behind an `Arc`; ours never change, packs come as they are published.
pub struct Catalogue {
    own: HashMap<Locale, Bundle>,
    extra: RwLock<HashMap<(String, Locale), Arc<Bundle>>>,
}

/// A place of a pack's catalogue that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableText {
    /// From 1.
    pub line: usize,
    pub problem: String,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Catalogue").finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Compiles the embedded catalogues.
    pub fn load() -> Result<Self, TemplateError> {
        let mut own = HashMap::new();
        for locale in Locale::ALL {
            let mut bundle = empty_bundle(locale)?;
            let mut names: Vec<_> = CatalogueFiles::iter()
                .filter(|name| name.strip_prefix(locale.tag()).is_some_and(|rest| rest.starts_with('/')))
                .collect();
            names.sort();
            for name in names {
                let Some(file) = CatalogueFiles::get(&name) else {
                    continue;
                };
                let source = std::str::from_utf8(&file.data)
                    .map_err(|source| TemplateError::Encoding { name: name.to_string(), source })?;
                add(&mut bundle, &name, locale, source)?;
            }
            own.insert(locale, bundle);
        }
        Ok(Self { own, extra: RwLock::default() })
    }

    /// Adds the texts of a policy pack under its own namespace; they never mix with ours.
    pub fn with_extra(self, namespace: &str, locale: Locale, source: &str) -> Result<Self, TemplateError> {
        self.learn(namespace, locale, source)?;
        Ok(self)
    }

    /// The same for a pack that is published while the house stands.
    pub fn learn(&self, namespace: &str, locale: Locale, source: &str) -> Result<(), TemplateError> {
        let mut bundle = empty_bundle(locale)?;
        add(&mut bundle, namespace, locale, source)?;
        let mut extra = self.extra.write().unwrap_or_else(PoisonError::into_inner);
        extra.insert((namespace.to_owned(), locale), Arc::new(bundle));
        Ok(())
    }

    /// What is wrong with the text of a pack's catalogue, line by line.
    pub fn unreadable(locale: Locale, source: &str) -> Vec<UnreadableText> {
        // A message that is not closed fails at the end of the file, which is no line of it.
        let last = source.trim_end().len();
        let line = |at: usize| source.get(..at.min(last)).unwrap_or_default().matches('\n').count() + 1;
        if let Err((_, problems)) = FluentResource::try_new(source.to_owned()) {
            let told = problems.into_iter();
            return told
                .map(|problem| UnreadableText {
                    line: line(problem.pos.start),
                    problem: problem.kind.to_string(),
                })
                .collect();
        }
        let whole = empty_bundle(locale).and_then(|mut bundle| add(&mut bundle, "draft", locale, source));
        let told = |problem: TemplateError| UnreadableText { line: 1, problem: problem.to_string() };
        whole.err().map(told).into_iter().collect()
    }

    /// Says a text; when it is missing, in the other language; when missing there too, the key.
    pub fn text(&self, locale: Locale, key: &str, args: &Arguments) -> String {
        self.say(locale, &Message { key: key.to_owned(), pack: None, args: args.clone() })
    }

    /// Says a message, of a pack or of ours, with the same fallback.
    pub fn say(&self, locale: Locale, message: &Message) -> String {
        [locale, locale.other()]
            .into_iter()
            .find_map(|locale| self.say_exactly(locale, message))
            .unwrap_or_else(|| message.key.clone())
    }

    /// Says a message only if this language has it and every argument it needs was given.
    pub fn say_exactly(&self, locale: Locale, message: &Message) -> Option<String> {
        self.format_message(locale, message, 0)
    }

    fn format_message(&self, locale: Locale, message: &Message, depth: u8) -> Option<String> {
        match &message.pack {
            Some(namespace) => {
                // Held for no longer than the look: a text may speak further texts of a pack.
                let extra = self.extra.read().unwrap_or_else(PoisonError::into_inner);
                let bundle = Arc::clone(extra.get(&(namespace.clone(), locale))?);
                drop(extra);
                self.format(&bundle, locale, &message.key, &message.args, depth)
            }
            None => self.format(self.own.get(&locale)?, locale, &message.key, &message.args, depth),
        }
    }

    /// Says a text of a policy pack, with the same fallback.
    pub fn pack_text(&self, namespace: &str, locale: Locale, key: &str, args: &Arguments) -> String {
        let message = Message { key: key.to_owned(), pack: Some(namespace.to_owned()), args: args.clone() };
        self.say(locale, &message)
    }

    fn format(
        &self,
        bundle: &Bundle,
        locale: Locale,
        key: &str,
        args: &Arguments,
        depth: u8,
    ) -> Option<String> {
        let pattern = bundle.get_message(key)?.value()?;
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            given.set(name.clone(), self.argument(locale, value, depth));
        }
        let mut problems = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&given), &mut problems).into_owned();
        problems.is_empty().then_some(text)
    }

    /// Counts become numbers, so that plurals work; anything larger travels as text,
    /// so that no sum of money is ever held in a binary float.
    fn argument(&self, locale: Locale, value: &serde_json::Value, depth: u8) -> FluentValue<'static> {
        if let Some(count) = value.as_u64().and_then(|number| u32::try_from(number).ok()) {
            return FluentValue::from(count);
        }
        match value {
            serde_json::Value::String(text) => FluentValue::from(text.clone()),
            serde_json::Value::Object(_) if depth < NESTED_MESSAGES_MAX_DEPTH => {
                FluentValue::from(self.nested(locale, value, depth + 1))
            }
            other => FluentValue::from(other.to_string()),
        }
    }

    fn nested(&self, locale: Locale, value: &serde_json::Value, depth: u8) -> String {
        let Ok(message) = serde_json::from_value::<Message>(value.clone()) else {
            return value.to_string();
        };
        [locale, locale.other()]
            .into_iter()
            .find_map(|locale| self.format_message(locale, &message, depth))
            .unwrap_or(message.key)
    }

    /// Every key of a language, for tests that compare them.
    pub fn keys(locale: Locale) -> Vec<String> {
        let mut keys = Vec::new();
        for name in CatalogueFiles::iter().filter(|name| name.starts_with(&format!("{}/", locale.tag()))) {
            let Some(file) = CatalogueFiles::get(&name) else {
                continue;
            };
            let source = String::from_utf8_lossy(&file.data);
            keys.extend(source.lines().filter_map(key_of_line).map(str::to_owned));
        }
        keys.sort();
        keys
    }
}

fn key_of_line(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    line.starts_with(|first: char| first.is_ascii_lowercase()).then(|| key.trim())
}

fn empty_bundle(locale: Locale) -> Result<Bundle, TemplateError> {
    let fail = |problem: String| TemplateError::Catalogue { name: "functions".to_owned(), locale, problem };
    let language: LanguageIdentifier = locale.tag().parse().map_err(|problem| fail(format!("{problem}")))?;
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    text_functions::add_to(&mut bundle, locale).map_err(|problem| fail(problem.to_string()))?;
    Ok(bundle)
}

fn add(bundle: &mut Bundle, name: &str, locale: Locale, source: &str) -> Result<(), TemplateError> {
    let fail = |problem: String| TemplateError::Catalogue { name: name.to_owned(), locale, problem };
    let resource =
        FluentResource::try_new(source.to_owned()).map_err(|(_, problems)| fail(format!("{problems:?}")))?;
    bundle.add_resource(resource).map_err(|problems| fail(format!("{problems:?}")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_eq!(Catalogue::keys(Locale::ZhCn), Catalogue::keys(Locale::En));
        assert!(Catalogue::keys(Locale::En).len() > 100);
    }

    #[test]
    fn a_missing_text_falls_back_and_never_fails() {
        let catalogue = Catalogue::load().unwrap();
        assert_eq!(catalogue.text(Locale::En, "no-such-text", &Arguments::new()), "no-such-text");
        assert_eq!(catalogue.say_exactly(Locale::En, &Message::new("no-such-text")), None);
    }

    #[test]
    fn a_pack_speaks_its_own_texts_with_money_and_nested_messages() {
        let catalogue = Catalogue::load()
            .unwrap()
            .with_extra("p", Locale::ZhCn, "gap = 差 { MONEY($fen) }，环节 { $stage }\nonly = 仅中文")
            .unwrap();
        let args = Message::new("gap")
            .with("fen", 9_007_199_254_740_993_i64)
            .with_message("stage", &Message::new("stage-draft"))
            .args;
        let said = catalogue.pack_text("p", Locale::ZhCn, "gap", &args);
        assert_eq!(said, "差 90,071,992,547,409.93 元，环节 草稿");
        assert_eq!(catalogue.pack_text("p", Locale::En, "only", &Arguments::new()), "仅中文");
    }

    #[test]
    fn a_fault_of_a_pack_catalogue_is_told_with_its_line() {
        let lines = |source: &str| -> Vec<usize> {
            Catalogue::unreadable(Locale::En, source).iter().map(|fault| fault.line).collect()
        };
        assert_eq!(lines("one = 1\ntwo = { MONEY($fen) }\n"), Vec::<usize>::new());
        assert_eq!(lines("one = 1\ntwo { $x }\nthree = { $x\n"), [2, 3]);
        assert_eq!(lines("one = 1\none = 2\n").len(), 1, "said twice");
    }

    #[test]
    fn a_broken_pack_catalogue_is_refused() {
        let outcome = Catalogue::load().unwrap().with_extra("p", Locale::En, "= nothing");
        assert!(matches!(outcome, Err(TemplateError::Catalogue { .. })));
    }
}
