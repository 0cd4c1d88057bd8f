//! Effects waiting to be carried out: written with the decision that caused them, carried out later by a job.
//!
//! A worker claims rows for a while and gets a fence with each; whoever comes back with an older fence has lost
//! the row and changes nothing.

use workflow::Timestamp;
use workflow::id::OutboxId;

use crate::error::StoreError;
use crate::row::{
    Row, change_one, execute, find as find_row, insert_sql, integer, list as list_rows, names, query, table,
    values,
};
use crate::source::Source;
use crate::store::Store;
use crate::unit_of_work::UnitOfWork;

/// Rows a worker may claim at once: what it can carry out within one lease.
pub const CLAIM_MAXIMUM_ROWS: u32 = 100;
/// An error message is kept for a person to read, not for a program; longer ones are cut.
const ERROR_MAXIMUM_CHARACTERS: usize = 500;

table! { "outbox", key 1;
    /// One effect.
    pub struct OutboxRow {
        id: OutboxId,
        kind: String,
        payload_json: String,
        created_at: Timestamp,
        available_at: Timestamp,
        attempts: i64,
        lease_owner: Option<String>,
        lease_until: Option<Timestamp>,
        fence: i64,
        done_at: Option<Timestamp>,
        failed_at: Option<Timestamp>,
        last_error: Option<String>,
        dedupe_key: Option<String>,
    }
}

/// An effect before anybody has touched it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxDraft {
    pub id: OutboxId,
    pub kind: String,
    pub payload_json: String,
    pub created_at: Timestamp,
    pub available_at: Timestamp,
    /// At most one row ever has this key, done or not.
    pub dedupe_key: Option<String>,
}

/// A row that is this worker's until its lease runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub row: OutboxRow,
    pub fence: i64,
}

/// Adds an effect. Answers false when its dedupe key was there already.
pub async fn enqueue(unit: &UnitOfWork, draft: &OutboxDraft) -> Result<bool, StoreError> {
    let draft = draft.clone();
    let row = OutboxRow {
        id: draft.id,
        kind: draft.kind,
        payload_json: draft.payload_json,
        created_at: draft.created_at,
        available_at: draft.available_at,
        attempts: 0,
        lease_owner: None,
        lease_until: None,
        fence: 0,
        done_at: None,
        failed_at: None,
        last_error: None,
        dedupe_key: draft.dedupe_key,
    };
    let sql = format!("{} ON CONFLICT (dedupe_key) DO NOTHING", insert_sql(&OutboxRow::TABLE, 0));
    Ok(execute(unit, sql, row.values()).await? == 1)
}

/// Claims rows that are available, for `lease_ms`, in a unit of its own. The oldest come first.
pub async fn claim(
    store: &Store,
    owner: &str,
    now: Timestamp,
    limit: u32,
    lease_ms: i64,
) -> Result<Vec<Claimed>, StoreError> {
    let owner = owner.to_owned();
    store
        .transact(move |unit| Box::pin(async move { claim_in(unit, owner, now, limit, lease_ms).await }))
        .await
}

async fn claim_in(
    unit: &UnitOfWork,
    owner: String,
    now: Timestamp,
    limit: u32,
    lease_ms: i64,
) -> Result<Vec<Claimed>, StoreError> {
    // Two workers pass each other by on PostgreSQL; on SQLite the second waits for the first.
    let lock = if unit.connection().is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE outbox SET lease_owner = $1, lease_until = $2, fence = fence + 1, attempts = attempts + 1 \
         WHERE id IN (SELECT id FROM outbox WHERE done_at IS NULL AND failed_at IS NULL \
         AND available_at <= $3 AND (lease_until IS NULL OR lease_until <= $3) \
         ORDER BY available_at, id LIMIT $4{lock}) RETURNING {}",
        names::<OutboxRow>()
    );
    let limit = i64::from(limit.clamp(1, CLAIM_MAXIMUM_ROWS));
    let rows = query(unit, sql, values![owner, now.plus_millis(lease_ms), now, limit]).await?;
    let mut rows = rows.iter().map(|row| OutboxRow::read(row, 0)).collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_key(|row| (row.available_at, row.id));
    Ok(rows.into_iter().map(|row| Claimed { fence: row.fence, row }).collect())
}

const LEASE_LOST: &str = "outbox lease lost";

/// Done. A conflict when the fence is stale: somebody else has the row.
pub async fn complete(unit: &UnitOfWork, id: OutboxId, fence: i64, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET done_at = $3, lease_owner = NULL, lease_until = NULL, last_error = NULL \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND failed_at IS NULL";
    change_one(unit, LEASE_LOST, sql, values![id, fence, at]).await
}

/// Gives the row back, to be tried again from `available_at`. A conflict when the fence is stale.
pub async fn retry(
    unit: &UnitOfWork,
    id: OutboxId,
    fence: i64,
    available_at: Timestamp,
    error: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET available_at = $3, last_error = $4, lease_owner = NULL, lease_until = NULL \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND failed_at IS NULL";
    change_one(unit, LEASE_LOST, sql, values![id, fence, available_at, shortened(error)]).await
}

/// Gives up for good; a person must look. A conflict when the fence is stale.
pub async fn fail(
    unit: &UnitOfWork,
    id: OutboxId,
    fence: i64,
    at: Timestamp,
    error: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET failed_at = $3, last_error = $4, lease_owner = NULL, lease_until = NULL \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND failed_at IS NULL";
    change_one(unit, LEASE_LOST, sql, values![id, fence, at, shortened(error)]).await
}

pub async fn find(on: &impl Source, id: OutboxId) -> Result<Option<OutboxRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// How many effects wait, due or not.
pub async fn count_waiting(on: &impl Source) -> Result<i64, StoreError> {
    integer(on, "SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL", Vec::new()).await
}

/// Effects that were given up, newest first.
pub async fn failed(on: &impl Source, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = i64::from(limit.clamp(1, CLAIM_MAXIMUM_ROWS));
    list_rows(on, "WHERE t.failed_at IS NOT NULL ORDER BY t.id DESC LIMIT $1", values![rows]).await
}

fn shortened(error: &str) -> String {
    error.chars().take(ERROR_MAXIMUM_CHARACTERS).collect()
}

/// Gives back a row that was never tried: the claim's attempt is not counted. A stale fence changes nothing.
pub async fn release(unit: &UnitOfWork, id: OutboxId, fence: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET lease_owner = NULL, lease_until = NULL, attempts = attempts - 1 \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND failed_at IS NULL";
    Ok(execute(unit, sql, values![id, fence]).await? == 1)
}
