//! Registering a person with an organisation; who registers is signed in at once.
//! What was typed is judged by the engine; nothing is checked here.

use axum::http::StatusCode;
use axum::response::Response;
use engine::organisations::{JoinInput, Registered, RegistrationInput};
use engine::{EngineError, PASSWORD_MIN_CHARACTERS};
use templates::pages::account::Register;
use templates::{FlashKind, Form, Message};
use tower_sessions::Session;

use crate::account::sign_in::renewed;
use crate::error::PortalError;
use crate::extract::{CheckedForm, ClientAddress, Typed};
use crate::page::Visit;
use crate::{choices, session};

pub async fn show(visit: Visit) -> Result<Response, PortalError> {
    answer(&visit, StatusCode::OK, Form::empty()).await
}

pub async fn create(
    visit: Visit,
    session: Session,
    ClientAddress(address): ClientAddress,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let input = RegistrationInput {
        organisation: join_input(&typed),
        display_name: typed.text("display_name"),
        email: typed.text("email"),
        password: typed.text("password"),
        password_again: typed.text("password_again"),
        locale: visit.locale.tag().to_owned(),
    };
    let registered = match visit.engine().register(input, &typed.key()?).await {
        Ok(registered) => registered,
        Err(EngineError::Invalid(faults)) => {
            return answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed.again(&faults)).await;
        }
        Err(other) => return Err(other.into()),
    };
    let signed = visit.engine().sign_in(typed.get("email"), typed.get("password"), &address).await?;
    session::begin(&session, signed.id()).await?;
    let said = Message::new(match registered {
        Registered::Founded => "flash-registered",
        Registered::Requested => "flash-join-requested",
    });
    renewed(&visit, visit.go_saying("/organisations", FlashKind::Success, said))
}

/// The organisation as typed, here and where one more is joined.
pub fn join_input(typed: &Typed) -> JoinInput {
    JoinInput {
        organisation_name: typed.text("organisation_name"),
        uscc: typed.text("uscc"),
        town: typed.text("town"),
        registered_on: typed.text("registered_on"),
    }
}

async fn answer(visit: &Visit, status: StatusCode, form: Form) -> Result<Response, PortalError> {
    let towns = choices::towns(visit).await?;
    let password_min_characters = u32::try_from(PASSWORD_MIN_CHARACTERS).unwrap_or(u32::MAX);
    visit.answer(status, &Register { form, towns, password_min_characters }).await
}
