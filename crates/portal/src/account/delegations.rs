//! Absence and hand-over: roles one lends and was lent.
//! An administrator enters them for somebody who cannot.

use axum::extract::Path;
use axum::response::Response;
use engine::EngineError;
use engine::delegations::{DELEGATION_LIMIT_DAYS, DelegationInput, DelegationView};
use templates::pages::duties::{DelegationLine, Delegations};
use templates::{FlashKind, Form, Message};
use workflow::Role;
use workflow::id::DelegationId;

use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::page::Visit;

const PLACE: &str = "/delegations";

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    let page = page(&visit, Form::empty()).await?;
    visit.show(&page).await
}

pub async fn make(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    match visit.engine().delegate(visit.signed()?, input(&typed), &typed.key()?).await {
        Ok(_) => Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-delegation-made"))),
        Err(EngineError::Invalid(faults)) => {
            let page = page(&visit, typed.again(&faults)).await?;
            visit.refuse(&page).await
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn end(
    visit: Visit,
    Path(delegation): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let delegation = id::<DelegationId>(&delegation)?;
    visit.engine().end_delegation(visit.signed()?, delegation, &typed.key()?).await?;
    Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-delegation-ended")))
}

fn input(typed: &Typed) -> DelegationInput {
    DelegationInput {
        from: typed.text("from"),
        role: typed.text("role"),
        to: typed.text("to"),
        first_day: typed.text("first_day"),
        last_day: typed.text("last_day"),
        reason: typed.text("reason"),
    }
}

async fn page(visit: &Visit, form: Form) -> Result<Delegations, PortalError> {
    let signed = visit.signed()?;
    let for_others = signed.holds(Role::Administrator);
    let lendable = |role: &&Role| for_others || signed.actor.owns(**role);
    let roles = Role::DELEGABLE.iter().filter(lendable).map(|role| role.key().to_owned()).collect();
    let lines = visit.engine().delegations(signed).await?;
    let line = |view: DelegationView| DelegationLine {
        id: view.id.to_string(),
        role: view.role.key().to_owned(),
        from: view.from,
        to: view.to,
        first_day: view.first_day.to_string(),
        last_day: view.last_day.to_string(),
        reason: view.reason,
        holds: view.holds,
        may_end: view.may_end,
    };
    let lines = lines.into_iter().map(line).collect();
    Ok(Delegations { form, roles, for_others, lines, limit_days: DELEGATION_LIMIT_DAYS })
}
