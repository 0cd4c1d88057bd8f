//! Everything the store may answer instead of a result.
//!
//! No variant carries personal data: what was not found or already there is named by its kind.

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

use crate::files::FileError;

/// Why the store could not do what was asked. After any of these the unit of work must be rolled back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database refused or broke off")]
    Database(#[source] DbErr),
    #[error("not found: {what}")]
    NotFound { what: &'static str },
    /// A unique rule was violated, or the row has moved on since it was read.
    #[error("conflict: {what}")]
    Conflict { what: String },
    #[error("budget line {line} has {available_fen} fen left for this")]
    Overspend { line: String, available_fen: i64 },
    /// A stored value cannot be what the schema promises.
    #[error("stored value is corrupt: {what}")]
    Corrupt { what: String },
    /// Somebody else holds the database for too long; trying again later is right.
    #[error("the database is busy")]
    Busy,
    #[error("a file could not be read or written")]
    File(#[source] FileError),
    #[error("a backup could not be read or written")]
    Backup(#[source] std::io::Error),
}

impl StoreError {
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }

    pub(crate) fn conflict(what: impl Into<String>) -> Self {
        Self::Conflict { what: what.into() }
    }
}

/// SQLite's primary codes for "locked by somebody else".
const SQLITE_BUSY_CODES: [&str; 4] = ["5", "6", "261", "517"];
/// PostgreSQL: lock not available, deadlock, serialisation failure, too many connections.
const POSTGRES_BUSY_CODES: [&str; 4] = ["55P03", "40P01", "40001", "53300"];

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(message)) = error.sql_err() {
            return Self::Conflict { what: constraint(&message) };
        }
        if is_busy(&error) { Self::Busy } else { Self::Database(error) }
    }
}

/// The last quoted or dotted name of a database's message: the constraint, never the values.
fn constraint(message: &str) -> String {
    let quoted = message.split('"').nth(1);
    let dotted = message.rsplit(": ").next();
    quoted.or(dotted).unwrap_or("unique").to_owned()
}

fn is_busy(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner))
        | DbErr::Conn(RuntimeErr::SqlxError(inner)) => {
            inner.as_database_error().and_then(DatabaseError::code).is_some_and(|code| {
                SQLITE_BUSY_CODES.contains(&code.as_ref()) || POSTGRES_BUSY_CODES.contains(&code.as_ref())
            })
        }
        _ => false,
    }
}
