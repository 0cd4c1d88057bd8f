//! The two languages, and how a reader's choice is recognised.
//! What is said in them stands in the catalogues; where a choice is remembered is the portal's matter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A header with more preferences than this is cut off: nobody reads twenty languages.
const ACCEPT_LANGUAGE_MAX_ENTRIES: usize = 20;

/// The language of a page or mail. Chinese is first wherever nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    #[serde(rename = "en")]
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag, also the value of the language cookie and of `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }

    /// Reads one tag, as in a cookie: any Chinese is Chinese, any English is English.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::ZhCn)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// Reads an `Accept-Language` header; Chinese when neither language is wanted.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for entry in header.split(',').take(ACCEPT_LANGUAGE_MAX_ENTRIES) {
            let (tag, parameters) = entry.split_once(';').unwrap_or((entry, ""));
            let Some(locale) = Self::from_tag(tag) else {
                continue;
            };
            let weight = quality_per_mille(parameters);
            if weight > 0 && best.is_none_or(|(strongest, _)| weight > strongest) {
                best = Some((weight, locale));
            }
        }
        best.map_or_else(Self::default, |(_, locale)| locale)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.tag())
    }
}

/// `q=0.8` as 800; a missing or unreadable weight counts as 1.
fn quality_per_mille(parameters: &str) -> u16 {
    let Some(value) = parameters.trim().strip_prefix("q=") else {
        return 1000;
    };
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    if whole != "0" {
        return 1000;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    digits.parse().unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_picks_the_stronger_of_the_two() {
        let check = |header: &str, expect| {
            assert_eq!(Locale::from_accept_language(header), expect, "{header}");
        };
        check("", Locale::ZhCn);
        check("fr", Locale::ZhCn);
        check("en-GB,en;q=0.9", Locale::En);
        check("zh-CN,zh;q=0.9,en;q=0.8", Locale::ZhCn);
        check("fr,en;q=0.3,zh;q=0.7", Locale::ZhCn);
        check("zh;q=0,en;q=0.1", Locale::En);
    }

    #[test]
    fn a_cookie_is_read_or_ignored() {
        assert_eq!(Locale::from_tag("zh-CN"), Some(Locale::ZhCn));
        assert_eq!(Locale::from_tag("en"), Some(Locale::En));
        assert_eq!(Locale::from_tag("../etc"), None);
    }
}
