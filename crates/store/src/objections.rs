//! Real-name objections to items of publicity lists, and attempts to file one, counted per address.
//! Who objected stands here and nowhere else; what an objection does to its case is the event log's.

use workflow::Timestamp;
use workflow::id::{ApplicationId, NoticeId, ObjectionId, PersonId};

use crate::cell::Hidden;
use crate::error::StoreError;
use crate::row::{execute, insert as insert_row, insert_numbered, integer, list as list_rows, table, values};
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

table! { "objection_attempts", key 1, numbered true;
    /// Somebody sent the form, sound or not.
    pub struct ObjectionAttemptRow {
        /// Made by the database; anything when inserting.
        id: i64,
        address: String,
        at: Timestamp,
    }
}

/// Counts an attempt, forgets those before `since`, and answers how many this address made since then.
pub async fn attempt(
    unit: &UnitOfWork,
    address: &str,
    at: Timestamp,
    since: Timestamp,
) -> Result<i64, StoreError> {
    execute(unit, "DELETE FROM objection_attempts WHERE at < $1", values![since]).await?;
    insert_numbered(unit, &ObjectionAttemptRow { id: 0, address: address.to_owned(), at }).await?;
    let sql = "SELECT COUNT(*) FROM objection_attempts WHERE address = $1 AND at >= $2";
    integer(unit, sql, values![address.to_owned(), since]).await
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
