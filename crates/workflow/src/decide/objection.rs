//! Objections in publicity: real-name, heard while the list is public, freezing only their item, answered
//! by somebody who did not review the case. Who objected is kept outside the record of the case.

use super::{Case, Decision, Ruling, required};
use crate::application::StageClock;
use crate::calendar::Due;
use crate::command::ObjectionDecision;
use crate::effect::{Effect, MailKind};
use crate::event::EventKind;
use crate::id::ObjectionId;
use crate::refusal::RefusalReason;
use crate::stage::Stage;
use crate::state::{Listing, State};

/// Objections to one item; more are a campaign and belong into one file.
pub const OBJECTIONS_LIMIT: usize = 50;

pub(super) fn file(case: &Case<'_>, objection: ObjectionId, text: &str) -> Decision {
    let text = required("text", text)?;
    let (clock, told) = match &case.application.state {
        // A further one joins those that are being answered; the clock of the answer runs on.
        State::Objection { objections, .. } => {
            if objections.len() >= OBJECTIONS_LIMIT {
                return Err(RefusalReason::TooManyObjections { limit: OBJECTIONS_LIMIT });
            }
            (case.application.clock.clone(), Vec::new())
        }
        State::Publicity { .. } => {
            let told = vec![
                Effect::tell_applicant(MailKind::ObjectionFiled),
                Effect::tell_holders(case.pipeline.objection_handler()),
            ];
            (case.clock_for(Stage::Objection, None), told)
        }
        _ => return Err(RefusalReason::WrongStage),
    };
    Ruling::one(EventKind::ObjectionFiled { objection, text, clock }, told)
}

pub(super) fn decide(case: &Case<'_>, decision: ObjectionDecision, reply: &str) -> Decision {
    let reply = required("reply", reply)?;
    let State::Objection { listing, .. } = &case.application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let clock = match decision {
        ObjectionDecision::Upheld => None,
        ObjectionDecision::Dismissed => Some(publicity_clock(case, listing)),
        ObjectionDecision::Amended { amount } => {
            let limit = case.pipeline.amendment_rounds();
            if case.application.amendments >= limit {
                return Err(RefusalReason::AmendmentRoundsUsed { limit });
            }
            if !amount.is_positive() {
                return Err(RefusalReason::AmountNotPositive);
            }
            let present = case.application.approved_amount.ok_or(RefusalReason::AmountRequired)?;
            if amount >= present {
                return Err(RefusalReason::AmountNotLower { amount: present });
            }
            case.clock_for(Stage::Publicity, None)
        }
    };
    let told = Effect::tell_applicant(MailKind::ObjectionDecided);
    Ruling::one(EventKind::ObjectionDecided { decision, reply, clock }, vec![told])
}

/// Publicity goes on to the day that was announced.
fn publicity_clock(case: &Case<'_>, listing: &Listing) -> StageClock {
    let (limit_working_days, on_overdue) =
        case.pipeline.limit(Stage::Publicity).unwrap_or((1, crate::pipeline::OnOverdue::Escalate));
    let due = Due::On { day: listing.last_day };
    StageClock { counts_from: listing.first_day, limit_working_days, due, on_overdue }
}
