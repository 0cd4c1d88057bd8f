//! Who looked at a case. Every reading is noted, through whichever door it came.
//!
//! A reading is written after it, in a unit of its own, so that nobody waits for the note; a bound on the
//! notes under way makes a flood of readers wait after all, and nothing is ever left out for it.

use serde::Serialize;
use store::readings::{CaseReadingRow, ReadingLine};
use tokio::sync::Semaphore;
use workflow::id::{ApplicationId, PersonId};
use workflow::{Role, Timestamp};

use crate::actor::Signed;
use crate::queries::risk::CaseName;
use crate::{Engine, EngineError};

/// Notes under way at once: a minute of busy reading, and few enough to be written in a second.
const NOTES_MAXIMUM: u32 = 64;
const MILLIS_PER_MINUTE: i64 = 60_000;
/// Readings on one page.
pub const READINGS_PAGE_ROWS: usize = 50;

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

/// Whose readings, or of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingsOf {
    Everything,
    Case(ApplicationId),
    Person(PersonId),
}

/// One reading, as supervision sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingView {
    pub case: CaseName,
    pub organisation: String,
    pub person: PersonId,
    pub person_name: String,
    /// Keys of the roles the reader held then; none for a member of an organisation without a duty.
    pub roles: Vec<String>,
    /// Key of the door.
    pub door: String,
    pub at: Timestamp,
}

/// A page of readings, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingPage {
    pub readings: Vec<ReadingView>,
    /// Hand it back as `before` for older ones.
    pub next: Option<Timestamp>,
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

    /// Who read what: of everything, of one case, or by one person. Only supervision is told.
    pub async fn readings(
        &self,
        signed: &Signed,
        of: ReadingsOf,
        before: Option<Timestamp>,
    ) -> Result<ReadingPage, EngineError> {
        signed.require(Role::Supervisor)?;
        let before = before.unwrap_or(Timestamp::from_millis(i64::MAX));
        let limit = i64::try_from(READINGS_PAGE_ROWS + 1).unwrap_or(i64::MAX);
        let mut rows = match of {
            ReadingsOf::Everything => store::readings::all(&self.store, before, limit).await?,
            ReadingsOf::Case(case) => store::readings::of_case(&self.store, case, before, limit).await?,
            ReadingsOf::Person(person) => {
                store::readings::of_person(&self.store, person, before, limit).await?
            }
        };
        let next = cut(&mut rows);
        Ok(ReadingPage { readings: rows.into_iter().map(view).collect(), next })
    }

    /// The case of this number, for the page that lists its readings.
    pub async fn case_numbered(
        &self,
        signed: &Signed,
        number: &str,
    ) -> Result<Option<ApplicationId>, EngineError> {
        signed.require(Role::Supervisor)?;
        let row = store::applications::find_by_number(&self.store, number.trim()).await?;
        Ok(row.map(|row| row.id))
    }

    /// A case by name only, for the heading over its readings.
    pub async fn case_name(&self, signed: &Signed, id: ApplicationId) -> Result<CaseName, EngineError> {
        signed.require(Role::Supervisor)?;
        let row = store::applications::find(&self.store, id).await?;
        let row = row.ok_or(EngineError::NotFound { what: "application" })?;
        Ok(CaseName { id, number: row.number })
    }

    /// A reader by name only.
    pub async fn reader_name(&self, signed: &Signed, id: PersonId) -> Result<String, EngineError> {
        signed.require(Role::Supervisor)?;
        let row = store::people::find(&self.store, id).await?;
        Ok(row.ok_or(EngineError::NotFound { what: "person" })?.name)
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

/// Cuts a page off; readings of one instant are never torn apart, unless they fill a page.
fn cut(rows: &mut Vec<ReadingLine>) -> Option<Timestamp> {
    if rows.len() <= READINGS_PAGE_ROWS {
        return None;
    }
    let beyond = rows.pop()?;
    let whole = rows.iter().rposition(|row| row.at != beyond.at).map_or(rows.len(), |index| index + 1);
    rows.truncate(whole);
    rows.last().map(|row| row.at)
}

fn view(row: ReadingLine) -> ReadingView {
    ReadingView {
        case: CaseName { id: row.application_id, number: row.application_number },
        organisation: row.organisation_name,
        person: row.person_id,
        person_name: row.person_name,
        roles: row.roles.split(',').filter(|role| !role.is_empty()).map(str::to_owned).collect(),
        door: row.door,
        at: row.at,
    }
}

const fn minute_of(at: Timestamp) -> i64 {
    at.millis().div_euclid(MILLIS_PER_MINUTE)
}

fn roles_of(signed: &Signed) -> String {
    let keys: Vec<&str> = signed.actor.roles.iter().map(|role| role.key()).collect();
    keys.join(",")
}
