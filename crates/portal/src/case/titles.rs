//! What fields, documents and criteria of a pack are called in the reader's language.
//! Names that no pack knows are shown as they are.

use engine::Pack;
use engine::form::FormField;
use engine::queries::case_view::CaseView;
use templates::Locale;

use super::place;

/// How the engine names a document among fields.
pub const DOCUMENT_PREFIX: &str = "document:";

/// The text of the reader's language; the Chinese one when there is no English.
pub fn pick<'a>(locale: Locale, zh: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::En if !en.is_empty() => en,
        Locale::En | Locale::ZhCn => zh,
    }
}

/// Every field of the form, in its order.
pub fn fields(view: &CaseView) -> impl Iterator<Item = &FormField> {
    fields_in(&view.pack)
}

fn fields_in(pack: &Pack) -> impl Iterator<Item = &FormField> {
    pack.form().sections.iter().flat_map(|section| &section.fields)
}

pub fn document(view: &CaseView, locale: Locale, code: &str) -> Option<String> {
    document_in(&view.pack, locale, code)
}

fn document_in(pack: &Pack, locale: Locale, code: &str) -> Option<String> {
    let document = pack.documents().iter().find(|document| document.code == code)?;
    Some(pick(locale, &document.title_zh, &document.title_en).to_owned())
}

/// The title of a field, of an item of a list, or of `document:<code>`; the name itself when unknown.
pub fn title(view: &CaseView, locale: Locale, name: &str) -> String {
    title_in(&view.pack, locale, name)
}

/// The same where there is no case yet.
pub fn title_in(pack: &Pack, locale: Locale, name: &str) -> String {
    if let Some(code) = name.strip_prefix(DOCUMENT_PREFIX) {
        return document_in(pack, locale, code).unwrap_or_else(|| code.to_owned());
    }
    let (fact, item) = name.split_once('.').unwrap_or((name, ""));
    let Some(field) = fields_in(pack).find(|field| field.fact == fact) else {
        return fact_title_in(pack, locale, fact);
    };
    let title = pick(locale, &field.title_zh, &field.title_en);
    if !field.parts.is_empty() {
        return title_of_part(field, title, item, locale);
    }
    let place = item.parse::<usize>().ok().and_then(|index| field.items.get(index));
    match (place, locale) {
        (None, _) => title.to_owned(),
        (Some(item), Locale::ZhCn) => format!("{title}（{}）", item.title_zh),
        (Some(item), Locale::En) => format!("{title} ({})", pick(locale, &item.title_zh, &item.title_en)),
    }
}

/// A part of a record, or of a record of a list: `part` or `0.part`.
fn title_of_part(field: &FormField, title: &str, place: &str, locale: Locale) -> String {
    let (row, part) = place.split_once('.').unwrap_or(("", place));
    let row = row
        .parse::<usize>()
        .or_else(|_| part.parse())
        .map_or_else(|_| String::new(), |row| format!(" {}", row + 1));
    let part = field.parts.iter().find(|known| known.fact == part);
    let part = part.map(|part| pick(locale, &part.title_zh, &part.title_en));
    match (part, locale) {
        (None, _) => format!("{title}{row}"),
        (Some(part), Locale::ZhCn) => format!("{title}{row}（{part}）"),
        (Some(part), Locale::En) => format!("{title}{row} ({part})"),
    }
}

/// The title of a fact that the form does not ask for.
fn fact_title_in(pack: &Pack, locale: Locale, fact: &str) -> String {
    let definition = pack.programme().facts.iter().find(|definition| definition.key == fact);
    definition.map_or_else(
        || fact.to_owned(),
        |definition| pick(locale, &definition.title_zh, &definition.title_en).to_owned(),
    )
}

/// Where a field or document is filled in.
pub fn href(view: &CaseView, name: &str) -> String {
    let case = place(view.application.origin.id);
    if name.starts_with(DOCUMENT_PREFIX) {
        format!("{case}#documents")
    } else {
        format!("{case}/form?missing=1#{name}")
    }
}

/// A criterion by its clause label, as findings name it.
pub fn clause(view: &CaseView, clause: &str) -> Option<String> {
    clause_in(&view.pack, clause)
}

pub fn clause_in(pack: &Pack, clause: &str) -> Option<String> {
    let programme = pack.programme();
    let award = pack.award_ruling()?;
    let criterion = programme
        .criteria
        .iter()
        .find(|criterion| criterion.ruling == award.code && criterion.clause == clause)?;
    Some(criterion.code.clone())
}
