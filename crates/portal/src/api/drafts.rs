//! Packs that policy staff write: begun, saved, checked, handed over, handed back, published, given up.
//! Who may do what with a draft, the engine knows; here it is only put into words for programs.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::studio::{CheckReport, DraftInput, DraftLine, DraftText, DraftView, PublishDraft};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use workflow::id::PackDraftId;

use super::values::{After, Identified, Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// How a draft begins: from the last pack of a programme, or from files that name theirs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBeginning {
    pub programme: Option<String>,
    /// From file name to text.
    pub files: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub note: String,
}

/// What its author has typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftChange {
    /// The version it was read at.
    pub version: i64,
    pub files: BTreeMap<String, String>,
    #[serde(default)]
    pub note: String,
    /// The change was taken over into the programme's last pack; compare with that one from now on.
    #[serde(default)]
    pub rebase: bool,
}

/// Files to be checked as they are being typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilesBody {
    pub files: BTreeMap<String, String>,
}

/// A step, as the draft was read at a version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftStep {
    pub version: i64,
}

/// Why a draft is handed back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftReturn {
    pub version: i64,
    pub reason: String,
}

/// From which day a draft holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftPublication {
    pub version: i64,
    pub effective_from: String,
    #[serde(default)]
    pub effective_until: String,
}

/// A draft in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftItem {
    pub id: String,
    pub number: String,
    pub programme: String,
    pub author: String,
    /// `draft`, `submitted`, `returned`, `published` or `withdrawn`.
    pub state: String,
    pub note: String,
    pub begun_at: String,
    pub changed_at: String,
    pub version: i64,
}

/// A draft whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftBody {
    #[serde(flatten)]
    pub draft: DraftItem,
    /// Fingerprint of the pack it changes.
    pub based_on: Option<String>,
    /// The programme's last pack is another one by now.
    pub outdated: bool,
    /// What was said when it was handed back.
    pub answer: String,
    /// First day it could be published from.
    pub earliest_from: String,
    /// What the caller may do: `save`, `submit`, `withdraw`, `return`, `publish`.
    pub actions: Vec<String>,
    /// From file name to text.
    pub files: BTreeMap<String, String>,
    pub acts: Vec<DraftActBody>,
}

/// One step of a draft's life.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftActBody {
    pub at: String,
    pub person: String,
    /// The journal's key.
    pub action: String,
    pub note: String,
}

/// What is said of a draft before it may be handed over.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckBody {
    /// It may be submitted.
    pub green: bool,
    /// The fingerprint it would be published under; null when it does not compile.
    pub fingerprint: Option<String>,
    /// Each with file, line, column, message and remedy.
    #[schema(value_type = Vec<Object>)]
    pub findings: Value,
    /// What may be right but is worth a look, each with its place and its concern.
    #[schema(value_type = Vec<Object>)]
    pub warnings: Value,
    /// Imagined enterprises were tried; not where it took too long.
    pub analysed: bool,
    /// The draft's own cases, each with its outcome and every field that came out differently.
    #[schema(value_type = Vec<Object>)]
    pub cases: Value,
    /// Rulings no case speaks of.
    pub untried: Vec<String>,
}

/// The version a draft has now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedBody {
    pub version: i64,
}

/// The number of a publication among those of its programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedBody {
    pub publication: i64,
}

/// Drafts of packs, newest first
#[utoipa::path(get, path = "/api/v1/rules/drafts", tag = "rules", params(After),
    responses((status = 200, body = Listed<DraftItem>)))]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(after): Query<After>,
) -> Result<Json<Listed<DraftItem>>, PortalError> {
    let (lines, next) = state.engine().drafts(&signed, None, after.id()?).await?;
    let next = next.map(|next| next.to_string());
    Ok(Json(Listed { items: lines.into_iter().map(DraftItem::from).collect(), next }))
}

/// Begin a draft
#[utoipa::path(post, path = "/api/v1/rules/drafts", tag = "rules", request_body = DraftBeginning,
    responses((status = 200, body = Identified)))]
pub async fn begin(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<DraftBeginning>,
) -> Result<Json<Identified>, PortalError> {
    let input = DraftInput { programme: body.programme, files: body.files, note: body.note };
    Ok(Json(Identified::by(state.engine().begin_draft(&signed, input, &key).await?)))
}

/// A draft with its files
#[utoipa::path(get, path = "/api/v1/rules/drafts/{draft}", tag = "rules",
    responses((status = 200, body = DraftBody)))]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(draft): Path<String>,
) -> Result<Json<DraftBody>, PortalError> {
    Ok(Json(state.engine().draft(&signed, id(&draft)?).await?.into()))
}

/// Keep what was typed
#[utoipa::path(put, path = "/api/v1/rules/drafts/{draft}", tag = "rules", request_body = DraftChange,
    responses((status = 200, body = SavedBody)))]
pub async fn save(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(draft): Path<String>,
    JsonBody(body): JsonBody<DraftChange>,
) -> Result<Json<SavedBody>, PortalError> {
    let DraftChange { version, files, note, rebase } = body;
    let text = DraftText { files, note, rebase };
    let version = state.engine().save_draft(&signed, id(&draft)?, version, text, &key).await?;
    Ok(Json(SavedBody { version }))
}

/// Check files that are not saved
#[utoipa::path(post, path = "/api/v1/rules/check", tag = "rules", request_body = FilesBody,
    responses((status = 200, body = CheckBody)))]
pub async fn check_files(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    JsonBody(body): JsonBody<FilesBody>,
) -> Result<Json<CheckBody>, PortalError> {
    Ok(Json(state.engine().check_files(&signed, &body.files).await?.into()))
}

/// Check a draft
#[utoipa::path(post, path = "/api/v1/rules/drafts/{draft}/check", tag = "rules",
    responses((status = 200, body = CheckBody)))]
pub async fn check(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(draft): Path<String>,
) -> Result<Json<CheckBody>, PortalError> {
    Ok(Json(state.engine().check_draft(&signed, id(&draft)?).await?.into()))
}

/// Hand a draft to a second person
#[utoipa::path(post, path = "/api/v1/rules/drafts/{draft}/submit", tag = "rules", request_body = DraftStep,
    responses((status = 200, body = Identified)))]
pub async fn submit(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(draft): Path<String>,
    JsonBody(step): JsonBody<DraftStep>,
) -> Result<Json<Identified>, PortalError> {
    let draft: PackDraftId = id(&draft)?;
    Ok(Json(Identified::by(state.engine().submit_draft(&signed, draft, step.version, &key).await?)))
}

/// Hand a draft back
#[utoipa::path(post, path = "/api/v1/rules/drafts/{draft}/return", tag = "rules", request_body = DraftReturn,
    responses((status = 200, body = Identified)))]
pub async fn hand_back(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(draft): Path<String>,
    JsonBody(body): JsonBody<DraftReturn>,
) -> Result<Json<Identified>, PortalError> {
    let draft: PackDraftId = id(&draft)?;
    let returned = state.engine().return_draft(&signed, draft, body.version, &body.reason, &key).await?;
    Ok(Json(Identified::by(returned)))
}

/// Publish a draft of somebody else
#[utoipa::path(post, path = "/api/v1/rules/drafts/{draft}/publish", tag = "rules",
    request_body = DraftPublication, responses((status = 200, body = PublishedBody)))]
pub async fn publish(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(draft): Path<String>,
    JsonBody(body): JsonBody<DraftPublication>,
) -> Result<Json<PublishedBody>, PortalError> {
    let DraftPublication { version, effective_from, effective_until } = body;
    let days = PublishDraft { effective_from, effective_until };
    let publication = state.engine().publish_draft(&signed, id(&draft)?, version, days, &key).await?;
    Ok(Json(PublishedBody { publication }))
}

/// Give a draft up
#[utoipa::path(post, path = "/api/v1/rules/drafts/{draft}/withdraw", tag = "rules", request_body = DraftStep,
    responses((status = 200, body = Identified)))]
pub async fn withdraw(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(draft): Path<String>,
    JsonBody(step): JsonBody<DraftStep>,
) -> Result<Json<Identified>, PortalError> {
    let draft: PackDraftId = id(&draft)?;
    Ok(Json(Identified::by(state.engine().withdraw_draft(&signed, draft, step.version, &key).await?)))
}

impl From<DraftLine> for DraftItem {
    fn from(line: DraftLine) -> Self {
        Self {
            id: line.id.to_string(),
            number: line.number,
            programme: line.programme,
            author: line.author,
            state: line.state.to_owned(),
            note: line.note,
            begun_at: iso(line.begun_at),
            changed_at: iso(line.changed_at),
            version: line.version,
        }
    }
}

impl From<DraftView> for DraftBody {
    fn from(view: DraftView) -> Self {
        let act = |act: engine::studio::DraftAct| DraftActBody {
            at: iso(act.at),
            person: act.person,
            action: act.action,
            note: act.note,
        };
        Self {
            draft: view.line.into(),
            based_on: view.based_on,
            outdated: view.outdated,
            answer: view.answer,
            earliest_from: view.earliest_from.to_string(),
            actions: view.actions.iter().map(|action| action.key().to_owned()).collect(),
            files: view.files,
            acts: view.acts.into_iter().map(act).collect(),
        }
    }
}

impl From<CheckReport> for CheckBody {
    fn from(report: CheckReport) -> Self {
        Self {
            green: report.is_green(),
            fingerprint: report.fingerprint,
            analysed: report.analysed,
            findings: serde_json::to_value(report.findings).unwrap_or_default(),
            warnings: serde_json::to_value(report.warnings).unwrap_or_default(),
            cases: serde_json::to_value(report.cases).unwrap_or_default(),
            untried: report.untried,
        }
    }
}
