//! Budget lines: what a call may commit, and how far its money has come.
//! Amounts are fen; the engine checks them against what is committed.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::budgets::BudgetLineInput;
use engine::queries::finance::BudgetLineView;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflow::Money;

use super::values::{Identified, Listed};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// A budget line; `remaining_fen` is what may still be committed.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetLineBody {
    pub id: String,
    pub fiscal_year: i64,
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    pub total_fen: i64,
    pub committed_fen: i64,
    pub ordered_fen: i64,
    pub paid_fen: i64,
    /// Held for revoked awards, and free again.
    pub released_fen: i64,
    /// Paid back to the public treasury; not to be committed again.
    pub recovered_fen: i64,
    pub remaining_fen: i64,
}

/// A budget line as it should be. Year and code of an existing line are fixed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetLineDraft {
    pub fiscal_year: i32,
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    pub total_fen: i64,
}

/// Every budget line, the latest year first
#[utoipa::path(
    get,
    path = "/api/v1/finance/budget-lines",
    tag = "finance",
    responses((status = 200, body = Listed<BudgetLineBody>))
)]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<Listed<BudgetLineBody>>, PortalError> {
    let lines = state.engine().budget_lines(&signed).await?;
    Ok(Json(Listed::whole(lines.into_iter().map(BudgetLineBody::from).collect())))
}

/// Draw up a budget line
#[utoipa::path(
    post,
    path = "/api/v1/finance/budget-lines",
    tag = "finance",
    request_body = BudgetLineDraft,
    responses((status = 200, body = Identified))
)]
pub async fn create(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<BudgetLineDraft>,
) -> Result<Json<Identified>, PortalError> {
    let line = state.engine().create_budget_line(&signed, body.typed(), &key).await?;
    Ok(Json(Identified::by(line)))
}

/// Rename a line, or raise or lower its total, never below what is committed
#[utoipa::path(
    put,
    path = "/api/v1/finance/budget-lines/{line}",
    tag = "finance",
    request_body = BudgetLineDraft,
    responses((status = 204))
)]
pub async fn change(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(line): Path<String>,
    JsonBody(body): JsonBody<BudgetLineDraft>,
) -> Result<StatusCode, PortalError> {
    state.engine().change_budget_line(&signed, id(&line)?, body.typed(), &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl BudgetLineDraft {
    /// As a person would type it: the total in yuan. One past every limit stays as large, and is refused.
    fn typed(self) -> BudgetLineInput {
        let total = Money::from_fen(self.total_fen);
        BudgetLineInput {
            fiscal_year: self.fiscal_year.to_string(),
            code: self.code,
            title_zh: self.title_zh,
            title_en: self.title_en,
            total: total.map_or_else(|| self.total_fen.to_string(), |total| total.to_string()),
        }
    }
}

impl From<BudgetLineView> for BudgetLineBody {
    fn from(line: BudgetLineView) -> Self {
        Self {
            id: line.line.to_string(),
            fiscal_year: line.fiscal_year,
            code: line.code,
            title_zh: line.title_zh,
            title_en: line.title_en,
            total_fen: line.total.fen(),
            committed_fen: line.committed.fen(),
            ordered_fen: line.ordered.fen(),
            paid_fen: line.paid.fen(),
            released_fen: line.released.fen(),
            recovered_fen: line.recovered.fen(),
            remaining_fen: line.remaining.fen(),
        }
    }
}
