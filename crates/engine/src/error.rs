//! Everything a use case may answer instead of doing it.
//!
//! Codes and numbers only: the catalogues say them. A page maps each variant to one status.

use std::collections::BTreeMap;

use store::StoreError;
use workflow::{Money, Refusal, Timestamp};

use crate::migrations::UnsafeMove;
use crate::trial::TrialFault;

/// One wrong field: which, what is wrong (a catalogue key `error-<code>`), and the numbers of the remedy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldFault {
    pub field: String,
    pub code: &'static str,
    pub arguments: BTreeMap<String, String>,
}

impl FieldFault {
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, arguments: BTreeMap::new() }
    }

    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts come as they are, by value or borrowed"
    )]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.arguments.insert(name.to_owned(), value.to_string());
        self
    }
}

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The workflow refuses; nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What was typed is wrong; every fault at once.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldFault>),
    /// Signed in, but this is not theirs to do or see.
    #[error("not allowed")]
    Forbidden,
    #[error("{what} does not exist")]
    NotFound { what: &'static str },
    /// Somebody else was faster, or the same key came with another content.
    #[error("conflict: {what}")]
    Conflict { what: String },
    /// It is somebody else's turn to write on the case.
    #[error("{who} is writing on the case")]
    BeingWritten { who: String, until: Timestamp },
    /// A migration would take a right from some cases: number and what each would lose.
    #[error("{} cases would lose a right", .0.len())]
    MigrationUnsafe(Vec<UnsafeMove>),
    /// The budget line cannot hold the award.
    #[error("the budget line has {available:?} left")]
    Overspend { available: Money },
    #[error("too many attempts; try again in {seconds} s")]
    TooManyAttempts { seconds: u64 },
    /// A draft was tried and there is no answer; nothing else was harmed.
    #[error(transparent)]
    Trial(#[from] TrialFault),
    #[error("the pack cannot be used: {0}")]
    Pack(String),
    #[error("no randomness is to be had")]
    Chance,
    /// A stored value that no version of this program wrote.
    #[error("stored value is corrupt: {what}")]
    Corrupt { what: String },
    #[error("the unit of work was lost with its task")]
    TaskLost,
    #[error("the store could not do it")]
    Store(#[source] StoreError),
}

impl EngineError {
    /// One wrong field.
    pub fn field(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![FieldFault::new(field, code)])
    }
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { what } => Self::NotFound { what },
            StoreError::Conflict { what } => Self::Conflict { what },
            other => Self::Store(other),
        }
    }
}

/// Collects faults so that a person hears of all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<FieldFault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: FieldFault) {
        self.0.push(fault);
    }

    pub(crate) fn add(&mut self, field: &str, code: &'static str) {
        self.push(FieldFault::new(field, code));
    }

    pub(crate) fn into_list(self) -> Vec<FieldFault> {
        self.0
    }

    pub(crate) fn into_result(self) -> Result<(), EngineError> {
        if self.0.is_empty() { Ok(()) } else { Err(EngineError::Invalid(self.0)) }
    }
}
