//! From which day a pack holds. A publication is never changed: the last word on a day is the one with the
//! highest number among those that have begun, so two never hold at once.

use sea_orm::Value;
use workflow::id::{ApplicationId, PackDraftId, PersonId};
use workflow::{Date, Timestamp};

use crate::applications::ApplicationRow;
use crate::cell::Cell;
use crate::error::StoreError;
use crate::row::{
    Row, columns, find as find_row, insert as insert_row, list as list_rows, query, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;
use crate::{Page, event_log::EventRow};

table! { "pack_publications", key 2;
    /// A pack and the days it was published for.
    pub struct PublicationRow {
        programme_code: String,
        /// From 1, without a gap.
        seq: i64,
        fingerprint: String,
        effective_from: Date,
        effective_until: Option<Date>,
        /// Nothing where files were loaded by whoever runs the machine.
        draft_id: Option<PackDraftId>,
        drafted_by: Option<PersonId>,
        published_by: Option<PersonId>,
        published_at: Timestamp,
    }
}

/// Adds the next publication; a conflict when another took its number.
pub async fn insert(unit: &UnitOfWork, publication: &PublicationRow) -> Result<(), StoreError> {
    insert_row(unit, publication).await
}

/// Every publication of a programme, first to last.
pub async fn list(on: &impl Source, programme: &str) -> Result<Vec<PublicationRow>, StoreError> {
    list_rows(on, "WHERE t.programme_code = $1 ORDER BY t.seq", values![programme.to_owned()]).await
}

/// The last word, begun or not.
pub async fn latest(on: &impl Source, programme: &str) -> Result<Option<PublicationRow>, StoreError> {
    find_row(on, "WHERE t.programme_code = $1 ORDER BY t.seq DESC", values![programme.to_owned()]).await
}

/// The last word among those that have begun by a day.
pub async fn in_force(
    on: &impl Source,
    programme: &str,
    day: Date,
) -> Result<Option<PublicationRow>, StoreError> {
    let tail = "WHERE t.programme_code = $1 AND t.effective_from <= $2 ORDER BY t.seq DESC";
    find_row(on, tail, values![programme.to_owned(), day]).await
}

/// Whoever publishes waits for cases being handed in, and they for it: neither sees half of the other.
/// SQLite's one writer needs no lock.
pub async fn hold(unit: &UnitOfWork, programme: &str, hold: Hold) -> Result<(), StoreError> {
    if unit.connection().is_postgres() {
        let strength = match hold {
            Hold::Publishing => "UPDATE",
            Hold::Judging => "SHARE",
        };
        let sql = format!("SELECT code FROM programmes WHERE code = $1 FOR {strength}");
        query(unit, sql, values![programme.to_owned()]).await?;
    }
    Ok(())
}

/// Why a programme is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    Publishing,
    Judging,
}

/// When the last case of a programme was handed in, whatever became of it.
pub async fn last_handed_in(on: &impl Source, programme: &str) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MAX(a.submitted_at) FROM applications a JOIN calls c ON c.id = a.call_id \
               WHERE c.programme_code = $1";
    let rows = query(on, sql.to_owned(), values![programme.to_owned()]).await?;
    rows.first().map_or(Ok(None), |row| Option::<Timestamp>::read(row, 0))
}

/// Decided cases of a programme, newest first (`after` is an id).
pub async fn decided_cases(
    on: &impl Source,
    programme: &str,
    after: Option<ApplicationId>,
    limit: u32,
) -> Result<Vec<ApplicationRow>, StoreError> {
    let tail = "JOIN calls c ON c.id = t.call_id WHERE c.programme_code = $1 AND t.submitted_at IS NOT NULL \
                AND ($2 IS NULL OR t.id < $2) ORDER BY t.id DESC LIMIT $3";
    list_rows(on, tail, values![programme.to_owned(), after, Page::first(limit).rows()]).await
}

/// Events of some kinds, in order of case and number; `after` is the last one seen.
pub async fn events_of_kinds(
    on: &impl Source,
    kinds: &[&str],
    after: Option<(ApplicationId, i64)>,
    limit: u32,
) -> Result<Vec<EventRow>, StoreError> {
    let (application, seq) = after.map_or((String::new(), 0), |(id, seq)| (id.to_string(), seq));
    let mut cells: Vec<Value> = values![application, seq, Page::first(limit).rows()];
    cells.extend(kinds.iter().map(|kind| (*kind).to_owned().value()));
    let kinds = crate::row::placeholders(4, kinds.len());
    let sql = format!(
        "SELECT {} FROM events t WHERE t.kind IN ({kinds}) \
         AND (t.application_id > $1 OR (t.application_id = $1 AND t.seq > $2)) \
         ORDER BY t.application_id, t.seq LIMIT $3",
        columns::<EventRow>("t")
    );
    query(on, sql, cells).await?.iter().map(|row| EventRow::read(row, 0)).collect()
}
