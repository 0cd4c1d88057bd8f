//! Policy: the programmes, one pack explained, and plans that move running cases to another version.
//! A pack comes from files, and a new version from new files; no rule is changed here.

pub mod migrations;
pub mod pack;
mod pack_rules;
pub mod programmes;

use templates::Locale;

/// The text of the reader's language.
pub fn either(locale: Locale, zh: &str, en: &str) -> String {
    let (own, other) = match locale {
        Locale::ZhCn => (zh, en),
        Locale::En => (en, zh),
    };
    if own.is_empty() { other.to_owned() } else { own.to_owned() }
}
