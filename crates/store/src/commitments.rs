//! Budget held for awards: one commitment per application.
//! Moves name the state they leave; the budget line itself is moved in `budgets`.

use workflow::id::{ApplicationId, BudgetLineId, CommitmentId, OrganisationId};
use workflow::{Money, Timestamp};

use crate::Page;
use crate::cell::{Hidden, keyed};
use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, project, projection, table, values};
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

projection! {
    /// A commitment that waits for a payment order, with everything the order needs.
    pub struct DueCommitment {
        id: CommitmentId = "k.id",
        application_id: ApplicationId = "k.application_id",
        budget_line_id: BudgetLineId = "k.budget_line_id",
        amount_fen: Money = "k.amount_fen",
        made_at: Timestamp = "k.made_at",
        application_number: String = "a.number",
        organisation_id: OrganisationId = "o.id",
        organisation_name: String = "o.name",
        account_name: String = "o.account_name",
        account_number: Hidden<String> = "o.account_number",
        bank_code: String = "o.bank_code",
        bank_name: String = "o.bank_name",
        call_title_zh: String = "c.title_zh",
        call_title_en: String = "c.title_en",
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

/// Held commitments without a live payment order, oldest first (`after` is an id).
pub async fn due(on: &impl Source, page: &Page) -> Result<Vec<DueCommitment>, StoreError> {
    let tail = "FROM commitments k JOIN applications a ON a.id = k.application_id \
                JOIN organisations o ON o.id = a.organisation_id JOIN calls c ON c.id = a.call_id \
                WHERE k.state = 'held' AND k.id > $1 AND NOT EXISTS (\
                SELECT 1 FROM payment_orders p WHERE p.commitment_id = k.id \
                AND p.state NOT IN ('rejected', 'cancelled')) ORDER BY k.id LIMIT $2";
    project(on, tail, values![page.after.clone().unwrap_or_default(), page.rows()]).await
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
