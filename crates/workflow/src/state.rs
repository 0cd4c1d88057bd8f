//! The state of an application: the stage with the facts known only there.
//!
//! A state carries its facts; nothing is a nullable field beside a flag. Awards live in `award.rs`.

use serde::{Deserialize, Serialize};

use crate::award::{Award, Payment};
use crate::clock::{Date, Timestamp};
use crate::id::{AttachmentId, NoticeId, ObjectionId, PersonId};
use crate::money::Money;
use crate::panel::Marks;
use crate::role::Signature;
use crate::stage::Stage;

/// The stage together with what is known only there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum State {
    Draft,
    /// The bureau proposed it; the organisation has not answered.
    Confirmation {
        proposed_by: PersonId,
    },
    Recommendation,
    /// Two different officers must pass it; `first` is the one who has.
    FormalCheck {
        first: Option<Signature>,
    },
    /// All defects in one notice. The bureau's clock stands still meanwhile.
    Correction {
        requested_by: PersonId,
        defects: Vec<Defect>,
        bureau_days_left: u16,
    },
    /// Seats are filled by a draw; empty until then.
    ExpertReview {
        seats: Vec<Seat>,
    },
    /// Two different officers go; `record` is what the first wrote.
    SiteVisit {
        record: Option<VisitRecord>,
    },
    /// Departments answer in parallel; who is silent has not agreed.
    JointReview {
        opinions: Vec<DepartmentOpinion>,
    },
    /// The next rung of the ladder, and who stands on those below.
    Approval {
        rung: usize,
        amount: Option<Money>,
        passed: Vec<Signature>,
    },
    /// `listing` is empty until an officer publishes the list.
    Publicity {
        listing: Option<Listing>,
    },
    /// Frozen until somebody who did not review the case has answered.
    Objection {
        listing: Listing,
        objections: Vec<ObjectionId>,
    },
    Award,
    /// `draft` is what the bureau offers to sign.
    Agreement {
        award: Award,
        draft: Option<AgreementTerms>,
    },
    /// The milestone of the next instalment; `report` is the organisation's.
    Acceptance {
        award: Award,
        report: Option<String>,
    },
    Disbursement {
        award: Award,
        payment: Payment,
    },
    /// `report` is the organisation's own account of what was achieved.
    Evaluation {
        award: Award,
        report: Option<String>,
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
    /// Nothing to recover.
    Revoked {
        award: Award,
        reason: String,
    },
    /// Money was paid: demanded back when `demand` is there.
    Recovery {
        award: Award,
        reason: String,
        demand: Option<Demand>,
        repaid: Money,
    },
    Recovered {
        award: Award,
        repaid: Money,
    },
}

impl State {
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Confirmation { .. } => Stage::Confirmation,
            Self::Recommendation => Stage::Recommendation,
            Self::FormalCheck { .. } => Stage::FormalCheck,
            Self::Correction { .. } => Stage::Correction,
            Self::ExpertReview { .. } => Stage::ExpertReview,
            Self::SiteVisit { .. } => Stage::SiteVisit,
            Self::JointReview { .. } => Stage::JointReview,
            Self::Approval { .. } => Stage::Approval,
            Self::Publicity { .. } => Stage::Publicity,
            Self::Objection { .. } => Stage::Objection,
            Self::Award => Stage::Award,
            Self::Agreement { .. } => Stage::Agreement,
            Self::Acceptance { .. } => Stage::Acceptance,
            Self::Disbursement { .. } => Stage::Disbursement,
            Self::Evaluation { .. } => Stage::Evaluation,
            Self::Closed { .. } => Stage::Closed,
            Self::Rejected { .. } => Stage::Rejected,
            Self::Withdrawn { .. } => Stage::Withdrawn,
            Self::Lapsed { .. } => Stage::Lapsed,
            Self::Revoked { .. } => Stage::Revoked,
            Self::Recovery { .. } => Stage::Recovery,
            Self::Recovered { .. } => Stage::Recovered,
        }
    }

    /// The award, at every stage that has one.
    pub const fn award(&self) -> Option<&Award> {
        match self {
            Self::Agreement { award, .. }
            | Self::Acceptance { award, .. }
            | Self::Disbursement { award, .. }
            | Self::Evaluation { award, .. }
            | Self::Closed { award, .. }
            | Self::Revoked { award, .. }
            | Self::Recovery { award, .. }
            | Self::Recovered { award, .. } => Some(award),
            Self::Draft
            | Self::Confirmation { .. }
            | Self::Recommendation
            | Self::FormalCheck { .. }
            | Self::Correction { .. }
            | Self::ExpertReview { .. }
            | Self::SiteVisit { .. }
            | Self::JointReview { .. }
            | Self::Approval { .. }
            | Self::Publicity { .. }
            | Self::Objection { .. }
            | Self::Award
            | Self::Rejected { .. }
            | Self::Withdrawn { .. }
            | Self::Lapsed { .. } => None,
        }
    }
}

/// One thing to put right, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Defect {
    /// A form field, a document code, or empty for the application as a whole.
    pub field: String,
    pub message: String,
}

/// One expert's place in a panel.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seat {
    pub expert: PersonId,
    pub standing: SeatStanding,
}

/// How far an expert has come.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum SeatStanding {
    /// Drawn; has not declared yet, and sees nothing.
    Drawn,
    /// Has declared to be free of conflicts.
    Accepted,
    /// Has declared a conflict, or declined: the seat is to be drawn again.
    Recused { reason: String },
    /// Hidden from everybody until all are in. `explanation` is asked of those far apart.
    Scored { marks: Marks, comment: String, explanation: Option<String> },
}

impl Seat {
    /// Sits in the panel; a recused expert does not.
    pub const fn is_taken(&self) -> bool {
        !matches!(self.standing, SeatStanding::Recused { .. })
    }
}

/// What two officers saw on the spot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VisitRecord {
    pub visited_on: Date,
    pub finding: String,
    /// What was applied for was found there.
    pub confirmed: bool,
    pub photos: Vec<AttachmentId>,
    pub by: Signature,
}

/// What a department said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DepartmentOpinion {
    pub department: String,
    pub agrees: bool,
    pub opinion: String,
    pub by: Signature,
}

/// The publicity notice an application stands on. Both days are included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Listing {
    pub notice: NoticeId,
    pub first_day: Date,
    pub last_day: Date,
}

/// What the bureau and the organisation agree on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgreementTerms {
    /// The agreement's own number.
    pub number: String,
    pub instalments: Vec<AgreedInstalment>,
    pub drafted_by: Signature,
}

/// One part of the money, and what must be achieved first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgreedInstalment {
    pub percent: u8,
    pub milestone: Option<crate::award::Milestone>,
}

/// Money to be paid back, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Demand {
    pub document_number: String,
    pub amount: Money,
    pub demanded_on: Date,
}
