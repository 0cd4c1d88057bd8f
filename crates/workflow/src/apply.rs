//! Folding events into the state. Never fails: whatever was decided has happened.
//! Knows neither calendar nor pipeline: an event carries the step it leads to.

mod grant;
mod panel;

use crate::application::{Answers, Application, Origin, StageClock};
use crate::command::ObjectionDecision;
use crate::event::{Event, EventKind, Step};
use crate::stage::Stage;
use crate::state::{DepartmentOpinion, Listing, State};

/// The application its events describe; `None` when the first is not a beginning.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Application> {
    let mut events = events.into_iter();
    let mut application = start(events.next()?)?;
    for event in events {
        apply(&mut application, event);
    }
    Some(application)
}

/// The application that a beginning begins; `None` for any other event.
pub fn start(event: &Event) -> Option<Application> {
    match &event.kind {
        EventKind::Started { origin, clock } => {
            blank(event, origin, State::Draft, clock.as_ref(), Answers::new())
        }
        EventKind::Proposed { origin, answers, clock } => {
            let state = State::Confirmation { proposed_by: event.person? };
            blank(event, origin, state, clock.as_ref(), answers.clone())
        }
        _ => None,
    }
}

fn blank(
    event: &Event,
    origin: &Origin,
    state: State,
    clock: Option<&StageClock>,
    answers: Answers,
) -> Option<Application> {
    Some(Application {
        governed_by: origin.governed_by.clone().unwrap_or_else(|| origin.pack_fingerprint.clone()),
        origin: origin.clone(),
        created_by: event.person?,
        created_at: event.at,
        submitted_at: None,
        state,
        clock: clock.cloned(),
        answers,
        judgement: None,
        approved_amount: None,
        correction_rounds: 0,
        amendments: 0,
        reviewers: std::collections::BTreeSet::new(),
        recused: std::collections::BTreeSet::new(),
        assigned: Vec::new(),
        tally: None,
        visit: None,
        dissent: Vec::new(),
        version: 1,
    })
}

/// Takes one event into the state.
pub fn apply(application: &mut Application, event: &Event) {
    application.version += 1;
    remember(application, event);
    match &event.kind {
        EventKind::Started { .. } | EventKind::Proposed { .. } | EventKind::MeetingResolved { .. } => {}
        EventKind::AnswersSaved { answers } => application.answers.clone_from(answers),
        EventKind::Submitted { judgement, step } | EventKind::Confirmed { judgement, step } => {
            application.submitted_at = Some(event.at);
            application.judgement = Some((**judgement).clone());
            enter(application, step);
        }
        EventKind::CorrectionAnswered { judgement, step } => {
            application.judgement = Some((**judgement).clone());
            enter(application, step);
        }
        EventKind::Recommended { step, .. }
        | EventKind::CheckConfirmed { step, .. }
        | EventKind::ReviewConcluded { step }
        | EventKind::JointReviewConcluded { step }
        | EventKind::PublicityEnded { step } => enter(application, step),
        EventKind::Migrated { governed_by, step } => migrate(application, governed_by, step),
        EventKind::CheckPassed { .. }
        | EventKind::CorrectionRequested { .. }
        | EventKind::VisitRecorded { .. }
        | EventKind::VisitConfirmed { .. }
        | EventKind::Approved { .. }
        | EventKind::OpinionGiven { .. }
        | EventKind::RungPassed { .. } => review(application, event),
        EventKind::Published { .. }
        | EventKind::ObjectionFiled { .. }
        | EventKind::ObjectionDecided { .. } => publicise(application, &event.kind),
        EventKind::PanelDrawn { .. }
        | EventKind::ReviewAccepted
        | EventKind::ReviewRecused { .. }
        | EventKind::ScoreSubmitted { .. }
        | EventKind::ScoresTallied { .. }
        | EventKind::ScoreExplained { .. } => panel::apply(application, event),
        EventKind::Withdrawn { .. }
        | EventKind::Declined { .. }
        | EventKind::RecommendationDeclined { .. }
        | EventKind::Rejected { .. }
        | EventKind::Lapsed
        | EventKind::OverdueRejected => end(application, &event.kind),
        EventKind::Recused { .. } => application.recused.extend(event.person),
        EventKind::Assigned { to } => application.assigned.clone_from(to),
        EventKind::DeadlineComputed { clock } => application.clock = Some(clock.clone()),
        EventKind::Awarded { .. }
        | EventKind::AgreementDrafted { .. }
        | EventKind::AgreementSigned { .. }
        | EventKind::MilestoneReported { .. }
        | EventKind::MilestoneAccepted { .. }
        | EventKind::MilestoneReturned { .. }
        | EventKind::PaymentOrdered { .. }
        | EventKind::PaymentCancelled { .. }
        | EventKind::PaymentAuthorised { .. }
        | EventKind::PaymentSent { .. }
        | EventKind::PaymentUnknown { .. }
        | EventKind::PaymentSettled { .. }
        | EventKind::PaymentRejected { .. }
        | EventKind::ResultsReported { .. }
        | EventKind::Evaluated { .. }
        | EventKind::Revoked { .. }
        | EventKind::RecoveryDemanded { .. }
        | EventKind::RepaymentRecorded { .. }
        | EventKind::Recovered => grant::apply(application, event),
    }
}

/// Who judges a case is remembered, and for whom. Drawing lots, publishing lists and handing out work
/// judges nothing; nor does answering an objection, unless by another amount: else so many objections
/// would leave nobody to answer the next.
fn remember(application: &mut Application, event: &Event) {
    let administrative = matches!(
        event.kind,
        EventKind::Proposed { .. }
            | EventKind::PanelDrawn { .. }
            | EventKind::ReviewRecused { .. }
            | EventKind::Published { .. }
            | EventKind::Recused { .. }
            | EventKind::Assigned { .. }
            | EventKind::Migrated { .. }
            | EventKind::ObjectionDecided {
                decision: ObjectionDecision::Upheld | ObjectionDecision::Dismissed,
                ..
            }
    );
    if event.role.reviews() && !administrative {
        application.reviewers.extend(event.person);
        application.reviewers.extend(event.on_behalf_of);
    }
    if let EventKind::MeetingResolved { present, .. } = &event.kind {
        application.reviewers.extend(present);
    }
}

fn review(application: &mut Application, event: &Event) {
    match (&mut application.state, &event.kind) {
        (State::FormalCheck { first }, EventKind::CheckPassed { .. }) => *first = event.signature(),
        (State::SiteVisit { record }, EventKind::VisitRecorded { record: written }) => {
            *record = Some(written.clone());
        }
        (State::JointReview { opinions }, EventKind::OpinionGiven { department, agrees, opinion }) => {
            if !agrees {
                application.dissent.push(department.clone());
            }
            opinions.extend(event.signature().map(|by| DepartmentOpinion {
                department: department.clone(),
                agrees: *agrees,
                opinion: opinion.clone(),
                by,
            }));
        }
        (State::Approval { rung, amount, passed }, EventKind::RungPassed { amount: settled, .. }) => {
            *rung += 1;
            *amount = Some(*settled);
            passed.extend(event.signature());
        }
        (State::SiteVisit { record }, EventKind::VisitConfirmed { step, .. }) => {
            application.visit.clone_from(record);
            enter(application, step);
        }
        (_, EventKind::Approved { amount, step, .. }) => {
            application.approved_amount = Some(*amount);
            enter(application, step);
        }
        (_, EventKind::CorrectionRequested { defects, bureau_days_left, clock }) => {
            application.correction_rounds = application.correction_rounds.saturating_add(1);
            let state = State::Correction {
                requested_by: event.person.unwrap_or(application.created_by),
                defects: defects.clone(),
                bureau_days_left: *bureau_days_left,
            };
            move_to(application, state, clock.clone());
        }
        _ => {}
    }
}

fn publicise(application: &mut Application, kind: &EventKind) {
    match (application.state.clone(), kind) {
        (_, EventKind::Published { listing, clock }) => {
            move_to(application, State::Publicity { listing: Some(listing.clone()) }, clock.clone());
        }
        (State::Publicity { listing: Some(listing) }, EventKind::ObjectionFiled { objection, clock, .. }) => {
            let objections = vec![*objection];
            move_to(application, State::Objection { listing, objections }, clock.clone());
        }
        (State::Objection { listing, mut objections }, EventKind::ObjectionFiled { objection, .. }) => {
            objections.push(*objection);
            application.state = State::Objection { listing, objections };
        }
        (State::Objection { listing, .. }, EventKind::ObjectionDecided { decision, reply, clock }) => {
            settle_objection(application, listing, *decision, reply, clock.as_ref());
        }
        _ => {}
    }
}

fn settle_objection(
    application: &mut Application,
    listing: Listing,
    decision: ObjectionDecision,
    reply: &str,
    clock: Option<&StageClock>,
) {
    let state = match decision {
        ObjectionDecision::Upheld => State::Rejected { at_stage: Stage::Objection, reason: reply.to_owned() },
        ObjectionDecision::Dismissed => State::Publicity { listing: Some(listing) },
        ObjectionDecision::Amended { amount } => {
            application.approved_amount = Some(amount);
            application.amendments = application.amendments.saturating_add(1);
            State::Publicity { listing: None }
        }
    };
    move_to(application, state, clock.cloned());
}

fn end(application: &mut Application, kind: &EventKind) {
    let at_stage = application.stage();
    let state = match kind {
        EventKind::Withdrawn { reason } | EventKind::Declined { reason } => {
            State::Withdrawn { at_stage, reason: reason.clone() }
        }
        EventKind::RecommendationDeclined { reason } | EventKind::Rejected { reason } => {
            State::Rejected { at_stage, reason: reason.clone() }
        }
        EventKind::OverdueRejected => State::Rejected { at_stage, reason: String::new() },
        _ => State::Lapsed { at_stage },
    };
    move_to(application, state, None);
}

/// The same stage keeps what is known there; another begins afresh.
fn migrate(application: &mut Application, governed_by: &str, step: &Step) {
    governed_by.clone_into(&mut application.governed_by);
    if step.to == application.stage() {
        application.clock.clone_from(&step.clock);
    } else {
        enter(application, step);
    }
}

/// Comes to a step; a state that needs facts begins without them. Stages with an award are `grant`'s.
fn enter(application: &mut Application, step: &Step) {
    let state = match step.to {
        Stage::Draft => State::Draft,
        Stage::Confirmation => State::Confirmation { proposed_by: application.created_by },
        Stage::Recommendation => State::Recommendation,
        Stage::FormalCheck | Stage::Correction => State::FormalCheck { first: None },
        Stage::ExpertReview => State::ExpertReview { seats: Vec::new() },
        Stage::SiteVisit => State::SiteVisit { record: None },
        Stage::JointReview => State::JointReview { opinions: Vec::new() },
        Stage::Approval => State::Approval { rung: 0, amount: None, passed: Vec::new() },
        Stage::Publicity | Stage::Objection => State::Publicity { listing: None },
        Stage::Award
        | Stage::Agreement
        | Stage::Acceptance
        | Stage::Disbursement
        | Stage::Evaluation
        | Stage::Closed
        | Stage::Revoked
        | Stage::Recovery
        | Stage::Recovered => State::Award,
        Stage::Rejected | Stage::Withdrawn | Stage::Lapsed => State::Lapsed { at_stage: application.stage() },
    };
    move_to(application, state, step.clock.clone());
}

/// Work that was handed out at one stage is nobody's at the next.
fn move_to(application: &mut Application, state: State, clock: Option<StageClock>) {
    if state.stage() != application.stage() {
        application.assigned.clear();
    }
    application.state = state;
    application.clock = clock;
}
