//! Keys under which a command was carried out, with the hash of its input and what came of it.
//!
//! The same key with the same input gets the recorded outcome; with another input it is the caller's error.

use workflow::Timestamp;

use crate::error::StoreError;
use crate::row::{Row, change_one, execute, find as find_row, insert_sql, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "idempotency_keys", key 2;
    /// One command carried out once.
    pub struct IdempotencyRow {
        scope: String,
        key: String,
        input_hash: String,
        outcome_json: String,
        at: Timestamp,
    }
}

pub async fn find(on: &impl Source, scope: &str, key: &str) -> Result<Option<IdempotencyRow>, StoreError> {
    find_row(on, "WHERE t.scope = $1 AND t.key = $2", values![scope.to_owned(), key.to_owned()]).await
}

/// Takes a key before its command is carried out. Waits for whoever has it in an open unit, and
/// answers false when it was taken.
pub async fn take(unit: &UnitOfWork, row: &IdempotencyRow) -> Result<bool, StoreError> {
    let insert = insert_sql(&IdempotencyRow::TABLE, 0);
    let sql = format!("{insert} ON CONFLICT (scope, key) DO NOTHING");
    Ok(execute(unit, sql, row.values()).await? == 1)
}

/// Records what came of the command whose key this unit took.
pub async fn record(unit: &UnitOfWork, row: &IdempotencyRow) -> Result<(), StoreError> {
    let sql = "UPDATE idempotency_keys SET outcome_json = $3 WHERE scope = $1 AND key = $2";
    let cells = values![row.scope.clone(), row.key.clone(), row.outcome_json.clone()];
    change_one(unit, "idempotency key", sql, cells).await
}

/// Forgets keys older than `before`. Answers how many.
pub async fn forget(unit: &UnitOfWork, before: Timestamp) -> Result<u64, StoreError> {
    execute(unit, "DELETE FROM idempotency_keys WHERE at < $1", values![before]).await
}
