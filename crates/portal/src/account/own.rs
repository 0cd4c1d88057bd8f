//! One's own account: language, password, tokens.
//! It never shows a password, and a token's secret only once.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use engine::{EngineError, PASSWORD_MIN_CHARACTERS};
use templates::pages::own_account::{OwnAccount, TokenLine};
use templates::{FlashKind, Form, Message};
use tower_sessions::Session;

use crate::account::sign_in::renewed;
use crate::cookies;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;
use crate::session;

const PLACE: &str = "/account";

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    answer(&visit, StatusCode::OK, Form::empty(), None).await
}

/// Mails and pages change together: the person chose.
pub async fn change_language(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    match visit.engine().change_locale(visit.signed()?, typed.get("locale")).await {
        Ok(()) => {
            let mut response = visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-saved"));
            let tag = typed.get("locale");
            visit.put_cookie(&mut response, cookies::LANGUAGE, tag, cookies::LANGUAGE_MAX_AGE_SECONDS);
            Ok(response)
        }
        Err(EngineError::Invalid(faults)) => refuse(&visit, typed.again(&faults)).await,
        Err(other) => Err(other.into()),
    }
}

/// Every session ends with the old password; one signs in again with the new one.
pub async fn change_password(
    visit: Visit,
    session: Session,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (current, password) = (typed.get("current_password"), typed.get("password"));
    let again = typed.get("password_again");
    match visit.engine().change_password(visit.signed()?, current, password, again).await {
        Ok(()) => {
            session::end(&session).await?;
            let said = Message::new("flash-password-changed");
            renewed(&visit, visit.go_saying("/sign-in", FlashKind::Success, said))
        }
        Err(EngineError::Invalid(faults)) => refuse(&visit, typed.again(&faults)).await,
        Err(other) => Err(other.into()),
    }
}

/// The secret is on this page and nowhere else, ever.
pub async fn create_token(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    match visit.engine().create_api_token(visit.signed()?, typed.get("title")).await {
        Ok(secret) => answer(&visit, StatusCode::OK, Form::empty(), Some(secret)).await,
        Err(EngineError::Invalid(faults)) => refuse(&visit, typed.again(&faults)).await,
        Err(other) => Err(other.into()),
    }
}

pub async fn revoke_token(
    visit: Visit,
    Path(id): Path<String>,
    _: CheckedForm,
) -> Result<Response, PortalError> {
    visit.engine().revoke_api_token(visit.signed()?, &id).await?;
    Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-token-revoked")))
}

async fn refuse(visit: &Visit, form: Form) -> Result<Response, PortalError> {
    answer(visit, StatusCode::UNPROCESSABLE_ENTITY, form, None).await
}

async fn answer(
    visit: &Visit,
    status: StatusCode,
    form: Form,
    fresh_token: Option<String>,
) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let live =
        visit.engine().api_tokens(signed).await?.into_iter().filter(|token| token.revoked_at.is_none());
    let tokens = live.map(|token| TokenLine {
        id: token.id,
        title: token.title,
        created_at_millis: token.created_at.millis(),
        expires_at_millis: token.expires_at.millis(),
        last_used_at_millis: token.last_used_at.map(workflow::Timestamp::millis),
    });
    let form =
        if form.values.contains_key("locale") { form } else { form.with("locale", &signed.person.locale) };
    let page = OwnAccount {
        name: signed.person.name.clone(),
        email: signed.person.login.clone(),
        roles: signed.actor.roles.iter().map(|role| role.key().to_owned()).collect(),
        form,
        tokens: tokens.collect(),
        fresh_token,
        password_min_characters: PASSWORD_MIN_CHARACTERS,
    };
    visit.answer(status, &page).await
}
