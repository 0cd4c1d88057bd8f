//! Keys under which a command was carried out, with the hash of its input and what came of it.
//!
//! The same key with the same input gets the recorded outcome; with another input it is the caller's error.

use workflow::Timestamp;

use crate::error::StoreError;
use crate::row::{execute, find as find_row, insert as insert_row, table, values};
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

/// Records an outcome; the key a second time is a conflict.
pub async fn record(unit: &UnitOfWork, row: &IdempotencyRow) -> Result<(), StoreError> {
    insert_row(unit, row).await
}

/// Forgets keys older than `before`. Answers how many.
pub async fn forget(unit: &UnitOfWork, before: Timestamp) -> Result<u64, StoreError> {
    execute(unit, "DELETE FROM idempotency_keys WHERE at < $1", values![before]).await
}
