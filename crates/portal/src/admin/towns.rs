//! The parts of the jurisdiction, as they were loaded.
//! It changes none of them.

use axum::response::Response;
use templates::pages::people::{TownLine, Towns};

use crate::error::PortalError;
use crate::page::Visit;

pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    let towns = visit.engine().towns().await?.into_iter().map(|town| TownLine {
        code: town.code,
        name_zh: town.name_zh,
        name_en: town.name_en,
    });
    visit.show(&Towns { towns: towns.collect() }).await
}
