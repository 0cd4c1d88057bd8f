//! Money to be paid back after an award was revoked. Reads only: the demand and each repayment are
//! commands of the case.

use axum::Json;
use axum::extract::{Path, Query, State};
use engine::queries::finance::{Claim, RecoveryCase, RecoveryView, RepaymentView};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::{After, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, id};
use crate::state::PortalState;

/// A case whose money is to come back.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryItem {
    pub application: String,
    pub number: String,
    pub organisation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    #[serde(flatten)]
    pub claim: ClaimBody,
}

/// What is claimed, and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimBody {
    /// `recovery` or `recovered`.
    pub stage: String,
    pub paid_fen: i64,
    pub recovered_fen: i64,
    pub left_fen: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demanded_on: Option<String>,
}

/// All three groups; `next` leads to more that are recovered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveriesBody {
    pub to_demand: Vec<RecoveryItem>,
    pub demanded: Vec<RecoveryItem>,
    pub recovered: Vec<RecoveryItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One recovery with its receipts.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryBody {
    #[serde(flatten)]
    pub recovery: RecoveryItem,
    pub version: u64,
    pub repayments: Vec<RepaymentBody>,
    /// The commands the caller may give now.
    pub actions: Vec<String>,
}

/// A receipt of money paid back.
#[derive(Debug, Serialize, ToSchema)]
pub struct RepaymentBody {
    pub amount_fen: i64,
    pub received_on: String,
    pub reference: String,
    pub recorded_by: String,
    pub recorded_at: String,
}

/// Cases with money to be paid back: to be demanded, demanded, recovered
#[utoipa::path(
    get,
    path = "/api/v1/finance/recoveries",
    tag = "finance",
    responses((status = 200, body = RecoveriesBody))
)]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<RecoveriesBody>, PortalError> {
    let found = state.engine().recoveries(&signed, query.after).await?;
    let items = |rows: Vec<RecoveryView>| rows.into_iter().map(RecoveryItem::from).collect();
    Ok(Json(RecoveriesBody {
        to_demand: items(found.to_demand),
        demanded: items(found.demanded),
        recovered: items(found.recovered.rows),
        next: found.recovered.next,
    }))
}

/// One recovery with its receipts
#[utoipa::path(
    get,
    path = "/api/v1/finance/recoveries/{application}",
    tag = "finance",
    responses((status = 200, body = RecoveryBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
) -> Result<Json<RecoveryBody>, PortalError> {
    let case = state.engine().recovery(&signed, id(&application)?).await?;
    Ok(Json(case.into()))
}

impl From<RecoveryView> for RecoveryItem {
    fn from(row: RecoveryView) -> Self {
        Self {
            application: row.application.to_string(),
            number: row.number,
            organisation: row.organisation,
            due_on: row.due_on.map(|day| day.to_string()),
            claim: row.claim.into(),
        }
    }
}

impl From<Claim> for ClaimBody {
    fn from(claim: Claim) -> Self {
        Self {
            stage: claim.stage.key().to_owned(),
            paid_fen: claim.paid.fen(),
            recovered_fen: claim.recovered.fen(),
            left_fen: claim.left.fen(),
            document_number: claim.document_number,
            demanded_on: claim.demanded_on.map(|day| day.to_string()),
        }
    }
}

impl From<RecoveryCase> for RecoveryBody {
    fn from(case: RecoveryCase) -> Self {
        Self {
            recovery: RecoveryItem {
                application: case.application.to_string(),
                number: case.number,
                organisation: case.organisation,
                due_on: case.due_on.map(|day| day.to_string()),
                claim: case.claim.into(),
            },
            version: case.version,
            repayments: case.repayments.into_iter().map(RepaymentBody::from).collect(),
            actions: case.actions.iter().map(|kind| kind.key().to_owned()).collect(),
        }
    }
}

impl From<RepaymentView> for RepaymentBody {
    fn from(row: RepaymentView) -> Self {
        Self {
            amount_fen: row.amount.fen(),
            received_on: row.received_on.to_string(),
            reference: row.reference,
            recorded_by: row.recorded_by,
            recorded_at: iso(row.recorded_at),
        }
    }
}
