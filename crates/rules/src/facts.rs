//! What a rule may be told: definitions of facts, and the typed values read against them.
//! Reading is in `facts/reading.rs`. Errors are codes with arguments; no sentences here.

mod bounds;
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
    /// Several named values that belong together, each defined in `fields`.
    Record,
}

impl FactKind {
    /// Whether its values are numbers, which can be counted, bounded and changed by steps.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Integer | Self::MoneyYuan)
    }
}

/// Who supplies a fact. An applicant's form may only set facts of source `form`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactSource {
    Form,
    Profile,
    Register,
    Programme,
    /// A field of a record, which comes from where the record comes from. Written nowhere: it is
    /// what a definition has that names no source, so that a fact without one can be set by nobody.
    #[default]
    Record,
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
    /// What a record, or each record of a list, holds. Plain values only.
    #[serde(default, rename = "field", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FactDefinition>,
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
    #[serde(default)]
    pub source: FactSource,
    #[serde(default)]
    pub optional: bool,
    /// Negative numbers are refused unless the definition says they make sense.
    #[serde(default)]
    pub signed: bool,
    /// Used when nobody supplies the fact; how a programme binds itself to one scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether an applicant could have changed it; nothing is offered where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changeable: Option<Changeable>,
    /// The smallest change that makes sense, in the fact's own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Exact>,
    /// Smallest and largest value that makes sense: a form refuses others, a search stays inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Exact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<Exact>,
    /// Code of the document that proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

impl FactDefinition {
    /// The declared step; without one, an integer changes by one and money by one yuan.
    pub fn smallest_step(&self) -> Option<Exact> {
        let usual = matches!(self.item_kind(), FactKind::Integer | FactKind::MoneyYuan).then(Exact::one);
        self.step.clone().or(usual)
    }

    /// The kind of the value, or of each item of a list; a list that names none holds numbers.
    pub fn item_kind(&self) -> FactKind {
        if self.kind == FactKind::List { self.of.unwrap_or(FactKind::Number) } else { self.kind }
    }

    /// The definition of one field of a record, or of each record of a list.
    pub fn field(&self, key: &str) -> Option<&Self> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// In which direction an applicant can change a fact. A yes-or-no is raised from no to yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Changeable {
    Raise,
    Lower,
    Either,
    /// Nothing the applicant does changes it, and pages say so.
    No,
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
    /// The known fields; what is not known is not in it.
    Record(BTreeMap<String, FactValue>),
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
            Self::Record(fields) => {
                fields.iter().map(|(key, value)| (key.clone(), value.to_value())).collect()
            }
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
    NotARecord {
        found: String,
    },
    /// A number no sensible answer reaches; a bound that is not declared is not there.
    OutOfRange {
        found: String,
        lowest: Option<String>,
        highest: Option<String>,
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
            Self::NotARecord { .. } => "not-a-record",
            Self::OutOfRange { .. } => "out-of-bounds",
            Self::WrongLength { .. } => "wrong-length",
            Self::Unknown { .. } => "unknown",
            Self::NotSettable => "not-settable",
            Self::CheckFailed { .. } => "check-failed",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

/// A problem at a fact; `item` is the zero-based place in a list, `field` the part of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactError {
    pub fact: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    pub problem: FactProblem,
}

impl FactError {
    /// A problem of the fact as a whole.
    pub(crate) fn at(fact: impl Into<String>, problem: FactProblem) -> Self {
        Self { fact: fact.into(), item: None, field: None, problem }
    }

    /// Whether the facts cannot be accepted as they are; otherwise a second look is asked for.
    pub fn refuses(&self) -> bool {
        !matches!(self.problem, FactProblem::CheckFailed { severity: Severity::Warn, .. })
    }
}
