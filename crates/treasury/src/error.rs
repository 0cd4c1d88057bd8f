//! Every way the treasury says no, in one enum: a code with arguments.
//! The sentences live in catalogues, and the codes in a table of their own.

use crate::batch::BatchRefusal;
use crate::budget::BudgetRefusal;
use crate::instruction::{OrderRefusal, ReissueRefusal};
use crate::iso20022::message_error::MessageError;
use crate::posting::PostingRefusal;
use crate::text::TextError;

/// A refusal of any part of the treasury.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TreasuryError {
    #[error("refused by the budget line")]
    Budget(#[from] BudgetRefusal),
    #[error("refused by the ledger")]
    Posting(#[from] PostingRefusal),
    #[error("refused by the payment order")]
    Order(#[from] OrderRefusal),
    #[error("the order may not be issued again")]
    Reissue(#[from] ReissueRefusal),
    #[error("refused by the payment batch")]
    Batch(#[from] BatchRefusal),
    #[error("a text cannot go into a bank message")]
    Text(#[from] TextError),
    #[error("a bank message cannot be read")]
    Message(#[from] MessageError),
}

/// The arguments of a code, by name, as text for a catalogue.
pub type Arguments = Vec<(&'static str, String)>;

impl TreasuryError {
    /// Stable code: the key of the sentence in the catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Budget(refusal) => refusal.code(),
            Self::Posting(refusal) => refusal.code(),
            Self::Order(refusal) => refusal.code(),
            Self::Reissue(refusal) => refusal.code(),
            Self::Batch(refusal) => refusal.code(),
            Self::Text(_) => TextError::CODE,
            Self::Message(error) => error.code(),
        }
    }

    /// What the sentence names: amounts in yuan, lines, limits, fields.
    pub fn arguments(&self) -> Arguments {
        match self {
            Self::Budget(refusal) => refusal.arguments(),
            Self::Order(refusal) => refusal.arguments(),
            Self::Batch(refusal) => refusal.arguments(),
            Self::Text(error) => error.arguments(),
            Self::Message(error) => error.arguments(),
            Self::Reissue(ReissueRefusal::Unproven { since }) => {
                vec![("since", since.minute_text())]
            }
            Self::Posting(_) | Self::Reissue(_) => Arguments::new(),
        }
    }
}
