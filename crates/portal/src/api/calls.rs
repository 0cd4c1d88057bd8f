//! Calls: what is open, for everybody; drafting and opening, for staff.
//! Publishing a list of a call is in `publicity`.

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::CallInput;
use engine::queries::calls::{CallSummary, CallView, StaffCall};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflow::id::CallId;

use super::values::{After, Identified, Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// A call in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallItem {
    pub id: String,
    pub number: String,
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub fiscal_year: i64,
    pub opens_on: String,
    pub closes_on: String,
    /// `draft`, `open` or `closed`.
    pub state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_fen: Option<i64>,
}

/// A call with its notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallBody {
    #[serde(flatten)]
    pub call: CallItem,
    pub notice_zh: String,
    pub notice_en: String,
    pub targets: Vec<String>,
    pub takes_applications: bool,
    /// The bureau proposes in it; organisations confirm and do not apply.
    pub on_confirmation: bool,
}

/// A call as staff work on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffCallBody {
    #[serde(flatten)]
    pub call: CallBody,
    /// Hand it back when editing or opening.
    pub version: i64,
    pub pack: String,
    pub budget_line: String,
    pub budget_line_code: String,
    pub drafted_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// What the caller may do: `edit`, `open`, `publish`.
    pub actions: Vec<String>,
}

/// A call to be drafted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDraft {
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub fiscal_year: i32,
    /// `yyyy-mm-dd`
    pub opens_on: String,
    /// `yyyy-mm-dd`
    pub closes_on: String,
    pub budget_line: String,
    pub notice_zh: String,
    pub notice_en: String,
    #[serde(default)]
    pub targets: Vec<String>,
}

/// A draft as it should become, and the version it was read at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallEdit {
    pub version: i64,
    pub call: CallDraft,
}

/// The version that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallVersion {
    pub version: i64,
}

/// Calls that take applications
#[utoipa::path(
    get,
    path = "/api/v1/calls",
    tag = "calls",
    responses((status = 200, body = Listed<CallItem>))
)]
pub async fn list(State(state): State<PortalState>) -> Result<Json<Listed<CallItem>>, PortalError> {
    let calls = state.engine().open_calls().await?;
    Ok(Json(Listed::whole(calls.into_iter().map(CallItem::from).collect())))
}

/// One call that is open or was
#[utoipa::path(get, path = "/api/v1/calls/{call}", tag = "calls", responses((status = 200, body = CallBody)))]
pub async fn show(
    State(state): State<PortalState>,
    Path(call): Path<String>,
) -> Result<Json<CallBody>, PortalError> {
    let view = state.engine().public_call(id(&call)?).await?;
    Ok(Json(view.into()))
}

/// All calls, drafts included
#[utoipa::path(
    get,
    path = "/api/v1/staff/calls",
    tag = "calls",
    responses((status = 200, body = Listed<CallItem>))
)]
pub async fn staff_list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<CallItem>>, PortalError> {
    let (calls, next) = state.engine().staff_calls(&signed, query.id()?).await?;
    let next = next.map(|call: CallId| call.to_string());
    Ok(Json(Listed { items: calls.into_iter().map(CallItem::from).collect(), next }))
}

/// One call as staff work on it
#[utoipa::path(
    get,
    path = "/api/v1/staff/calls/{call}",
    tag = "calls",
    responses((status = 200, body = StaffCallBody))
)]
pub async fn staff_show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(call): Path<String>,
) -> Result<Json<StaffCallBody>, PortalError> {
    let view = state.engine().staff_call(&signed, id(&call)?).await?;
    Ok(Json(view.into()))
}

/// Draft a call
#[utoipa::path(
    post,
    path = "/api/v1/staff/calls",
    tag = "calls",
    request_body = CallDraft,
    responses((status = 200, body = Identified))
)]
pub async fn draft(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<CallDraft>,
) -> Result<Json<Identified>, PortalError> {
    let call = state.engine().draft_call(&signed, body.into(), &key).await?;
    Ok(Json(Identified::by(call)))
}

/// Rewrite a draft
#[utoipa::path(
    put,
    path = "/api/v1/staff/calls/{call}",
    tag = "calls",
    request_body = CallEdit,
    responses((status = 200, body = Identified))
)]
pub async fn edit(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(call): Path<String>,
    JsonBody(body): JsonBody<CallEdit>,
) -> Result<Json<Identified>, PortalError> {
    let engine = state.engine();
    let call = engine.edit_call(&signed, id(&call)?, body.version, body.call.into(), &key).await?;
    Ok(Json(Identified::by(call)))
}

/// Open a draft somebody else wrote
#[utoipa::path(
    post,
    path = "/api/v1/staff/calls/{call}/open",
    tag = "calls",
    request_body = CallVersion,
    responses((status = 200, body = Identified))
)]
pub async fn open(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(call): Path<String>,
    JsonBody(body): JsonBody<CallVersion>,
) -> Result<Json<Identified>, PortalError> {
    let call = state.engine().open_call(&signed, id(&call)?, body.version, &key).await?;
    Ok(Json(Identified::by(call)))
}

impl From<CallSummary> for CallItem {
    fn from(call: CallSummary) -> Self {
        Self {
            id: call.id.to_string(),
            number: call.number,
            programme: call.programme,
            title_zh: call.title_zh,
            title_en: call.title_en,
            fiscal_year: call.fiscal_year,
            opens_on: call.opens_on.to_string(),
            closes_on: call.closes_on.to_string(),
            state: call.state.to_owned(),
            budget_fen: call.budget.map(workflow::Money::fen),
        }
    }
}

impl From<CallView> for CallBody {
    fn from(view: CallView) -> Self {
        Self {
            call: view.summary.into(),
            notice_zh: view.notice_zh,
            notice_en: view.notice_en,
            targets: view.targets,
            takes_applications: view.takes_applications,
            on_confirmation: view.on_confirmation,
        }
    }
}

impl From<StaffCall> for StaffCallBody {
    fn from(view: StaffCall) -> Self {
        let actions = [
            (view.may_edit, "edit"),
            (view.may_open, "open"),
            (view.may_publish, "publish"),
            (view.may_propose, "propose"),
        ];
        let actions = actions.into_iter().filter(|(may, _)| *may).map(|(_, name)| name.to_owned());
        Self {
            call: view.call.into(),
            version: view.version,
            pack: view.pack_fingerprint,
            budget_line: view.budget_line.to_string(),
            budget_line_code: view.budget_line_code,
            drafted_at: iso(view.drafted_at),
            opened_at: view.opened_at.map(iso),
            closed_at: view.closed_at.map(iso),
            actions: actions.collect(),
        }
    }
}

impl From<CallDraft> for CallInput {
    fn from(draft: CallDraft) -> Self {
        Self {
            programme: draft.programme,
            title_zh: draft.title_zh,
            title_en: draft.title_en,
            fiscal_year: draft.fiscal_year.to_string(),
            opens_on: draft.opens_on,
            closes_on: draft.closes_on,
            budget_line: draft.budget_line,
            notice_zh: draft.notice_zh,
            notice_en: draft.notice_en,
            targets: draft.targets.join("\n"),
        }
    }
}
