//! Publicity and the award: nothing is awarded that was not public first, and no award without its money.
//! The list itself, with its other items, is the engine's.

use super::agreement::{grant_step, shares};
use super::{Case, Decision, Ruling, required};
use crate::award::{Award, divide};
use crate::calendar::Due;
use crate::effect::{Effect, MailKind};
use crate::event::{EventKind, Step};
use crate::id::NoticeId;
use crate::refusal::RefusalReason;
use crate::stage::Stage;
use crate::state::{Listing, State};

/// Puts the application on a list: the day of publication does not count, the last day does.
pub(super) fn publish(case: &Case<'_>, notice: NoticeId) -> Decision {
    let (days, _) = case.pipeline.limit(Stage::Publicity).ok_or(RefusalReason::WrongStage)?;
    let first_day = case.today();
    let last_day = match case.context.calendar.due(first_day, days, case.context.count_from) {
        Due::On { day } => day,
        Due::AwaitingCalendar { year } => return Err(RefusalReason::CalendarNotLoaded { year }),
    };
    let event = EventKind::Published {
        listing: Listing { notice, first_day, last_day },
        clock: case.clock_for(Stage::Publicity, None),
    };
    Ruling::one(event, vec![Effect::tell_applicant(MailKind::PublicityStarted)])
}

pub(super) fn end(case: &Case<'_>) -> Decision {
    let step = case.next_step()?;
    let mut effects = vec![Effect::tell_applicant(MailKind::PublicityEnded)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::PublicityEnded { step }, effects)
}

/// The award holds budget in the same transaction: without money there is no award.
pub(super) fn award(case: &Case<'_>, document_number: &str) -> Decision {
    let State::Award = case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let document_number = required("document_number", document_number)?;
    let amount = case.application.approved_amount.ok_or(RefusalReason::AmountRequired)?;
    let instalments = divide(amount, shares(case));
    let award = Award { document_number, amount, awarded_at: case.context.now, instalments };
    let step = if case.pipeline.rule(Stage::Agreement).is_some() {
        Step { to: Stage::Agreement, clock: case.clock_for(Stage::Agreement, None) }
    } else {
        grant_step(case, &award)
    };
    let mut effects = vec![Effect::CommitFunds(amount), Effect::tell_applicant(MailKind::Awarded)];
    effects.extend(case.tell_next(&step));
    Ruling::one(EventKind::Awarded { award, step }, effects)
}
