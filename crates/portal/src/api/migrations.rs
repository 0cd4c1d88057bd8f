//! Plans that move running cases to another version of their pipeline, for programs.
//! The pages in `policy::migrations` ask the same engine.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use engine::migrations::{PlanInput, PlannedMove};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflow::Stage;
use workflow::id::MigrationPlanId;

use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// A plan. Stages that are not named stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanBody {
    pub call: String,
    pub to_fingerprint: String,
    /// From stage key to stage key.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub stages: BTreeMap<Stage, Stage>,
    #[serde(default)]
    pub reason: String,
}

/// What would happen to one case.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoveBody {
    pub application: String,
    pub number: String,
    pub from: String,
    pub to: String,
    pub due_before: Option<String>,
    pub due_after: Option<String>,
    /// Keys of the rights it would lose; empty when it is safe.
    pub lost: Vec<String>,
}

/// A plan and what it would do now.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanShown {
    pub id: String,
    pub number: String,
    pub applied: bool,
    pub moved: i64,
    pub moves: Vec<MoveBody>,
}

/// How many cases were moved.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppliedBody {
    pub moved: u64,
}

/// See what a plan would do
#[utoipa::path(
    post,
    path = "/api/v1/migrations/preview",
    tag = "migrations",
    request_body = PlanBody,
    responses((status = 200, body = [MoveBody]))
)]
pub async fn preview(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    JsonBody(body): JsonBody<PlanBody>,
) -> Result<Json<Vec<MoveBody>>, PortalError> {
    let moves = state.engine().preview_plan(&signed, &input(body)?).await?;
    Ok(Json(moves.into_iter().map(shown).collect()))
}

/// Keep a plan that is safe
#[utoipa::path(
    post,
    path = "/api/v1/migrations",
    tag = "migrations",
    request_body = PlanBody,
    responses((status = 200, body = PlanShown))
)]
pub async fn draw(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<PlanBody>,
) -> Result<Json<PlanShown>, PortalError> {
    let plan = state.engine().draw_plan(&signed, input(body)?, &key).await?;
    plan_shown(&state, &signed, plan).await
}

/// One plan
#[utoipa::path(
    get,
    path = "/api/v1/migrations/{plan}",
    tag = "migrations",
    responses((status = 200, body = PlanShown))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(plan): Path<String>,
) -> Result<Json<PlanShown>, PortalError> {
    plan_shown(&state, &signed, id(&plan)?).await
}

/// Move the cases
#[utoipa::path(
    post,
    path = "/api/v1/migrations/{plan}/apply",
    tag = "migrations",
    responses((status = 200, body = AppliedBody))
)]
pub async fn apply(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(plan): Path<String>,
) -> Result<Json<AppliedBody>, PortalError> {
    let plan: MigrationPlanId = id(&plan)?;
    Ok(Json(AppliedBody { moved: state.engine().apply_plan(&signed, plan, &key).await? }))
}

async fn plan_shown(
    state: &PortalState,
    signed: &engine::Signed,
    plan: MigrationPlanId,
) -> Result<Json<PlanShown>, PortalError> {
    let plan = state.engine().plan(signed, plan).await?;
    Ok(Json(PlanShown {
        id: plan.id.to_string(),
        number: plan.number,
        applied: plan.applied_at.is_some(),
        moved: plan.moved,
        moves: plan.moves.into_iter().map(shown).collect(),
    }))
}

fn input(body: PlanBody) -> Result<PlanInput, PortalError> {
    let PlanBody { call, to_fingerprint, stages, reason } = body;
    Ok(PlanInput { call: id(&call)?, to_fingerprint, stages, reason })
}

fn shown(planned: PlannedMove) -> MoveBody {
    MoveBody {
        application: planned.application.to_string(),
        number: planned.number,
        from: planned.from.key().to_owned(),
        to: planned.to.key().to_owned(),
        due_before: planned.due_before.map(|day| day.to_string()),
        due_after: planned.due_after.map(|day| day.to_string()),
        lost: planned.lost.iter().map(|lost| lost.key().to_owned()).collect(),
    }
}
