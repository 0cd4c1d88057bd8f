//! Approval: the bureau's decision, rung by rung up to the one that covers the amount.
//! The rules' amount stands; a meeting decides by its quorum, its majority and its minutes.

use super::{Case, Decision, Ruling, optional, required};
use crate::application::JudgedAs;
use crate::command::Command;
use crate::effect::{Effect, MailKind};
use crate::event::EventKind;
use crate::id::PersonId;
use crate::money::Money;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::state::State;

pub(super) fn approve(case: &Case<'_>, opinion: &str, amount: Option<Money>) -> Decision {
    pass_rung(case, opinion, amount)
}

/// The amount goes up the ladder until a rung covers it.
fn pass_rung(case: &Case<'_>, opinion: &str, amount: Option<Money>) -> Decision {
    let State::Approval { rung, amount: below, .. } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    // Whoever approves against a department's word says why.
    let opposed = !case.application.dissent.is_empty();
    let opinion = if opposed { required("opinion", opinion)? } else { optional("opinion", opinion)? };
    fit(case)?;
    let amount = approved_amount(case, *below, amount)?;
    if !amount.is_positive() {
        return Err(RefusalReason::AmountNotPositive);
    }
    let last = case.pipeline.last_rung(amount);
    if *rung < last {
        let ladder = case.pipeline.ladder();
        let above = ladder.get(rung + 1).map(|next| Effect::tell_holders(next.role));
        return Ruling::one(EventKind::RungPassed { opinion, amount }, above.into_iter().collect());
    }
    let step = case.next_step()?;
    let mut effects = vec![Effect::tell_applicant(MailKind::Approved)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::Approved { opinion, amount, step }, effects)
}

/// What the reviews came to must allow it.
fn fit(case: &Case<'_>) -> Result<(), RefusalReason> {
    if case.application.visit.as_ref().is_some_and(|visit| !visit.confirmed) {
        return Err(RefusalReason::VisitNotConfirmed);
    }
    match (&case.application.tally, case.pipeline.panel()) {
        (Some(tally), Some(panel)) if tally.mean_hundredths < panel.pass_mark_hundredths => {
            Err(RefusalReason::BelowPassMark {
                mean_hundredths: tally.mean_hundredths,
                pass_mark_hundredths: panel.pass_mark_hundredths,
            })
        }
        _ => Ok(()),
    }
}

/// The rules' amount stands; a person sets one only where the rules leave it open, and only once.
fn approved_amount(
    case: &Case<'_>,
    below: Option<Money>,
    given: Option<Money>,
) -> Result<Money, RefusalReason> {
    let judgement = case.application.judgement.as_ref().ok_or(RefusalReason::JudgementMissing)?;
    if judgement.outcome == JudgedAs::Ineligible {
        return Err(RefusalReason::NotEligible { findings: judgement.findings.clone() });
    }
    let ruled = judgement.amount.filter(|_| judgement.outcome == JudgedAs::Eligible);
    match (below.or(ruled), given) {
        (Some(fixed), None) => Ok(fixed),
        (Some(fixed), Some(other)) if other == fixed => Ok(fixed),
        (Some(amount), Some(_)) => Err(RefusalReason::AmountFixed { amount }),
        (None, Some(given)) => match judgement.ceiling {
            Some(ceiling) if given > ceiling => Err(RefusalReason::AmountAboveCeiling { ceiling }),
            _ => Ok(given),
        },
        (None, None) => Err(RefusalReason::AmountRequired),
    }
}

pub(super) fn resolve_meeting(case: &Case<'_>, command: &Command) -> Decision {
    let Command::ResolveMeeting { minutes_number, held_on, present, in_favour, approved, opinion, amount } =
        command
    else {
        return Err(RefusalReason::WrongStage);
    };
    let minutes_number = required("minutes_number", minutes_number)?;
    let held_on = case.recent("held_on", *held_on)?;
    let present = attendance(case, present)?;
    let heads = u16::try_from(present.len()).unwrap_or(u16::MAX);
    let in_favour = *in_favour;
    let carried = u32::from(in_favour) * 2 > u32::from(heads) && in_favour <= heads;
    if *approved != carried {
        return Err(RefusalReason::MajorityMissing { in_favour, present: heads });
    }
    let approved = *approved;
    let met = EventKind::MeetingResolved { minutes_number, held_on, present, in_favour, approved };
    let mut ruling = if approved { pass_rung(case, opinion, *amount)? } else { reject(opinion)? };
    ruling.events.insert(0, met);
    Ok(ruling)
}

/// Each counted once, each free to decide, and enough of them.
fn attendance(case: &Case<'_>, present: &[PersonId]) -> Result<Vec<PersonId>, RefusalReason> {
    let mut present = present.to_vec();
    present.sort_unstable();
    present.dedup();
    let passed = match &case.application.state {
        State::Approval { passed, .. } => passed.as_slice(),
        _ => &[],
    };
    let members = case.context.table.meeting_members;
    let bound = |person: &PersonId| {
        !members.contains(person)
            || case.application.recused.contains(person)
            || passed.iter().any(|signature| signature.involves(*person))
    };
    if let Some(person) = present.iter().find(|person| bound(person)) {
        return Err(RefusalReason::NotAMeetingMember { person: *person });
    }
    let State::Approval { rung, .. } = case.application.state else { return Err(RefusalReason::WrongStage) };
    let quorum = case.pipeline.ladder().get(rung).and_then(|rung| rung.quorum).unwrap_or(2);
    let heads = u16::try_from(present.len()).unwrap_or(u16::MAX);
    if heads < quorum {
        return Err(RefusalReason::QuorumMissing { quorum, present: heads });
    }
    Ok(present)
}

pub(super) fn reject(reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let told = vec![Effect::tell_applicant(MailKind::Rejected), Effect::tell_holders(Role::Officer)];
    Ruling::one(EventKind::Rejected { reason }, told)
}
