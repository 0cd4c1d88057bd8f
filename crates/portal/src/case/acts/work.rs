//! Whose work a case is at the moment: the turn to write on it, and who its stage was given to.
//! Who may take or hand out work, the engine says.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::{CaseView, Viewpoint};
use templates::pages::case::Choice;
use templates::pages::case::acts::work::{Turn, WorkAct};
use workflow::id::PersonId;
use workflow::{Command, CommandKind};

use super::ticked;
use crate::case::decide::give;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

/// A tick's name begins so and ends with the person.
const PREFIX: &str = "assign_";

pub async fn assign(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Assign { to: ticked::<PersonId>(&typed, PREFIX) };
    give(visit, &case, &typed, command, "flash-assigned").await
}

pub fn part(visit: &Visit, view: &CaseView) -> Option<WorkAct> {
    if view.viewpoint == Viewpoint::Member {
        return None;
    }
    let reader = visit.signed().ok()?.id();
    let turn = view.turn.as_ref().map(|turn| Turn {
        name: turn.name.clone(),
        since_millis: turn.since.millis(),
        until_millis: turn.until.millis(),
        own: turn.person == reader,
    });
    let choice = |(person, name): &(PersonId, String)| Choice::new(format!("{PREFIX}{person}"), name.clone());
    let decides = |kind: &CommandKind| !matches!(kind, CommandKind::Recuse | CommandKind::FileObjection);
    Some(WorkAct {
        blocked: turn.as_ref().is_some_and(|turn| !turn.own),
        may_take: view.actions.iter().any(decides),
        turn,
        may_assign: view.actions.contains(&CommandKind::Assign),
        people: view.assignable.iter().map(choice).collect(),
    })
}
