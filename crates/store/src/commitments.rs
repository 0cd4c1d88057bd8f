//! Budget held for awards: one commitment per application, and how far its money has come.
//!
//! Moved only by conditional updates, as the budget line is in `budgets`: the database itself refuses an
//! order past the award. Which instalment comes next is copied here from the case, for lists.

use workflow::id::{ApplicationId, BudgetLineId, CommitmentId, OrganisationId};
use workflow::{Date, Money, Timestamp};

use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, project, projection, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "commitments", key 1;
    /// Budget held for an award. `recovered ≤ paid ≤ ordered` and `ordered + released ≤ amount` always hold.
    pub struct CommitmentRow {
        id: CommitmentId,
        application_id: ApplicationId,
        budget_line_id: BudgetLineId,
        amount_fen: Money,
        made_at: Timestamp,
        updated_at: Timestamp,
        /// In payment orders that are neither rejected nor cancelled, paid ones included.
        ordered_fen: Money,
        paid_fen: Money,
        released_fen: Money,
        recovered_fen: Money,
        /// Into how many parts the award is divided.
        instalment_count: i64,
        /// The part that is paid next, counted from 1; `None` when nothing is left to pay.
        instalment: Option<i64>,
        instalment_fen: Option<Money>,
        /// The day before which it may not be ordered.
        not_before: Option<Date>,
    }
}

projection! {
    /// A commitment beside the case and the call it was made for.
    pub struct HeldAward {
        application_id: ApplicationId = "a.id",
        number: String = "a.number",
        programme_code: String = "c.programme_code",
        fiscal_year: i64 = "c.fiscal_year",
        state_json: String = "a.state_json",
        amount_fen: Money = "k.amount_fen",
        paid_fen: Money = "k.paid_fen",
        released_fen: Money = "k.released_fen",
        recovered_fen: Money = "k.recovered_fen",
    }
}

projection! {
    /// What the commitments of a budget line come to.
    pub struct LineHoldings {
        budget_line_id: BudgetLineId = "k.budget_line_id",
        amount_fen: Money = "CAST(SUM(k.amount_fen) AS BIGINT)",
        ordered_fen: Money = "CAST(SUM(k.ordered_fen) AS BIGINT)",
        paid_fen: Money = "CAST(SUM(k.paid_fen) AS BIGINT)",
        released_fen: Money = "CAST(SUM(k.released_fen) AS BIGINT)",
        recovered_fen: Money = "CAST(SUM(k.recovered_fen) AS BIGINT)",
    }
}

/// The part of an award that is paid next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextInstalment {
    pub number: i64,
    pub amount: Money,
    pub not_before: Option<Date>,
}

/// One move of a commitment's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Order,
    /// An order was rejected or cancelled.
    ReturnOrder,
    Pay,
    Release,
    Recover,
}

impl Move {
    /// What changes, and what must hold for it to be allowed.
    const fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::Order => {
                ("ordered_fen = ordered_fen + $2", "ordered_fen + $2 + released_fen <= amount_fen")
            }
            Self::ReturnOrder => ("ordered_fen = ordered_fen - $2", "ordered_fen - $2 >= paid_fen"),
            Self::Pay => ("paid_fen = paid_fen + $2", "paid_fen + $2 <= ordered_fen"),
            Self::Release => {
                ("released_fen = released_fen + $2", "ordered_fen + released_fen + $2 <= amount_fen")
            }
            Self::Recover => ("recovered_fen = recovered_fen + $2", "recovered_fen + $2 <= paid_fen"),
        }
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

/// Every award an organisation was given, newest first.
pub async fn of_organisation(
    on: &impl Source,
    organisation: OrganisationId,
    limit: i64,
) -> Result<Vec<HeldAward>, StoreError> {
    let tail = "FROM commitments k JOIN applications a ON a.id = k.application_id \
                JOIN calls c ON c.id = a.call_id WHERE a.organisation_id = $1 ORDER BY a.id DESC LIMIT $2";
    project(on, tail, values![organisation, limit]).await
}

/// Sums of every line that has commitments.
pub async fn holdings(on: &impl Source) -> Result<Vec<LineHoldings>, StoreError> {
    let tail = "FROM commitments k GROUP BY k.budget_line_id ORDER BY k.budget_line_id";
    project(on, tail, Vec::new()).await
}

/// Moves money of an application's commitment; a conflict when it does not hold that much there.
pub async fn shift(
    unit: &UnitOfWork,
    application: ApplicationId,
    step: Move,
    amount: Money,
    at: Timestamp,
) -> Result<(), StoreError> {
    if !amount.is_positive() {
        return Err(StoreError::conflict("an amount to move must be positive"));
    }
    let (change, condition) = step.sql();
    let sql =
        format!("UPDATE commitments SET {change}, updated_at = $3 WHERE application_id = $1 AND {condition}");
    change_one(unit, "a commitment does not hold that amount", &sql, values![application, amount, at]).await
}

/// Copies from the case which instalment comes next, of how many.
pub async fn set_next(
    unit: &UnitOfWork,
    application: ApplicationId,
    count: i64,
    next: Option<NextInstalment>,
) -> Result<(), StoreError> {
    let sql = "UPDATE commitments SET instalment_count = $2, instalment = $3, instalment_fen = $4, \
               not_before = $5 WHERE application_id = $1";
    let cells = values![
        application,
        count,
        next.map(|next| next.number),
        next.map(|next| next.amount),
        next.and_then(|next| next.not_before),
    ];
    change_one(unit, "an award without its commitment", sql, cells).await
}
