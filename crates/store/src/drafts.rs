//! Packs that policy staff are writing: the files as typed, and how far a draft has come.
//!
//! Every change names the version it was read at, so that nobody writes over another's words unseen.

use workflow::Timestamp;
use workflow::id::{PackDraftId, PersonId};

use crate::Page;
use crate::cell::keyed;
use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, project, projection, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

keyed! {
    /// How far a draft has come.
    pub enum DraftState {
        Draft = "draft",
        Submitted = "submitted",
        Returned = "returned",
        Published = "published",
        Withdrawn = "withdrawn",
    }
}

impl DraftState {
    /// Its author may still write.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

table! { "pack_drafts", key 1;
    /// The files of a pack that is not published yet.
    pub struct PackDraftRow {
        id: PackDraftId,
        number: String,
        programme_code: String,
        /// The pack it changes; nothing for a programme that has none.
        based_on: Option<String>,
        author: PersonId,
        state: DraftState,
        /// What its author says about the change.
        note: String,
        /// What the reader said who returned it.
        answer: String,
        begun_at: Timestamp,
        changed_at: Timestamp,
        version: i64,
        /// From file name to text.
        files_json: String,
    }
}

projection! {
    /// A draft without its files.
    pub struct PackDraftLine {
        id: PackDraftId = "d.id",
        number: String = "d.number",
        programme_code: String = "d.programme_code",
        based_on: Option<String> = "d.based_on",
        author: PersonId = "d.author",
        state: DraftState = "d.state",
        note: String = "d.note",
        begun_at: Timestamp = "d.begun_at",
        changed_at: Timestamp = "d.changed_at",
        version: i64 = "d.version",
    }
}

pub async fn insert(unit: &UnitOfWork, draft: &PackDraftRow) -> Result<(), StoreError> {
    insert_row(unit, draft).await
}

pub async fn find(on: &impl Source, id: PackDraftId) -> Result<Option<PackDraftRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// Drafts of one programme or of all, newest first (`after` is an id).
pub async fn list(
    on: &impl Source,
    programme: Option<&str>,
    page: &Page,
) -> Result<Vec<PackDraftLine>, StoreError> {
    let tail = "FROM pack_drafts d WHERE ($1 IS NULL OR d.programme_code = $1) \
                AND ($2 IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3";
    project(on, tail, values![programme.map(str::to_owned), page.after.clone(), page.rows()]).await
}

/// Overwrites what its author wrote, as read at the row's version; a conflict when it has moved on.
pub async fn save(unit: &UnitOfWork, draft: &PackDraftRow) -> Result<(), StoreError> {
    let sql = "UPDATE pack_drafts SET files_json = $3, note = $4, based_on = $5, changed_at = $6, \
               version = version + 1 WHERE id = $1 AND version = $2 AND state IN ('draft', 'returned')";
    let row = draft.clone();
    let cells = values![row.id, row.version, row.files_json, row.note, row.based_on, row.changed_at];
    change_one(unit, MOVED_ON, sql, cells).await
}

/// Moves a draft on, as read at the row's version and state; `answer` is kept beside it.
pub async fn advance(
    unit: &UnitOfWork,
    draft: &PackDraftRow,
    to: DraftState,
    answer: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE pack_drafts SET state = $4, answer = $5, changed_at = $6, version = version + 1 \
               WHERE id = $1 AND version = $2 AND state = $3";
    let cells = values![draft.id, draft.version, draft.state, to, answer.to_owned(), at];
    change_one(unit, MOVED_ON, sql, cells).await
}

/// What a conflict names when somebody else changed the draft meanwhile.
const MOVED_ON: &str = "draft changed meanwhile";
