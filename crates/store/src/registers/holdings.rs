//! What the registers say of one organisation: its certificates, rights and loans that hold on a day.
//!
//! Rows only: what follows from them for a rule is decided elsewhere.

use workflow::Date;

use crate::error::StoreError;
use crate::registers::{Certificate, IpRight, Loan};
use crate::row::{list, values};
use crate::source::Source;

/// Rows that stand and hold on the day bound as `$1`.
const HOLDS: &str =
    "t.replaced_at IS NULL AND t.valid_from <= $1 AND (t.valid_to IS NULL OR t.valid_to >= $1)";

/// Its certificates and places in pools, newest first.
pub async fn certificates(
    on: &impl Source,
    uscc: &str,
    day: Date,
    limit: i64,
) -> Result<Vec<Certificate>, StoreError> {
    let tail = format!("WHERE {HOLDS} AND t.uscc = $2 ORDER BY t.valid_from DESC, t.key LIMIT $3");
    list(on, &tail, values![day, uscc.to_owned(), limit]).await
}

/// The rights it owns, alone or with others.
pub async fn rights(on: &impl Source, uscc: &str, day: Date, limit: i64) -> Result<Vec<IpRight>, StoreError> {
    let tail = format!(
        "WHERE {HOLDS} AND t.id IN (SELECT q.row_id FROM register_parties q WHERE q.register = 'ip-right' \
         AND q.capacity = 'owner' AND q.party_kind = 'organisation' AND q.party = $2) ORDER BY t.key LIMIT $3"
    );
    list(on, &tail, values![day, uscc.to_owned(), limit]).await
}

/// The loans it bears.
pub async fn loans(on: &impl Source, uscc: &str, day: Date, limit: i64) -> Result<Vec<Loan>, StoreError> {
    let tail = format!("WHERE {HOLDS} AND t.borrower = $2 ORDER BY t.key LIMIT $3");
    list(on, &tail, values![day, uscc.to_owned(), limit]).await
}
