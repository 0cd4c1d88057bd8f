//! Pages of a case: the applicant's own and everybody's who works on it.
//!
//! One page shows a case to all who may see it; what each may do there, the engine says.

mod answers;
mod figures;
pub(crate) mod picture;
mod titles;
mod trouble;
mod verdict;
mod view;

pub mod check;
pub mod decide;
pub mod documents;
pub mod form;
pub mod list;
pub mod show;
pub mod start;
pub mod turn;
pub mod withdraw;

use engine::EngineError;
use engine::applications::VERSION_MOVED_ON;
use engine::queries::case_view::CaseView;
use engine::readings::Door;
use templates::pages::case::CaseHead;
use workflow::id::ApplicationId;

use crate::error::PortalError;
use crate::extract::{Typed, id};
use crate::page::Visit;

/// The case a path names, as this reader may see it; that they saw it is noted.
async fn read(visit: &Visit, path: &str) -> Result<CaseView, PortalError> {
    let application = id::<ApplicationId>(path)?;
    let view = visit.engine().case_view(visit.signed()?, application).await?;
    visit.engine().note_reading(visit.signed()?, application, Door::Page).await;
    Ok(view)
}

fn place(application: ApplicationId) -> String {
    format!("/applications/{application}")
}

fn head(visit: &Visit, view: &CaseView) -> CaseHead {
    let application = &view.application;
    CaseHead {
        href: place(application.origin.id),
        number: application.origin.number.clone(),
        organisation: view.organisation.name.clone(),
        call: titles::pick(visit.locale, &view.call.title_zh, &view.call.title_en).to_owned(),
        stage: application.stage().key().to_owned(),
        version: application.version,
    }
}

/// The version the page was made from.
fn version(typed: &Typed) -> Result<u64, PortalError> {
    typed.get("_version").parse().map_err(|_| PortalError::BadRequest)
}

/// Somebody else was faster: the page is shown again with what was typed.
fn has_moved_on(error: &EngineError) -> bool {
    matches!(error, EngineError::Conflict { what } if what == VERSION_MOVED_ON)
}
