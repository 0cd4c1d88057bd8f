//! Payments: what is due, batches of orders, the second person's consent, the file, and that it was sent.
//! Who may do which, and that two people did it, the engine says.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use engine::disburse::{MakeBatch, SendBatch};
use engine::queries::finance::{BatchRow, BatchView, DueRow, OrderView};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::attachments::as_file;
use super::values::{After, Identified, Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, JsonBody, id};
use crate::state::PortalState;

/// An instalment that waits for its payment order.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueItem {
    pub application: String,
    pub number: String,
    pub organisation: String,
    pub amount_fen: i64,
    /// Which part of the award, counted from 1, and of how many.
    pub instalment: i64,
    pub instalment_count: i64,
    pub awarded_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    pub budget_code: String,
    pub account_masked: String,
    /// Why the bank refused it before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned_reason: Option<String>,
    /// The part of the payee that keeps it from being ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee_problem: Option<String>,
}

/// A batch in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchItem {
    pub id: String,
    pub number: String,
    /// `made`, `authorised`, `sent`, `answered` or `cancelled`.
    pub state: String,
    pub made_by: String,
    pub made_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorised_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorised_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<String>,
    pub total_fen: i64,
    pub orders: i64,
}

/// One batch with its orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchBody {
    #[serde(flatten)]
    pub batch: BatchItem,
    /// Of the `pain.001` file.
    pub message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_sha256: Option<String>,
    pub payments: Vec<OrderBody>,
    /// The commands the caller may give now.
    pub actions: Vec<String>,
}

/// A payment order. The payee's account stands in full for finance, whose duty is to compare it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderBody {
    pub application: String,
    pub number: String,
    pub amount_fen: i64,
    /// Which part of the award, counted from 1, and of how many.
    pub instalment: i64,
    pub instalment_count: i64,
    pub payee_name: String,
    pub payee_account: String,
    pub payee_bank_code: String,
    pub end_to_end_id: String,
    pub state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub updated_at: String,
}

/// Which batches.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct BatchQuery {
    pub state: Option<String>,
    /// The `next` of the part before.
    pub after: Option<String>,
}

/// The awards that go into one batch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchOrder {
    pub applications: Vec<String>,
}

/// How the file was handed to the bank.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    #[serde(default)]
    pub note: String,
}

/// Instalments that may be ordered today, oldest award first
#[utoipa::path(
    get,
    path = "/api/v1/finance/due",
    tag = "finance",
    responses((status = 200, body = Listed<DueItem>))
)]
pub async fn due(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<DueItem>>, PortalError> {
    let list = state.engine().due_payments(&signed, query.after).await?;
    Ok(Json(Listed { items: list.due.rows.into_iter().map(DueItem::from).collect(), next: list.due.next }))
}

/// Batches, newest first
#[utoipa::path(
    get,
    path = "/api/v1/finance/batches",
    tag = "finance",
    responses((status = 200, body = Listed<BatchItem>))
)]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<BatchQuery>,
) -> Result<Json<Listed<BatchItem>>, PortalError> {
    let list = state.engine().payment_batches(&signed, query.state.as_deref(), query.after).await?;
    Ok(Json(Listed { items: list.rows.into_iter().map(BatchItem::from).collect(), next: list.next }))
}

/// One batch with its orders
#[utoipa::path(
    get,
    path = "/api/v1/finance/batches/{batch}",
    tag = "finance",
    responses((status = 200, body = BatchBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(batch): Path<String>,
) -> Result<Json<BatchBody>, PortalError> {
    let view = state.engine().payment_batch(&signed, id(&batch)?).await?;
    Ok(Json(view.into()))
}

/// Make a batch
#[utoipa::path(
    post,
    path = "/api/v1/finance/batches",
    tag = "finance",
    request_body = BatchOrder,
    responses((status = 200, body = Identified))
)]
pub async fn make(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<BatchOrder>,
) -> Result<Json<Identified>, PortalError> {
    let input = MakeBatch { applications: body.applications };
    let batch = state.engine().make_batch(&signed, input, &key).await?;
    Ok(Json(Identified::by(batch)))
}

/// Take a batch back before it is authorised
#[utoipa::path(
    post,
    path = "/api/v1/finance/batches/{batch}/cancel",
    tag = "finance",
    responses((status = 204))
)]
pub async fn cancel(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(batch): Path<String>,
) -> Result<StatusCode, PortalError> {
    state.engine().cancel_batch(&signed, id(&batch)?, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Consent to a batch somebody else made, and fix its file
#[utoipa::path(
    post,
    path = "/api/v1/finance/batches/{batch}/authorise",
    tag = "finance",
    responses((status = 204))
)]
pub async fn authorise(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(batch): Path<String>,
) -> Result<StatusCode, PortalError> {
    state.engine().authorise_batch(&signed, id(&batch)?, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Record that the file was handed to the bank
#[utoipa::path(
    post,
    path = "/api/v1/finance/batches/{batch}/sent",
    tag = "finance",
    request_body = Sending,
    responses((status = 204))
)]
pub async fn sent(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(batch): Path<String>,
    JsonBody(body): JsonBody<Sending>,
) -> Result<StatusCode, PortalError> {
    let input = SendBatch { note: body.note };
    state.engine().send_batch(&signed, id(&batch)?, input, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The `pain.001` file, the same bytes every time; each download is logged
#[utoipa::path(
    get,
    path = "/api/v1/finance/batches/{batch}/file",
    tag = "finance",
    responses((status = 200, body = Vec<u8>, content_type = "application/xml"))
)]
pub async fn file(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(batch): Path<String>,
) -> Result<Response, PortalError> {
    let file = state.engine().download_batch(&signed, id(&batch)?).await?;
    Ok(as_file("application/xml", &file.name, file.bytes))
}

impl From<DueRow> for DueItem {
    fn from(row: DueRow) -> Self {
        Self {
            application: row.application.to_string(),
            number: row.number,
            organisation: row.organisation,
            amount_fen: row.amount.fen(),
            instalment: row.instalment,
            instalment_count: row.instalment_count,
            awarded_at: iso(row.awarded_at),
            due_on: row.due_on.map(|day| day.to_string()),
            budget_code: row.budget_code,
            account_masked: row.masked_account,
            returned_reason: row.returned_reason,
            payee_problem: row.payee_problem.map(|(part, problem)| format!("{part}: {problem}")),
        }
    }
}

impl From<BatchRow> for BatchItem {
    fn from(row: BatchRow) -> Self {
        Self {
            id: row.batch.to_string(),
            number: row.number,
            state: row.state.to_owned(),
            made_by: row.made_by,
            made_at: iso(row.made_at),
            authorised_by: row.authorised_by,
            authorised_at: row.authorised_at.map(iso),
            sent_at: row.sent_at.map(iso),
            total_fen: row.total.fen(),
            orders: row.orders,
        }
    }
}

impl From<BatchView> for BatchBody {
    fn from(view: BatchView) -> Self {
        Self {
            batch: BatchItem {
                id: view.batch.to_string(),
                number: view.number,
                state: view.state.to_owned(),
                made_by: view.made_by,
                made_at: iso(view.made_at),
                authorised_by: view.authorised_by,
                authorised_at: view.authorised_at.map(iso),
                sent_at: view.sent_at.map(iso),
                total_fen: view.total.fen(),
                orders: i64::try_from(view.orders.len()).unwrap_or(i64::MAX),
            },
            message_id: view.message_id,
            file_sha256: view.file_sha256,
            payments: view.orders.into_iter().map(OrderBody::from).collect(),
            actions: view.actions.iter().map(|action| action.key().to_owned()).collect(),
        }
    }
}

impl From<OrderView> for OrderBody {
    fn from(order: OrderView) -> Self {
        Self {
            application: order.application.to_string(),
            number: order.number,
            amount_fen: order.amount.fen(),
            instalment: order.instalment,
            instalment_count: order.instalment_count,
            payee_name: order.payee_name,
            payee_account: order.payee_account,
            payee_bank_code: order.payee_bank_code,
            end_to_end_id: order.end_to_end_id,
            state: order.state.to_owned(),
            reason: order.reason,
            updated_at: iso(order.updated_at),
        }
    }
}
