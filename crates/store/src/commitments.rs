//! Budget held for awards: one commitment per application.
//! Moves name the state they leave; the budget line itself is moved in `budgets`.

use workflow::id::{ApplicationId, BudgetLineId, CommitmentId};
use workflow::{Money, Timestamp};

use crate::cell::keyed;
use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

keyed! {
    /// Where the money of a commitment is.
    pub enum CommitmentState {
        Held = "held",
        Ordered = "ordered",
        Paid = "paid",
        Released = "released",
    }
}

table! { "commitments", key 1;
    /// Budget held for an award.
    pub struct CommitmentRow {
        id: CommitmentId,
        application_id: ApplicationId,
        budget_line_id: BudgetLineId,
        amount_fen: Money,
        state: CommitmentState,
        made_at: Timestamp,
        updated_at: Timestamp,
    }
}

/// Inserts a commitment; a second one for the application is a conflict.
pub async fn insert(unit: &UnitOfWork, commitment: &CommitmentRow) -> Result<(), StoreError> {
    insert_row(unit, commitment).await
}

pub async fn find(on: &impl Source, id: CommitmentId) -> Result<Option<CommitmentRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Option<CommitmentRow>, StoreError> {
    find_row(on, "WHERE t.application_id = $1", values![application]).await
}

/// Moves a commitment from one state to another; a conflict when it has moved on.
pub async fn advance(
    unit: &UnitOfWork,
    id: CommitmentId,
    from: CommitmentState,
    to: CommitmentState,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE commitments SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2";
    change_one(unit, "commitment changed meanwhile", sql, values![id, from, to, at]).await
}
