//! What a few commands need laid on the table: members of the meeting, photographs, the people work is
//! handed to, candidates and the seed of a draw. Read inside the unit of the command; decides nothing.

use store::UnitOfWork;
use workflow::decide::Table;
use workflow::id::{AttachmentId, PersonId};
use workflow::panel::{Candidate, Seed};
use workflow::{Actor, Command, Role, Stage, Timestamp};

use crate::case::Loaded;
use crate::{Engine, EngineError};

/// Photographs of a site visit are documents under this code; only officers add them.
pub const SITE_PHOTO: &str = "site-photo";

/// Owned, so that a context can borrow it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Laid {
    candidates: Vec<Candidate>,
    seed: Option<Seed>,
    meeting_members: Vec<PersonId>,
    photos: Vec<AttachmentId>,
    assignees: Vec<Actor>,
}

impl Laid {
    /// Nothing for most commands.
    pub(crate) async fn for_command(
        engine: &Engine,
        unit: &UnitOfWork,
        now: Timestamp,
        loaded: &Loaded,
        command: &Command,
    ) -> Result<Self, EngineError> {
        let mut laid = Self::default();
        match command {
            Command::DrawPanel if loaded.application.stage() == Stage::ExpertReview => {
                laid.candidates = crate::seats::candidates(unit, now, loaded).await?;
                laid.seed = Some(crate::seats::seed(engine)?);
            }
            Command::ResolveMeeting { .. } => laid.meeting_members = meeting_members(unit, loaded).await?,
            Command::RecordVisit { .. } => {
                let photos = loaded.attachments.iter().filter(|row| row.document_code == SITE_PHOTO);
                laid.photos = photos.map(|row| row.id).collect();
            }
            Command::Assign { to } => {
                for person in to {
                    laid.assignees.extend(engine.actor_on(unit, *person, now.date()).await?);
                }
            }
            _ => {}
        }
        Ok(laid)
    }

    pub(crate) fn table(&self) -> Table<'_> {
        Table {
            candidates: &self.candidates,
            seed: self.seed,
            meeting_members: &self.meeting_members,
            photos: &self.photos,
            assignees: &self.assignees,
            migration: None,
        }
    }
}

/// Holders of a seat in the bureau meeting who are not of the organisation.
pub(crate) async fn meeting_members(
    on: &impl store::Source,
    loaded: &Loaded,
) -> Result<Vec<PersonId>, EngineError> {
    let organisation = loaded.application.origin.organisation;
    let members = store::people::members_of(on, organisation).await?;
    let seats = store::people::holding(on, Role::BureauMeeting).await?;
    let free = |person: &PersonId| members.iter().all(|member| member.id != *person);
    Ok(seats.into_iter().map(|person| person.id).filter(free).collect())
}
