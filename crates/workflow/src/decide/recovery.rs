//! Taking an award back: what was not paid is released, what was paid is demanded and comes in.
//! A payment that is under way is waited for; nobody revokes what the bank may be paying.

use super::{Case, Decision, Ruling, required};
use crate::clock::Date;
use crate::effect::{Effect, MailKind};
use crate::event::EventKind;
use crate::money::Money;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::{Demand, State};

pub(super) fn revoke(case: &Case<'_>, reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let award = case.application.award().ok_or(RefusalReason::WrongStage)?;
    let mut effects = Vec::new();
    if award.unpaid().is_positive() {
        effects.push(Effect::ReleaseFunds(award.unpaid()));
    }
    effects.push(Effect::tell_applicant(MailKind::Revoked));
    let paid = award.paid().is_positive();
    if paid {
        effects.push(Effect::tell_holders(Role::FinanceMaker));
    }
    let clock = if paid { case.clock_for(Stage::Recovery, None) } else { None };
    Ruling::one(EventKind::Revoked { reason, clock }, effects)
}

/// All that was paid is demanded; penalties are the treasury's business.
pub(super) fn demand(case: &Case<'_>, document_number: &str) -> Decision {
    let document_number = required("document_number", document_number)?;
    let State::Recovery { award, .. } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let demand = Demand { document_number, amount: award.paid(), demanded_on: case.today() };
    let clock = case.clock_for(Stage::Recovery, None);
    let told = Effect::tell_applicant(MailKind::RecoveryDemanded);
    Ruling::one(EventKind::RecoveryDemanded { demand, clock }, vec![told])
}

/// A part or all of it has come in; the last part ends the case.
pub(super) fn repay(case: &Case<'_>, amount: Money, received_on: Date, reference: &str) -> Decision {
    let reference = required("reference", reference)?;
    let State::Recovery { demand: Some(demand), repaid, .. } = &case.application.state else {
        return Err(RefusalReason::NotDemanded);
    };
    let last = case.today();
    if !(demand.demanded_on..=last).contains(&received_on) {
        let field = "received_on".to_owned();
        return Err(RefusalReason::DateOutOfRange { field, first: demand.demanded_on, last });
    }
    if !amount.is_positive() {
        return Err(RefusalReason::AmountNotPositive);
    }
    let left = demand.amount.checked_sub(*repaid).unwrap_or(Money::ZERO);
    if amount > left {
        return Err(RefusalReason::RepaymentTooMuch { left });
    }
    let event = EventKind::RepaymentRecorded { amount, received_on, reference };
    let mut ruling = Ruling { events: vec![event], effects: vec![Effect::RecoverFunds(amount)] };
    if amount == left {
        ruling.events.push(EventKind::Recovered);
        ruling.effects.push(Effect::tell_applicant(MailKind::Recovered));
    }
    Ok(ruling)
}
