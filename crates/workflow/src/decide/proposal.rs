//! The track on confirmation: the bureau proposes what lists and registers show, the organisation says
//! yes or no. Nobody edits the facts; whoever finds them wrong declines and applies to the bureau.

use super::draft::{Beginning, presentable};
use super::{Case, Context, Decision, Outcome, Ruling, required, sign};
use crate::application::{Answers, StageClock};
use crate::command::CommandKind;
use crate::effect::{Effect, MailKind};
use crate::event::EventKind;
use crate::pipeline::{Pipeline, Track};
use crate::refusal::{Refusal, RefusalReason};
use crate::role::Role;
use crate::stage::Stage;

/// Begins a case for an organisation. Only an officer who is not of that organisation may.
pub fn propose(
    beginning: Beginning,
    answers: &Answers,
    pipeline: &Pipeline,
    context: &Context<'_>,
) -> Result<Outcome, Refusal> {
    let refuse = |reason| Refusal { stage: Stage::Confirmation, command: CommandKind::SaveAnswers, reason };
    let organisation = beginning.origin.organisation;
    let capacities = context.actor.capacities(Role::Officer);
    let capacity = capacities.into_iter().next();
    let capacity = capacity.ok_or_else(|| refuse(RefusalReason::RoleRequired { role: Role::Officer }))?;
    if capacity.organisations.contains(&organisation) {
        return Err(refuse(RefusalReason::OwnOrganisation));
    }
    let today = context.now.date();
    if today < context.window.opens_on {
        return Err(refuse(RefusalReason::WindowNotOpen { opens_on: context.window.opens_on }));
    }
    if today > context.window.closes_on {
        return Err(refuse(RefusalReason::WindowClosed { closed_on: context.window.closes_on }));
    }
    if pipeline.track != Track::OnConfirmation {
        return Err(refuse(RefusalReason::WrongStage));
    }
    super::draft::save_answers(answers).map_err(refuse)?;
    let clock = pipeline.limit(Stage::Confirmation).map(|(days, on_overdue)| StageClock {
        counts_from: today,
        limit_working_days: days,
        due: context.calendar.due(today, days, context.count_from),
        on_overdue,
    });
    let event = EventKind::Proposed { origin: Box::new(beginning.origin), answers: answers.clone(), clock };
    let ruling = Ruling { events: vec![event], effects: vec![Effect::tell_applicant(MailKind::Proposed)] };
    Ok(sign(ruling, &capacity, context.now))
}

pub(super) fn confirm(case: &Case<'_>) -> Decision {
    if !case.context.account_ready {
        return Err(RefusalReason::AccountMissing);
    }
    if !case.context.organisation_confirmed {
        return Err(RefusalReason::OrganisationNotConfirmed);
    }
    let judgement = presentable(case)?;
    let step = case.next_step()?;
    let mut effects = vec![Effect::tell_applicant(MailKind::ApplicationSubmitted)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::Confirmed { judgement: Box::new(judgement), step }, effects)
}

pub(super) fn decline(case: &Case<'_>, reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let mut effects = vec![Effect::tell_applicant(MailKind::Withdrawn)];
    effects.extend(case.pipeline.owner(Stage::FormalCheck).map(Effect::tell_holders));
    Ruling::one(EventKind::Declined { reason }, effects)
}
