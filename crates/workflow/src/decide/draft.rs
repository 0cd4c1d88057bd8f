//! Beginning, writing, submitting and withdrawing an application: the applicant's own acts.
//! The window, membership and completeness are checked before anything is recorded.

use super::{Case, Context, Decision, Outcome, Ruling, optional, required, sign};
use crate::application::{Answers, JudgedAs, Judgement, Origin};
use crate::command::CommandKind;
use crate::effect::{Audience, Effect, MailKind};
use crate::event::EventKind;
use crate::pipeline::Pipeline;
use crate::refusal::{Refusal, RefusalReason};
use crate::role::Role;
use crate::stage::Stage;

/// Fields of one form, lists included; far above any form, far below a flood.
pub const ANSWERS_LIMIT: usize = 500;

/// What a member wants to begin.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub origin: Origin,
}

/// Begins a draft in an open call.
pub fn start(beginning: Beginning, pipeline: &Pipeline, context: &Context<'_>) -> Result<Outcome, Refusal> {
    let refuse = |reason| Refusal { stage: Stage::Draft, command: CommandKind::SaveAnswers, reason };
    let organisation = beginning.origin.organisation;
    let capacities = context.actor.capacities(Role::Applicant);
    let capacity = capacities.into_iter().find(|capacity| capacity.organisations.contains(&organisation));
    let capacity = capacity.ok_or_else(|| refuse(RefusalReason::NotYourCase))?;
    let today = context.now.date();
    if today < context.window.opens_on {
        return Err(refuse(RefusalReason::WindowNotOpen { opens_on: context.window.opens_on }));
    }
    if today > context.window.closes_on {
        return Err(refuse(RefusalReason::WindowClosed { closed_on: context.window.closes_on }));
    }
    if pipeline.rule(Stage::Draft).is_none() {
        return Err(refuse(RefusalReason::WrongStage));
    }
    let event = EventKind::Started { origin: Box::new(beginning.origin), clock: None };
    Ok(sign(Ruling { events: vec![event], effects: Vec::new() }, &capacity, context.now))
}

pub(super) fn save_answers(answers: &Answers) -> Decision {
    if answers.len() > ANSWERS_LIMIT {
        return Err(RefusalReason::TextTooLong { field: "answers".to_owned(), limit: ANSWERS_LIMIT });
    }
    for (field, value) in answers {
        optional(field, value)?;
    }
    Ruling::one(EventKind::AnswersSaved { answers: answers.clone() }, Vec::new())
}

pub(super) fn submit(case: &Case<'_>) -> Decision {
    if !case.context.organisation_confirmed {
        return Err(RefusalReason::OrganisationNotConfirmed);
    }
    let judgement = presentable(case)?;
    let step = case.next_step()?;
    let reviewer = case.pipeline.owner(step.to).unwrap_or(Role::Officer);
    let event = EventKind::Submitted { judgement: Box::new(judgement), step };
    let submitted = |audience| Effect::tell(MailKind::ApplicationSubmitted, audience);
    Ruling::one(event, vec![submitted(Audience::Applicant), submitted(Audience::Holders(reviewer))])
}

/// The judgement an application may be handed in with: complete and not ineligible.
pub(super) fn presentable(case: &Case<'_>) -> Result<Judgement, RefusalReason> {
    if !case.context.missing.is_empty() {
        return Err(RefusalReason::Incomplete { fields: case.context.missing.to_vec() });
    }
    let judgement = case.context.judgement.ok_or(RefusalReason::JudgementMissing)?;
    match judgement.outcome {
        JudgedAs::Ineligible => Err(RefusalReason::NotEligible { findings: judgement.findings.clone() }),
        JudgedAs::Eligible if judgement.amount.is_some_and(|amount| !amount.is_positive()) => {
            Err(RefusalReason::AmountNotPositive)
        }
        JudgedAs::Eligible | JudgedAs::NeedsReview => Ok(judgement.clone()),
    }
}

pub(super) fn withdraw(case: &Case<'_>, reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    let mut told = vec![Effect::tell_applicant(MailKind::Withdrawn)];
    // Whoever is at work on it learns that it is gone.
    let holder = case.pipeline.holder(case.application).filter(|role| *role != Role::Applicant);
    told.extend(holder.map(|role| Effect::tell(MailKind::Withdrawn, Audience::Holders(role))));
    Ruling::one(EventKind::Withdrawn { reason }, told)
}
