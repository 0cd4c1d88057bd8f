//! Helps of a demo: its clock and its mails.
//! Outside a demo these pages do not exist.

use axum::extract::Query;
use axum::response::Response;
use engine::{ClockStep, EngineError};
use templates::pages::demo::{DemoMail, DemoMails};
use templates::{FlashKind, Message};

use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::{Visit, path_of_this_site};
use crate::paging::{After, next};

/// Moves the clock and comes back to the page one was on.
pub async fn move_clock(visit: Visit, CheckedForm(form): CheckedForm) -> Result<Response, PortalError> {
    let step = ClockStep::from_key(form.get("to")).ok_or(PortalError::BadRequest)?;
    let back = path_of_this_site(form.get("back")).to_owned();
    match visit.engine().advance_demo_clock(step).await {
        Ok(_) => Ok(visit.go_saying(&back, FlashKind::Notice, Message::new("flash-clock-moved"))),
        Err(EngineError::Conflict { .. }) => {
            Ok(visit.go_saying(&back, FlashKind::Warning, Message::new("flash-no-deadline")))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn mails(visit: Visit, Query(after): Query<After>) -> Result<Response, PortalError> {
    let (mails, last) = visit.engine().demo_mails(after.id()).await?;
    let mail = |mail: engine::queries::demo_mails::DemoMail| DemoMail {
        recipient: mail.recipient,
        subject: mail.subject,
        body: mail.body,
        state: mail.state.to_owned(),
        created_at_millis: mail.created_at.millis(),
        attempts: mail.attempts,
    };
    let page = DemoMails { mails: mails.into_iter().map(mail).collect(), next: next("/demo/mail", last) };
    visit.show(&page).await
}
