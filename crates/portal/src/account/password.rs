//! A forgotten password: asking for a link, and using it.
//! It never tells whether an address has an account.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use engine::{EngineError, PASSWORD_MIN_CHARACTERS};
use serde::Deserialize;
use templates::pages::account::{PasswordForgot, PasswordReset};
use templates::{FlashKind, Form, Message};

use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

#[derive(Debug, Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

pub async fn forgot(visit: Visit) -> Result<Response, PortalError> {
    visit.show(&PasswordForgot { form: Form::empty(), sent: false }).await
}

pub async fn send(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    match visit.engine().request_password_reset(typed.get("email")).await {
        Ok(()) => visit.show(&PasswordForgot { form: Form::empty(), sent: true }).await,
        Err(EngineError::Invalid(faults)) => {
            visit.refuse(&PasswordForgot { form: typed.again(&faults), sent: false }).await
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn open(visit: Visit, Query(link): Query<Link>) -> Result<Response, PortalError> {
    let is_open = visit.engine().is_reset_open(&link.token).await?;
    answer(&visit, StatusCode::OK, Form::empty(), is_open.then_some(link.token)).await
}

pub async fn reset(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    let token = typed.get("token");
    let outcome =
        visit.engine().reset_password(token, typed.get("password"), typed.get("password_again")).await;
    match outcome {
        Ok(()) => Ok(visit.go_saying("/sign-in", FlashKind::Success, Message::new("flash-password-changed"))),
        Err(EngineError::Invalid(faults)) => {
            let token = Some(token.to_owned());
            answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed.again(&faults), token).await
        }
        // The link was used up or grew too old while the page lay open: the page says so.
        Err(EngineError::NotFound { .. }) => answer(&visit, StatusCode::GONE, Form::empty(), None).await,
        Err(other) => Err(other.into()),
    }
}

async fn answer(
    visit: &Visit,
    status: StatusCode,
    form: Form,
    token: Option<String>,
) -> Result<Response, PortalError> {
    let password_min_characters = u32::try_from(PASSWORD_MIN_CHARACTERS).unwrap_or(u32::MAX);
    visit.answer(status, &PasswordReset { form, token, password_min_characters }).await
}
