//! What went wrong with a case, at its place and in words: faults of answers, what is missing, refusals.
//! Messages name the field in the reader's language; nothing is judged here.

use engine::queries::case_view::CaseView;
use engine::{EngineError, FieldFault, Pack};
use serde_json::Value;
use templates::pages::case::check::Problem;
use templates::{FieldError, Form, Locale, Message};
use workflow::{Refusal, RefusalReason};

use super::titles::{self, DOCUMENT_PREFIX};
use super::verdict::of_pack;
use crate::faults::{being_written, refusal_message};
use crate::page::Visit;

/// A wrong answer: said by the pack when it is a check of the pack's own.
pub fn fault_message(visit: &Visit, view: &CaseView, fault: &FieldFault) -> Message {
    fault_in(&view.pack, visit.locale, fault)
}

/// The same where there is no case yet.
pub fn fault_in(pack: &Pack, locale: Locale, fault: &FieldFault) -> Message {
    if let Some(check) = fault.arguments.get("check") {
        return Message::of_pack(pack.fingerprint(), format!("check-{check}"));
    }
    let mut message = Message::new(format!("error-{}", fault.code));
    for (name, value) in &fault.arguments {
        message.args.insert(name.clone(), Value::from(value.clone()));
    }
    message.with("field", titles::title_in(pack, locale, &fault.field))
}

/// Faults of what was typed, at their fields.
pub fn fault_errors(visit: &Visit, view: &CaseView) -> Vec<FieldError> {
    let error = |fault: &FieldFault| FieldError::new(fault.field.clone(), fault_message(visit, view, fault));
    view.judged.faults.iter().map(error).collect()
}

/// What was asked for and not given; faults stand apart.
pub fn missing(view: &CaseView) -> impl Iterator<Item = &String> {
    let is_fault = |name: &&String| view.judged.faults.iter().any(|fault| fault.field == **name);
    view.judged.missing.iter().filter(move |name| !is_fault(name))
}

pub fn missing_message(visit: &Visit, view: &CaseView, name: &str) -> Message {
    let key = if name.starts_with(DOCUMENT_PREFIX) { "error-document-required" } else { "error-missing" };
    Message::new(key).with("field", titles::title(view, visit.locale, name))
}

/// Everything that keeps a case from being handed in, each with the way to its place.
pub fn problems(visit: &Visit, view: &CaseView) -> Vec<Problem> {
    let problem = |name: &str, message| Problem {
        href: titles::href(view, name),
        title: titles::title(view, visit.locale, name),
        message,
    };
    let faults =
        view.judged.faults.iter().map(|fault| problem(&fault.field, fault_message(visit, view, fault)));
    faults.chain(missing(view).map(|name| problem(name, missing_message(visit, view, name)))).collect()
}

pub fn warnings(visit: &Visit, view: &CaseView) -> Vec<Message> {
    view.judged.warnings.iter().map(|fault| fault_message(visit, view, fault)).collect()
}

/// A refusal with titles instead of the names of fields and clauses.
pub fn refusal(visit: &Visit, view: &CaseView, refusal: &Refusal) -> Message {
    if let Some(message) = super::acts::missing(refusal.command, &refusal.reason) {
        return message;
    }
    let message = refusal_message(refusal);
    let catalogue = visit.state.templates().catalogue();
    let separator = catalogue.say(visit.locale, &Message::new("list-separator"));
    match &refusal.reason {
        RefusalReason::Incomplete { fields } => {
            let titles: Vec<_> = fields.iter().map(|name| titles::title(view, visit.locale, name)).collect();
            message.with("fields", titles.join(&separator))
        }
        RefusalReason::NotEligible { findings } => {
            let label = |clause: &String| {
                let criterion =
                    titles::clause(view, clause).map(|code| of_pack(view, &format!("criterion-{code}")));
                criterion.map_or_else(|| clause.clone(), |label| catalogue.say(visit.locale, &label))
            };
            message.with("findings", findings.iter().map(label).collect::<Vec<_>>().join(&separator))
        }
        _ => message,
    }
}

/// Adds what an act was answered with to the form it came from. Gives back what is not the form's to say.
///
/// `place_of` names the field a refusal belongs to; the form as a whole when empty.
pub fn into_form(
    visit: &Visit,
    view: &CaseView,
    form: Form,
    error: EngineError,
    place_of: impl Fn(&RefusalReason) -> String,
) -> Result<Form, EngineError> {
    match error {
        EngineError::Refused(refused) => {
            Ok(form.refuse(&place_of(&refused.reason), refusal(visit, view, &refused)))
        }
        EngineError::Invalid(faults) => Ok(faults
            .iter()
            .fold(form, |form, fault| form.refuse(&fault.field, fault_message(visit, view, fault)))),
        EngineError::Overspend { available } => {
            Ok(form.refuse("", Message::new("failure-overspend").with("fen", available.fen())))
        }
        EngineError::BeingWritten { who, until } => Ok(form.refuse("", being_written(&who, until))),
        moved if super::has_moved_on(&moved) => Ok(form.refuse("", Message::new("case-moved-on"))),
        other => Err(other),
    }
}
