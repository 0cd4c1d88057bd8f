//! Objections for programs: filed by anybody with a real name, answered by an officer.
//! Who objected is in no answer of this family; a case tells it to whoever answers.

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::objections::ObjectionInput;
use serde::{Deserialize, Serialize};
use templates::Locale;
use utoipa::ToSchema;
use workflow::Money;
use workflow::command::ObjectionDecision;

use super::commands::{AtVersion, ReceiptBody};
use crate::error::PortalError;
use crate::extract::{ClientAddress, CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// An objection; anonymous ones are not taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionBody {
    pub name: String,
    /// Of a resident identity card, or an organisation's code.
    pub identity_number: String,
    /// A telephone number or a mail address.
    pub contact: String,
    pub text: String,
}

/// What the objector keeps.
#[derive(Debug, Serialize, ToSchema)]
pub struct FiledBody {
    pub number: String,
}

/// What becomes of the open objections to a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ObjectionAnswer {
    /// The item is struck off.
    Upheld { reply: String },
    /// Publicity goes on.
    Dismissed { reply: String },
    /// A lower amount, in fen, published anew.
    Amended {
        reply: String,
        #[schema(value_type = i64)]
        amount: Money,
    },
}

/// Object to an item of a list
#[utoipa::path(
    post,
    path = "/api/v1/publicity/{notice}/objections/{application}",
    tag = "publicity",
    request_body = ObjectionBody,
    responses((status = 200, body = FiledBody))
)]
pub async fn file(
    State(state): State<PortalState>,
    ClientAddress(address): ClientAddress,
    IdempotencyKey(key): IdempotencyKey,
    Path((notice, application)): Path<(String, String)>,
    JsonBody(body): JsonBody<ObjectionBody>,
) -> Result<Json<FiledBody>, PortalError> {
    let input = ObjectionInput {
        name: body.name,
        identity_number: body.identity_number,
        contact: body.contact,
        text: body.text,
        locale: Locale::default().tag().to_owned(),
    };
    let item = (id(&notice)?, id(&application)?);
    let filed = state.engine().file_objection(&address, item, input, &key).await?;
    Ok(Json(FiledBody { number: filed.number }))
}

/// Answer the objections to a case
#[utoipa::path(
    post,
    path = "/api/v1/applications/{application}/objection-answer",
    tag = "applications",
    request_body = ObjectionAnswer,
    responses((status = 200, body = ReceiptBody))
)]
pub async fn answer(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(application): Path<String>,
    Query(at): Query<AtVersion>,
    JsonBody(body): JsonBody<ObjectionAnswer>,
) -> Result<Json<ReceiptBody>, PortalError> {
    let answer = match body {
        ObjectionAnswer::Upheld { reply } => (ObjectionDecision::Upheld, reply),
        ObjectionAnswer::Dismissed { reply } => (ObjectionDecision::Dismissed, reply),
        ObjectionAnswer::Amended { reply, amount } => (ObjectionDecision::Amended { amount }, reply),
    };
    let receipt =
        state.engine().decide_objection(&signed, id(&application)?, at.version, answer, &key).await?;
    Ok(Json(receipt.into()))
}
