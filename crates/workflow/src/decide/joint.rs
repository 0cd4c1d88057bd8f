//! Joint review: every department answers for itself; the last answer moves the case on.
//! Silence is not consent: a department that does not answer holds the case, and is reminded.

use super::{Case, Decision, Ruling, optional, required};
use crate::event::EventKind;
use crate::refusal::RefusalReason;
use crate::state::State;

pub(super) fn give_opinion(case: &Case<'_>, agrees: bool, opinion: &str) -> Decision {
    let opinion = if agrees { optional("opinion", opinion)? } else { required("opinion", opinion)? };
    let department = case.capacity.department.clone().ok_or(RefusalReason::DepartmentUnknown)?;
    let State::JointReview { opinions } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let answered = |key: &str| key == department || opinions.iter().any(|given| given.department == key);
    let all = case.pipeline.departments().iter().all(|rule| answered(&rule.key));
    let event = EventKind::OpinionGiven { department, agrees, opinion };
    let mut ruling = Ruling { events: vec![event], effects: Vec::new() };
    if all {
        let step = case.next_step()?;
        ruling.effects.extend(case.tell_next(&step));
        ruling.events.push(EventKind::JointReviewConcluded { step });
    }
    Ok(ruling)
}
