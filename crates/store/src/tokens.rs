//! Bearer tokens of the API, known only by their hash.
//! The token itself is never stored.

use workflow::Timestamp;
use workflow::id::PersonId;

use crate::error::StoreError;
use crate::row::{
    change_one, execute, find as find_row, insert as insert_row, list as list_rows, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "api_tokens", key 1;
    /// A token a person made for a program.
    pub struct ApiTokenRow {
        id: String,
        person_id: PersonId,
        title: String,
        token_sha256: String,
        created_at: Timestamp,
        expires_at: Timestamp,
        revoked_at: Option<Timestamp>,
        last_used_at: Option<Timestamp>,
    }
}

pub async fn insert(unit: &UnitOfWork, token: &ApiTokenRow) -> Result<(), StoreError> {
    insert_row(unit, token).await
}

/// A token that is neither revoked nor expired.
pub async fn find_valid(
    on: &impl Source,
    token_sha256: &str,
    now: Timestamp,
) -> Result<Option<ApiTokenRow>, StoreError> {
    let tail = "WHERE t.token_sha256 = $1 AND t.revoked_at IS NULL AND t.expires_at > $2";
    find_row(on, tail, values![token_sha256.to_owned(), now]).await
}

/// Tokens of a person, newest first.
pub async fn of_person(on: &impl Source, person: PersonId) -> Result<Vec<ApiTokenRow>, StoreError> {
    list_rows(on, "WHERE t.person_id = $1 ORDER BY t.id DESC", values![person]).await
}

/// Revokes a token of this person; a conflict when there is none to revoke.
pub async fn revoke(unit: &UnitOfWork, id: &str, person: PersonId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL";
    change_one(unit, "token already revoked", sql, values![id.to_owned(), person, at]).await
}

pub async fn touch(unit: &UnitOfWork, id: &str, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1";
    execute(unit, sql, values![id.to_owned(), at]).await.map(|_| ())
}
