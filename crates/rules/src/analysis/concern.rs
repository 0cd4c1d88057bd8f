//! What an analysis may warn of, each with a stable code, a subject, words for policy staff and a
//! remedy. Sentences for pages are in the catalogues, under the codes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::manifest::Explanation;
use crate::pack::MANIFEST;

/// One warning at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub column: usize,
    pub concern: Concern,
    /// Why the policy's own staff accept it, from the manifest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Concern {
    /// Every tried enterprise meets it.
    NeverFails {
        criterion: String,
    },
    /// No tried enterprise meets it.
    NeverPasses {
        criterion: String,
    },
    /// No tried enterprise came as far as this criterion.
    NeverReached {
        criterion: String,
    },
    /// Values between two rows of a table fall into none.
    TableGap {
        detail: String,
    },
    /// Values in two rows of a table at once, or rows out of order.
    TableOverlap {
        detail: String,
    },
    /// More of the fact, less money, where the manifest declares otherwise.
    PayoutFalls {
        fact: String,
        from: Exact,
        to: Exact,
        paid: Exact,
        then: Exact,
    },
    /// Less money was promised for more of the fact, and more was paid.
    PayoutRises {
        fact: String,
        from: Exact,
        to: Exact,
        paid: Exact,
        then: Exact,
    },
    /// A declared direction that no tried enterprise could show.
    DirectionUntried {
        fact: String,
    },
    /// Some enterprise makes a divisor zero.
    DivisionFaults {
        facts: String,
    },
    /// Some enterprise makes the script stop.
    ScriptStops {
        message: String,
        facts: String,
    },
    /// Nothing is said about enterprises with this choice.
    BranchMissing {
        fact: String,
        value: String,
    },
    /// Eligible, and neither an amount nor a person to set it.
    AmountUndefined {
        facts: String,
    },
    UnusedFact {
        fact: String,
    },
    /// An explanation in the manifest that fits no warning.
    NothingToExplain {
        warning: String,
        subject: String,
    },
}

impl Warning {
    pub(super) fn of_manifest(concern: Concern) -> Self {
        Self { file: MANIFEST.into(), line: 1, column: 1, concern, explanation: None }
    }

    pub(super) fn at(file: &str, (line, column): (usize, usize), concern: Concern) -> Self {
        Self { file: file.into(), line: line.max(1), column: column.max(1), concern, explanation: None }
    }
}

impl Concern {
    /// The stable code, the key into catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NeverFails { .. } => "never-fails",
            Self::NeverPasses { .. } => "never-passes",
            Self::NeverReached { .. } => "never-reached",
            Self::TableGap { .. } => "table-gap",
            Self::TableOverlap { .. } => "table-overlap",
            Self::PayoutFalls { .. } => "payout-falls",
            Self::PayoutRises { .. } => "payout-rises",
            Self::DirectionUntried { .. } => "direction-untried",
            Self::DivisionFaults { .. } => "division-faults",
            Self::ScriptStops { .. } => "script-stops",
            Self::BranchMissing { .. } => "branch-missing",
            Self::AmountUndefined { .. } => "amount-undefined",
            Self::UnusedFact { .. } => "unused-fact",
            Self::NothingToExplain { .. } => "nothing-to-explain",
        }
    }

    /// What it is about: a criterion, a fact, or nothing by name.
    pub fn subject(&self) -> &str {
        match self {
            Self::NeverFails { criterion }
            | Self::NeverPasses { criterion }
            | Self::NeverReached { criterion } => criterion,
            Self::PayoutFalls { fact, .. }
            | Self::PayoutRises { fact, .. }
            | Self::DirectionUntried { fact }
            | Self::BranchMissing { fact, .. }
            | Self::UnusedFact { fact } => fact,
            Self::NothingToExplain { subject, .. } => subject,
            Self::TableGap { .. }
            | Self::TableOverlap { .. }
            | Self::DivisionFaults { .. }
            | Self::ScriptStops { .. }
            | Self::AmountUndefined { .. } => "",
        }
    }

    /// What a catalogue's sentence is told.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NeverFails { criterion }
            | Self::NeverPasses { criterion }
            | Self::NeverReached { criterion } => vec![("criterion", criterion.clone())],
            Self::TableGap { detail } | Self::TableOverlap { detail } => vec![("detail", detail.clone())],
            Self::PayoutFalls { fact, from, to, paid, then }
            | Self::PayoutRises { fact, from, to, paid, then } => vec![
                ("fact", fact.clone()),
                ("from", from.to_string()),
                ("to", to.to_string()),
                ("paid", paid.to_string()),
                ("then", then.to_string()),
            ],
            Self::DirectionUntried { fact } | Self::UnusedFact { fact } => vec![("fact", fact.clone())],
            Self::DivisionFaults { facts } | Self::AmountUndefined { facts } => {
                vec![("facts", facts.clone())]
            }
            Self::ScriptStops { message, facts } => {
                vec![("message", message.clone()), ("facts", facts.clone())]
            }
            Self::BranchMissing { fact, value } => vec![("fact", fact.clone()), ("value", value.clone())],
            Self::NothingToExplain { warning, subject } => {
                vec![("warning", warning.clone()), ("subject", subject.clone())]
            }
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NeverFails { .. } => "check the comparison and its figure; it excludes nobody",
            Self::NeverPasses { .. } => "check the comparison and its figure; it excludes everybody",
            Self::NeverReached { .. } => "check the condition around it; nobody gets there",
            Self::TableGap { .. } => "let the next row begin where this one ends",
            Self::TableOverlap { .. } => "let the next row begin where this one ends; rows must rise",
            Self::PayoutFalls { .. } | Self::PayoutRises { .. } => {
                "check bands, caps and criteria around these figures, or correct [[monotone]]"
            }
            Self::DirectionUntried { .. } => {
                "add a worked case with an amount that depends on this fact, or remove [[monotone]]"
            }
            Self::DivisionFaults { .. } => "use ratio(part, whole): a whole of zero fails its criterion",
            Self::ScriptStops { .. } => "guard the figure, or leave the case to a person",
            Self::BranchMissing { .. } => "add the branch, or send such cases to a person with needs_review",
            Self::AmountUndefined { .. } => {
                "state an amount in every branch, or leave it to a person with leave_amount_to_person"
            }
            Self::UnusedFact { .. } => "use it in a script or a check, or remove it",
            Self::NothingToExplain { .. } => {
                "remove the [[explained]] entry, or correct its warning and subject"
            }
        }
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeverFails { criterion } => write!(f, "nobody tried fails criterion `{criterion}`"),
            Self::NeverPasses { criterion } => write!(f, "nobody tried meets criterion `{criterion}`"),
            Self::NeverReached { criterion } => write!(f, "nobody tried reaches criterion `{criterion}`"),
            Self::TableGap { detail } | Self::TableOverlap { detail } => f.write_str(detail),
            Self::PayoutFalls { fact, from, to, paid, then } => {
                write!(
                    f,
                    "`{fact}` rises from {from} to {to} and the amount falls from {paid} to {then} yuan"
                )
            }
            Self::PayoutRises { fact, from, to, paid, then } => {
                write!(
                    f,
                    "`{fact}` rises from {from} to {to} and the amount rises from {paid} to {then} yuan"
                )
            }
            Self::DirectionUntried { fact } => {
                write!(f, "no tried enterprise shows how the amount follows `{fact}`")
            }
            Self::DivisionFaults { facts } => write!(f, "division by zero with {facts}"),
            Self::ScriptStops { message, facts } => write!(f, "{message}, with {facts}"),
            Self::BranchMissing { fact, value } => {
                write!(f, "nothing is decided where `{fact}` is `{value}`")
            }
            Self::AmountUndefined { facts } => {
                write!(f, "eligible, but nobody says how much, with {facts}")
            }
            Self::UnusedFact { fact } => {
                write!(f, "fact `{fact}` is used by no script, no check and no form")
            }
            Self::NothingToExplain { warning, subject } => {
                write!(f, "there is no warning `{warning}` about `{subject}` to explain")
            }
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, concern, explanation } = self;
        write!(f, "{file}:{line}:{column}: {concern}; ")?;
        match explanation {
            Some(explanation) => write!(f, "explained: {}", explanation.reason_en),
            None => f.write_str(concern.remedy()),
        }
    }
}
