//! What happened to an application. Past tense, complete: replaying events yields the state.
//!
//! An event that moves the case carries the step it moves to and that step's clock, so that
//! applying it needs neither calendar nor pipeline.

use serde::{Deserialize, Serialize};

use crate::application::{Answers, Judgement, Origin, StageClock};
use crate::award::Award;
use crate::clock::{Date, Timestamp};
use crate::command::{Grade, ObjectionDecision};
use crate::id::{ObjectionId, PaymentBatchId, PaymentOrderId, PersonId};
use crate::money::Money;
use crate::panel::{Draw, Marks, Tally};
use crate::role::{Role, Signature};
use crate::stage::Stage;
use crate::state::{AgreementTerms, Defect, Demand, Listing, VisitRecord};

/// One thing that happened, and who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    /// `None` for the clock and the public.
    pub person: Option<PersonId>,
    /// For whom the person stood in, by a delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonId>,
    pub role: Role,
    pub kind: EventKind,
}

impl Event {
    pub fn signature(&self) -> Option<Signature> {
        Some(Signature { person: self.person?, on_behalf_of: self.on_behalf_of })
    }
}

/// The step a case moves to, and the clock that runs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub to: Stage,
    pub clock: Option<StageClock>,
}

/// Writes the enum of events and their stable keys.
macro_rules! events {
    ($(
        $(#[$doc:meta])*
        $name:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })? = $key:literal,
    )*) => {
        /// What happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event", rename_all = "kebab-case")]
        pub enum EventKind { $($(#[$doc])* $name $({ $($(#[$field_doc])* $field: $type),* })?,)* }

        impl EventKind {
            pub const KEYS: &'static [&'static str] = &[$($key,)*];

            /// Stable key; the catalogues label it.
            pub const fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }
        }
    };
}

events! {
    Started { origin: Box<Origin>, clock: Option<StageClock> } = "started",
    /// The bureau began it for the organisation, with answers from lists and registers.
    Proposed { origin: Box<Origin>, answers: Answers, clock: Option<StageClock> } = "proposed",
    AnswersSaved { answers: Answers } = "answers-saved",
    Submitted { judgement: Box<Judgement>, step: Step } = "submitted",
    Withdrawn { reason: String } = "withdrawn",
    Confirmed { judgement: Box<Judgement>, step: Step } = "confirmed",
    Declined { reason: String } = "declined",
    Recommended { opinion: String, step: Step } = "recommended",
    RecommendationDeclined { reason: String } = "recommendation-declined",
    /// The first of two officers.
    CheckPassed { opinion: String } = "check-passed",
    /// The second officer: the case moves on.
    CheckConfirmed { opinion: String, step: Step } = "check-confirmed",
    CorrectionRequested {
        defects: Vec<Defect>,
        bureau_days_left: u16,
        clock: Option<StageClock>,
    } = "correction-requested",
    CorrectionAnswered { judgement: Box<Judgement>, step: Step } = "correction-answered",
    /// Whom the lot fell on, with all that is needed to draw it again.
    PanelDrawn { draw: Draw } = "panel-drawn",
    ReviewAccepted = "review-accepted",
    ReviewRecused { reason: String } = "review-recused",
    ScoreSubmitted { marks: Marks, comment: String } = "score-submitted",
    ScoreExplained { reason: String } = "score-explained",
    /// All scores are in: from here on they may be read.
    ScoresTallied { tally: Tally } = "scores-tallied",
    ReviewConcluded { step: Step } = "review-concluded",
    VisitRecorded { record: VisitRecord } = "visit-recorded",
    VisitConfirmed { opinion: String, step: Step } = "visit-confirmed",
    OpinionGiven { department: String, agrees: bool, opinion: String } = "opinion-given",
    JointReviewConcluded { step: Step } = "joint-review-concluded",
    /// A lower rung of the ladder; the case goes up.
    RungPassed { opinion: String, amount: Money } = "rung-passed",
    /// The bureau meeting met; the decision is the next event.
    MeetingResolved {
        minutes_number: String,
        held_on: Date,
        present: Vec<PersonId>,
        in_favour: u16,
        approved: bool,
    } = "meeting-resolved",
    Approved { opinion: String, amount: Money, step: Step } = "approved",
    Rejected { reason: String } = "rejected",
    Published { listing: Listing, clock: Option<StageClock> } = "published",
    PublicityEnded { step: Step } = "publicity-ended",
    /// Who objected stands in a row of its own, not here.
    ObjectionFiled { objection: ObjectionId, text: String, clock: Option<StageClock> } = "objection-filed",
    ObjectionDecided {
        decision: ObjectionDecision,
        reply: String,
        clock: Option<StageClock>,
    } = "objection-decided",
    Awarded { award: Award, step: Step } = "awarded",
    AgreementDrafted { terms: AgreementTerms, clock: Option<StageClock> } = "agreement-drafted",
    AgreementSigned { award: Award, step: Step } = "agreement-signed",
    MilestoneReported { report: String, clock: Option<StageClock> } = "milestone-reported",
    MilestoneAccepted { opinion: String, step: Step } = "milestone-accepted",
    MilestoneReturned { reason: String, clock: Option<StageClock> } = "milestone-returned",
    PaymentOrdered { order: PaymentOrderId, batch: PaymentBatchId } = "payment-ordered",
    PaymentCancelled { order: PaymentOrderId } = "payment-cancelled",
    PaymentAuthorised { order: PaymentOrderId } = "payment-authorised",
    PaymentSent { order: PaymentOrderId } = "payment-sent",
    PaymentUnknown { order: PaymentOrderId } = "payment-unknown",
    /// An instalment is paid; the step leads to the next one, to the evaluation, or to the end.
    PaymentSettled { order: PaymentOrderId, on: Date, step: Step } = "payment-settled",
    PaymentRejected { order: PaymentOrderId, reason: String } = "payment-rejected",
    ResultsReported { report: String, clock: Option<StageClock> } = "results-reported",
    Evaluated { grade: Grade, opinion: String } = "evaluated",
    Revoked { reason: String, clock: Option<StageClock> } = "revoked",
    RecoveryDemanded { demand: Demand, clock: Option<StageClock> } = "recovery-demanded",
    RepaymentRecorded { amount: Money, received_on: Date, reference: String } = "repayment-recorded",
    Recovered = "recovered",
    Recused { reason: String } = "recused",
    Assigned { to: Vec<PersonId> } = "assigned",
    /// Another version of the pipeline governs the case from here on.
    Migrated { governed_by: String, step: Step } = "migrated",
    /// A deadline that awaited its calendar got its day.
    DeadlineComputed { clock: StageClock } = "deadline-computed",
    Lapsed = "lapsed",
    OverdueRejected = "overdue-rejected",
}
