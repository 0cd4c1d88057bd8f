//! Acts outside applications: calls, people, budgets, downloads, sign-ins of officers. Append-only.
//! What happens to an application stands in its event log, not here.

use workflow::id::PersonId;
use workflow::{Role, Timestamp};

use crate::Page;
use crate::error::StoreError;
use crate::row::{insert_numbered, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "journal", key 1, numbered true;
    /// One act.
    pub struct JournalRow {
        /// Made by the database; anything when inserting.
        id: i64,
        at: Timestamp,
        actor_person: Option<PersonId>,
        actor_role: Role,
        action: String,
        subject_kind: String,
        subject_id: String,
        detail_json: String,
    }
}

/// Appends an act; answers its number.
pub async fn append(unit: &UnitOfWork, row: &JournalRow) -> Result<i64, StoreError> {
    insert_numbered(unit, row).await
}

/// Acts, newest first (`after` is a number).
pub async fn list(on: &impl Source, page: &Page) -> Result<Vec<JournalRow>, StoreError> {
    let before: i64 = page.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(i64::MAX);
    list_rows(on, "WHERE t.id < $1 ORDER BY t.id DESC LIMIT $2", values![before, page.rows()]).await
}

/// Everything done to one subject, first to last.
pub async fn of_subject(on: &impl Source, kind: &str, id: &str) -> Result<Vec<JournalRow>, StoreError> {
    let tail = "WHERE t.subject_kind = $1 AND t.subject_id = $2 ORDER BY t.id";
    list_rows(on, tail, values![kind.to_owned(), id.to_owned()]).await
}

/// Acts above a number, first to last.
pub async fn following(on: &impl Source, number: i64, limit: i64) -> Result<Vec<JournalRow>, StoreError> {
    list_rows(on, "WHERE t.id > $1 ORDER BY t.id LIMIT $2", values![number, limit]).await
}
