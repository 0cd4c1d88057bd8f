//! What a ruling found: eligible or not, the amount, and for every criterion both sides of the
//! comparison. A value only: it serialises to the same bytes every time, and says codes and
//! numbers, never sentences.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::exact::Exact;

/// The reason for review the host gives where a figure of an amount is not known; every other
/// reason is the script's own.
pub const FIGURE_MISSING: &str = "figure-missing";

/// The output that bounds an amount a person sets, in yuan.
const CEILING: &str = "amount_max";

/// Stands between the group and the figure in the name of an output: `na.band`.
pub const NESTING_MARK: char = '.';

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Eligibility {
    Eligible,
    Ineligible,
    /// The published text or the facts do not decide it: a person does.
    NeedsReview,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Met,
    NotMet,
    /// A fact it needs is not known.
    NotEvaluated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    #[serde(rename = "≥")]
    AtLeast,
    #[serde(rename = ">")]
    MoreThan,
    #[serde(rename = "≤")]
    AtMost,
    #[serde(rename = "<")]
    LessThan,
    #[serde(rename = "=")]
    Equals,
    #[serde(rename = "is")]
    Is,
}

impl Comparison {
    pub fn symbol(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Equals => "=",
            Self::Is => "is",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputValue {
    Number(Exact),
    Boolean(bool),
    Text(String),
    /// A range, or several codes; never a list of lists.
    List(Vec<OutputValue>),
    /// An unknown item of a list. A whole output that is unknown is left out of the verdict.
    Missing,
}

/// Where a criterion comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    pub document: String,
    pub article: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionTrace {
    /// Stable code, the key into catalogues: `rd-ratio`.
    pub code: String,
    /// Clause label, what case files compare: `11-5`.
    pub clause: String,
    pub outcome: Outcome,
    pub observed: Option<OutputValue>,
    pub comparison: Comparison,
    pub threshold: Option<OutputValue>,
    /// How to show both sides: `percent` (0.05 is 5%), `yuan`, `people`, `days`, `points`, …
    pub unit: Option<String>,
    pub legal_basis: LegalBasis,
    pub facts_used: BTreeSet<String>,
    /// Not met, it leaves the case to a person instead of refusing it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub soft: bool,
}

/// One line of how an amount came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountStep {
    /// Code of the part of the amount this line belongs to.
    pub part: String,
    #[serde(flatten)]
    pub kind: StepKind,
    /// The part's value after this line, yuan.
    pub subtotal: Exact,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum StepKind {
    Fixed {
        amount: Exact,
    },
    /// `rate` of `base`.
    Rate {
        base: Exact,
        rate: Exact,
    },
    /// `rate` of the slice `from`..`to` of the base; no `to` in the last band.
    Band {
        from: Exact,
        to: Option<Exact>,
        slice: Exact,
        rate: Exact,
    },
    /// `each` for every full `unit` in `base`.
    PerFull {
        base: Exact,
        unit: Exact,
        count: Exact,
        each: Exact,
    },
    Cap {
        limit: Exact,
    },
    Floor {
        limit: Exact,
    },
}

/// How the exact amount becomes fen. The script writes it; nothing rounds silently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    #[default]
    DownToFen,
    HalfUpToFen,
    DownToYuan,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Code of the ruling: `HNTE_COND`.
    pub ruling: String,
    pub eligibility: Eligibility,
    /// Exact yuan before rounding; `None` when the published text gives no formula.
    pub amount: Option<Exact>,
    pub rounding: Rounding,
    pub outputs: BTreeMap<String, OutputValue>,
    pub criteria: Vec<CriterionTrace>,
    pub amount_steps: Vec<AmountStep>,
    /// Why a person has to decide, as codes.
    pub review_reasons: BTreeSet<String>,
    /// The parameters the ruling used, in their declared unit.
    pub parameters: BTreeMap<String, Exact>,
}

impl Verdict {
    /// The criteria that failed: every one that refuses, in script order.
    pub fn findings(&self) -> impl Iterator<Item = &CriterionTrace> {
        self.criteria.iter().filter(|criterion| criterion.outcome == Outcome::NotMet && !criterion.soft)
    }

    /// The soft criteria a person has to look at, in script order.
    pub fn soft_findings(&self) -> impl Iterator<Item = &CriterionTrace> {
        self.criteria.iter().filter(|criterion| criterion.outcome == Outcome::NotMet && criterion.soft)
    }

    /// Clause labels of the failed criteria.
    pub fn failed_clauses(&self) -> BTreeSet<&str> {
        self.findings().map(|criterion| criterion.clause.as_str()).collect()
    }

    /// Payable yuan after the rounding the script wrote.
    pub fn payable_yuan(&self) -> Option<Exact> {
        let cents = Exact::from(100);
        let amount = self.amount.as_ref()?;
        match self.rounding {
            Rounding::DownToFen => amount.times(&cents).ok()?.floor().divide(&cents).ok(),
            Rounding::HalfUpToFen => amount.rounded_to(2).ok(),
            Rounding::DownToYuan => Some(amount.floor()),
        }
    }

    /// Payable amount in fen, the unit of the engine.
    pub fn amount_fen(&self) -> Option<i64> {
        self.payable_yuan()?.times(&Exact::from(100)).ok()?.to_i64()
    }

    /// The most a person may set, in whole fen, where the ruling leaves the amount open: its `amount_max`.
    pub fn ceiling_fen(&self) -> Option<i64> {
        let Some(OutputValue::Number(most)) = self.outputs.get(CEILING) else { return None };
        most.times(&Exact::from(100)).ok()?.floor().to_i64()
    }

    /// Whether a person must decide something the rule could not.
    pub fn needs_person(&self) -> bool {
        self.eligibility == Eligibility::NeedsReview || !self.review_reasons.is_empty()
    }

    /// Canonical bytes: fixed field order, sorted maps, numbers as exact text.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
