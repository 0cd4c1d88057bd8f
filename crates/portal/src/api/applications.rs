//! Cases: one's own, all of them for staff, one with its verdict, beginning one, and a dry run of answers.
//! Commands on a case are in `commands`, its documents in `attachments`.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use engine::queries::applications::CaseFilter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflow::Stage;

use super::case_body::{CaseItem, JudgementBody};
use super::case_part::{self, CaseAnswer};
use super::commands::AnswersBody;
use super::values::{After, Listed, id_in, language};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// What a list of all cases is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct CaseQuery {
    /// Key of a stage: `formal-check`.
    pub stage: Option<String>,
    pub call: Option<String>,
    /// The `next` of the part before.
    pub after: Option<String>,
}

/// A case to begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    pub call: String,
    pub organisation: String,
}

/// The case that was begun, or the living one that stood in its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct BegunBody {
    pub id: String,
    pub already_there: bool,
}

/// One's own cases, newest first
#[utoipa::path(
    get,
    path = "/api/v1/applications",
    tag = "applications",
    responses((status = 200, body = Listed<CaseItem>))
)]
pub async fn mine(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<CaseItem>>, PortalError> {
    let list = state.engine().my_applications(&signed, query.id()?).await?;
    Ok(Json(list.into()))
}

/// All cases a duty reaches, newest first
#[utoipa::path(
    get,
    path = "/api/v1/staff/applications",
    tag = "applications",
    responses((status = 200, body = Listed<CaseItem>))
)]
pub async fn all(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<CaseQuery>,
) -> Result<Json<Listed<CaseItem>>, PortalError> {
    let named =
        |text: &str| Stage::from_key(text).ok_or_else(|| engine::EngineError::field("stage", "choice"));
    let wanted = CaseFilter {
        stage: query.stage.as_deref().map(named).transpose()?,
        call: query.call.as_deref().map(|text| id_in("call", text)).transpose()?,
        after: query.after.as_deref().map(|text| id_in("after", text)).transpose()?,
    };
    let list = state.engine().all_cases(&signed, wanted).await?;
    Ok(Json(list.into()))
}

/// Cases that wait for the caller
#[utoipa::path(
    get,
    path = "/api/v1/staff/work",
    tag = "applications",
    responses((status = 200, body = Listed<CaseItem>))
)]
pub async fn work(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<CaseItem>>, PortalError> {
    let work = state.engine().my_work(&signed, query.id()?).await?;
    Ok(Json(work.cases.into()))
}

/// Begin a case in an open call
#[utoipa::path(
    post,
    path = "/api/v1/applications",
    tag = "applications",
    request_body = Beginning,
    responses((status = 200, body = BegunBody))
)]
pub async fn start(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<Beginning>,
) -> Result<Json<BegunBody>, PortalError> {
    let (call, organisation) = (id_in("call", &body.call)?, id_in("organisation", &body.organisation)?);
    let begun = state.engine().start_application(&signed, call, organisation, &key).await?;
    Ok(Json(BegunBody { id: begun.application.to_string(), already_there: begun.already_there }))
}

/// One case with verdict, documents, timeline and the commands the caller may give
///
/// A department of a joint review gets only what its rule names, a member of the expert panel what is to
/// be reviewed: in a blind review without a name.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{application}",
    tag = "applications",
    responses((status = 200, body = CaseAnswer))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
    headers: HeaderMap,
) -> Result<Json<CaseAnswer>, PortalError> {
    Ok(Json(case_part::read(&state, &signed, id(&application)?, &headers).await?))
}

/// What the rules would say of answers; writes nothing
#[utoipa::path(
    post,
    path = "/api/v1/applications/{application}/check",
    tag = "applications",
    request_body = AnswersBody,
    responses((status = 200, body = JudgementBody))
)]
pub async fn check(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<AnswersBody>,
) -> Result<Json<JudgementBody>, PortalError> {
    let judged = state.engine().preview(&signed, id(&application)?, body.answers).await?;
    Ok(Json(JudgementBody::of(state.templates().catalogue(), language(&headers), &judged)))
}
