//! 免申即享 for programs: one proposal, a table looked at, and a table proposed.
//! A table is CSV as on the page; what each row would come to is the engine's.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use engine::proposals::{Obstacle, ProposedRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflow::Money;
use workflow::application::{Answers, JudgedAs};

use super::values::{Identified, Listed};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// One organisation with what is known of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalBody {
    pub uscc: String,
    /// Field by field, as the programme's form names them.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub answers: Answers,
}

/// A table: the first line names the columns, `uscc` and the fields of the form.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalTable {
    pub csv: String,
}

/// How one row would fare.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedItem {
    pub line: u64,
    pub uscc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// It would be proposed.
    pub sound: bool,
    /// `eligible`, `ineligible` or `needs-review`; absent when the facts do not reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    /// Why it would not, as fault codes by field.
    pub faults: Vec<ProposedFault>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedFault {
    pub field: String,
    pub code: String,
    pub arguments: BTreeMap<String, String>,
}

/// Propose to one organisation
#[utoipa::path(
    post,
    path = "/api/v1/staff/calls/{call}/proposals",
    tag = "proposals",
    request_body = ProposalBody,
    responses((status = 200, body = Identified))
)]
pub async fn propose(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(call): Path<String>,
    JsonBody(body): JsonBody<ProposalBody>,
) -> Result<Json<Identified>, PortalError> {
    let proposed = state.engine().propose(&signed, id(&call)?, &body.uscc, body.answers, &key).await?;
    Ok(Json(Identified::by(proposed)))
}

/// How each row of a table would fare; writes nothing
#[utoipa::path(
    post,
    path = "/api/v1/staff/calls/{call}/proposals/preview",
    tag = "proposals",
    request_body = ProposalTable,
    responses((status = 200, body = Listed<ProposedItem>))
)]
pub async fn preview(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(call): Path<String>,
    JsonBody(body): JsonBody<ProposalTable>,
) -> Result<Json<Listed<ProposedItem>>, PortalError> {
    let rows = state.engine().preview_proposals(&signed, id(&call)?, body.csv.as_bytes()).await?;
    Ok(Json(Listed::whole(rows.into_iter().map(ProposedItem::from).collect())))
}

/// Propose every sound row of a table
#[utoipa::path(
    post,
    path = "/api/v1/staff/calls/{call}/proposals/table",
    tag = "proposals",
    request_body = ProposalTable,
    responses((status = 200, body = Listed<Identified>))
)]
pub async fn propose_all(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(call): Path<String>,
    JsonBody(body): JsonBody<ProposalTable>,
) -> Result<Json<Listed<Identified>>, PortalError> {
    let proposed = state.engine().propose_all(&signed, id(&call)?, body.csv.as_bytes(), &key).await?;
    Ok(Json(Listed::whole(proposed.into_iter().map(Identified::by).collect())))
}

impl From<ProposedRow> for ProposedItem {
    fn from(row: ProposedRow) -> Self {
        let outcome = row.outcome.map(|outcome| match outcome {
            JudgedAs::Eligible => "eligible",
            JudgedAs::Ineligible => "ineligible",
            JudgedAs::NeedsReview => "needs-review",
        });
        let fault = |fault: engine::FieldFault| ProposedFault {
            field: fault.field,
            code: fault.code.to_owned(),
            arguments: fault.arguments,
        };
        Self {
            line: row.line,
            uscc: row.uscc,
            organisation: row.organisation,
            sound: row.obstacle.is_none(),
            outcome: outcome.map(str::to_owned),
            amount_fen: row.amount.map(Money::fen),
            faults: row.obstacle.map(Obstacle::faults).unwrap_or_default().into_iter().map(fault).collect(),
        }
    }
}
