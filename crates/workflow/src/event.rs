//! What happened to an application. Past tense, complete: replaying events yields the state.
//!
//! An event that moves the case carries the step it moves to and that step's clock, so that
//! applying it needs neither calendar nor pipeline.

use serde::{Deserialize, Serialize};

use crate::application::{Answers, Judgement, Origin, StageClock};
use crate::clock::{Date, Timestamp};
use crate::id::{PaymentBatchId, PaymentOrderId, PersonId};
use crate::money::Money;
use crate::role::Role;
use crate::stage::{Award, Defect, Listing, Stage};

/// One thing that happened, and who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    /// `None` for the clock.
    pub person: Option<PersonId>,
    pub role: Role,
    pub kind: EventKind,
}

/// The step a case moves to, and the clock that runs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub to: Stage,
    pub clock: Option<StageClock>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum EventKind {
    Started {
        origin: Box<Origin>,
        clock: Option<StageClock>,
    },
    AnswersSaved {
        answers: Answers,
    },
    Submitted {
        judgement: Box<Judgement>,
        step: Step,
    },
    Withdrawn {
        reason: String,
    },
    Recommended {
        opinion: String,
        step: Step,
    },
    RecommendationDeclined {
        reason: String,
    },
    /// The first of two officers.
    CheckPassed {
        opinion: String,
    },
    /// The second officer: the case moves on.
    CheckConfirmed {
        opinion: String,
        step: Step,
    },
    CorrectionRequested {
        defects: Vec<Defect>,
        bureau_days_left: u16,
        clock: Option<StageClock>,
    },
    CorrectionAnswered {
        judgement: Box<Judgement>,
        step: Step,
    },
    Approved {
        opinion: String,
        amount: Money,
        step: Step,
    },
    Rejected {
        reason: String,
    },
    Published {
        listing: Listing,
        clock: Option<StageClock>,
    },
    PublicityEnded {
        step: Step,
    },
    Awarded {
        award: Award,
        step: Step,
    },
    PaymentOrdered {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    PaymentCancelled {
        order: PaymentOrderId,
    },
    PaymentAuthorised {
        order: PaymentOrderId,
    },
    PaymentSent {
        order: PaymentOrderId,
    },
    PaymentUnknown {
        order: PaymentOrderId,
    },
    PaymentSettled {
        order: PaymentOrderId,
        on: Date,
    },
    PaymentRejected {
        order: PaymentOrderId,
        reason: String,
    },
    /// A deadline that awaited its calendar got its day.
    DeadlineComputed {
        clock: StageClock,
    },
    Lapsed,
}

impl EventKind {
    /// Stable key; the catalogues label it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::AnswersSaved { .. } => "answers-saved",
            Self::Submitted { .. } => "submitted",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Recommended { .. } => "recommended",
            Self::RecommendationDeclined { .. } => "recommendation-declined",
            Self::CheckPassed { .. } => "check-passed",
            Self::CheckConfirmed { .. } => "check-confirmed",
            Self::CorrectionRequested { .. } => "correction-requested",
            Self::CorrectionAnswered { .. } => "correction-answered",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Published { .. } => "published",
            Self::PublicityEnded { .. } => "publicity-ended",
            Self::Awarded { .. } => "awarded",
            Self::PaymentOrdered { .. } => "payment-ordered",
            Self::PaymentCancelled { .. } => "payment-cancelled",
            Self::PaymentAuthorised { .. } => "payment-authorised",
            Self::PaymentSent { .. } => "payment-sent",
            Self::PaymentUnknown { .. } => "payment-unknown",
            Self::PaymentSettled { .. } => "payment-settled",
            Self::PaymentRejected { .. } => "payment-rejected",
            Self::DeadlineComputed { .. } => "deadline-computed",
            Self::Lapsed => "lapsed",
        }
    }

    pub const KEYS: [&'static str; 24] = [
        "started",
        "answers-saved",
        "submitted",
        "withdrawn",
        "recommended",
        "recommendation-declined",
        "check-passed",
        "check-confirmed",
        "correction-requested",
        "correction-answered",
        "approved",
        "rejected",
        "published",
        "publicity-ended",
        "awarded",
        "payment-ordered",
        "payment-cancelled",
        "payment-authorised",
        "payment-sent",
        "payment-unknown",
        "payment-settled",
        "payment-rejected",
        "deadline-computed",
        "lapsed",
    ];
}
