//! Files received from the bank, byte for byte, and what each said about each payment.
//! Nothing is interpreted here; the same bytes are taken in once.

use workflow::Timestamp;
use workflow::id::{BankMessageId, PaymentOrderId, PersonId};

use crate::Page;
use crate::cell::Hidden;
use crate::error::StoreError;
use crate::row::{
    find as find_row, insert as insert_row, insert_numbered, list as list_rows, project, projection, table,
    values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "bank_messages", key 1;
    /// A file received from the bank.
    pub struct BankMessageRow {
        id: BankMessageId,
        sha256: String,
        kind: String,
        file_name: String,
        bytes: Hidden<Vec<u8>>,
        imported_by: PersonId,
        imported_at: Timestamp,
        summary_json: String,
    }
}

table! { "bank_answers", key 1, numbered true;
    /// What a message said about one payment, and what came of it.
    pub struct BankAnswerRow {
        /// Made by the database; anything when inserting.
        id: i64,
        bank_message_id: BankMessageId,
        end_to_end_id: String,
        payment_order_id: Option<PaymentOrderId>,
        status: String,
        reason: Option<String>,
        outcome: String,
    }
}

projection! {
    /// A message without its bytes.
    pub struct BankMessageSummary {
        id: BankMessageId = "b.id",
        sha256: String = "b.sha256",
        kind: String = "b.kind",
        file_name: String = "b.file_name",
        imported_by: PersonId = "b.imported_by",
        imported_by_name: String = "p.name",
        imported_at: Timestamp = "b.imported_at",
        summary_json: String = "b.summary_json",
    }
}

/// Stores a message with its answers; the same bytes a second time are a conflict.
pub async fn insert(
    unit: &UnitOfWork,
    message: &BankMessageRow,
    answers: &[BankAnswerRow],
) -> Result<(), StoreError> {
    insert_row(unit, message).await?;
    for answer in answers {
        insert_numbered(unit, answer).await?;
    }
    Ok(())
}

pub async fn find(on: &impl Source, id: BankMessageId) -> Result<Option<BankMessageRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_sha256(on: &impl Source, sha256: &str) -> Result<Option<BankMessageRow>, StoreError> {
    find_row(on, "WHERE t.sha256 = $1", values![sha256.to_owned()]).await
}

/// Messages, newest first (`after` is an id).
pub async fn list(on: &impl Source, page: &Page) -> Result<Vec<BankMessageSummary>, StoreError> {
    let tail = "FROM bank_messages b JOIN people p ON p.id = b.imported_by \
                WHERE ($1 IS NULL OR b.id < $1) ORDER BY b.id DESC LIMIT $2";
    project(on, tail, values![page.after.clone(), page.rows()]).await
}

pub async fn answers_of_message(
    on: &impl Source,
    id: BankMessageId,
) -> Result<Vec<BankAnswerRow>, StoreError> {
    list_rows(on, "WHERE t.bank_message_id = $1 ORDER BY t.id", values![id]).await
}

pub async fn answers_of_order(
    on: &impl Source,
    id: PaymentOrderId,
) -> Result<Vec<BankAnswerRow>, StoreError> {
    list_rows(on, "WHERE t.payment_order_id = $1 ORDER BY t.id", values![id]).await
}
