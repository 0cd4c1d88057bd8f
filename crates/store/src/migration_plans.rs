//! Plans that move the running cases of a call to another version of its pipeline.
//! What a plan would do to a case is asked elsewhere; here is only who drew it up and who applied it.

use workflow::Timestamp;
use workflow::id::{CallId, MigrationPlanId, PersonId};

use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "migration_plans", key 1;
    /// Drawn up by one person, applied by another.
    pub struct MigrationPlanRow {
        id: MigrationPlanId,
        number: String,
        call_id: CallId,
        to_fingerprint: String,
        stages_json: String,
        reason: String,
        drawn_by: PersonId,
        drawn_at: Timestamp,
        applied_by: Option<PersonId>,
        applied_at: Option<Timestamp>,
        /// Cases it moved.
        moved: i64,
    }
}

pub async fn insert(unit: &UnitOfWork, plan: &MigrationPlanRow) -> Result<(), StoreError> {
    insert_row(unit, plan).await
}

pub async fn find(on: &impl Source, id: MigrationPlanId) -> Result<Option<MigrationPlanRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// Plans of all calls, the latest first.
pub async fn list(on: &impl Source) -> Result<Vec<MigrationPlanRow>, StoreError> {
    list_rows(on, "ORDER BY t.id DESC LIMIT 200", Vec::new()).await
}

/// The pack whose pipeline governs a call since its last applied plan.
pub async fn governing(on: &impl Source, call: CallId) -> Result<Option<String>, StoreError> {
    let tail = "WHERE t.call_id = $1 AND t.applied_at IS NOT NULL ORDER BY t.applied_at DESC, t.id DESC";
    let plan: Option<MigrationPlanRow> = find_row(on, tail, values![call]).await?;
    Ok(plan.map(|plan| plan.to_fingerprint))
}

/// Marks a plan as applied; a conflict when it was before.
pub async fn apply(
    unit: &UnitOfWork,
    id: MigrationPlanId,
    by: PersonId,
    at: Timestamp,
    moved: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE migration_plans SET applied_by = $2, applied_at = $3, moved = $4 \
               WHERE id = $1 AND applied_at IS NULL";
    change_one(unit, "the plan was applied already", sql, values![id, by, at, moved]).await
}
