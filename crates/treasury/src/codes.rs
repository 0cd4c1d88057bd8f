//! The stable code of every refusal and its arguments. One table per kind; no sentences.
//! A code once given never changes: catalogues and programs beyond the house know it.

use crate::batch::BatchRefusal;
use crate::budget::BudgetRefusal;
use crate::error::Arguments;
use crate::instruction::{OrderRefusal, ReissueRefusal};
use crate::iso20022::message_error::MessageError;
use crate::posting::PostingRefusal;
use crate::text::{TextError, TextProblem};

impl BudgetRefusal {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPositive => "budget-not-positive",
            Self::Overspend { .. } => "budget-overspend",
            Self::NotCommitted { .. } => "budget-not-committed",
            Self::NotOrdered { .. } => "budget-not-ordered",
            Self::NotPaid { .. } => "budget-not-paid",
            Self::BrokenCounters => "budget-broken-counters",
        }
    }

    pub fn arguments(&self) -> Arguments {
        match self {
            Self::Overspend { available }
            | Self::NotCommitted { available }
            | Self::NotOrdered { available }
            | Self::NotPaid { available } => vec![("available", available.grouped())],
            Self::NotPositive | Self::BrokenCounters => Arguments::new(),
        }
    }
}

impl PostingRefusal {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPositive => "posting-not-positive",
            Self::SameAccount => "posting-same-account",
            Self::OutOfRange => "posting-out-of-range",
        }
    }
}

impl OrderRefusal {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPositive => "order-not-positive",
            Self::Text(_) => TextError::CODE,
            Self::WrongState { .. } => "order-wrong-state",
            Self::NeverSent { .. } => "order-never-sent",
            Self::Contradiction { .. } => "order-contradiction",
        }
    }

    pub fn arguments(&self) -> Arguments {
        match self {
            Self::NotPositive => Arguments::new(),
            Self::Text(error) => error.arguments(),
            Self::WrongState { state, command } => {
                vec![("state", (*state).to_owned()), ("command", (*command).to_owned())]
            }
            Self::NeverSent { state, answer } | Self::Contradiction { state, answer } => {
                vec![("state", (*state).to_owned()), ("answer", (*answer).to_owned())]
            }
        }
    }
}

impl ReissueRefusal {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSent => "reissue-not-sent",
            Self::NotAnswered => "reissue-not-answered",
            Self::Unproven { .. } => "reissue-unproven",
            Self::AlreadyPaid => "reissue-already-paid",
        }
    }
}

impl BatchRefusal {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyBatch => "batch-empty",
            Self::TooManyOrders { .. } => "batch-too-many-orders",
            Self::DuplicateOrder { .. } => "batch-duplicate-order",
            Self::NotPositive { .. } => "batch-not-positive",
            Self::TotalOutOfRange => "batch-total-out-of-range",
            Self::MakerIsChecker => "batch-maker-is-checker",
            Self::NotAuthorised => "batch-not-authorised",
            Self::AlreadyAuthorised => "batch-already-authorised",
            Self::NotSent => "batch-not-sent",
            Self::AlreadySent => "batch-already-sent",
            Self::Cancelled => "batch-cancelled",
        }
    }

    pub fn arguments(&self) -> Arguments {
        match self {
            Self::TooManyOrders { limit } => vec![("limit", limit.to_string())],
            Self::DuplicateOrder { order } | Self::NotPositive { order } => {
                vec![("order", order.to_string())]
            }
            Self::EmptyBatch
            | Self::TotalOutOfRange
            | Self::MakerIsChecker
            | Self::NotAuthorised
            | Self::AlreadyAuthorised
            | Self::NotSent
            | Self::AlreadySent
            | Self::Cancelled => Arguments::new(),
        }
    }
}

impl TextError {
    pub const CODE: &'static str = "bank-text";

    pub fn arguments(&self) -> Arguments {
        let number = match self.problem {
            TextProblem::TooLong { limit_chars } | TextProblem::TooShort { limit_chars } => {
                Some(("limit", limit_chars))
            }
            TextProblem::ControlCharacter { position } | TextProblem::ForbiddenCharacter { position } => {
                Some(("position", position))
            }
            TextProblem::Empty
            | TextProblem::OuterSpace
            | TextProblem::NotDigits
            | TextProblem::CheckDigit => None,
        };
        let mut arguments =
            vec![("field", self.field.key().to_owned()), ("problem", self.problem.key().to_owned())];
        arguments.extend(number.map(|(name, value)| (name, value.to_string())));
        arguments
    }
}

impl MessageError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "message-too-large",
            Self::NotUtf8 { .. } => "message-not-utf8",
            Self::WrongEncoding { .. } => "message-wrong-encoding",
            Self::Malformed { .. } => "message-malformed",
            Self::Truncated { .. } => "message-truncated",
            Self::Stray { .. } => "message-stray",
            Self::DocumentType { .. } => "message-document-type",
            Self::UnknownEntity { .. } => "message-unknown-entity",
            Self::ForbiddenCharacter { .. } => "message-forbidden-character",
            Self::TooDeep { .. } => "message-too-deep",
            Self::TooManyAttributes { .. } => "message-too-many-attributes",
            Self::TooManyTransactions { .. } => "message-too-many-transactions",
            Self::TooLong { .. } => "message-too-long",
            Self::Foreign { .. } => "message-foreign",
            Self::UnknownVersion { .. } => "message-unknown-version",
            Self::Missing { .. } => "message-missing",
            Self::Twice { .. } => "message-twice",
            Self::Unreadable { .. } => "message-unreadable",
            Self::ControlFigures => "message-control-figures",
            Self::ContradictoryStatuses { .. } => "message-contradictory-statuses",
        }
    }

    pub fn arguments(&self) -> Arguments {
        let number = |name, value: &usize| (name, value.to_string());
        match self {
            Self::TooLarge { found_bytes, limit_bytes } => {
                vec![number("found", found_bytes), number("limit", limit_bytes)]
            }
            Self::NotUtf8 { byte } => vec![number("byte", byte)],
            Self::WrongEncoding { declared } => vec![("declared", declared.clone())],
            Self::Malformed { line, byte, .. } => vec![number("line", line), number("byte", byte)],
            Self::Truncated { line, open } => vec![number("line", line), ("element", open.clone())],
            Self::Stray { line } | Self::DocumentType { line } | Self::ForbiddenCharacter { line } => {
                vec![number("line", line)]
            }
            Self::UnknownEntity { line, name } => {
                vec![number("line", line), ("name", name.clone())]
            }
            Self::TooDeep { line, limit_levels: limit } | Self::TooManyAttributes { line, limit } => {
                vec![number("line", line), number("limit", limit)]
            }
            Self::TooManyTransactions { limit_rows } => vec![number("limit", limit_rows)],
            Self::TooLong { line, element, limit_chars } => {
                let element = ("element", element.clone());
                vec![number("line", line), element, number("limit", limit_chars)]
            }
            Self::Foreign { found } | Self::UnknownVersion { found } => {
                vec![("found", found.clone())]
            }
            Self::Missing { element } => vec![("element", (*element).to_owned())],
            Self::Twice { element, line } | Self::Unreadable { element, line } => {
                vec![number("line", line), ("element", (*element).to_owned())]
            }
            Self::ControlFigures => Arguments::new(),
            Self::ContradictoryStatuses { first, second } => {
                vec![("first", first.clone()), ("second", second.clone())]
            }
        }
    }
}
