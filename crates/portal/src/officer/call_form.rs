//! Drafting a call and changing a draft: one form, two places it goes to.
//! What is wrong with a draft the engine says, field by field.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::calls::{CallFormChoices, StaffCall};
use engine::{CALL_NOTICE_LIMIT_CHARACTERS, CALL_TITLE_LIMIT_CHARACTERS, CallInput, EngineError};
use templates::pages::calls::{CallForm, CallOption, LineOption};
use templates::{FlashKind, Form, Locale, Message};
use workflow::id::CallId;

use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::page::Visit;
use crate::public::calls::title_of;

/// A fresh draft offers the present year.
pub async fn blank(visit: Visit) -> Result<Response, PortalError> {
    let year = visit.engine().today().await?.year();
    let form = Form::empty().with("fiscal_year", year.to_string());
    visit.show(&page(&visit, form, None).await?).await
}

pub async fn draft(visit: Visit, CheckedForm(form): CheckedForm) -> Result<Response, PortalError> {
    let saved = visit.engine().draft_call(visit.signed()?, input(&form), &form.key()?).await;
    settle(&visit, &form, None, saved).await
}

pub async fn edit(visit: Visit, Path(call): Path<String>) -> Result<Response, PortalError> {
    let call: CallId = id(&call)?;
    let view = visit.engine().staff_call(visit.signed()?, call).await?;
    if !view.may_edit {
        return Err(PortalError::NotFound);
    }
    let version = view.version;
    visit.show(&page(&visit, filled(&view), Some((call, version))).await?).await
}

pub async fn save(
    visit: Visit,
    Path(call): Path<String>,
    CheckedForm(form): CheckedForm,
) -> Result<Response, PortalError> {
    let call: CallId = id(&call)?;
    let version = form.get("version").parse().map_err(|_| PortalError::BadRequest)?;
    let (signed, key) = (visit.signed()?, form.key()?);
    let saved = visit.engine().edit_call(signed, call, version, input(&form), &key).await;
    settle(&visit, &form, Some((call, version)), saved).await
}

async fn settle(
    visit: &Visit,
    form: &Typed,
    edited: Option<(CallId, i64)>,
    saved: Result<CallId, EngineError>,
) -> Result<Response, PortalError> {
    match saved {
        Ok(call) => {
            let place = format!("/officer/calls/{call}");
            Ok(visit.go_saying(&place, FlashKind::Success, Message::new("flash-call-saved")))
        }
        Err(EngineError::Invalid(faults)) => {
            visit.refuse(&page(visit, form.again(&faults), edited).await?).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, form: Form, edited: Option<(CallId, i64)>) -> Result<CallForm, PortalError> {
    let choices = visit.engine().call_form_choices(visit.signed()?).await?;
    let (programmes, budget_lines) = offered(visit.locale, choices);
    let place = edited.map(|(call, _)| format!("/officer/calls/{call}"));
    Ok(CallForm {
        form,
        action: place.as_ref().map_or("/officer/calls/new".to_owned(), |place| format!("{place}/edit")),
        back: place.unwrap_or_else(|| "/officer/calls".to_owned()),
        version: edited.map(|(_, version)| version),
        programmes,
        budget_lines,
        title_limit: CALL_TITLE_LIMIT_CHARACTERS,
        notice_limit: CALL_NOTICE_LIMIT_CHARACTERS,
    })
}

fn offered(locale: Locale, choices: CallFormChoices) -> (Vec<CallOption>, Vec<LineOption>) {
    let programmes = choices.programmes.into_iter().map(|programme| CallOption {
        text: title_of(locale, &programme.title_zh, &programme.title_en),
        value: programme.code,
    });
    let lines = choices.budget_lines.into_iter().map(|line| LineOption {
        value: line.id.to_string(),
        code: line.code,
        title: title_of(locale, &line.title_zh, &line.title_en),
        fiscal_year: line.fiscal_year,
        remaining_fen: line.remaining.fen(),
    });
    (programmes.collect(), lines.collect())
}

fn filled(view: &StaffCall) -> Form {
    let (call, summary) = (&view.call, &view.call.summary);
    Form::empty()
        .with("programme", &summary.programme)
        .with("title_zh", &summary.title_zh)
        .with("title_en", &summary.title_en)
        .with("fiscal_year", summary.fiscal_year.to_string())
        .with("opens_on", summary.opens_on.to_string())
        .with("closes_on", summary.closes_on.to_string())
        .with("budget_line", view.budget_line.to_string())
        .with("notice_zh", &call.notice_zh)
        .with("notice_en", &call.notice_en)
        .with("targets", call.targets.join("\n"))
}

fn input(form: &Typed) -> CallInput {
    CallInput {
        programme: form.text("programme"),
        title_zh: form.text("title_zh"),
        title_en: form.text("title_en"),
        fiscal_year: form.text("fiscal_year"),
        opens_on: form.text("opens_on"),
        closes_on: form.text("closes_on"),
        budget_line: form.text("budget_line"),
        notice_zh: form.text("notice_zh"),
        notice_en: form.text("notice_en"),
        targets: form.text("targets"),
    }
}
