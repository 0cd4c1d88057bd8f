//! The payment of an award: ordered, authorised by another person, sent, answered.
//!
//! An answer that repeats what is known is not an event; the engine asks before it decides.

use super::draft::told_applicant;
use super::{Case, Decision, optional};
use crate::command::BankAnswer;
use crate::effect::{Audience, Effect, MailKind};
use crate::event::EventKind;
use crate::id::{PaymentBatchId, PaymentOrderId};
use crate::money::Money;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::{Payment, State};

pub(super) fn order(case: &Case<'_>, order: PaymentOrderId, batch: PaymentBatchId) -> Decision {
    let amount = awarded(case)?;
    Ok((EventKind::PaymentOrdered { order, batch }, vec![Effect::OrderFunds(amount)]))
}

pub(super) fn cancel(case: &Case<'_>, order: PaymentOrderId) -> Decision {
    same_order(case, order)?;
    let amount = awarded(case)?;
    Ok((EventKind::PaymentCancelled { order }, vec![Effect::ReturnFunds(amount)]))
}

pub(super) fn authorise(case: &Case<'_>, order: PaymentOrderId) -> Decision {
    same_order(case, order)?;
    Ok((EventKind::PaymentAuthorised { order }, Vec::new()))
}

pub(super) fn send(case: &Case<'_>, order: PaymentOrderId) -> Decision {
    same_order(case, order)?;
    Ok((EventKind::PaymentSent { order }, Vec::new()))
}

pub(super) fn record_answer(case: &Case<'_>, order: PaymentOrderId, answer: &BankAnswer) -> Decision {
    same_order(case, order)?;
    let amount = awarded(case)?;
    match answer {
        BankAnswer::Unknown => Ok((EventKind::PaymentUnknown { order }, Vec::new())),
        BankAnswer::Settled { on } => {
            let effects = vec![Effect::SettleFunds(amount), told_applicant(MailKind::Paid)];
            Ok((EventKind::PaymentSettled { order, on: *on }, effects))
        }
        BankAnswer::Rejected { reason } => {
            let reason = optional("reason", reason)?;
            let told = Effect::tell(MailKind::PaymentRejected, Audience::Holders(Role::FinanceMaker));
            Ok((EventKind::PaymentRejected { order, reason }, vec![Effect::ReturnFunds(amount), told]))
        }
    }
}

fn awarded(case: &Case<'_>) -> Result<Money, RefusalReason> {
    match &case.application.state {
        State::Disbursement { award, .. } => Ok(award.amount),
        _ => Err(RefusalReason::WrongStage),
    }
}

fn same_order(case: &Case<'_>, given: PaymentOrderId) -> Result<(), RefusalReason> {
    let State::Disbursement { payment, .. } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let current = match payment {
        Payment::Ordered { order, .. }
        | Payment::Authorised { order, .. }
        | Payment::Sent { order, .. }
        | Payment::Unknown { order, .. } => Some(*order),
        Payment::Due | Payment::Returned { .. } => None,
    };
    if current == Some(given) { Ok(()) } else { Err(RefusalReason::PaymentElsewhere) }
}
