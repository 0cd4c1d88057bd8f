//! Who looked at a case. Every reading is noted, through whichever door it came.
//!
//! A reading is written after it, in a unit of its own, so that nobody waits for the note; a bound on the
//! notes under way makes a flood of readers wait after all, and nothing is ever left out for it.

use store::readings::CaseReadingRow;
use tokio::sync::Semaphore;
use workflow::Timestamp;
use workflow::id::{ApplicationId, PersonId};

use crate::actor::Signed;
use crate::{Engine, EngineError};

/// Notes under way at once: a minute of busy reading, and few enough to be written in a second.
const NOTES_MAXIMUM: u32 = 64;
const MILLIS_PER_MINUTE: i64 = 60_000;

/// Through what a case was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Page,
    Api,
    Attachment,
}

impl Door {
    pub const ALL: [Self; 3] = [Self::Page, Self::Api, Self::Attachment];

    /// Stable key; the catalogues label it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Api => "api",
            Self::Attachment => "attachment",
        }
    }
}

/// The notes under way.
#[derive(Debug)]
pub(crate) struct InFlight(std::sync::Arc<Semaphore>);

impl Default for InFlight {
    fn default() -> Self {
        Self(std::sync::Arc::new(Semaphore::new(NOTES_MAXIMUM as usize)))
    }
}

impl Engine {
    /// Notes that somebody read a case. Looking again within a minute is the same reading.
    pub async fn note_reading(&self, signed: &Signed, application: ApplicationId, door: Door) {
        let slots = std::sync::Arc::clone(&self.readings.0);
        let Ok(slot) = slots.acquire_owned().await else { return };
        let (engine, person, roles) = (self.clone(), signed.id(), roles_of(signed));
        tokio::spawn(async move {
            if let Err(error) = engine.write_reading(person, roles, application, door).await {
                tracing::error!(%error, %application, door = door.key(), "a reading could not be noted");
            }
            drop(slot);
        });
    }

    /// Resolves once every reading noted so far is written: at the end of the process, and in tests.
    pub async fn readings_written(&self) {
        // The semaphore is never closed; were it, there would be nothing to wait for.
        let _ = self.readings.0.acquire_many(NOTES_MAXIMUM).await;
    }

    async fn write_reading(
        &self,
        person: PersonId,
        roles: String,
        application: ApplicationId,
        door: Door,
    ) -> Result<(), EngineError> {
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let row = CaseReadingRow {
                    application_id: application,
                    person_id: person,
                    minute: minute_of(now),
                    door: door.key().to_owned(),
                    roles,
                    at: now,
                };
                Ok(store::readings::note(unit, &row).await?)
            })
        })
        .await
    }
}

const fn minute_of(at: Timestamp) -> i64 {
    at.millis().div_euclid(MILLIS_PER_MINUTE)
}

fn roles_of(signed: &Signed) -> String {
    let keys: Vec<&str> = signed.actor.roles.iter().map(|role| role.key()).collect();
    keys.join(",")
}
