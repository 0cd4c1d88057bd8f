//! Calls as staff work on them: the list, one call, and its opening by a director.
//! Whether a call is fit to open the engine says.

use axum::extract::{Path, Query};
use axum::response::Response;
use engine::EngineError;
use engine::queries::calls::StaffCall;
use templates::pages::calls::{StaffCallPage, StaffCalls};
use templates::{FlashKind, Form, Locale, Message};
use workflow::Role;
use workflow::id::CallId;

use crate::error::PortalError;
use crate::extract::{CheckedForm, id};
use crate::page::Visit;
use crate::paging::{After, next};
use crate::public::calls::{line, paragraphs, text, title_of};

pub async fn list(visit: Visit, Query(after): Query<After>) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let (calls, last) = visit.engine().staff_calls(signed, after.id()).await?;
    let calls = calls.into_iter().map(|call| line(visit.locale, call, "/officer/calls"));
    let page = StaffCalls {
        calls: calls.collect(),
        next: next("/officer/calls", last),
        may_draft: signed.holds(Role::Officer),
    };
    visit.show(&page).await
}

pub async fn show(visit: Visit, Path(call): Path<String>) -> Result<Response, PortalError> {
    let call = visit.engine().staff_call(visit.signed()?, id(&call)?).await?;
    visit.show(&page(visit.locale, call, Form::empty())).await
}

pub async fn open(
    visit: Visit,
    Path(call): Path<String>,
    CheckedForm(form): CheckedForm,
) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let call: CallId = id(&call)?;
    let version = form.get("version").parse().map_err(|_| PortalError::BadRequest)?;
    match visit.engine().open_call(signed, call, version, &form.key()?).await {
        Ok(_) => {
            let place = format!("/officer/calls/{call}");
            Ok(visit.go_saying(&place, FlashKind::Success, Message::new("flash-call-opened")))
        }
        Err(EngineError::Invalid(faults)) => {
            let view = visit.engine().staff_call(signed, call).await?;
            visit.refuse(&page(visit.locale, view, form.again(&faults))).await
        }
        Err(error) => Err(error.into()),
    }
}

fn page(locale: Locale, view: StaffCall, form: Form) -> StaffCallPage {
    let call = &view.call;
    let other = locale.other();
    StaffCallPage {
        form,
        href: format!("/officer/calls/{}", call.summary.id),
        version: view.version,
        title_other: title_of(other, &call.summary.title_zh, &call.summary.title_en),
        notice_other: paragraphs(&title_of(other, &call.notice_zh, &call.notice_en)),
        pack_fingerprint: view.pack_fingerprint,
        budget_line_code: view.budget_line_code,
        drafted_at_millis: view.drafted_at.millis(),
        opened_at_millis: view.opened_at.map(workflow::Timestamp::millis),
        closed_at_millis: view.closed_at.map(workflow::Timestamp::millis),
        may_edit: view.may_edit,
        may_open: view.may_open,
        may_publish: view.may_publish,
        may_propose: view.may_propose,
        call: text(locale, view.call),
    }
}
