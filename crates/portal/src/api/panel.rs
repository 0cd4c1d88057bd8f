//! The expert panel for programs: a case as a member of its panel reads it, and the published draws.
//! What belongs to it, the engine says; shapes only.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use engine::queries::expert::{ExpertView, OwnScore, PanelTally};
use engine::queries::panel::PublishedDraw;
use engine::readings::Door;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use workflow::id::ApplicationId;

use super::case_body::{AttachmentBody, DeadlineBody, TimelineBody};
use super::values::{Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, id};
use crate::state::PortalState;

/// A case as a member of its panel reads it. Before the declaration there are no answers and no documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpertBody {
    pub id: String,
    pub number: String,
    /// Hand it back with every command.
    pub version: u64,
    pub stage: String,
    pub call: String,
    pub blind: bool,
    /// Absent in a blind review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_name: Option<String>,
    /// `drawn`, `accepted` or `scored`.
    pub standing: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineBody>,
    pub actions: Vec<String>,
    pub answers: BTreeMap<String, String>,
    pub attachments: Vec<AttachmentBody>,
    pub rubric: Vec<CriterionBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnScoreBody>,
    /// Once all scores are in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tally: Option<TallyBody>,
    /// Newest first.
    pub timeline: Vec<TimelineBody>,
}

/// One line of the rubric.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionBody {
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    pub max: u16,
    pub weight: u16,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OwnScoreBody {
    pub marks: BTreeMap<String, u16>,
    pub comment: String,
    /// Hundredths of a point out of 100.
    pub total_hundredths: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// What all scores came to, without whose they are.
#[derive(Debug, Serialize, ToSchema)]
pub struct TallyBody {
    /// Highest first.
    pub totals_hundredths: Vec<u32>,
    pub mean_hundredths: u32,
    pub spread_hundredths: u32,
    /// The caller's reasons are asked for.
    pub must_explain: bool,
}

/// One draw with everything needed to run it again, as `docs/REGISTERS.md` says.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawBody {
    pub number: String,
    pub drawn_at: String,
    /// Run again just now from its seed: the same experts came out.
    pub holds: bool,
    /// `seed`, `seats`, `candidates` with `load` and `excluded`, `chosen`.
    #[schema(value_type = Object)]
    pub draw: Value,
}

/// Draws of a case's expert panel, oldest first
#[utoipa::path(
    get,
    path = "/api/v1/applications/{application}/draw",
    tag = "applications",
    responses((status = 200, body = Listed<DrawBody>))
)]
pub async fn draws(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
) -> Result<Json<Listed<DrawBody>>, PortalError> {
    let application: ApplicationId = id(&application)?;
    let draws = state.engine().published_draws(&signed, application).await?;
    state.engine().note_reading(&signed, application, Door::Api).await;
    Ok(Json(Listed::whole(draws.into_iter().map(DrawBody::from).collect())))
}

impl From<PublishedDraw> for DrawBody {
    fn from(published: PublishedDraw) -> Self {
        Self {
            number: published.number,
            drawn_at: iso(published.drawn_at),
            holds: published.draw.holds(),
            draw: serde_json::to_value(published.draw).unwrap_or_default(),
        }
    }
}

impl From<ExpertView> for ExpertBody {
    fn from(view: ExpertView) -> Self {
        let criteria = view.rubric.iter().flat_map(workflow::panel::Rubric::criteria);
        let line = |criterion: &workflow::panel::Criterion| CriterionBody {
            code: criterion.code.clone(),
            title_zh: criterion.title_zh.clone(),
            title_en: criterion.title_en.clone(),
            max: criterion.max,
            weight: criterion.weight,
        };
        Self {
            rubric: criteria.map(line).collect(),
            id: view.id.to_string(),
            number: view.number,
            version: view.version,
            stage: view.stage.key().to_owned(),
            call: view.call.id.to_string(),
            blind: view.blind,
            organisation_name: view.organisation_name,
            standing: view.standing.key().to_owned(),
            deadline: view.deadline.map(DeadlineBody::from),
            actions: view.actions.iter().map(|action| action.key().to_owned()).collect(),
            answers: view.answers,
            attachments: view.attachments.into_iter().map(AttachmentBody::from).collect(),
            own: view.own.map(OwnScoreBody::from),
            tally: view.tally.map(TallyBody::from),
            timeline: view.timeline.into_iter().map(TimelineBody::from).collect(),
        }
    }
}

impl From<OwnScore> for OwnScoreBody {
    fn from(own: OwnScore) -> Self {
        Self {
            marks: own.marks,
            comment: own.comment,
            total_hundredths: own.total_hundredths,
            explanation: own.explanation,
        }
    }
}

impl From<PanelTally> for TallyBody {
    fn from(tally: PanelTally) -> Self {
        Self {
            totals_hundredths: tally.totals_hundredths,
            mean_hundredths: tally.mean_hundredths,
            spread_hundredths: tally.spread_hundredths,
            must_explain: tally.must_explain,
        }
    }
}
