//! Real-name objections to items of publicity lists. Who objected stands here and nowhere else.

use workflow::Timestamp;
use workflow::id::{ApplicationId, NoticeId, ObjectionId, PersonId};

use crate::cell::Hidden;
use crate::error::StoreError;
use crate::row::{execute, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "objections", key 1;
    /// One objection, and what became of it.
    pub struct ObjectionRow {
        id: ObjectionId,
        number: String,
        application_id: ApplicationId,
        notice_id: NoticeId,
        name: Hidden<String>,
        identity_number: Hidden<String>,
        contact: Hidden<String>,
        locale: String,
        body: String,
        filed_at: Timestamp,
        decision: Option<String>,
        reply: Option<String>,
        decided_by: Option<PersonId>,
        decided_at: Option<Timestamp>,
    }
}

pub async fn insert(unit: &UnitOfWork, objection: &ObjectionRow) -> Result<(), StoreError> {
    insert_row(unit, objection).await
}

/// The objections to one case, oldest first.
pub async fn of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Vec<ObjectionRow>, StoreError> {
    list_rows(on, "WHERE t.application_id = $1 ORDER BY t.id", values![application]).await
}

/// Writes the answer into every open objection to a case.
pub async fn decide(
    unit: &UnitOfWork,
    application: ApplicationId,
    decision: &str,
    reply: &str,
    by: PersonId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let sql = "UPDATE objections SET decision = $2, reply = $3, decided_by = $4, decided_at = $5 \
               WHERE application_id = $1 AND decided_at IS NULL";
    let cells = values![application, decision.to_owned(), reply.to_owned(), by, at];
    execute(unit, sql, cells).await
}
