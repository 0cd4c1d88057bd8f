//! The page of a case for a department of the joint review: what its rule names, and its opinion.
//! Everything it shows comes from the engine's view for departments; the whole case is never read here.

use axum::response::Response;
use engine::EngineError;
use engine::form::FormField;
use engine::queries::case_view::CaseAttachment;
use engine::queries::department::DepartmentView;
use templates::pages::case::CaseHead;
use templates::pages::case::acts::duty::DutyAct;
use templates::pages::case::department::{DepartmentCase, DepartmentDocument};
use templates::pages::case::show::{Answer, Entry};
use templates::{Form, Locale, Message};
use workflow::{CommandKind, Money, RefusalReason};

use super::acts::joint;
use super::titles::pick;
use super::view::kilobytes;
use super::{answers, has_moved_on, place};
use crate::error::PortalError;
use crate::faults::{being_written, refusal_message};
use crate::page::Visit;

pub async fn show(visit: &Visit, view: &DepartmentView) -> Result<Response, PortalError> {
    visit.show(&page(visit.locale, view, Form::empty(), Vec::new())).await
}

/// The page again, with what was typed and what is wrong with it.
pub async fn refuse(
    visit: &Visit,
    view: &DepartmentView,
    form: Form,
    kept: Vec<String>,
) -> Result<Response, PortalError> {
    visit.refuse(&page(visit.locale, view, form, kept)).await
}

/// Adds what an act was answered with; gives back what is not the form's to say.
pub fn into_form(
    form: Form,
    error: EngineError,
    place_of: impl Fn(&RefusalReason) -> String,
) -> Result<Form, EngineError> {
    match error {
        EngineError::Refused(refused) => {
            let said = super::acts::missing(refused.command, &refused.reason);
            Ok(form.refuse(&place_of(&refused.reason), said.unwrap_or_else(|| refusal_message(&refused))))
        }
        EngineError::BeingWritten { who, until } => Ok(form.refuse("", being_written(&who, until))),
        moved if has_moved_on(&moved) => Ok(form.refuse("", Message::new("case-moved-on"))),
        other => Err(other),
    }
}

fn page(locale: Locale, view: &DepartmentView, form: Form, kept: Vec<String>) -> DepartmentCase {
    let may = |kind: CommandKind| view.actions.contains(&kind);
    let titles = view.departments.iter().map(|rule| pick(locale, &rule.title_zh, &rule.title_en).to_owned());
    DepartmentCase {
        form,
        head: CaseHead {
            href: place(view.id),
            number: view.number.clone(),
            organisation: view.organisation_name.clone(),
            call: pick(locale, &view.call.title_zh, &view.call.title_en).to_owned(),
            stage: view.stage.key().to_owned(),
            version: view.version,
        },
        departments: titles.collect(),
        amount_fen: view.amount.map(Money::fen),
        due_on: view.deadline.and_then(|deadline| deadline.due.day()).map(|day| day.to_string()),
        working_days_left: view.deadline.and_then(|deadline| deadline.working_days_left),
        overdue: view.deadline.is_some_and(|deadline| deadline.overdue),
        answers: asked(view)
            .map(|field| answers::answer(field, &view.answers, locale))
            .collect::<Vec<Answer>>(),
        documents: documents(view, locale),
        given: view.given.iter().map(joint::answer).collect(),
        timeline: timeline(view),
        may_answer: may(CommandKind::GiveOpinion),
        duty: may(CommandKind::Recuse).then_some(DutyAct { may_recuse: true }),
        kept,
    }
}

/// The fields the rules name, in the order of the form.
fn asked(view: &DepartmentView) -> impl Iterator<Item = &FormField> {
    let fields = view.pack.form().sections.iter().flat_map(|section| &section.fields);
    fields.filter(|field| view.departments.iter().any(|rule| rule.fields.contains(&field.fact)))
}

fn documents(view: &DepartmentView, locale: Locale) -> Vec<DepartmentDocument> {
    let named = view.pack.documents().iter();
    let named = named.filter(|one| view.departments.iter().any(|rule| rule.documents.contains(&one.code)));
    let files = |code: &str| {
        let own = view.attachments.iter().filter(|file| file.document_code == code);
        own.map(|attachment| shown(view, attachment)).collect()
    };
    named
        .map(|document| DepartmentDocument {
            title: pick(locale, &document.title_zh, &document.title_en).to_owned(),
            files: files(&document.code),
        })
        .collect()
}

fn shown(view: &DepartmentView, attachment: &CaseAttachment) -> templates::pages::case::show::DocumentFile {
    templates::pages::case::show::DocumentFile {
        id: attachment.id.to_string(),
        name: attachment.file_name.clone(),
        href: format!("{}/documents/{}", place(view.id), attachment.id),
        kilobytes: kilobytes(attachment),
        uploaded_at_millis: attachment.uploaded_at.millis(),
    }
}

fn timeline(view: &DepartmentView) -> Vec<Entry> {
    let entry = |entry: &engine::queries::timeline::TimelineEntry| Entry {
        kind: entry.kind.to_owned(),
        at_millis: entry.at.millis(),
        role: entry.role.key().to_owned(),
        person: None,
        on_behalf_of: None,
        details: Vec::new(),
        tone: "",
    };
    view.timeline.iter().map(entry).collect()
}
