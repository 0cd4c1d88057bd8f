//! Taking and giving back the turn to write on a case. Everybody else sees who has it.
//! Whether it is free, the engine says.

use axum::extract::Path;
use axum::response::Response;
use templates::{FlashKind, Message};
use workflow::id::ApplicationId;

use super::place;
use crate::error::PortalError;
use crate::extract::{CheckedForm, id};
use crate::page::Visit;

pub async fn take(
    visit: Visit,
    Path(case): Path<String>,
    _form: CheckedForm,
) -> Result<Response, PortalError> {
    let case = id::<ApplicationId>(&case)?;
    visit.engine().take_turn(visit.signed()?, case).await?;
    Ok(visit.go_saying(&place(case), FlashKind::Success, Message::new("flash-turn-taken")))
}

pub async fn release(
    visit: Visit,
    Path(case): Path<String>,
    _form: CheckedForm,
) -> Result<Response, PortalError> {
    let case = id::<ApplicationId>(&case)?;
    visit.engine().release_turn(visit.signed()?, case).await?;
    Ok(visit.go_saying(&place(case), FlashKind::Success, Message::new("flash-turn-released")))
}
