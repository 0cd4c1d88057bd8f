//! The stage's stable key: where an application stands, apart from any label.
//!
//! Nothing decides on a label or a position; labels live in the catalogues under the stage's key.
//! The facts known only at a stage are [`State`](crate::state::State).

use serde::{Deserialize, Serialize};

/// The stage's stable key, in the order of the whole procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Draft,
    /// 免申即享: proposed by the bureau, the organisation confirms.
    Confirmation,
    Recommendation,
    FormalCheck,
    /// The loop of the formal check.
    Correction,
    ExpertReview,
    SiteVisit,
    JointReview,
    Approval,
    Publicity,
    /// The loop of publicity: the item is frozen.
    Objection,
    Award,
    Agreement,
    /// The loop of disbursement: a milestone is reported and accepted before its instalment.
    Acceptance,
    Disbursement,
    Evaluation,
    Closed,
    Rejected,
    Withdrawn,
    Lapsed,
    /// An award taken back; final when nothing was paid.
    Revoked,
    Recovery,
    Recovered,
}

impl Stage {
    pub const ALL: [Self; 23] = [
        Self::Draft,
        Self::Confirmation,
        Self::Recommendation,
        Self::FormalCheck,
        Self::Correction,
        Self::ExpertReview,
        Self::SiteVisit,
        Self::JointReview,
        Self::Approval,
        Self::Publicity,
        Self::Objection,
        Self::Award,
        Self::Agreement,
        Self::Acceptance,
        Self::Disbursement,
        Self::Evaluation,
        Self::Closed,
        Self::Rejected,
        Self::Withdrawn,
        Self::Lapsed,
        Self::Revoked,
        Self::Recovery,
        Self::Recovered,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Confirmation => "confirmation",
            Self::Recommendation => "recommendation",
            Self::FormalCheck => "formal-check",
            Self::Correction => "correction",
            Self::ExpertReview => "expert-review",
            Self::SiteVisit => "site-visit",
            Self::JointReview => "joint-review",
            Self::Approval => "approval",
            Self::Publicity => "publicity",
            Self::Objection => "objection",
            Self::Award => "award",
            Self::Agreement => "agreement",
            Self::Acceptance => "acceptance",
            Self::Disbursement => "disbursement",
            Self::Evaluation => "evaluation",
            Self::Closed => "closed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Revoked => "revoked",
            Self::Recovery => "recovery",
            Self::Recovered => "recovered",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// Nobody is waited for: no clock runs, nothing falls due. An award may still be revoked from `Closed`.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::Rejected | Self::Withdrawn | Self::Lapsed | Self::Revoked | Self::Recovered
        )
    }

    /// Entered from another stage and left back to it: a pipeline passes over it on the way forward.
    pub const fn is_loop(self) -> bool {
        matches!(self, Self::Correction | Self::Objection)
    }

    /// The organisation and its money are judged here; nothing is public yet.
    pub const fn is_review(self) -> bool {
        matches!(
            self,
            Self::Recommendation
                | Self::FormalCheck
                | Self::Correction
                | Self::ExpertReview
                | Self::SiteVisit
                | Self::JointReview
                | Self::Approval
        )
    }
}
