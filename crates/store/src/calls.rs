//! Calls: a programme opened for a fiscal year, with its window and its budget line.
//!
//! Changes name the version they were decided on; a call that has moved on is a conflict.

use workflow::id::{BudgetLineId, CallId, PersonId};
use workflow::{Date, Timestamp};

use crate::Page;
use crate::cell::keyed;
use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

keyed! {
    /// How far a call has come.
    pub enum CallState {
        Draft = "draft",
        Open = "open",
        Closed = "closed",
    }
}

table! { "calls", key 1;
    /// A programme opened for a fiscal year.
    pub struct CallRow {
        id: CallId,
        number: String,
        programme_code: String,
        pack_fingerprint: String,
        title_zh: String,
        title_en: String,
        fiscal_year: i64,
        opens_on: Date,
        closes_on: Date,
        budget_line_id: BudgetLineId,
        notice_zh: String,
        notice_en: String,
        targets_json: String,
        state: CallState,
        drafted_by: PersonId,
        drafted_at: Timestamp,
        opened_by: Option<PersonId>,
        opened_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        version: i64,
    }
}

pub async fn insert(unit: &UnitOfWork, call: &CallRow) -> Result<(), StoreError> {
    insert_row(unit, call).await
}

pub async fn find(on: &impl Source, id: CallId) -> Result<Option<CallRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// Calls, newest first (`after` is an id); all states when `state` is none.
pub async fn list(
    on: &impl Source,
    state: Option<CallState>,
    page: &Page,
) -> Result<Vec<CallRow>, StoreError> {
    let tail = "WHERE ($1 IS NULL OR t.state = $1) AND ($2 IS NULL OR t.id < $2) ORDER BY t.id DESC LIMIT $3";
    list_rows(on, tail, values![state, page.after.clone(), page.rows()]).await
}

/// Open calls whose last day lies before `today`.
pub async fn past_closing(on: &impl Source, today: Date) -> Result<Vec<CallRow>, StoreError> {
    list_rows(on, "WHERE t.state = 'open' AND t.closes_on < $1 ORDER BY t.id", values![today]).await
}

/// Overwrites what a draft may still change; the row carries the version it was read at.
pub async fn update_draft(unit: &UnitOfWork, call: &CallRow) -> Result<(), StoreError> {
    let sql = "UPDATE calls SET programme_code = $3, pack_fingerprint = $4, title_zh = $5, title_en = $6, \
               fiscal_year = $7, opens_on = $8, closes_on = $9, budget_line_id = $10, notice_zh = $11, \
               notice_en = $12, targets_json = $13, version = version + 1 \
               WHERE id = $1 AND version = $2 AND state = 'draft'";
    let row = call.clone();
    let cells = values![
        row.id,
        row.version,
        row.programme_code,
        row.pack_fingerprint,
        row.title_zh,
        row.title_en,
        row.fiscal_year,
        row.opens_on,
        row.closes_on,
        row.budget_line_id,
        row.notice_zh,
        row.notice_en,
        row.targets_json,
    ];
    change_one(unit, "call changed meanwhile", sql, cells).await
}

/// Opens a draft, as the person who read it at `version`.
pub async fn open(
    unit: &UnitOfWork,
    id: CallId,
    version: i64,
    by: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE calls SET state = 'open', opened_by = $3, opened_at = $4, version = version + 1 \
               WHERE id = $1 AND version = $2 AND state = 'draft'";
    change_one(unit, "call changed meanwhile", sql, values![id, version, by, at]).await
}

/// Closes an open call. Answers false when it was closed already.
pub async fn close(unit: &UnitOfWork, id: CallId, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE calls SET state = 'closed', closed_at = $2, version = version + 1 \
               WHERE id = $1 AND state = 'open'";
    Ok(crate::row::execute(unit, sql, values![id, at]).await? == 1)
}
