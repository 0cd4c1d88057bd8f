//! Whose turn it is to write on a case: one member of staff at a time, for some minutes, and everybody
//! else sees who. A turn is a courtesy with teeth: commands of others are refused until it ends.

use serde::{Deserialize, Serialize};
use store::UnitOfWork;
use store::writing_turns::{self, WritingTurnRow};
use workflow::id::{ApplicationId, PersonId};
use workflow::{Role, Timestamp};

use crate::actor::Signed;
use crate::case::state_of;
use crate::queries::sight::{is_member, may_see};
use crate::{Engine, EngineError};

/// Long enough to write an opinion; whoever goes home leaves nothing locked overnight.
pub const WRITING_TURN_MINUTES: i64 = 15;

/// Who is writing, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WritingTurn {
    pub person: PersonId,
    pub name: String,
    pub since: Timestamp,
    pub until: Timestamp,
}

impl Engine {
    /// Takes the turn on a case, or prolongs one's own.
    pub async fn take_turn(
        &self,
        signed: &Signed,
        application: ApplicationId,
    ) -> Result<WritingTurn, EngineError> {
        let signed = signed.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let row = store::applications::find(unit, application).await?;
                let missing = || EngineError::NotFound { what: "application" };
                let state = state_of(&row.ok_or_else(missing)?.state_json)?;
                if !may_see(&signed, &state) || is_member(&signed, &state) || signed.owns_only_sight() {
                    return Err(missing());
                }
                let until = now.plus_seconds(WRITING_TURN_MINUTES * 60);
                let turn = WritingTurnRow {
                    application_id: application,
                    person_id: signed.id(),
                    taken_at: now,
                    until,
                };
                if !writing_turns::take(unit, &turn).await? {
                    must_be_free(unit, application, signed.id(), now).await?;
                }
                let current = current(unit, application, now).await?;
                current.ok_or(EngineError::Conflict { what: "writing-turn".to_owned() })
            })
        })
        .await
    }

    /// Gives one's turn back.
    pub async fn release_turn(&self, signed: &Signed, application: ApplicationId) -> Result<(), EngineError> {
        let person = signed.id();
        self.in_unit(move |unit, _| {
            Box::pin(async move { Ok(writing_turns::release(unit, application, person).await?) })
        })
        .await
    }

    /// Whose turn it is, for the page.
    pub async fn writing_turn(&self, application: ApplicationId) -> Result<Option<WritingTurn>, EngineError> {
        current(&self.store, application, self.now().await?).await
    }
}

impl Signed {
    /// Supervision reads and never writes.
    fn owns_only_sight(&self) -> bool {
        self.actor.roles.iter().all(|role| *role == Role::Supervisor) && self.actor.delegations.is_empty()
    }
}

async fn current(
    on: &impl store::Source,
    application: ApplicationId,
    now: Timestamp,
) -> Result<Option<WritingTurn>, EngineError> {
    let Some(row) = writing_turns::current(on, application, now).await? else { return Ok(None) };
    let name = store::people::find(on, row.person_id).await?.map(|person| person.name);
    Ok(Some(WritingTurn {
        person: row.person_id,
        name: name.unwrap_or_default(),
        since: row.taken_at,
        until: row.until,
    }))
}

/// Refuses while it is another's turn.
pub(crate) async fn must_be_free(
    unit: &UnitOfWork,
    application: ApplicationId,
    person: PersonId,
    now: Timestamp,
) -> Result<(), EngineError> {
    match current(unit, application, now).await? {
        Some(turn) if turn.person != person => {
            Err(EngineError::BeingWritten { who: turn.name, until: turn.until })
        }
        _ => Ok(()),
    }
}
