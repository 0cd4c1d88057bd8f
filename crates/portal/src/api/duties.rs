//! Roles lent and writing turns, for programs. The pages in `account::delegations` ask the same engine.
//! Nothing is decided here.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflow::id::{ApplicationId, DelegationId};

use engine::delegations::DelegationInput;

use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// A role to lend. Days are `yyyy-mm-dd`, both included.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegationBody {
    /// Sign-in address of who is away; empty for oneself. Only an administrator speaks for others.
    #[serde(default)]
    pub from: String,
    /// Key of the role.
    pub role: String,
    /// Sign-in address of the receiver.
    pub to: String,
    pub first_day: String,
    pub last_day: String,
    pub reason: String,
}

/// A role that is or was lent.
#[derive(Debug, Serialize, ToSchema)]
pub struct DelegationShown {
    pub id: String,
    pub role: String,
    pub from: String,
    pub to: String,
    pub first_day: String,
    pub last_day: String,
    pub reason: String,
    /// It holds today.
    pub holds: bool,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeBody {
    pub id: String,
}

/// Whose turn it is to write on a case, and until when.
#[derive(Debug, Serialize, ToSchema)]
pub struct TurnBody {
    pub name: String,
    pub since: String,
    pub until: String,
}

/// Roles one lent and was lent
#[utoipa::path(get, path = "/api/v1/delegations", tag = "duties", responses((status = 200, body = [DelegationShown])))]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<Vec<DelegationShown>>, PortalError> {
    let lines = state.engine().delegations(&signed).await?;
    let shown = lines.into_iter().map(|view| DelegationShown {
        id: view.id.to_string(),
        role: view.role.key().to_owned(),
        from: view.from,
        to: view.to,
        first_day: view.first_day.to_string(),
        last_day: view.last_day.to_string(),
        reason: view.reason,
        holds: view.holds,
    });
    Ok(Json(shown.collect()))
}

/// Lend a role
#[utoipa::path(
    post,
    path = "/api/v1/delegations",
    tag = "duties",
    request_body = DelegationBody,
    responses((status = 200, body = MadeBody))
)]
pub async fn make(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<DelegationBody>,
) -> Result<Json<MadeBody>, PortalError> {
    let input = DelegationInput {
        from: body.from,
        role: body.role,
        to: body.to,
        first_day: body.first_day,
        last_day: body.last_day,
        reason: body.reason,
    };
    let made = state.engine().delegate(&signed, input, &key).await?;
    Ok(Json(MadeBody { id: made.to_string() }))
}

/// End a delegation
#[utoipa::path(
    post,
    path = "/api/v1/delegations/{delegation}/end",
    tag = "duties",
    responses((status = 200, body = MadeBody))
)]
pub async fn end(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(delegation): Path<String>,
) -> Result<Json<MadeBody>, PortalError> {
    let delegation: DelegationId = id(&delegation)?;
    state.engine().end_delegation(&signed, delegation, &key).await?;
    Ok(Json(MadeBody { id: delegation.to_string() }))
}

/// Take the turn to write on a case
#[utoipa::path(
    post,
    path = "/api/v1/applications/{application}/turn",
    tag = "duties",
    responses((status = 200, body = TurnBody))
)]
pub async fn take_turn(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
) -> Result<Json<TurnBody>, PortalError> {
    let application: ApplicationId = id(&application)?;
    let turn = state.engine().take_turn(&signed, application).await?;
    Ok(Json(TurnBody { name: turn.name, since: turn.since.iso(), until: turn.until.iso() }))
}

/// Give the turn back
#[utoipa::path(
    delete,
    path = "/api/v1/applications/{application}/turn",
    tag = "duties",
    responses((status = 200, body = MadeBody))
)]
pub async fn release_turn(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
) -> Result<Json<MadeBody>, PortalError> {
    let application: ApplicationId = id(&application)?;
    state.engine().release_turn(&signed, application).await?;
    Ok(Json(MadeBody { id: application.to_string() }))
}
