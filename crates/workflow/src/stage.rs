//! Where an application stands: the stage (a stable key) and the state (the stage with its facts).
//!
//! Nothing decides on a label or a position; labels live in the catalogues under the stage's key.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::id::{NoticeId, PaymentBatchId, PaymentOrderId, PersonId};
use crate::money::Money;

/// The stage's stable key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Draft,
    Recommendation,
    FormalCheck,
    Correction,
    Approval,
    Publicity,
    Award,
    Disbursement,
    Closed,
    Rejected,
    Withdrawn,
    Lapsed,
}

impl Stage {
    pub const ALL: [Self; 12] = [
        Self::Draft,
        Self::Recommendation,
        Self::FormalCheck,
        Self::Correction,
        Self::Approval,
        Self::Publicity,
        Self::Award,
        Self::Disbursement,
        Self::Closed,
        Self::Rejected,
        Self::Withdrawn,
        Self::Lapsed,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Recommendation => "recommendation",
            Self::FormalCheck => "formal-check",
            Self::Correction => "correction",
            Self::Approval => "approval",
            Self::Publicity => "publicity",
            Self::Award => "award",
            Self::Disbursement => "disbursement",
            Self::Closed => "closed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// No command leads out of it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected | Self::Withdrawn | Self::Lapsed)
    }
}

/// The stage together with what is known only there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum State {
    Draft,
    Recommendation,
    /// Two different officers must pass it; `first` is the one who has.
    FormalCheck {
        first: Option<PersonId>,
    },
    /// All defects in one notice. The bureau's clock stands still meanwhile.
    Correction {
        requested_by: PersonId,
        defects: Vec<Defect>,
        bureau_days_left: u16,
    },
    Approval,
    /// `listing` is empty until an officer publishes the list.
    Publicity {
        listing: Option<Listing>,
    },
    Award,
    Disbursement {
        award: Award,
        payment: Payment,
    },
    Closed {
        award: Award,
        settled_at: Timestamp,
    },
    Rejected {
        at_stage: Stage,
        reason: String,
    },
    Withdrawn {
        at_stage: Stage,
        reason: String,
    },
    Lapsed {
        at_stage: Stage,
    },
}

impl State {
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Recommendation => Stage::Recommendation,
            Self::FormalCheck { .. } => Stage::FormalCheck,
            Self::Correction { .. } => Stage::Correction,
            Self::Approval => Stage::Approval,
            Self::Publicity { .. } => Stage::Publicity,
            Self::Award => Stage::Award,
            Self::Disbursement { .. } => Stage::Disbursement,
            Self::Closed { .. } => Stage::Closed,
            Self::Rejected { .. } => Stage::Rejected,
            Self::Withdrawn { .. } => Stage::Withdrawn,
            Self::Lapsed { .. } => Stage::Lapsed,
        }
    }
}

/// One thing to put right, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// A form field, a document code, or empty for the application as a whole.
    pub field: String,
    pub message: String,
}

/// The publicity notice an application stands on. Both days are included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub notice: NoticeId,
    pub first_day: Date,
    pub last_day: Date,
}

/// The decision with its document number and amount (fen).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    pub document_number: String,
    pub amount: Money,
    pub awarded_at: Timestamp,
}

/// Where the money of an award is. Unknown is not a failure: nothing is paid anew from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "payment", rename_all = "kebab-case")]
pub enum Payment {
    Due,
    Ordered {
        order: PaymentOrderId,
        batch: PaymentBatchId,
        made_by: PersonId,
    },
    Authorised {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    Sent {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    Unknown {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    /// The bank refused it; it is due again, under a new order.
    Returned {
        reason: String,
    },
}

impl Payment {
    /// A new order may be made.
    pub const fn is_due(&self) -> bool {
        matches!(self, Self::Due | Self::Returned { .. })
    }
}
