//! The payment of an instalment: ordered, authorised by another person, sent, answered.
//!
//! An answer that repeats what is known is not an event; the engine asks before it decides.

use super::agreement::grant_step;
use super::{Case, Decision, Ruling, optional};
use crate::clock::Date;
use crate::command::BankAnswer;
use crate::effect::{Audience, Effect, MailKind};
use crate::event::EventKind;
use crate::id::{PaymentBatchId, PaymentOrderId};
use crate::money::Money;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::state::State;

pub(super) fn order(case: &Case<'_>, order: PaymentOrderId, batch: PaymentBatchId) -> Decision {
    let amount = awarded(case)?;
    Ruling::one(EventKind::PaymentOrdered { order, batch }, vec![Effect::OrderFunds(amount)])
}

pub(super) fn cancel(case: &Case<'_>, order: PaymentOrderId) -> Decision {
    same_order(case, order)?;
    let amount = awarded(case)?;
    Ruling::one(EventKind::PaymentCancelled { order }, vec![Effect::ReturnFunds(amount)])
}

pub(super) fn authorise(case: &Case<'_>, order: PaymentOrderId) -> Decision {
    same_order(case, order)?;
    Ruling::one(EventKind::PaymentAuthorised { order }, Vec::new())
}

pub(super) fn send(case: &Case<'_>, order: PaymentOrderId) -> Decision {
    same_order(case, order)?;
    Ruling::one(EventKind::PaymentSent { order }, Vec::new())
}

pub(super) fn record_answer(case: &Case<'_>, order: PaymentOrderId, answer: &BankAnswer) -> Decision {
    same_order(case, order)?;
    let amount = awarded(case)?;
    match answer {
        BankAnswer::Unknown => Ruling::one(EventKind::PaymentUnknown { order }, Vec::new()),
        BankAnswer::Settled { on } => settle(case, order, *on),
        BankAnswer::Rejected { reason } => {
            let reason = optional("reason", reason)?;
            let told = Effect::tell(MailKind::PaymentRejected, Audience::Holders(Role::FinanceMaker));
            Ruling::one(EventKind::PaymentRejected { order, reason }, vec![Effect::ReturnFunds(amount), told])
        }
    }
}

/// The instalment is paid, and the case goes on to the next, to the evaluation, or to its end.
fn settle(case: &Case<'_>, order: PaymentOrderId, on: Date) -> Decision {
    let amount = awarded(case)?;
    let mut award = case.application.award().ok_or(RefusalReason::WrongStage)?.clone();
    if let Some(instalment) = award.current_mut() {
        instalment.paid_on = Some(on);
    }
    let step = grant_step(case, &award);
    let mut effects = vec![Effect::SettleFunds(amount), Effect::tell_applicant(MailKind::Paid)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::PaymentSettled { order, on, step }, effects)
}

/// What the current instalment is worth.
fn awarded(case: &Case<'_>) -> Result<Money, RefusalReason> {
    match &case.application.state {
        State::Disbursement { award, .. } => {
            award.current().map(|instalment| instalment.amount).ok_or(RefusalReason::PaymentElsewhere)
        }
        _ => Err(RefusalReason::WrongStage),
    }
}

fn same_order(case: &Case<'_>, given: PaymentOrderId) -> Result<(), RefusalReason> {
    let State::Disbursement { payment, .. } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    if payment.order() == Some(given) { Ok(()) } else { Err(RefusalReason::PaymentElsewhere) }
}
