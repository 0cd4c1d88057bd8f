//! What the special stages add to the page of a case: one file per family, each with its handlers, the
//! part of the page it builds, and the fields its refusals belong to. Which acts there are, the engine says.

pub mod agreement;
pub mod duty;
pub mod evaluation;
pub mod joint;
pub mod meeting;
pub mod objection;
pub mod panel;
pub mod proposal;
pub mod recovery;
pub mod visit;
pub mod work;

use engine::queries::case_view::CaseView;
use templates::pages::case::acts::Acts;
use templates::{Form, Message};
use workflow::{CommandKind, Date, RefusalReason};

use crate::extract::Typed;
use crate::page::Visit;

/// The parts of the page this reader sees now.
pub fn parts(visit: &Visit, view: &CaseView, form: &Form) -> Acts {
    Acts {
        agreement: agreement::part(view, form),
        duty: duty::part(view),
        evaluation: evaluation::part(view),
        joint: joint::part(visit, view),
        meeting: meeting::part(view),
        objection: objection::part(view),
        panel: panel::part(visit, view),
        proposal: proposal::part(view),
        recovery: recovery::part(view),
        visit: visit::part(view),
        work: work::part(visit, view),
    }
}

/// The field of the page a refusal belongs to; `None` where no family asks for the command.
pub fn field_of(kind: CommandKind, reason: &RefusalReason) -> Option<String> {
    let field = match kind {
        CommandKind::DrawPanel
        | CommandKind::AcceptReview
        | CommandKind::RecuseReview
        | CommandKind::SubmitScore
        | CommandKind::ExplainScore => return Some(panel::field_of(kind, reason)),
        CommandKind::RecordVisit | CommandKind::ConfirmVisit => Some(visit::field_of(kind, reason)),
        CommandKind::GiveOpinion => Some(joint::field_of(reason)),
        CommandKind::ResolveMeeting => Some(meeting::field_of(reason)),
        CommandKind::Recuse => Some(duty::field_of(reason)),
        CommandKind::Decline if is_about_text(reason) => Some("decline_proposal_reason"),
        CommandKind::DecideObjection => Some(objection::field_of(reason)),
        CommandKind::DraftAgreement => Some(agreement::field_of(reason)),
        CommandKind::ReportMilestone if is_about_text(reason) => Some("milestone_report"),
        CommandKind::AcceptMilestone if is_about_text(reason) => Some("milestone_opinion"),
        CommandKind::ReturnMilestone if is_about_text(reason) => Some("milestone_reason"),
        CommandKind::ReportResults if is_about_text(reason) => Some("results_report"),
        CommandKind::Evaluate if is_about_text(reason) => Some("evaluation_opinion"),
        CommandKind::Revoke if is_about_text(reason) => Some("revoke_reason"),
        _ => None,
    };
    field.map(str::to_owned)
}

/// What to say where words stay inside the bureau: the refusal's own text speaks of the applicant.
pub fn missing(kind: CommandKind, reason: &RefusalReason) -> Option<Message> {
    let RefusalReason::ReasonRequired { field } = reason else { return None };
    let label = match kind {
        CommandKind::RecordVisit => "visit-finding",
        CommandKind::GiveOpinion => "joint-opinion",
        CommandKind::ResolveMeeting if field == "minutes_number" => "meeting-minutes-number",
        CommandKind::ResolveMeeting => "meeting-opinion",
        CommandKind::Approve => "decision-opinion",
        CommandKind::Recuse => "decision-reason",
        _ => return None,
    };
    Some(Message::new("error-missing").about(label))
}

/// The text was left out, or is too long.
const fn is_about_text(reason: &RefusalReason) -> bool {
    matches!(reason, RefusalReason::ReasonRequired { .. } | RefusalReason::TextTooLong { .. })
}

/// A day as typed; without one the form says so at its field.
fn day(typed: &Typed, field: &str, label: &str, form: Form) -> (Option<Date>, Form) {
    match typed.get(field).trim() {
        "" => (None, form.refuse(field, Message::new("error-missing").about(label))),
        text => match text.parse() {
            Ok(day) => (Some(day), form),
            Err(_) => (None, form.refuse(field, Message::new("error-not-a-date").about(label))),
        },
    }
}

/// One of two answers; without one the form says so at its field.
fn either(
    typed: &Typed,
    field: &str,
    (yes, no): (&str, &str),
    label: &str,
    form: Form,
) -> (Option<bool>, Form) {
    match typed.get(field) {
        answer if answer == yes => (Some(true), form),
        answer if answer == no => (Some(false), form),
        _ => (None, form.refuse(field, Message::new("error-choice").about(label))),
    }
}

/// Ids behind the ticks whose names begin like this; a name that is no id names nobody.
fn ticked<T: std::str::FromStr>(typed: &Typed, prefix: &str) -> Vec<T> {
    let names = typed.visible().into_keys();
    names.filter_map(|name| name.strip_prefix(prefix)?.parse().ok()).collect()
}
