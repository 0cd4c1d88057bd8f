//! Making publicity lists: which calls wait for one, which cases go on it.
//! The engine publishes a list whole or not at all; a form only names cases.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::publicity::Publishable;
use engine::{EngineError, PublishInput};
use templates::pages::publicity::{PublicityWork, PublishForm, WaitingCall, WaitingCase};
use templates::{FlashKind, Form, Message};
use workflow::id::{ApplicationId, CallId};

use crate::error::PortalError;
use crate::extract::{CheckedForm, id};
use crate::page::Visit;
use crate::public::calls::title_of;
use crate::public::publicity::line;

pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    let waiting = visit.engine().calls_awaiting_lists(visit.signed()?).await?;
    let standing = visit.engine().standing_lists().await?;
    let waiting = waiting.into_iter().map(|call| WaitingCall {
        href: format!("/officer/calls/{}/publish", call.id),
        title: title_of(visit.locale, &call.title_zh, &call.title_en),
        number: call.number,
        cases: call.cases,
        amount_fen: call.total.fen(),
    });
    let page = PublicityWork {
        waiting: waiting.collect(),
        standing: standing.into_iter().map(|list| line(visit.locale, list)).collect(),
    };
    visit.show(&page).await
}

/// Everything that waits is ticked at first.
pub async fn choose(visit: Visit, Path(call): Path<String>) -> Result<Response, PortalError> {
    let page = page(&visit, id(&call)?, Form::empty(), None).await?;
    visit.show(&page).await
}

pub async fn publish(
    visit: Visit,
    Path(call): Path<String>,
    CheckedForm(form): CheckedForm,
) -> Result<Response, PortalError> {
    let call: CallId = id(&call)?;
    let chosen = form.all("application");
    let applications: Result<Vec<ApplicationId>, PortalError> = chosen.iter().map(|text| id(text)).collect();
    let input = PublishInput { call, applications: applications? };
    match visit.engine().publish_list(visit.signed()?, input, &form.key()?).await {
        Ok(notice) => {
            let place = format!("/publicity/{notice}");
            Ok(visit.go_saying(&place, FlashKind::Success, Message::new("flash-list-published")))
        }
        Err(EngineError::Invalid(faults)) => {
            let page = page(&visit, call, form.again(&faults), Some(&chosen)).await?;
            visit.refuse(&page).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visit: &Visit,
    call: CallId,
    form: Form,
    chosen: Option<&[String]>,
) -> Result<PublishForm, PortalError> {
    let signed = visit.signed()?;
    let view = visit.engine().staff_call(signed, call).await?;
    let cases = visit.engine().publishable(signed, call).await?;
    let case = |case: Publishable| {
        let value = case.id.to_string();
        let ticked = chosen.is_none_or(|chosen| chosen.contains(&value));
        WaitingCase {
            href: format!("/applications/{value}"),
            number: case.number,
            organisation: case.organisation,
            amount_fen: case.amount.map(workflow::Money::fen),
            ticked: ticked && !case.own_organisation,
            own_organisation: case.own_organisation,
            value,
        }
    };
    let summary = &view.call.summary;
    Ok(PublishForm {
        form,
        action: format!("/officer/calls/{call}/publish"),
        call: title_of(visit.locale, &summary.title_zh, &summary.title_en),
        cases: cases.into_iter().map(case).collect(),
    })
}
