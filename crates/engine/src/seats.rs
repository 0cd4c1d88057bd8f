//! Panels beside the event log: who could be drawn for a case, and who sits where, for load and for sight.
//! Read and written inside the unit of the command; decides nothing.

use std::collections::BTreeSet;

use store::UnitOfWork;
use store::registers::panel_seats;
use workflow::id::PersonId;
use workflow::panel::{Candidate, Conflict, LOOK_BACK_YEARS, Seed};
use workflow::{Application, Event, EventKind, Role, Timestamp};

use crate::case::Loaded;
use crate::queries::sight::SEES_ALL;
use crate::registers::{CaseInQuestion, candidates_for};
use crate::{Engine, EngineError};

/// Roles that read whole cases or a part with the organisation's name.
const READS_NAMES: [Role; 2] = [Role::Recommender, Role::Department];

const SEED_BYTES: usize = 32;

/// Everybody who could sit, each with what keeps them away. In a blind review that is also a duty in which
/// a person reads whose application it is.
pub(crate) async fn candidates(
    unit: &UnitOfWork,
    now: Timestamp,
    loaded: &Loaded,
) -> Result<Vec<Candidate>, EngineError> {
    let application = &loaded.application;
    let case = CaseInQuestion {
        application: application.origin.id,
        organisation: application.origin.organisation,
        declared: application.recused.clone(),
        look_back_years: LOOK_BACK_YEARS,
    };
    let mut candidates = candidates_for(unit, &case, now).await?;
    if loaded.pipeline.is_blind() {
        let knowing = knowing(unit).await?;
        for candidate in candidates.iter_mut().filter(|candidate| knowing.contains(&candidate.expert)) {
            candidate.excluded.push(Conflict::BureauDuty);
        }
    }
    Ok(candidates)
}

async fn knowing(unit: &UnitOfWork) -> Result<BTreeSet<PersonId>, EngineError> {
    let mut knowing = BTreeSet::new();
    for role in SEES_ALL.into_iter().chain(READS_NAMES) {
        let holders = store::people::holding(unit, role).await?;
        knowing.extend(holders.into_iter().map(|person| person.id));
    }
    Ok(knowing)
}

/// Fresh chance for one draw; it is published with the draw.
pub(crate) fn seed(engine: &Engine) -> Result<Seed, EngineError> {
    let mut bytes = [0; SEED_BYTES];
    engine.chance.fill(&mut bytes)?;
    Ok(Seed::new(bytes))
}

/// Seats as the events fill and empty them.
pub(crate) async fn keep_beside(
    unit: &UnitOfWork,
    application: &Application,
    events: &[Event],
) -> Result<(), EngineError> {
    let id = application.origin.id;
    for event in events {
        match (&event.kind, event.person) {
            (EventKind::PanelDrawn { draw }, _) => {
                for expert in &draw.chosen {
                    panel_seats::seat(unit, id, *expert, event.at).await?;
                }
            }
            (EventKind::ReviewRecused { .. }, Some(expert)) => {
                panel_seats::release(unit, id, expert, event.at).await?;
            }
            _ => {}
        }
    }
    Ok(())
}
