//! The bank's answers: `pain.002` files, what each said, and what waits for a person.
//! Nothing is matched or posted here.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use engine::bank::{BankFile, ImportSummary};
use engine::queries::finance::{AnswerView, BankMessageRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflow::Money;

use super::batches::OrderBody;
use super::values::{After, Listed, iso};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, id};
use crate::state::PortalState;

/// A file of the bank in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageItem {
    pub id: String,
    pub file_name: String,
    pub imported_by: String,
    pub imported_at: String,
    pub summary: SummaryBody,
}

/// What an import came to, in counts of payments.
#[derive(Debug, Serialize, ToSchema)]
pub struct SummaryBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    pub batch_number: String,
    /// The bank's own id of the message.
    pub bank_message_id: String,
    pub settled: usize,
    pub rejected: usize,
    pub unknown: usize,
    pub unchanged: usize,
    /// Set aside for a person, never posted.
    pub contradictions: usize,
    pub orphans: usize,
    /// Orders of the batch the file says nothing of.
    pub silent: usize,
}

/// A file of the bank with everything it said.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageBody {
    #[serde(flatten)]
    pub message: MessageItem,
    pub sha256: String,
    pub answers: Vec<AnswerBody>,
}

/// What the bank said of one payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerBody {
    pub end_to_end_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub outcome: String,
}

/// What waits for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExceptionsBody {
    /// Orders without a final answer; their accounts are masked here.
    pub unknown: Vec<OrderBody>,
    pub set_aside: Vec<AnswerBody>,
}

/// The file that was imported, now or before.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedBody {
    pub id: String,
    /// The same file was imported before; nothing was done now.
    pub repeated: bool,
}

/// How the file is called.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct FileQuery {
    /// For display only.
    #[serde(default)]
    pub file_name: String,
}

/// Files of the bank, newest first
#[utoipa::path(
    get,
    path = "/api/v1/finance/bank-messages",
    tag = "finance",
    responses((status = 200, body = Listed<MessageItem>))
)]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<MessageItem>>, PortalError> {
    let list = state.engine().bank_messages(&signed, query.after).await?;
    Ok(Json(Listed { items: list.rows.into_iter().map(MessageItem::from).collect(), next: list.next }))
}

/// One file with everything it said
#[utoipa::path(
    get,
    path = "/api/v1/finance/bank-messages/{message}",
    tag = "finance",
    responses((status = 200, body = MessageBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(message): Path<String>,
) -> Result<Json<MessageBody>, PortalError> {
    let view = state.engine().bank_message(&signed, id(&message)?).await?;
    Ok(Json(MessageBody {
        message: MessageItem {
            id: view.message.to_string(),
            file_name: view.file_name,
            imported_by: view.imported_by,
            imported_at: iso(view.imported_at),
            summary: view.summary.into(),
        },
        sha256: view.sha256,
        answers: view.answers.into_iter().map(AnswerBody::from).collect(),
    }))
}

/// Import a `pain.002` file, whole or not at all; the same file only once
#[utoipa::path(
    post,
    path = "/api/v1/finance/bank-messages",
    tag = "finance",
    request_body(content = Vec<u8>, content_type = "application/xml"),
    responses((status = 200, body = ImportedBody))
)]
pub async fn import(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Query(query): Query<FileQuery>,
    bytes: Bytes,
) -> Result<Json<ImportedBody>, PortalError> {
    let file = BankFile { file_name: query.file_name, bytes: bytes.to_vec() };
    let imported = state.engine().import_bank_answer(&signed, file, &key).await?;
    Ok(Json(ImportedBody { id: imported.message.to_string(), repeated: imported.repeated }))
}

/// Payments without a final answer, and answers that were set aside
#[utoipa::path(
    get,
    path = "/api/v1/finance/exceptions",
    tag = "finance",
    responses((status = 200, body = ExceptionsBody))
)]
pub async fn exceptions(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<ExceptionsBody>, PortalError> {
    let exceptions = state.engine().payment_exceptions(&signed).await?;
    Ok(Json(ExceptionsBody {
        unknown: exceptions.unknown.into_iter().map(OrderBody::from).collect(),
        set_aside: exceptions.set_aside.into_iter().map(AnswerBody::from).collect(),
    }))
}

impl From<BankMessageRow> for MessageItem {
    fn from(row: BankMessageRow) -> Self {
        Self {
            id: row.message.to_string(),
            file_name: row.file_name,
            imported_by: row.imported_by,
            imported_at: iso(row.imported_at),
            summary: row.summary.into(),
        }
    }
}

impl From<ImportSummary> for SummaryBody {
    fn from(summary: ImportSummary) -> Self {
        Self {
            batch: summary.batch.map(|batch| batch.to_string()),
            batch_number: summary.batch_number,
            bank_message_id: summary.bank_message_id,
            settled: summary.settled,
            rejected: summary.rejected,
            unknown: summary.unknown,
            unchanged: summary.unchanged,
            contradictions: summary.contradictions,
            orphans: summary.orphans,
            silent: summary.silent,
        }
    }
}

impl From<AnswerView> for AnswerBody {
    fn from(answer: AnswerView) -> Self {
        Self {
            end_to_end_id: answer.end_to_end_id,
            number: answer.number,
            amount_fen: answer.amount.map(Money::fen),
            status: answer.status,
            reason: answer.reason,
            outcome: answer.outcome,
        }
    }
}
