//! Folding events into the state. Never fails: whatever was decided has happened.
//! Knows neither calendar nor pipeline: an event carries the step it leads to.

use crate::application::{Application, StageClock};
use crate::event::{Event, EventKind, Step};
use crate::id::{PaymentBatchId, PaymentOrderId, PersonId};
use crate::stage::{Award, Payment, Stage, State};

/// The application its events describe; `None` when the first is not `Started`.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Application> {
    let mut events = events.into_iter();
    let mut application = start(events.next()?)?;
    for event in events {
        apply(&mut application, event);
    }
    Some(application)
}

/// The application a `Started` event begins; `None` for any other.
pub fn start(event: &Event) -> Option<Application> {
    let EventKind::Started { origin, clock } = &event.kind else {
        return None;
    };
    Some(Application {
        origin: (**origin).clone(),
        created_by: event.person?,
        created_at: event.at,
        submitted_at: None,
        state: State::Draft,
        clock: clock.clone(),
        answers: crate::application::Answers::new(),
        judgement: None,
        approved_amount: None,
        correction_rounds: 0,
        version: 1,
    })
}

/// Takes one event into the state.
pub fn apply(application: &mut Application, event: &Event) {
    application.version += 1;
    match &event.kind {
        EventKind::Started { .. } => {}
        EventKind::AnswersSaved { answers } => application.answers.clone_from(answers),
        EventKind::Submitted { judgement, step } => {
            application.submitted_at = Some(event.at);
            application.judgement = Some((**judgement).clone());
            enter(application, step);
        }
        EventKind::CorrectionAnswered { judgement, step } => {
            application.judgement = Some((**judgement).clone());
            enter(application, step);
        }
        EventKind::DeadlineComputed { clock } => application.clock = Some(clock.clone()),
        EventKind::Approved { amount, step, .. } => {
            application.approved_amount = Some(*amount);
            enter(application, step);
        }
        EventKind::Recommended { step, .. }
        | EventKind::CheckConfirmed { step, .. }
        | EventKind::PublicityEnded { step } => enter(application, step),
        EventKind::CheckPassed { .. }
        | EventKind::CorrectionRequested { .. }
        | EventKind::Published { .. }
        | EventKind::Awarded { .. } => change_state(application, event),
        EventKind::Withdrawn { .. }
        | EventKind::RecommendationDeclined { .. }
        | EventKind::Rejected { .. }
        | EventKind::Lapsed => end(application, &event.kind),
        EventKind::PaymentOrdered { .. }
        | EventKind::PaymentCancelled { .. }
        | EventKind::PaymentAuthorised { .. }
        | EventKind::PaymentSent { .. }
        | EventKind::PaymentUnknown { .. }
        | EventKind::PaymentSettled { .. }
        | EventKind::PaymentRejected { .. } => pay(application, event),
    }
}

/// Events whose facts become the state's.
fn change_state(application: &mut Application, event: &Event) {
    match &event.kind {
        EventKind::CheckPassed { .. } => application.state = State::FormalCheck { first: event.person },
        EventKind::CorrectionRequested { defects, bureau_days_left, clock } => {
            application.correction_rounds = application.correction_rounds.saturating_add(1);
            let requested_by = event.person.unwrap_or(application.created_by);
            let bureau_days_left = *bureau_days_left;
            let defects = defects.clone();
            let state = State::Correction { requested_by, defects, bureau_days_left };
            move_to(application, state, clock.clone());
        }
        EventKind::Published { listing, clock } => {
            let state = State::Publicity { listing: Some(listing.clone()) };
            move_to(application, state, clock.clone());
        }
        EventKind::Awarded { award, step } => {
            let state = State::Disbursement { award: award.clone(), payment: Payment::Due };
            move_to(application, state, step.clock.clone());
        }
        _ => {}
    }
}

/// Events after which no clock runs.
fn end(application: &mut Application, kind: &EventKind) {
    let at_stage = application.stage();
    let state = match kind {
        EventKind::Withdrawn { reason } => State::Withdrawn { at_stage, reason: reason.clone() },
        EventKind::RecommendationDeclined { reason } | EventKind::Rejected { reason } => {
            State::Rejected { at_stage, reason: reason.clone() }
        }
        _ => State::Lapsed { at_stage },
    };
    move_to(application, state, None);
}

/// Moves to a step; a state that needs facts begins without them.
fn enter(application: &mut Application, step: &Step) {
    let state = match step.to {
        Stage::Draft => State::Draft,
        Stage::Recommendation => State::Recommendation,
        Stage::FormalCheck | Stage::Correction => State::FormalCheck { first: None },
        Stage::Approval => State::Approval,
        Stage::Publicity => State::Publicity { listing: None },
        Stage::Award | Stage::Disbursement | Stage::Closed => State::Award,
        Stage::Rejected | Stage::Withdrawn | Stage::Lapsed => State::Lapsed { at_stage: application.stage() },
    };
    move_to(application, state, step.clock.clone());
}

fn move_to(application: &mut Application, state: State, clock: Option<StageClock>) {
    application.state = state;
    application.clock = clock;
}

/// The payment's own small path inside disbursement.
fn pay(application: &mut Application, event: &Event) {
    let State::Disbursement { award, payment } = application.state.clone() else {
        return;
    };
    let next = match &event.kind {
        EventKind::PaymentOrdered { order, batch } => ordered(*order, *batch, event.person, application),
        EventKind::PaymentCancelled { .. } => Payment::Due,
        EventKind::PaymentAuthorised { order } => {
            keep_batch(&payment, |batch| Payment::Authorised { order: *order, batch })
        }
        EventKind::PaymentSent { order } => {
            keep_batch(&payment, |batch| Payment::Sent { order: *order, batch })
        }
        EventKind::PaymentUnknown { order } => {
            keep_batch(&payment, |batch| Payment::Unknown { order: *order, batch })
        }
        EventKind::PaymentRejected { reason, .. } => Payment::Returned { reason: reason.clone() },
        EventKind::PaymentSettled { .. } => {
            close(application, award, event);
            return;
        }
        _ => payment,
    };
    application.state = State::Disbursement { award, payment: next };
}

fn ordered(order: PaymentOrderId, batch: PaymentBatchId, by: Option<PersonId>, of: &Application) -> Payment {
    Payment::Ordered { order, batch, made_by: by.unwrap_or(of.created_by) }
}

fn keep_batch(payment: &Payment, next: impl FnOnce(PaymentBatchId) -> Payment) -> Payment {
    match payment {
        Payment::Ordered { batch, .. }
        | Payment::Authorised { batch, .. }
        | Payment::Sent { batch, .. }
        | Payment::Unknown { batch, .. } => next(*batch),
        Payment::Due | Payment::Returned { .. } => payment.clone(),
    }
}

fn close(application: &mut Application, award: Award, event: &Event) {
    let state = State::Closed { award, settled_at: event.at };
    move_to(application, state, None);
}
