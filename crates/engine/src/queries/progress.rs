//! How far a case has come: working days used in its stage and by the bureau altogether, and what is next.
//!
//! Recomputed from the events at every reading; nothing is counted twice or kept.

use serde::Serialize;
use workflow::apply::start;
use workflow::calendar::Calendar;
use workflow::pipeline::STAGE_LIMIT_WORKING_DAYS;
use workflow::{Application, Date, Event, Pipeline, Role, Stage, apply};

/// Clocks of a case, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Since the stage began; `None` where no clock runs or the calendar does not reach.
    pub used_in_stage: Option<u16>,
    pub limit_of_stage: Option<u16>,
    /// By the bureau, the town and the departments since the submission; the applicant's turns do not count.
    pub used_by_bureau: Option<u16>,
    pub limit_of_bureau: u16,
    /// The stage that follows when this one ends well.
    pub next: Option<Stage>,
}

/// What the events say up to today.
pub(crate) fn progress(
    application: &Application,
    events: &[Event],
    pipeline: &Pipeline,
    calendar: &Calendar,
    today: Date,
) -> Progress {
    let clock = application.clock.as_ref();
    let days = |from: Date, to: Date| calendar.working_days_between(from, to).ok();
    Progress {
        used_in_stage: clock.and_then(|clock| days(clock.counts_from, today)),
        limit_of_stage: clock.map(|clock| clock.limit_working_days),
        used_by_bureau: used_by_bureau(events, pipeline, calendar, today),
        limit_of_bureau: STAGE_LIMIT_WORKING_DAYS,
        next: next(application, pipeline),
    }
}

/// Walks through the events: each stretch between two of them belongs to whoever held the case.
fn used_by_bureau(events: &[Event], pipeline: &Pipeline, calendar: &Calendar, today: Date) -> Option<u16> {
    let (first, rest) = events.split_first()?;
    let mut application = start(first)?;
    let mut since = first.at.date();
    let mut used: u16 = 0;
    for event in rest {
        let day = event.at.date();
        if is_the_bureaus(&application, pipeline) {
            used =
                used.saturating_add(calendar.working_days_between(running(&application, since), day).ok()?);
        }
        apply(&mut application, event);
        since = day;
    }
    if is_the_bureaus(&application, pipeline) {
        used = used.saturating_add(calendar.working_days_between(running(&application, since), today).ok()?);
    }
    application.submitted_at.map(|_| used)
}

/// The days until an instalment falls due are nobody's.
fn running(application: &Application, since: Date) -> Date {
    application.clock.as_ref().map_or(since, |clock| clock.counts_from.max(since))
}

/// From submission to payment, at a stage somebody of the bureau's side holds.
fn is_the_bureaus(application: &Application, pipeline: &Pipeline) -> bool {
    let stage = application.stage();
    let counted = stage.is_review() || matches!(stage, Stage::Publicity | Stage::Award | Stage::Disbursement);
    counted && pipeline.holder(application).is_some_and(|role| role != Role::Applicant)
}

fn next(application: &Application, pipeline: &Pipeline) -> Option<Stage> {
    let stage = application.stage();
    match stage {
        Stage::Correction => Some(Stage::FormalCheck),
        Stage::Objection => Some(Stage::Publicity),
        Stage::Acceptance => Some(Stage::Disbursement),
        Stage::Evaluation => Some(Stage::Closed),
        Stage::Recovery => Some(Stage::Recovered),
        Stage::Disbursement => {
            let more = application.award().is_some_and(|award| {
                award.instalments.iter().filter(|part| part.paid_on.is_none()).count() > 1
            });
            match (more, pipeline.rule(Stage::Evaluation)) {
                (true, _) => Some(Stage::Disbursement),
                (false, Some(_)) => Some(Stage::Evaluation),
                (false, None) => Some(Stage::Closed),
            }
        }
        Stage::Closed
        | Stage::Rejected
        | Stage::Withdrawn
        | Stage::Lapsed
        | Stage::Revoked
        | Stage::Recovered => None,
        Stage::Draft
        | Stage::Confirmation
        | Stage::Recommendation
        | Stage::FormalCheck
        | Stage::ExpertReview
        | Stage::SiteVisit
        | Stage::JointReview
        | Stage::Approval
        | Stage::Publicity
        | Stage::Award
        | Stage::Agreement => pipeline.next_after(stage),
    }
}
