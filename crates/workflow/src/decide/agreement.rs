//! After the award: the agreement and its milestones, and the step to whatever the next instalment needs.
//! An instalment with a milestone waits until the milestone is accepted.

use super::{Case, Decision, Ruling, optional, required};
use crate::award::{Award, INSTALMENTS_LIMIT, Milestone, Share, divide};
use crate::effect::{Effect, MailKind};
use crate::event::{EventKind, Step};
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::{AgreedInstalment, AgreementTerms, State};

/// Shares by the programme; an agreement replaces them when it is signed.
pub(super) fn shares(case: &Case<'_>) -> Vec<Share> {
    let rules = case.pipeline.instalments().into_iter();
    let share = |rule: crate::pipeline::InstalmentRule| Share {
        percent: rule.percent,
        not_before: (rule.after_months > 0).then(|| case.today().plus_months(rule.after_months)),
        milestone: rule.milestone.map(|rule| Milestone { title: rule.title, due_on: rule.due_on }),
    };
    rules.map(share).collect()
}

/// Where an award stands now: at a milestone, at a payment, at the evaluation, or at its end. Nobody is
/// late with a payment that may not be made yet: its limit counts from the day it falls due.
pub(super) fn grant_step(case: &Case<'_>, award: &Award) -> Step {
    let to = match award.current() {
        Some(instalment) if instalment.milestone.is_some() && !instalment.accepted => Stage::Acceptance,
        Some(_) => Stage::Disbursement,
        None if case.pipeline.rule(Stage::Evaluation).is_some() => Stage::Evaluation,
        None => Stage::Closed,
    };
    let payable_from = award.current().and_then(|instalment| instalment.not_before);
    let clock = match payable_from.filter(|_| to == Stage::Disbursement) {
        Some(day) => case.clock_from(to, None, day.max(case.today())),
        None => case.clock_for(to, None),
    };
    Step { to, clock }
}

pub(super) fn draft(case: &Case<'_>, number: &str, instalments: &[AgreedInstalment]) -> Decision {
    let number = required("number", number)?;
    let percents: u32 = instalments.iter().map(|part| u32::from(part.percent)).sum();
    let countable = !instalments.is_empty() && instalments.len() <= INSTALMENTS_LIMIT;
    if !countable || percents != 100 || instalments.iter().any(|part| part.percent == 0) {
        return Err(RefusalReason::SharesWrong { limit: INSTALMENTS_LIMIT });
    }
    let mut agreed = Vec::with_capacity(instalments.len());
    for part in instalments {
        let milestone = part.milestone.as_ref().map(|milestone| {
            let title = required("milestone", &milestone.title)?;
            Ok(Milestone { title, due_on: milestone.due_on })
        });
        agreed.push(AgreedInstalment { percent: part.percent, milestone: milestone.transpose()? });
    }
    let terms = AgreementTerms { number, instalments: agreed, drafted_by: case.signature()? };
    let clock = case.clock_for(Stage::Agreement, None);
    let told = Effect::tell_applicant(MailKind::YourTurn);
    Ruling::one(EventKind::AgreementDrafted { terms, clock }, vec![told])
}

pub(super) fn sign(case: &Case<'_>) -> Decision {
    let State::Agreement { award, draft: Some(terms) } = &case.application.state else {
        return Err(RefusalReason::AgreementNotDrafted);
    };
    let share = |part: &AgreedInstalment| Share {
        percent: part.percent,
        not_before: None,
        milestone: part.milestone.clone(),
    };
    let instalments = divide(award.amount, terms.instalments.iter().map(share).collect());
    let award = Award { instalments, ..award.clone() };
    let step = grant_step(case, &award);
    let effects = case.tell_next(&step);
    Ruling::one(EventKind::AgreementSigned { award, step }, effects)
}

pub(super) fn report(case: &Case<'_>, report: &str) -> Decision {
    let report = required("report", report)?;
    let clock = case.clock_for(Stage::Acceptance, None);
    let told = Effect::tell_holders(Role::Officer);
    Ruling::one(EventKind::MilestoneReported { report, clock }, vec![told])
}

pub(super) fn accept(case: &Case<'_>, opinion: &str) -> Decision {
    let opinion = optional("opinion", opinion)?;
    let mut award = case.application.award().ok_or(RefusalReason::WrongStage)?.clone();
    if let Some(instalment) = award.current_mut() {
        instalment.accepted = true;
    }
    // Accepted, the instalment has nothing left to wait for but its payment and its day.
    let step = grant_step(case, &award);
    let mut effects = vec![Effect::tell_applicant(MailKind::MilestoneAccepted)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::MilestoneAccepted { opinion, step }, effects)
}

pub(super) fn send_back(case: &Case<'_>, reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let clock = case.clock_for(Stage::Acceptance, None);
    let told = Effect::tell_applicant(MailKind::MilestoneReturned);
    Ruling::one(EventKind::MilestoneReturned { reason, clock }, vec![told])
}
