//! Before handing in: what is missing, how the rules judge, and the act itself.
//! The engine judges; the page only says what it found.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::{CaseView, Viewpoint};
use templates::pages::case::check::Check;
use templates::{FlashKind, Form, Message};
use workflow::{Command, CommandKind};

use super::{head, place, read, trouble, verdict, version};
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn show(visit: Visit, Path(case): Path<String>) -> Result<Response, PortalError> {
    let view = read(&visit, &case).await?;
    if !view.judged.live || view.viewpoint != Viewpoint::Member {
        return Ok(visit.go(&place(view.application.origin.id)));
    }
    visit.show(&page(&visit, &view, Form::empty())).await
}

pub async fn submit(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    hand_in(visit, &case, form, Command::Submit, "flash-submitted").await
}

pub async fn answer_correction(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    hand_in(visit, &case, form, Command::AnswerCorrection, "flash-correction-answered").await
}

async fn hand_in(
    visit: Visit,
    case: &str,
    CheckedForm(typed): CheckedForm,
    command: Command,
    flash: &str,
) -> Result<Response, PortalError> {
    let id = crate::extract::id(case)?;
    let given = visit.engine().give_at(visit.signed()?, id, version(&typed)?, command, &typed.key()?).await;
    match given {
        Ok(_) => Ok(visit.go_saying(&place(id), FlashKind::Success, Message::new(flash))),
        Err(error) => {
            let view = read(&visit, case).await?;
            let form = trouble::into_form(&visit, &view, Form::empty(), error, |_| String::new())?;
            visit.refuse(&page(&visit, &view, form)).await
        }
    }
}

fn page(visit: &Visit, view: &CaseView, form: Form) -> Check {
    let may = |kind: CommandKind| view.actions.contains(&kind);
    let command = match (may(CommandKind::Submit), may(CommandKind::AnswerCorrection)) {
        (true, _) => Some(CommandKind::Submit.key()),
        (_, true) => Some(CommandKind::AnswerCorrection.key()),
        _ => None,
    };
    Check {
        form,
        head: head(visit, view),
        problems: trouble::problems(visit, view),
        warnings: trouble::warnings(visit, view),
        verdicts: verdict::parts(view, visit.locale),
        command,
        confirmed: view.organisation.confirmed,
    }
}
