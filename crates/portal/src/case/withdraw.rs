//! Withdrawing an application: asked once more, with the reason.
//! Nothing is withdrawn by following a link.

use axum::extract::Path;
use axum::response::Response;
use templates::pages::case::withdraw::Withdraw;
use templates::{FlashKind, Form, Message};
use workflow::{Command, CommandKind, RefusalReason};

use super::{head, place, read, trouble, version};
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn ask(visit: Visit, Path(case): Path<String>) -> Result<Response, PortalError> {
    let view = read(&visit, &case).await?;
    if !view.actions.contains(&CommandKind::Withdraw) {
        return Ok(visit.go(&place(view.application.origin.id)));
    }
    visit.show(&Withdraw { form: Form::empty(), head: head(&visit, &view) }).await
}

pub async fn withdraw(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let id = crate::extract::id(&case)?;
    let command = Command::Withdraw { reason: typed.text("reason") };
    let given = visit.engine().give_at(visit.signed()?, id, version(&typed)?, command, &typed.key()?).await;
    match given {
        Ok(_) => Ok(visit.go_saying(&place(id), FlashKind::Success, Message::new("flash-withdrawn"))),
        Err(error) => {
            let view = read(&visit, &case).await?;
            let form = Form { values: typed.visible(), errors: Vec::new() };
            let form = trouble::into_form(&visit, &view, form, error, field_of)?;
            visit.refuse(&Withdraw { form, head: head(&visit, &view) }).await
        }
    }
}

fn field_of(reason: &RefusalReason) -> String {
    match reason {
        RefusalReason::ReasonRequired { .. } | RefusalReason::TextTooLong { .. } => "reason".to_owned(),
        _ => String::new(),
    }
}
