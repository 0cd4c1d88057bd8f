//! Double-entry postings, append-only: each moves one amount from one account to another on a budget line.
//! Which accounts there are, and which event moves what, is decided elsewhere.

use workflow::id::{ApplicationId, BudgetLineId};
use workflow::{Money, Timestamp};

use crate::Page;
use crate::error::StoreError;
use crate::row::{insert_numbered, list as list_rows, project, projection, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "ledger_postings", key 1, numbered true;
    /// One posting.
    pub struct PostingRow {
        /// Made by the database; anything when inserting.
        id: i64,
        at: Timestamp,
        event_kind: String,
        application_id: Option<ApplicationId>,
        budget_line_id: BudgetLineId,
        debit_account: String,
        credit_account: String,
        amount_fen: Money,
    }
}

projection! {
    /// What went in and out of an account on a budget line.
    pub struct AccountTurnover {
        budget_line_id: BudgetLineId = "s.budget_line_id",
        account: String = "s.account",
        debit_fen: Money = "CAST(SUM(s.debit) AS BIGINT)",
        credit_fen: Money = "CAST(SUM(s.credit) AS BIGINT)",
    }
}

/// Appends a posting; answers its number.
pub async fn post(unit: &UnitOfWork, posting: &PostingRow) -> Result<i64, StoreError> {
    insert_numbered(unit, posting).await
}

/// Postings of a line, newest first (`after` is a number).
pub async fn of_line(
    on: &impl Source,
    line: BudgetLineId,
    page: &Page,
) -> Result<Vec<PostingRow>, StoreError> {
    let before: i64 = page.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(i64::MAX);
    let tail = "WHERE t.budget_line_id = $1 AND t.id < $2 ORDER BY t.id DESC LIMIT $3";
    list_rows(on, tail, values![line, before, page.rows()]).await
}

/// Every posting of an application, first to last.
pub async fn of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Vec<PostingRow>, StoreError> {
    list_rows(on, "WHERE t.application_id = $1 ORDER BY t.id", values![application]).await
}

/// Turnover of every account on every line: debits equal credits, or something is wrong.
pub async fn turnover(on: &impl Source) -> Result<Vec<AccountTurnover>, StoreError> {
    let tail = "FROM (SELECT budget_line_id, debit_account AS account, amount_fen AS debit, 0 AS credit \
                FROM ledger_postings UNION ALL \
                SELECT budget_line_id, credit_account, 0, amount_fen FROM ledger_postings) s \
                GROUP BY s.budget_line_id, s.account ORDER BY s.budget_line_id, s.account";
    project(on, tail, Vec::new()).await
}
