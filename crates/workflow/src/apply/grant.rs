//! Folding what happens to an award: agreement, milestones, payments, evaluation, revocation, recovery.
//! Never fails, and decides nothing.

use super::move_to;
use crate::application::{Application, StageClock};
use crate::award::{Award, Payment};
use crate::event::{Event, EventKind, Step};
use crate::id::PaymentBatchId;
use crate::money::Money;
use crate::role::Signature;
use crate::stage::Stage;
use crate::state::State;

pub(super) fn apply(application: &mut Application, event: &Event) {
    match &event.kind {
        EventKind::Awarded { award, step } | EventKind::AgreementSigned { award, step } => {
            enter(application, award.clone(), step, event);
        }
        EventKind::MilestoneAccepted { step, .. } => {
            if let Some(mut award) = application.award().cloned() {
                if let Some(instalment) = award.current_mut() {
                    instalment.accepted = true;
                }
                enter(application, award, step, event);
            }
        }
        EventKind::PaymentSettled { on, step, .. } => {
            if let Some(mut award) = application.award().cloned() {
                if let Some(instalment) = award.current_mut() {
                    instalment.paid_on = Some(*on);
                }
                enter(application, award, step, event);
            }
        }
        EventKind::AgreementDrafted { .. }
        | EventKind::MilestoneReported { .. }
        | EventKind::MilestoneReturned { .. }
        | EventKind::ResultsReported { .. } => report(application, &event.kind),
        EventKind::Evaluated { .. } => {
            if let Some(award) = application.award().cloned() {
                move_to(application, State::Closed { award, settled_at: event.at }, None);
            }
        }
        EventKind::Revoked { .. }
        | EventKind::RecoveryDemanded { .. }
        | EventKind::RepaymentRecorded { .. }
        | EventKind::Recovered => take_back(application, &event.kind),
        _ => pay(application, event),
    }
}

/// Comes to a step that carries the award.
fn enter(application: &mut Application, award: Award, step: &Step, event: &Event) {
    let state = match step.to {
        Stage::Agreement => State::Agreement { award, draft: None },
        Stage::Acceptance => State::Acceptance { award, report: None },
        Stage::Evaluation => State::Evaluation { award, report: None },
        Stage::Closed => State::Closed { award, settled_at: event.at },
        _ => State::Disbursement { award, payment: Payment::Due },
    };
    move_to(application, state, step.clock.clone());
}

/// A draft or a report is laid on the table, or sent back from it.
fn report(application: &mut Application, kind: &EventKind) {
    let mut set = |clock: &Option<StageClock>| application.clock.clone_from(clock);
    match kind {
        EventKind::AgreementDrafted { clock, .. }
        | EventKind::MilestoneReported { clock, .. }
        | EventKind::MilestoneReturned { clock, .. }
        | EventKind::ResultsReported { clock, .. } => set(clock),
        _ => {}
    }
    match (&mut application.state, kind) {
        (State::Agreement { draft, .. }, EventKind::AgreementDrafted { terms, .. }) => {
            *draft = Some(terms.clone());
        }
        (State::Acceptance { report, .. }, EventKind::MilestoneReported { report: written, .. })
        | (State::Evaluation { report, .. }, EventKind::ResultsReported { report: written, .. }) => {
            *report = Some(written.clone());
        }
        (State::Acceptance { report, .. }, EventKind::MilestoneReturned { .. }) => *report = None,
        _ => {}
    }
}

/// The payment's own small path inside disbursement.
fn pay(application: &mut Application, event: &Event) {
    let State::Disbursement { award, payment } = application.state.clone() else {
        return;
    };
    let next = match &event.kind {
        EventKind::PaymentOrdered { order, batch } => {
            let nobody = Signature { person: application.created_by, on_behalf_of: None };
            let made_by = event.signature().unwrap_or(nobody);
            Payment::Ordered { order: *order, batch: *batch, made_by }
        }
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
        _ => payment,
    };
    application.state = State::Disbursement { award, payment: next };
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

fn take_back(application: &mut Application, kind: &EventKind) {
    let Some(award) = application.award().cloned() else { return };
    match (&mut application.state, kind) {
        (_, EventKind::Revoked { reason, clock }) => {
            let reason = reason.clone();
            let state = if award.paid().is_positive() {
                State::Recovery { award, reason, demand: None, repaid: Money::ZERO }
            } else {
                State::Revoked { award, reason }
            };
            move_to(application, state, clock.clone());
        }
        (State::Recovery { demand, .. }, EventKind::RecoveryDemanded { demand: made, clock }) => {
            *demand = Some(made.clone());
            application.clock.clone_from(clock);
        }
        (State::Recovery { repaid, .. }, EventKind::RepaymentRecorded { amount, .. }) => {
            *repaid = repaid.checked_add(*amount).unwrap_or(*repaid);
        }
        (State::Recovery { repaid, .. }, EventKind::Recovered) => {
            let repaid = *repaid;
            move_to(application, State::Recovered { award, repaid }, None);
        }
        _ => {}
    }
}
