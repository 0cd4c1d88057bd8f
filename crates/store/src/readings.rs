//! Who read which case when, and through which door. Append-only; one row per person, case, door and minute.
//!
//! Only supervision reads these rows; what a reader saw is not kept, only that they looked.

use workflow::Timestamp;
use workflow::id::{ApplicationId, PersonId};

use crate::error::StoreError;
use crate::row::{Row, execute, insert_sql, project, projection, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "case_readings", key 4;
    /// One reading.
    pub struct CaseReadingRow {
        application_id: ApplicationId,
        person_id: PersonId,
        /// Minutes since 1970: looking twice within one of them is one reading.
        minute: i64,
        /// `page`, `api` or `attachment`.
        door: String,
        /// Keys of the roles held at the time, with commas between them.
        roles: String,
        at: Timestamp,
    }
}

projection! {
    /// A reading with the names a reader of it needs.
    pub struct ReadingLine {
        application_id: ApplicationId = "r.application_id",
        application_number: String = "a.number",
        organisation_name: String = "o.name",
        person_id: PersonId = "r.person_id",
        person_name: String = "p.name",
        roles: String = "r.roles",
        door: String = "r.door",
        at: Timestamp = "r.at",
    }
}

const JOIN: &str = "FROM case_readings r JOIN applications a ON a.id = r.application_id \
                    JOIN organisations o ON o.id = a.organisation_id JOIN people p ON p.id = r.person_id";

/// Records a reading; the same again within its minute changes nothing.
pub async fn note(unit: &UnitOfWork, row: &CaseReadingRow) -> Result<(), StoreError> {
    let sql = format!("{} ON CONFLICT DO NOTHING", insert_sql(&CaseReadingRow::TABLE, 0));
    execute(unit, sql, row.values()).await.map(|_| ())
}

/// Readings of all cases, newest first, those before an instant.
pub async fn all(on: &impl Source, before: Timestamp, limit: i64) -> Result<Vec<ReadingLine>, StoreError> {
    let tail = format!("{JOIN} WHERE r.at < $1 ORDER BY r.at DESC, r.application_id, r.person_id LIMIT $2");
    project(on, &tail, values![before, limit]).await
}

/// Readings of one case, newest first, those before an instant.
pub async fn of_case(
    on: &impl Source,
    case: ApplicationId,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<ReadingLine>, StoreError> {
    let tail =
        format!("{JOIN} WHERE r.application_id = $1 AND r.at < $2 ORDER BY r.at DESC, r.person_id LIMIT $3");
    project(on, &tail, values![case, before, limit]).await
}

/// What one person read, newest first, those before an instant.
pub async fn of_person(
    on: &impl Source,
    person: PersonId,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<ReadingLine>, StoreError> {
    let tail =
        format!("{JOIN} WHERE r.person_id = $1 AND r.at < $2 ORDER BY r.at DESC, r.application_id LIMIT $3");
    project(on, &tail, values![person, before, limit]).await
}
