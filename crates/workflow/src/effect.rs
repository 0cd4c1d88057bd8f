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
    /// The award was revoked: what was held for it and not paid is free again.
    ReleaseFunds(Money),
    /// Paid money came back.
    RecoverFunds(Money),
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
    /// The experts from whom something is awaited.
    Panel,
}

/// Writes the enum of mails and the names of their folders.
macro_rules! mails {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// The mails of the workflow. The key is the name of the mail's folder.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum MailKind { $($(#[$doc])* $name,)* }

        impl MailKind {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

mails! {
    ApplicationSubmitted = "application-submitted",
    CorrectionRequested = "correction-requested",
    Recommended = "recommended",
    NotRecommended = "not-recommended",
    Approved = "approved",
    Rejected = "rejected",
    PublicityStarted = "publicity-started",
    PublicityEnded = "publicity-ended",
    Awarded = "awarded",
    Paid = "paid",
    PaymentRejected = "payment-rejected",
    Withdrawn = "withdrawn",
    Lapsed = "lapsed",
    DeadlineReminder = "deadline-reminder",
    /// To staff: a case has come to them.
    WorkWaiting = "work-waiting",
    /// To the applicant: an agreement, a milestone or a report is awaited.
    YourTurn = "your-turn",
    /// 免申即享: the bureau proposes, the organisation confirms.
    Proposed = "proposed",
    /// To the experts drawn, and again to those whose reasons are awaited.
    ReviewInvitation = "review-invitation",
    ObjectionFiled = "objection-filed",
    ObjectionDecided = "objection-decided",
    MilestoneAccepted = "milestone-accepted",
    MilestoneReturned = "milestone-returned",
    Evaluated = "evaluated",
    Revoked = "revoked",
    RecoveryDemanded = "recovery-demanded",
    Recovered = "recovered",
}

impl Effect {
    pub(crate) const fn tell(mail: MailKind, audience: Audience) -> Self {
        Self::Notify(Notification { mail, audience })
    }

    pub(crate) const fn tell_applicant(mail: MailKind) -> Self {
        Self::tell(mail, Audience::Applicant)
    }

    /// A case has come to those who hold the role.
    pub(crate) const fn tell_holders(role: Role) -> Self {
        Self::tell(MailKind::WorkWaiting, Audience::Holders(role))
    }
}
