//! Pages of a case: the applicant's own and everybody's who works on it.
//!
//! One page shows a case to all who may see it; what each may do there, the engine says.

mod answers;
pub(crate) mod asked;
mod department;
mod expert;
pub(crate) mod figures;
pub(crate) mod picture;
pub(crate) mod remedy;
pub(crate) mod stacking;
pub(crate) mod titles;
pub(crate) mod trouble;
mod verdict;
mod view;

pub mod acts;
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
use engine::queries::department::DepartmentView;
use engine::queries::expert::ExpertView;
use engine::readings::Door;
use templates::pages::case::CaseHead;
use workflow::Role;
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

/// As much of a case as its reader may see.
enum Seen {
    Whole(Box<CaseView>),
    /// What a department of the joint review reads.
    Part(Box<DepartmentView>),
    /// What a member of its panel reads.
    Seat(Box<ExpertView>),
}

/// The case whole, or the part an expert or a department reads.
async fn look(visit: &Visit, path: &str) -> Result<Seen, PortalError> {
    let signed = visit.signed()?;
    let hidden = match read(visit, path).await {
        Ok(view) => return Ok(Seen::Whole(Box::new(view))),
        Err(error @ PortalError::Engine(EngineError::NotFound { .. })) => error,
        Err(error) => return Err(error),
    };
    let application = id::<ApplicationId>(path)?;
    let seen = if signed.holds(Role::Expert)
        && let Some(view) = absent(visit.engine().expert_view(signed, application).await)?
    {
        Seen::Seat(Box::new(view))
    } else if signed.holds(Role::Department) {
        Seen::Part(Box::new(visit.engine().department_view(signed, application).await?))
    } else {
        return Err(hidden);
    };
    visit.engine().note_reading(signed, application, Door::Page).await;
    Ok(seen)
}

/// Nothing where the case does not exist for the reader.
pub(crate) fn absent<T>(read: Result<T, EngineError>) -> Result<Option<T>, EngineError> {
    match read {
        Ok(view) => Ok(Some(view)),
        Err(EngineError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
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
