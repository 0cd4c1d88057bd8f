//! Policy packs, read-only: which programme uses which, and one of them whole.
//! A pack is loaded by the administrator of the machine, never over HTTP.

use axum::Json;
use axum::extract::{Path, State};
use engine::queries::packs::{PackView, ProgrammeLine};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::engine_cases::OutcomeBody;
use super::values::{Listed, iso};
use crate::error::PortalError;
use crate::state::PortalState;

/// A programme and the pack it uses now.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackItem {
    pub fingerprint: String,
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub instrument: String,
    pub version: String,
    pub effective_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_until: Option<String>,
    pub criteria: usize,
    pub parameters: usize,
    /// Parameters nobody has verified.
    pub unverified: usize,
}

/// One pack. The parts are written as the pack's own files write them; figures are exact texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackBody {
    pub fingerprint: String,
    /// New calls are drafted with it.
    pub current: bool,
    pub stored_at: String,
    /// The manifest: rulings, criteria, parameters with value, unit and basis, facts, checks, targets,
    /// pipeline.
    #[schema(value_type = Object)]
    pub manifest: Value,
    /// Sections, fields and documents.
    #[schema(value_type = Object)]
    pub form: Value,
    /// Scripts by file name.
    #[schema(value_type = Object)]
    pub scripts: Value,
    /// The pack's own cases, judged just now.
    pub cases: Vec<OutcomeBody>,
}

/// Programmes with the packs they use
#[utoipa::path(
    get,
    path = "/api/v1/packs",
    tag = "policy",
    responses((status = 200, body = Listed<PackItem>))
)]
pub async fn list(State(state): State<PortalState>) -> Result<Json<Listed<PackItem>>, PortalError> {
    let lines = state.engine().programmes().await?;
    Ok(Json(Listed::whole(lines.into_iter().map(PackItem::from).collect())))
}

/// One pack by its fingerprint
#[utoipa::path(
    get,
    path = "/api/v1/packs/{fingerprint}",
    tag = "policy",
    responses((status = 200, body = PackBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    Path(fingerprint): Path<String>,
) -> Result<Json<PackBody>, PortalError> {
    let view = state.engine().pack_view(&fingerprint).await?;
    body(view).map(Json).ok_or(PortalError::NotFound)
}

/// `None` would mean that a pack cannot be written as JSON, which its own files already are.
fn body(view: PackView) -> Option<PackBody> {
    let pack = &view.pack;
    let scripts = pack.paths().filter(|path| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "rhai"));
    let scripts = scripts.filter_map(|path| Some((path.to_owned(), Value::from(pack.file(path)?))));
    Some(PackBody {
        fingerprint: pack.fingerprint().to_owned(),
        current: view.current,
        stored_at: iso(view.stored_at),
        manifest: serde_json::to_value(pack.programme()).ok()?,
        form: serde_json::to_value(pack.form()).ok()?,
        scripts: Value::Object(scripts.collect()),
        cases: view.cases.into_iter().map(|case| OutcomeBody::from(case.outcome)).collect(),
    })
}

impl From<ProgrammeLine> for PackItem {
    fn from(line: ProgrammeLine) -> Self {
        Self {
            fingerprint: line.fingerprint,
            programme: line.code,
            title_zh: line.title_zh,
            title_en: line.title_en,
            instrument: line.instrument,
            version: line.version,
            effective_from: line.effective_from,
            effective_until: line.effective_until,
            criteria: line.criteria,
            parameters: line.parameters,
            unverified: line.unverified,
        }
    }
}
