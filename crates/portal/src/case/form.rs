//! Filling in the form of the programme. A draft is kept whatever is wrong in it; nothing typed is lost.
//! Fields that the pack does not ask for are dropped.

use axum::extract::{Path, Query};
use axum::response::Response;
use engine::queries::case_view::CaseView;
use serde::Deserialize;
use templates::pages::case::form::ApplicationForm;
use templates::{FieldError, FlashKind, Form, Message};
use workflow::{Command, CommandKind, RefusalReason};

use super::titles::DOCUMENT_PREFIX;
use super::{answers, head, place, read, trouble, version};
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed};
use crate::page::Visit;

/// What the button for one more record sends, before the name of its list.
const ADD: &str = "add-";

#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// Whether empty required fields are marked too.
    #[serde(default)]
    missing: String,
    /// The list of records to show one more of.
    #[serde(default)]
    more: String,
}

pub async fn show(
    visit: Visit,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PortalError> {
    let view = read(&visit, &case).await?;
    if !view.actions.contains(&CommandKind::SaveAnswers) {
        return Ok(visit.go(&place(view.application.origin.id)));
    }
    let mut form =
        Form { values: view.application.answers.clone(), errors: trouble::fault_errors(&visit, &view) };
    if !wanted.missing.is_empty() {
        form.errors.extend(missing_fields(&visit, &view));
    }
    visit.show(&page(&visit, &view, form, &wanted.more)).await
}

pub async fn save(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let view = read(&visit, &case).await?;
    let id = view.application.origin.id;
    let mut answers = typed.visible();
    answers.retain(|name, _| answers::is_known(&view, name));
    let command = Command::SaveAnswers { answers: answers.clone() };
    let given = visit.engine().give_at(visit.signed()?, id, version(&typed)?, command, &typed.key()?).await;
    match given {
        Ok(_) => saved(&visit, &case, &typed).await,
        Err(error) => {
            let form = Form { values: answers, errors: Vec::new() };
            let form = trouble::into_form(&visit, &view, form, error, field_of)?;
            visit.refuse(&page(&visit, &view, form, "")).await
        }
    }
}

/// Onwards to the check, or back to the form with a word about what is still wrong.
async fn saved(visit: &Visit, case: &str, typed: &Typed) -> Result<Response, PortalError> {
    let view = read(visit, case).await?;
    let place = place(view.application.origin.id);
    if typed.get("then") == "check" {
        return Ok(visit.go(&format!("{place}/check")));
    }
    let (kind, key) = if view.judged.faults.is_empty() {
        (FlashKind::Success, "flash-answers-saved")
    } else {
        (FlashKind::Warning, "flash-answers-saved-with-faults")
    };
    let more = typed.get("then").strip_prefix(ADD).and_then(|fact| {
        let input = answers::first_of_next(&view, fact, &view.application.answers)?;
        Some(format!("{place}/form?more={fact}#{input}"))
    });
    Ok(visit.go_saying(&more.unwrap_or_else(|| format!("{place}/form")), kind, Message::new(key)))
}

/// A text that is too long names its field; everything else concerns the form.
fn field_of(reason: &RefusalReason) -> String {
    match reason {
        RefusalReason::TextTooLong { field, .. } | RefusalReason::ReasonRequired { field } => field.clone(),
        _ => String::new(),
    }
}

fn missing_fields(visit: &Visit, view: &CaseView) -> Vec<FieldError> {
    let fields = trouble::missing(view).filter(|name| !name.starts_with(DOCUMENT_PREFIX));
    fields.map(|name| FieldError::new(name.clone(), trouble::missing_message(visit, view, name))).collect()
}

fn page(visit: &Visit, view: &CaseView, form: Form, add_to: &str) -> ApplicationForm {
    ApplicationForm {
        head: head(visit, view),
        sections: answers::sections(view, visit.locale, &form.values, add_to),
        form,
        defects: answers::defects(view, visit.locale),
        warnings: trouble::warnings(visit, view),
    }
}
