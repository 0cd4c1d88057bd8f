//! Policy to read: the programmes, and one pack explained. Nothing is changed here.
//! A pack comes from files, and a new version from new files.

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
