//! What a rule may be told: definitions of facts, and the typed values read against them.
//! Reading is in `facts/reading.rs`. Errors are codes with arguments; no sentences here.

mod reading;

pub(crate) use reading::is_date;
pub use reading::{LIST_MAX_ITEMS, TEXT_MAX_CHARS};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exact::Exact;

/// The shape of a fact's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    Number,
    Integer,
    /// Yuan, at most two decimals.
    MoneyYuan,
    Boolean,
    /// Free text, or one of `choices` when those are given.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// A list whose items have the kind in `of`.
    List,
}

/// Who supplies a fact. An applicant's form may only set facts of source `form`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactSource {
    Form,
    Profile,
    Register,
    Programme,
}

/// One fact a programme's scripts may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactDefinition {
    pub key: String,
    pub kind: FactKind,
    /// Kind of the items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<FactKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    pub title_zh: String,
    pub title_en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    pub source: FactSource,
    #[serde(default)]
    pub optional: bool,
    /// Negative numbers are refused unless the definition says they make sense.
    #[serde(default)]
    pub signed: bool,
    /// Used when nobody supplies the fact; how a programme binds itself to one scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// One value; `Missing` is "not known" and never silently zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    Number(Exact),
    Boolean(bool),
    Text(String),
    /// Validated `YYYY-MM-DD`, so that text order is date order.
    Date(String),
    List(Vec<FactValue>),
    Missing,
}

/// The typed inputs of one evaluation, by fact key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, FactValue>);

impl Facts {
    pub fn get(&self, key: &str) -> &FactValue {
        self.0.get(key).unwrap_or(&FactValue::Missing)
    }

    pub fn set(&mut self, key: impl Into<String>, value: FactValue) {
        self.0.insert(key.into(), value);
    }

    /// Facts of several sources become one set; `other` wins where both know a value.
    #[must_use]
    pub fn merged_with(mut self, other: Self) -> Self {
        let known = other.0.into_iter().filter(|(_, value)| *value != FactValue::Missing);
        self.0.extend(known);
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Canonical JSON: keys sorted, numbers as strings of exact decimals, so that stored facts
    /// evaluate years later to the same bytes.
    pub fn to_json(&self) -> String {
        let canonical: BTreeMap<_, _> = self.0.iter().map(|(key, value)| (key, value.to_value())).collect();
        serde_json::to_string(&canonical).unwrap_or_default()
    }
}

impl FactValue {
    fn to_value(&self) -> serde_json::Value {
        match self {
            Self::Number(number) => number.to_string().into(),
            Self::Boolean(value) => (*value).into(),
            Self::Text(text) | Self::Date(text) => text.clone().into(),
            Self::List(items) => items.iter().map(Self::to_value).collect::<Vec<_>>().into(),
            Self::Missing => serde_json::Value::Null,
        }
    }
}

/// How much a failed cross-field check matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The figures contradict each other: not accepted.
    #[default]
    Refuse,
    /// Unusual but possible: the applicant is asked to look again.
    Warn,
}

/// A declared comparison between facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckDefinition {
    pub code: String,
    /// The fact whose field the message stands beside.
    pub fact: String,
    /// A boolean expression in the rule language that must hold.
    pub holds: String,
    #[serde(default)]
    pub severity: Severity,
    pub title_zh: String,
    pub title_en: String,
}

impl CheckDefinition {
    /// Figures that fail it are not accepted; otherwise a second look is asked for.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Refuse
    }
}

/// What is wrong with one fact, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum FactProblem {
    Missing,
    NotANumber {
        found: String,
    },
    NotAnInteger {
        found: String,
    },
    /// Money finer than one fen.
    FinerThanFen {
        found: String,
    },
    Negative {
        found: String,
    },
    NotBoolean {
        found: String,
    },
    NotText {
        found: String,
    },
    TextTooLong {
        limit: usize,
    },
    NotAChoice {
        found: String,
        allowed: Vec<String>,
    },
    NotADate {
        found: String,
    },
    NotAList {
        found: String,
    },
    WrongLength {
        shortest: usize,
        longest: usize,
        found: usize,
    },
    Unknown {
        suggestion: Option<String>,
    },
    /// The fact exists, but this source may not set it.
    NotSettable,
    CheckFailed {
        check: String,
        severity: Severity,
    },
    /// The whole text is not a JSON object.
    Unreadable {
        detail: String,
    },
}

impl FactProblem {
    /// The stable code a catalogue has a sentence for.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotANumber { .. } => "not-a-number",
            Self::NotAnInteger { .. } => "not-an-integer",
            Self::FinerThanFen { .. } => "finer-than-fen",
            Self::Negative { .. } => "negative",
            Self::NotBoolean { .. } => "not-boolean",
            Self::NotText { .. } => "not-text",
            Self::TextTooLong { .. } => "text-too-long",
            Self::NotAChoice { .. } => "not-a-choice",
            Self::NotADate { .. } => "not-a-date",
            Self::NotAList { .. } => "not-a-list",
            Self::WrongLength { .. } => "wrong-length",
            Self::Unknown { .. } => "unknown",
            Self::NotSettable => "not-settable",
            Self::CheckFailed { .. } => "check-failed",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

/// A problem at a fact; `item` is the zero-based place in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactError {
    pub fact: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    pub problem: FactProblem,
}
