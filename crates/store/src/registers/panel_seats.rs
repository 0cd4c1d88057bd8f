//! The seats of expert panels, as a draw filled them: what an expert's load is counted from.
//!
//! The event log says why and how; these rows say who sits where, quickly.

use workflow::Timestamp;
use workflow::id::{ApplicationId, PersonId};

use crate::error::StoreError;
use crate::row::{execute, insert, list, project, projection, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "panel_seats", key 2;
    /// One seat. A seat given back keeps its row: nobody is drawn twice for one case.
    pub struct PanelSeatRow {
        application_id: ApplicationId,
        expert_id: PersonId,
        drawn_at: Timestamp,
        /// When the expert stepped back.
        released_at: Option<Timestamp>,
    }
}

projection! {
    /// How many reviews an expert was given.
    pub struct ExpertLoad {
        expert: PersonId = "s.expert_id",
        seats: i64 = "COUNT(*)",
    }
}

/// Gives a seat; a second one on the same case is a conflict.
pub async fn seat(
    unit: &UnitOfWork,
    application: ApplicationId,
    expert: PersonId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row =
        PanelSeatRow { application_id: application, expert_id: expert, drawn_at: at, released_at: None };
    insert(unit, &row).await
}

/// Takes a seat back, if it was held. It does not count as load any more.
pub async fn release(
    unit: &UnitOfWork,
    application: ApplicationId,
    expert: PersonId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE panel_seats SET released_at = $3 \
               WHERE application_id = $1 AND expert_id = $2 AND released_at IS NULL";
    Ok(execute(unit, sql, values![application, expert, at]).await? == 1)
}

/// Everybody ever drawn for a case.
pub async fn of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Vec<PanelSeatRow>, StoreError> {
    list(on, "WHERE t.application_id = $1 ORDER BY t.drawn_at, t.expert_id", values![application]).await
}

/// Whether an expert was given a seat on a case and has not given it back.
pub async fn is_held(
    on: &impl Source,
    application: ApplicationId,
    expert: PersonId,
) -> Result<bool, StoreError> {
    let tail = "WHERE t.application_id = $1 AND t.expert_id = $2 AND t.released_at IS NULL";
    let rows: Vec<PanelSeatRow> = list(on, tail, values![application, expert]).await?;
    Ok(!rows.is_empty())
}

/// Seats held since an instant, expert by expert; whoever held none is not listed.
pub async fn loads(on: &impl Source, since: Timestamp) -> Result<Vec<ExpertLoad>, StoreError> {
    let tail = "FROM panel_seats s WHERE s.drawn_at >= $1 AND s.released_at IS NULL GROUP BY s.expert_id";
    project(on, tail, values![since]).await
}
