//! Recommendation by the town, the formal check by two officers, and the correction loop.
//! A correction stops the clock of the bureau and starts both checks anew.

use super::draft::presentable;
use super::{Case, Decision, Ruling, optional, required};
use crate::effect::{Effect, MailKind};
use crate::event::{EventKind, Step};
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::{Defect, State};

/// One notice lists all defects at once; a form has fewer fields than this.
pub const DEFECTS_LIMIT: usize = 50;

pub(super) fn recommend(case: &Case<'_>, opinion: &str) -> Decision {
    let opinion = optional("opinion", opinion)?;
    let step = case.next_step()?;
    let mut effects = vec![Effect::tell_applicant(MailKind::Recommended)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::Recommended { opinion, step }, effects)
}

pub(super) fn decline(reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    Ruling::one(
        EventKind::RecommendationDeclined { reason },
        vec![Effect::tell_applicant(MailKind::NotRecommended)],
    )
}

/// The first officer marks it; a second, different one moves it on.
pub(super) fn pass(case: &Case<'_>, opinion: &str) -> Decision {
    let opinion = optional("opinion", opinion)?;
    match &case.application.state {
        State::FormalCheck { first: None } => Ruling::one(EventKind::CheckPassed { opinion }, Vec::new()),
        State::FormalCheck { first: Some(_) } => {
            let step = case.next_step()?;
            let effects = case.tell_next(&step);
            Ruling::one(EventKind::CheckConfirmed { opinion, step }, effects)
        }
        _ => Err(RefusalReason::WrongStage),
    }
}

pub(super) fn request_correction(case: &Case<'_>, defects: &[Defect]) -> Decision {
    if defects.is_empty() {
        return Err(RefusalReason::DefectsRequired);
    }
    if defects.len() > DEFECTS_LIMIT {
        return Err(RefusalReason::TooManyDefects { limit: DEFECTS_LIMIT });
    }
    let mut checked = Vec::with_capacity(defects.len());
    for defect in defects {
        let field = optional("field", &defect.field)?;
        checked.push(Defect { field, message: required("message", &defect.message)? });
    }
    let event = EventKind::CorrectionRequested {
        defects: checked,
        bureau_days_left: bureau_days_left(case),
        clock: case.clock_for(Stage::Correction, None),
    };
    Ruling::one(event, vec![Effect::tell_applicant(MailKind::CorrectionRequested)])
}

/// Working days the bureau still has for the formal check: its clock stops during the correction.
fn bureau_days_left(case: &Case<'_>) -> u16 {
    let Some(clock) = &case.application.clock else {
        return 1;
    };
    let used = case.context.calendar.working_days_between(clock.counts_from, case.today()).unwrap_or(0);
    clock.limit_working_days.saturating_sub(used).max(1)
}

/// Back to the formal check, which both officers make anew with the days the bureau had left.
pub(super) fn answer_correction(case: &Case<'_>) -> Decision {
    let State::Correction { bureau_days_left, .. } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let judgement = presentable(case)?;
    let clock = case.clock_for(Stage::FormalCheck, Some(*bureau_days_left));
    let step = Step { to: Stage::FormalCheck, clock };
    let told = vec![Effect::tell_holders(Role::Officer)];
    Ruling::one(EventKind::CorrectionAnswered { judgement: Box::new(judgement), step }, told)
}
