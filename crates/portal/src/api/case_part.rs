//! A case as far as its reader may see it: whole, or the part that a department of the joint review or an
//! expert of the panel reads.
//! What belongs to a part, the engine says; shapes only.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use engine::queries::department::DepartmentView;
use engine::readings::Door;
use engine::{Engine, EngineError, Signed};
use serde::Serialize;
use utoipa::ToSchema;
use workflow::id::ApplicationId;
use workflow::{Money, Role};

use super::case_body::{AttachmentBody, CaseBody, DeadlineBody, TimelineBody};
use super::panel::ExpertBody;
use super::values::{iso, language};
use crate::case::absent;
use crate::error::PortalError;
use crate::state::PortalState;

/// One case, whole or in part.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum CaseAnswer {
    Whole(Box<CaseBody>),
    Department(Box<DepartmentBody>),
    Expert(Box<ExpertBody>),
}

/// A case as a department reads it: the organisation's name, the amount, the call, and the fields and
/// documents its rule names.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartmentBody {
    pub id: String,
    pub number: String,
    /// Hand it back with every command.
    pub version: u64,
    pub stage: String,
    pub call: String,
    pub organisation_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineBody>,
    /// Keys of the departments the caller speaks for.
    pub departments: Vec<String>,
    pub actions: Vec<String>,
    pub answers: BTreeMap<String, String>,
    pub attachments: Vec<AttachmentBody>,
    /// What these departments said.
    pub opinions: Vec<OpinionBody>,
    /// Newest first.
    pub timeline: Vec<TimelineBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionBody {
    pub department: String,
    pub agrees: bool,
    pub opinion: String,
    pub at: String,
}

/// Reads the case for this caller, and notes that it was read.
pub async fn read(
    state: &PortalState,
    signed: &Signed,
    id: ApplicationId,
    headers: &HeaderMap,
) -> Result<CaseAnswer, PortalError> {
    let engine = state.engine();
    let answer = match engine.case_view(signed, id).await {
        Ok(view) => {
            let body = CaseBody::of(state.templates().catalogue(), language(headers), view);
            CaseAnswer::Whole(Box::new(body))
        }
        Err(hidden @ EngineError::NotFound { .. }) => part(engine, signed, id, hidden).await?,
        Err(error) => return Err(error.into()),
    };
    engine.note_reading(signed, id, Door::Api).await;
    Ok(answer)
}

/// What a seat in the panel or a department's rule lets its holder read.
async fn part(
    engine: &Engine,
    signed: &Signed,
    id: ApplicationId,
    hidden: EngineError,
) -> Result<CaseAnswer, PortalError> {
    if signed.holds(Role::Expert)
        && let Some(view) = absent(engine.expert_view(signed, id).await)?
    {
        return Ok(CaseAnswer::Expert(Box::new(view.into())));
    }
    if signed.holds(Role::Department) {
        return Ok(CaseAnswer::Department(Box::new(engine.department_view(signed, id).await?.into())));
    }
    Err(hidden.into())
}

impl CaseAnswer {
    pub fn into_attachments(self) -> Vec<AttachmentBody> {
        match self {
            Self::Whole(body) => body.attachments,
            Self::Department(body) => body.attachments,
            Self::Expert(body) => body.attachments,
        }
    }
}

impl From<DepartmentView> for DepartmentBody {
    fn from(view: DepartmentView) -> Self {
        let opinion = |given: engine::queries::department::GivenOpinion| OpinionBody {
            department: given.department,
            agrees: given.agrees,
            opinion: given.opinion,
            at: iso(given.at),
        };
        Self {
            id: view.id.to_string(),
            number: view.number,
            version: view.version,
            stage: view.stage.key().to_owned(),
            call: view.call.id.to_string(),
            organisation_name: view.organisation_name,
            amount_fen: view.amount.map(Money::fen),
            deadline: view.deadline.map(DeadlineBody::from),
            departments: view.departments.into_iter().map(|rule| rule.key).collect(),
            actions: view.actions.iter().map(|action| action.key().to_owned()).collect(),
            answers: view.answers,
            attachments: view.attachments.into_iter().map(AttachmentBody::from).collect(),
            opinions: view.given.into_iter().map(opinion).collect(),
            timeline: view.timeline.into_iter().map(TimelineBody::from).collect(),
        }
    }
}
