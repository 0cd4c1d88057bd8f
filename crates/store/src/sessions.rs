//! Sessions of signed-in and of anonymous visitors. A session's id is a secret and never shows in a log.
//! What a session holds is opaque here.

use workflow::Timestamp;
use workflow::id::PersonId;

use crate::cell::Hidden;
use crate::error::StoreError;
use crate::row::{execute, find as find_row, insert as insert_row, replace, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "sessions", key 1;
    /// A visitor's session.
    pub struct SessionRow {
        id: Hidden<String>,
        person_id: Option<PersonId>,
        record_json: Hidden<String>,
        expires_at: Timestamp,
    }
}

/// Inserts a session; an id that is taken is a conflict.
pub async fn insert(unit: &UnitOfWork, session: &SessionRow) -> Result<(), StoreError> {
    insert_row(unit, session).await
}

/// Inserts the session or overwrites it.
pub async fn save(unit: &UnitOfWork, session: &SessionRow) -> Result<(), StoreError> {
    if replace(unit, session).await? { Ok(()) } else { insert_row(unit, session).await }
}

/// A session that has not expired.
pub async fn find(on: &impl Source, id: &str, now: Timestamp) -> Result<Option<SessionRow>, StoreError> {
    find_row(on, "WHERE t.id = $1 AND t.expires_at > $2", values![id.to_owned(), now]).await
}

pub async fn delete(unit: &UnitOfWork, id: &str) -> Result<(), StoreError> {
    execute(unit, "DELETE FROM sessions WHERE id = $1", values![id.to_owned()]).await.map(|_| ())
}

/// Ends every session of a person: after a new password, or when the account is closed.
pub async fn delete_of_person(unit: &UnitOfWork, person: PersonId) -> Result<u64, StoreError> {
    execute(unit, "DELETE FROM sessions WHERE person_id = $1", values![person]).await
}

/// Forgets expired sessions. Answers how many.
pub async fn delete_expired(unit: &UnitOfWork, now: Timestamp) -> Result<u64, StoreError> {
    execute(unit, "DELETE FROM sessions WHERE expires_at <= $1", values![now]).await
}
