//! The programmes, each with the pack it uses now.
//! The packs themselves are explained in `pack`.

use axum::response::Response;
use engine::queries::packs::ProgrammeLine;
use templates::pages::policy::{ProgrammeCard, Programmes};

use super::either;
use crate::error::PortalError;
use crate::page::Visit;

pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    let lines = visit.engine().programmes().await?;
    let card = |line: ProgrammeLine| ProgrammeCard {
        href: format!("/policy/{}", line.fingerprint),
        title: either(visit.locale, &line.title_zh, &line.title_en),
        code: line.code,
        version: line.version,
        effective_from: line.effective_from,
        effective_until: line.effective_until,
        criteria: line.criteria,
        parameters: line.parameters,
        unverified: line.unverified,
    };
    visit.show(&Programmes { programmes: lines.into_iter().map(card).collect() }).await
}
