//! Paid money that came back: one row per receipt, append-only. The amounts are summed in `commitments`.
//! Nothing here moves a counter.

use workflow::id::{ApplicationId, CommitmentId, PersonId};
use workflow::{Date, Money, Timestamp};

use crate::error::StoreError;
use crate::row::{find as find_row, insert_numbered, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "repayments", key 1, numbered true;
    /// One receipt of money paid back.
    pub struct RepaymentRow {
        /// Made by the database; anything when inserting.
        id: i64,
        commitment_id: CommitmentId,
        application_id: ApplicationId,
        amount_fen: Money,
        received_on: Date,
        reference: String,
        recorded_by: PersonId,
        recorded_at: Timestamp,
    }
}

/// Appends a receipt; answers its number. The same reference twice for a case is a conflict.
pub async fn append(unit: &UnitOfWork, repayment: &RepaymentRow) -> Result<i64, StoreError> {
    insert_numbered(unit, repayment).await
}

/// The receipt with this reference, if the case has it already.
pub async fn find_by_reference(
    on: &impl Source,
    application: ApplicationId,
    reference: &str,
) -> Result<Option<RepaymentRow>, StoreError> {
    let cells = values![application, reference.to_owned()];
    find_row(on, "WHERE t.application_id = $1 AND t.reference = $2", cells).await
}

/// What came back for an application, first to last.
pub async fn of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Vec<RepaymentRow>, StoreError> {
    list_rows(on, "WHERE t.application_id = $1 ORDER BY t.id", values![application]).await
}
