//! What packs hold and held, what one says otherwise than another, and which past decisions a draft would
//! have made otherwise. Reads only.

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::publications::PublicationView;
use engine::studio::{Difference, Impact};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::values::{After, Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, id};
use crate::state::PortalState;

/// A pack and the days it was published for.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicationItem {
    /// From 1, in the order of publishing.
    pub publication: i64,
    pub fingerprint: String,
    /// The label its own file gives it.
    pub version: String,
    pub effective_from: String,
    pub effective_until: Option<String>,
    /// First day on which a later publication holds in its place, and that publication's number.
    pub superseded_from: Option<String>,
    pub superseded_by: Option<i64>,
    /// Cases handed in today are judged by it.
    pub in_force: bool,
    /// Null where it was loaded from files by whoever runs the machine.
    pub draft: Option<String>,
    pub drafted_by: Option<String>,
    pub published_by: Option<String>,
    pub published_at: String,
}

/// What differs between two packs.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceBody {
    /// Entries of the manifest: kind, name, part, old, new, titles, basis.
    #[schema(value_type = Vec<Object>)]
    pub changes: Value,
    /// Messages of the catalogues: locale as kind, name, old, new.
    #[schema(value_type = Vec<Object>)]
    pub texts: Value,
    /// Files with their changed lines and some around them.
    #[schema(value_type = Vec<Object>)]
    pub files: Value,
}

/// Past decisions of a programme, judged anew by a draft, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImpactBody {
    /// Decisions that would be others: case, before and after, and why a draft cannot decide.
    #[schema(value_type = Vec<Object>)]
    pub items: Value,
    /// Of this part alone; add the parts up.
    #[schema(value_type = Object)]
    pub totals: Value,
    /// Hand it back as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The publications of a programme, the last word first
#[utoipa::path(get, path = "/api/v1/rules/programmes/{programme}/publications", tag = "rules",
    responses((status = 200, body = Listed<PublicationItem>)))]
pub async fn list(
    State(state): State<PortalState>,
    Path(programme): Path<String>,
) -> Result<Json<Listed<PublicationItem>>, PortalError> {
    let views = state.engine().publications(&programme).await?;
    Ok(Json(Listed::whole(views.into_iter().map(PublicationItem::from).collect())))
}

/// What one pack says otherwise than another
#[utoipa::path(get, path = "/api/v1/rules/packs/{old}/difference/{new}", tag = "rules",
    responses((status = 200, body = DifferenceBody)))]
pub async fn between(
    State(state): State<PortalState>,
    Path((old, new)): Path<(String, String)>,
) -> Result<Json<DifferenceBody>, PortalError> {
    Ok(Json(state.engine().pack_difference(&old, &new).await?.into()))
}

/// What a draft says otherwise than the pack it changes
#[utoipa::path(get, path = "/api/v1/rules/drafts/{draft}/difference", tag = "rules",
    responses((status = 200, body = DifferenceBody)))]
pub async fn of_draft(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(draft): Path<String>,
) -> Result<Json<DifferenceBody>, PortalError> {
    Ok(Json(state.engine().draft_difference(&signed, id(&draft)?).await?.into()))
}

/// Past decisions a draft would have made otherwise
#[utoipa::path(get, path = "/api/v1/rules/drafts/{draft}/impact", tag = "rules", params(After),
    responses((status = 200, body = ImpactBody)))]
pub async fn impact(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(draft): Path<String>,
    Query(after): Query<After>,
) -> Result<Json<ImpactBody>, PortalError> {
    Ok(Json(state.engine().impact(&signed, id(&draft)?, after.id()?).await?.into()))
}

impl From<PublicationView> for PublicationItem {
    fn from(view: PublicationView) -> Self {
        Self {
            publication: view.seq,
            fingerprint: view.fingerprint,
            version: view.version,
            effective_from: view.effective_from.to_string(),
            effective_until: view.effective_until.map(|day| day.to_string()),
            superseded_from: view.superseded_from.map(|day| day.to_string()),
            superseded_by: view.superseded_by,
            in_force: view.in_force,
            draft: view.draft,
            drafted_by: view.drafted_by,
            published_by: view.published_by,
            published_at: iso(view.published_at),
        }
    }
}

impl From<Difference> for DifferenceBody {
    fn from(difference: Difference) -> Self {
        Self {
            changes: serde_json::to_value(difference.changes).unwrap_or_default(),
            texts: serde_json::to_value(difference.texts).unwrap_or_default(),
            files: serde_json::to_value(difference.files).unwrap_or_default(),
        }
    }
}

impl From<Impact> for ImpactBody {
    fn from(impact: Impact) -> Self {
        Self {
            items: serde_json::to_value(impact.lines).unwrap_or_default(),
            totals: serde_json::to_value(impact.totals).unwrap_or_default(),
            next: impact.next.map(|next| next.to_string()),
        }
    }
}
