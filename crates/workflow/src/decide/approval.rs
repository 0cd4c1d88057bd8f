//! Approval, publicity and the award: the bureau's decision and its publication.
//! The publicity of an award comes before it, and its money with it.

use super::draft::{told_applicant, told_holders};
use super::{Case, Decision, optional, required};
use crate::application::JudgedAs;
use crate::calendar::Due;
use crate::effect::{Effect, MailKind};
use crate::event::EventKind;
use crate::id::NoticeId;
use crate::money::Money;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::{Award, Listing, Stage, State};

pub(super) fn approve(case: &Case<'_>, opinion: &str, amount: Option<Money>) -> Decision {
    let opinion = optional("opinion", opinion)?;
    let amount = approved_amount(case, amount)?;
    if !amount.is_positive() {
        return Err(RefusalReason::AmountNotPositive);
    }
    let step = case.next_step()?;
    let told = vec![told_applicant(MailKind::Approved), told_holders(Role::Officer)];
    Ok((EventKind::Approved { opinion, amount, step }, told))
}

/// The rules' amount stands; a person sets one only where the rules leave it open.
fn approved_amount(case: &Case<'_>, given: Option<Money>) -> Result<Money, RefusalReason> {
    let judgement = case.application.judgement.as_ref().ok_or(RefusalReason::JudgementMissing)?;
    match (judgement.outcome, judgement.amount, given) {
        (JudgedAs::Ineligible, ..) => {
            Err(RefusalReason::NotEligible { findings: judgement.findings.clone() })
        }
        (JudgedAs::Eligible, Some(fixed), None) => Ok(fixed),
        (JudgedAs::Eligible, Some(fixed), Some(other)) if other == fixed => Ok(fixed),
        (JudgedAs::Eligible, Some(amount), Some(_)) => Err(RefusalReason::AmountFixed { amount }),
        (_, _, Some(given)) => Ok(given),
        (_, _, None) => Err(RefusalReason::AmountRequired),
    }
}

pub(super) fn reject(reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    Ok((EventKind::Rejected { reason }, vec![told_applicant(MailKind::Rejected)]))
}

/// Puts the application on a list: the day of publication does not count, the last day does.
pub(super) fn publish(case: &Case<'_>, notice: NoticeId) -> Decision {
    let rule = case.pipeline.rule(Stage::Publicity).ok_or(RefusalReason::WrongStage)?;
    let days = rule.limit_working_days.ok_or(RefusalReason::WrongStage)?;
    let first_day = case.today();
    let last_day = match case.context.calendar.due(first_day, days, case.context.count_from) {
        Due::On { day } => day,
        Due::AwaitingCalendar { year } => return Err(RefusalReason::CalendarNotLoaded { year }),
    };
    let event = EventKind::Published {
        listing: Listing { notice, first_day, last_day },
        clock: case.clock_for(Stage::Publicity, None),
    };
    Ok((event, vec![told_applicant(MailKind::PublicityStarted)]))
}

pub(super) fn end_publicity(case: &Case<'_>) -> Decision {
    let step = case.next_step()?;
    let told = vec![told_applicant(MailKind::PublicityEnded), told_holders(Role::Director)];
    Ok((EventKind::PublicityEnded { step }, told))
}

/// The award holds budget in the same transaction: without money there is no award.
pub(super) fn award(case: &Case<'_>, document_number: &str) -> Decision {
    let State::Award = case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let document_number = required("document_number", document_number)?;
    let amount = case.application.approved_amount.ok_or(RefusalReason::AmountRequired)?;
    let award = Award { document_number, amount, awarded_at: case.context.now };
    let step = case.next_step()?;
    let effects = vec![
        Effect::CommitFunds(amount),
        told_applicant(MailKind::Awarded),
        told_holders(Role::FinanceMaker),
    ];
    Ok((EventKind::Awarded { award, step }, effects))
}
