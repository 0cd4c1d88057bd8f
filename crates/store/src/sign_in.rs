//! Attempts to sign in, counted in the database so that all nodes throttle together, and password resets.
//!
//! A reset is known only by the hash of its token, and works once.

use workflow::Timestamp;
use workflow::id::PersonId;

use crate::cell::Cell;
use crate::error::StoreError;
use crate::row::{execute, insert as insert_row, insert_numbered, integer, query, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "sign_in_attempts", key 1, numbered true;
    /// One attempt.
    pub struct SignInAttemptRow {
        /// Made by the database; anything when inserting.
        id: i64,
        login: String,
        address: String,
        at: Timestamp,
        succeeded: bool,
    }
}

table! { "password_resets", key 1;
    /// A link sent by mail.
    pub struct PasswordResetRow {
        token_sha256: String,
        person_id: PersonId,
        created_at: Timestamp,
        expires_at: Timestamp,
        used_at: Option<Timestamp>,
    }
}

/// Writes down an attempt whose outcome is known.
pub async fn record(
    unit: &UnitOfWork,
    login: &str,
    address: &str,
    at: Timestamp,
    succeeded: bool,
) -> Result<(), StoreError> {
    let (login, address) = (login.to_owned(), address.to_owned());
    insert_numbered(unit, &SignInAttemptRow { id: 0, login, address, at, succeeded }).await.map(|_| ())
}

/// Writes down an attempt as failed, before its password is looked at; answers its number.
pub async fn begin_attempt(
    unit: &UnitOfWork,
    login: &str,
    address: &str,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let (login, address) = (login.to_owned(), address.to_owned());
    insert_numbered(unit, &SignInAttemptRow { id: 0, login, address, at, succeeded: false }).await
}

/// The attempt was right after all.
pub async fn attempt_succeeded(unit: &UnitOfWork, id: i64) -> Result<(), StoreError> {
    execute(unit, "UPDATE sign_in_attempts SET succeeded = true WHERE id = $1", values![id]).await.map(|_| ())
}

/// The attempt was turned away unseen: it must not lengthen the wait of whoever owns the login.
pub async fn withdraw_attempt(unit: &UnitOfWork, id: i64) -> Result<(), StoreError> {
    execute(unit, "DELETE FROM sign_in_attempts WHERE id = $1", values![id]).await.map(|_| ())
}

/// Failures for a login since `since`, and since its last success.
pub async fn failures_of_login(on: &impl Source, login: &str, since: Timestamp) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM sign_in_attempts a WHERE a.login = $1 AND a.at > $2 AND a.succeeded = false \
               AND NOT EXISTS (SELECT 1 FROM sign_in_attempts s WHERE s.login = $1 AND s.succeeded = true \
               AND s.id > a.id)";
    integer(on, sql, values![login.to_owned(), since]).await
}

/// Failures from an address since `since`, whatever the logins.
pub async fn failures_of_address(
    on: &impl Source,
    address: &str,
    since: Timestamp,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM sign_in_attempts WHERE address = $1 AND at > $2 AND succeeded = false";
    integer(on, sql, values![address.to_owned(), since]).await
}

/// Forgets attempts older than `before`. Answers how many.
pub async fn forget_attempts(unit: &UnitOfWork, before: Timestamp) -> Result<u64, StoreError> {
    execute(unit, "DELETE FROM sign_in_attempts WHERE at < $1", values![before]).await
}

pub async fn insert_reset(unit: &UnitOfWork, reset: &PasswordResetRow) -> Result<(), StoreError> {
    insert_row(unit, reset).await
}

/// Resets a person asked for since `since`.
pub async fn resets_of_person(
    on: &impl Source,
    person: PersonId,
    since: Timestamp,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM password_resets WHERE person_id = $1 AND created_at > $2";
    integer(on, sql, values![person, since]).await
}

/// Whose password a reset that is unused and unexpired would change. Nothing is used up.
pub async fn find_reset(
    on: &impl Source,
    token_sha256: &str,
    now: Timestamp,
) -> Result<Option<PersonId>, StoreError> {
    let sql = "SELECT person_id FROM password_resets \
               WHERE token_sha256 = $1 AND used_at IS NULL AND expires_at > $2";
    let rows = query(on, sql.to_owned(), values![token_sha256.to_owned(), now]).await?;
    rows.first().map(|row| PersonId::read(row, 0)).transpose()
}

/// Uses up a reset; of two who come at once, one gets the person.
pub async fn use_reset(
    unit: &UnitOfWork,
    token_sha256: &str,
    now: Timestamp,
) -> Result<Option<PersonId>, StoreError> {
    let sql = "UPDATE password_resets SET used_at = $2 \
               WHERE token_sha256 = $1 AND used_at IS NULL AND expires_at > $2 RETURNING person_id";
    let rows = query(unit, sql.to_owned(), values![token_sha256.to_owned(), now]).await?;
    rows.first().map(|row| PersonId::read(row, 0)).transpose()
}
