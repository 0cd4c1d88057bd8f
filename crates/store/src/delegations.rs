//! Roles lent by somebody who is away. A row is never changed but by its end.
//! Whether it may be lent is the engine's to say.

use workflow::id::{DelegationId, PersonId};
use workflow::{Date, Role, Timestamp};

use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "delegations", key 1;
    /// One role, from one person to another, for some days. Both days are included.
    pub struct DelegationRow {
        id: DelegationId,
        role: Role,
        from_person: PersonId,
        to_person: PersonId,
        first_day: Date,
        last_day: Date,
        reason: String,
        made_by: PersonId,
        made_at: Timestamp,
        ended_at: Option<Timestamp>,
    }
}

pub async fn insert(unit: &UnitOfWork, delegation: &DelegationRow) -> Result<(), StoreError> {
    insert_row(unit, delegation).await
}

pub async fn find(on: &impl Source, id: DelegationId) -> Result<Option<DelegationRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// What was lent to a person and holds on this day.
pub async fn held_by(
    on: &impl Source,
    person: PersonId,
    day: Date,
) -> Result<Vec<DelegationRow>, StoreError> {
    let tail = "WHERE t.to_person = $1 AND t.last_day >= $2 AND t.first_day <= $2 AND t.ended_at IS NULL \
                ORDER BY t.id";
    list_rows(on, tail, values![person, day]).await
}

/// What a person lent or was lent, the latest first.
pub async fn of_person(on: &impl Source, person: PersonId) -> Result<Vec<DelegationRow>, StoreError> {
    let tail = "WHERE t.to_person = $1 OR t.from_person = $1 ORDER BY t.id DESC LIMIT 100";
    list_rows(on, tail, values![person]).await
}

/// Ends a delegation before its last day.
pub async fn end(unit: &UnitOfWork, id: DelegationId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE delegations SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    change_one(unit, "the delegation has ended already", sql, values![id, at]).await
}
