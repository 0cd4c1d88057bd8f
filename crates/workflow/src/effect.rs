//! What a decision wants done outside the application, in the same transaction.
//!
//! Money effects become conditional updates of the budget line; notifications become outbox rows.

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::role::Role;

/// A consequence of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Hold budget for the award; fails the whole command when the line is short.
    CommitFunds(Money),
    /// Held budget is under a payment order.
    OrderFunds(Money),
    /// The order was cancelled or refused: back to held.
    ReturnFunds(Money),
    /// The bank paid.
    SettleFunds(Money),
    /// Tell somebody, by mail.
    Notify(Notification),
}

/// Which mail, to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    pub mail: MailKind,
    pub audience: Audience,
}

/// Who is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The active members of the organisation.
    Applicant,
    /// Everybody who holds a role (a recommender only of the case's town).
    Holders(Role),
}

/// The mails of the workflow. The key is the name of the mail's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailKind {
    ApplicationSubmitted,
    CorrectionRequested,
    Recommended,
    NotRecommended,
    Approved,
    Rejected,
    PublicityStarted,
    PublicityEnded,
    Awarded,
    Paid,
    PaymentRejected,
    Withdrawn,
    Lapsed,
    DeadlineReminder,
    /// To staff: a case has come to them.
    WorkWaiting,
}

impl MailKind {
    pub const fn key(self) -> &'static str {
        match self {
            Self::ApplicationSubmitted => "application-submitted",
            Self::CorrectionRequested => "correction-requested",
            Self::Recommended => "recommended",
            Self::NotRecommended => "not-recommended",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::PublicityStarted => "publicity-started",
            Self::PublicityEnded => "publicity-ended",
            Self::Awarded => "awarded",
            Self::Paid => "paid",
            Self::PaymentRejected => "payment-rejected",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::DeadlineReminder => "deadline-reminder",
            Self::WorkWaiting => "work-waiting",
        }
    }
}

impl Effect {
    pub(crate) const fn tell(mail: MailKind, audience: Audience) -> Self {
        Self::Notify(Notification { mail, audience })
    }
}
