//! Who is writing on a case at the moment: at most one person, until the turn runs out.
//! How long a turn lasts is the engine's to say.

use workflow::Timestamp;
use workflow::id::{ApplicationId, PersonId};

use crate::error::StoreError;
use crate::row::{execute, find as find_row, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "writing_turns", key 1;
    /// One person's turn.
    pub struct WritingTurnRow {
        application_id: ApplicationId,
        person_id: PersonId,
        taken_at: Timestamp,
        until: Timestamp,
    }
}

/// Whoever's turn it is now.
pub async fn current(
    on: &impl Source,
    application: ApplicationId,
    now: Timestamp,
) -> Result<Option<WritingTurnRow>, StoreError> {
    find_row(on, "WHERE t.application_id = $1 AND t.until > $2", values![application, now]).await
}

/// Takes or prolongs a turn; `false` when it is somebody else's.
pub async fn take(unit: &UnitOfWork, turn: &WritingTurnRow) -> Result<bool, StoreError> {
    let sql = "INSERT INTO writing_turns (application_id, person_id, taken_at, until) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (application_id) DO UPDATE SET person_id = excluded.person_id, \
               until = excluded.until, taken_at = CASE WHEN writing_turns.person_id = excluded.person_id \
               THEN writing_turns.taken_at ELSE excluded.taken_at END \
               WHERE writing_turns.person_id = excluded.person_id OR writing_turns.until <= excluded.taken_at";
    let cells = values![turn.application_id, turn.person_id, turn.taken_at, turn.until];
    Ok(execute(unit, sql, cells).await? == 1)
}

/// Gives a turn back.
pub async fn release(
    unit: &UnitOfWork,
    application: ApplicationId,
    person: PersonId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM writing_turns WHERE application_id = $1 AND person_id = $2";
    execute(unit, sql, values![application, person]).await.map(|_| ())
}
