//! Payment batches, their orders, and who downloaded which file.
//!
//! Every step names the state it leaves, so that repeating it changes nothing. The file is stored at
//! authorisation and never rendered again.

use workflow::id::{ApplicationId, CommitmentId, PaymentBatchId, PaymentOrderId, PersonId};
use workflow::{Money, Timestamp};

use crate::Page;
use crate::cell::{Hidden, keyed};
use crate::error::StoreError;
use crate::files::Files;
use crate::row::{
    change_one, execute, find as find_row, insert as insert_row, insert_numbered, integer, list as list_rows,
    project, projection, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

keyed! {
    /// How far a batch has come.
    pub enum BatchState {
        Made = "made",
        Authorised = "authorised",
        Sent = "sent",
        Answered = "answered",
        Cancelled = "cancelled",
    }
    /// How far a payment order has come. Unknown is not a failure.
    pub enum OrderState {
        Made = "made",
        Authorised = "authorised",
        Sent = "sent",
        Settled = "settled",
        Rejected = "rejected",
        Unknown = "unknown",
        Cancelled = "cancelled",
    }
}

table! { "payment_batches", key 1;
    /// Payment orders that go to the bank together.
    pub struct BatchRow {
        id: PaymentBatchId,
        number: String,
        message_id: String,
        state: BatchState,
        made_by: PersonId,
        made_at: Timestamp,
        authorised_by: Option<PersonId>,
        authorised_at: Option<Timestamp>,
        file_bytes: Option<Hidden<Vec<u8>>>,
        file_sha256: Option<String>,
        sent_by: Option<PersonId>,
        sent_at: Option<Timestamp>,
        total_fen: Money,
        order_count: i64,
    }
}

table! { "payment_orders", key 1;
    /// One payment to one payee.
    pub struct OrderRow {
        id: PaymentOrderId,
        commitment_id: CommitmentId,
        application_id: ApplicationId,
        batch_id: PaymentBatchId,
        amount_fen: Money,
        end_to_end_id: String,
        payee_name: String,
        payee_account: Hidden<String>,
        payee_bank_code: String,
        payee_bank_name: String,
        remittance: String,
        state: OrderState,
        reason: Option<String>,
        made_at: Timestamp,
        updated_at: Timestamp,
        /// Which part of the award it pays, counted from 1, and of how many.
        instalment: i64,
        instalment_count: i64,
    }
}

table! { "batch_downloads", key 1, numbered true;
    /// Somebody took a batch's file.
    pub struct DownloadRow {
        id: i64,
        batch_id: PaymentBatchId,
        person_id: PersonId,
        at: Timestamp,
        sha256: String,
    }
}

projection! {
    /// A batch without its file.
    pub struct BatchSummary {
        id: PaymentBatchId = "b.id",
        number: String = "b.number",
        message_id: String = "b.message_id",
        state: BatchState = "b.state",
        made_by: PersonId = "b.made_by",
        made_by_name: String = "m.name",
        made_at: Timestamp = "b.made_at",
        authorised_by: Option<PersonId> = "b.authorised_by",
        authorised_by_name: Option<String> = "u.name",
        authorised_at: Option<Timestamp> = "b.authorised_at",
        sent_at: Option<Timestamp> = "b.sent_at",
        total_fen: Money = "b.total_fen",
        order_count: i64 = "b.order_count",
    }
}

/// Inserts a batch with its orders; an instalment that already has a live order is a conflict, and so is a
/// second order under way for one commitment.
pub async fn insert(unit: &UnitOfWork, batch: &BatchRow, orders: &[OrderRow]) -> Result<(), StoreError> {
    insert_row(unit, batch).await?;
    for order in orders {
        insert_row(unit, order).await?;
    }
    Ok(())
}

pub async fn find_batch(on: &impl Source, id: PaymentBatchId) -> Result<Option<BatchRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_batch_by_message(
    on: &impl Source,
    message_id: &str,
) -> Result<Option<BatchRow>, StoreError> {
    find_row(on, "WHERE t.message_id = $1", values![message_id.to_owned()]).await
}

/// The batch, held until the unit ends.
pub async fn lock_batch(unit: &UnitOfWork, id: PaymentBatchId) -> Result<Option<BatchRow>, StoreError> {
    let lock = if unit.connection().is_postgres() { " FOR UPDATE" } else { "" };
    let rows = list_rows(unit, &format!("WHERE t.id = $1{lock}"), values![id]).await?;
    Ok(rows.into_iter().next())
}

/// Batches, newest first (`after` is an id).
pub async fn batches(
    on: &impl Source,
    state: Option<BatchState>,
    page: &Page,
) -> Result<Vec<BatchSummary>, StoreError> {
    let tail = "FROM payment_batches b JOIN people m ON m.id = b.made_by \
                LEFT JOIN people u ON u.id = b.authorised_by \
                WHERE ($1 IS NULL OR b.state = $1) AND ($2 IS NULL OR b.id < $2) ORDER BY b.id DESC LIMIT $3";
    project(on, tail, values![state, page.after.clone(), page.rows()]).await
}

pub async fn orders_of_batch(on: &impl Source, batch: PaymentBatchId) -> Result<Vec<OrderRow>, StoreError> {
    list_rows(on, "WHERE t.batch_id = $1 ORDER BY t.id", values![batch]).await
}

/// Orders of an application, first to last.
pub async fn orders_of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Vec<OrderRow>, StoreError> {
    list_rows(on, "WHERE t.application_id = $1 ORDER BY t.id", values![application]).await
}

pub async fn find_order(on: &impl Source, id: PaymentOrderId) -> Result<Option<OrderRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_order_by_end_to_end(
    on: &impl Source,
    end_to_end_id: &str,
) -> Result<Option<OrderRow>, StoreError> {
    find_row(on, "WHERE t.end_to_end_id = $1", values![end_to_end_id.to_owned()]).await
}

/// How many orders of a batch are not what their commitment holds for them: none, or something is wrong.
pub async fn count_unheld(on: &impl Source, batch: PaymentBatchId) -> Result<i64, StoreError> {
    // An award has one order under way, so what is ordered and not paid is that order.
    let sql = "SELECT COUNT(*) FROM payment_orders p JOIN commitments k ON k.id = p.commitment_id \
               WHERE p.batch_id = $1 AND p.amount_fen <> k.ordered_fen - k.paid_fen";
    integer(on, sql, values![batch]).await
}

/// Authorises a made batch and keeps its file; the maker is refused by the database as well.
pub async fn authorise(
    unit: &UnitOfWork,
    id: PaymentBatchId,
    by: PersonId,
    at: Timestamp,
    file: Hidden<Vec<u8>>,
) -> Result<(), StoreError> {
    let sha256 = Files::key_of(file.reveal());
    let sql = "UPDATE payment_batches SET state = 'authorised', authorised_by = $2, authorised_at = $3, \
               file_bytes = $4, file_sha256 = $5 WHERE id = $1 AND state = 'made' AND made_by <> $2";
    change_one(unit, "payment batch changed meanwhile", sql, values![id, by, at, file, sha256]).await
}

/// Records that a person has handed the authorised file to the bank.
pub async fn mark_sent(
    unit: &UnitOfWork,
    id: PaymentBatchId,
    by: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE payment_batches SET state = 'sent', sent_by = $2, sent_at = $3 \
               WHERE id = $1 AND state = 'authorised'";
    change_one(unit, "payment batch changed meanwhile", sql, values![id, by, at]).await
}

/// Moves a batch from one state to another; a conflict when it has moved on.
pub async fn advance_batch(
    unit: &UnitOfWork,
    id: PaymentBatchId,
    from: BatchState,
    to: BatchState,
) -> Result<(), StoreError> {
    let sql = "UPDATE payment_batches SET state = $3 WHERE id = $1 AND state = $2";
    change_one(unit, "payment batch changed meanwhile", sql, values![id, from, to]).await
}

/// Moves an order from one state to another; a conflict when it has moved on.
pub async fn advance_order(
    unit: &UnitOfWork,
    id: PaymentOrderId,
    from: OrderState,
    to: OrderState,
    reason: Option<&str>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE payment_orders SET state = $3, reason = $4, updated_at = $5 WHERE id = $1 AND state = $2";
    let reason = reason.map(str::to_owned);
    change_one(unit, "payment order changed meanwhile", sql, values![id, from, to, reason, at]).await
}

/// Moves all orders of a batch that stand at `from`. Answers how many.
pub async fn advance_orders(
    unit: &UnitOfWork,
    batch: PaymentBatchId,
    from: OrderState,
    to: OrderState,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let sql = "UPDATE payment_orders SET state = $3, updated_at = $4 WHERE batch_id = $1 AND state = $2";
    execute(unit, sql, values![batch, from, to, at]).await
}

/// Logs a download of the stored file.
pub async fn log_download(
    unit: &UnitOfWork,
    batch: PaymentBatchId,
    person: PersonId,
    at: Timestamp,
    sha256: &str,
) -> Result<(), StoreError> {
    let row = DownloadRow { id: 0, batch_id: batch, person_id: person, at, sha256: sha256.to_owned() };
    insert_numbered(unit, &row).await.map(|_| ())
}

pub async fn downloads(on: &impl Source, batch: PaymentBatchId) -> Result<Vec<DownloadRow>, StoreError> {
    list_rows(on, "WHERE t.batch_id = $1 ORDER BY t.id", values![batch]).await
}
