//! Signing in and out. A new session id and a new form token begin with each.
//! The throttle and the password are the engine's.

use axum::extract::Query;
use axum::response::Response;
use engine::EngineError;
use serde::Deserialize;
use templates::pages::account::SignIn;
use templates::{FlashKind, Form, Message};
use tower_sessions::Session;

use crate::csrf::{self, CsrfToken};
use crate::error::PortalError;
use crate::extract::{CheckedForm, ClientAddress};
use crate::page::{Visit, path_of_this_site};
use crate::session;

#[derive(Debug, Deserialize)]
pub struct Wanted {
    next: Option<String>,
}

pub async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, PortalError> {
    visit.show(&SignIn { form: Form::empty(), next: wanted.next }).await
}

pub async fn enter(
    visit: Visit,
    session: Session,
    ClientAddress(address): ClientAddress,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let next = typed.get("next");
    match visit.engine().sign_in(typed.get("email"), typed.get("password"), &address).await {
        Ok(signed) => {
            session::begin(&session, signed.id()).await?;
            let response = visit.go(path_of_this_site(next));
            renewed(&visit, response)
        }
        Err(EngineError::Invalid(faults)) => {
            let next = (!next.is_empty()).then(|| next.to_owned());
            visit.refuse(&SignIn { form: typed.again(&faults), next }).await
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn leave(visit: Visit, session: Session, _: CheckedForm) -> Result<Response, PortalError> {
    session::end(&session).await?;
    let response = visit.go_saying("/", FlashKind::Notice, Message::new("flash-signed-out"));
    renewed(&visit, response)
}

/// Forms rendered for somebody else are worth nothing from here on.
pub fn renewed(visit: &Visit, mut response: Response) -> Result<Response, PortalError> {
    csrf::set(&mut response, &CsrfToken::fresh()?, visit.state.is_secure());
    Ok(response)
}
