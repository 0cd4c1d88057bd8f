//! The joint review: a department's opinion, and who has answered and who is silent.
//! What a department itself reads of the case is the page in `department.rs`.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::CaseView;
use templates::Locale;
use templates::pages::case::acts::joint::{DepartmentAnswer, DepartmentLine, JointAct};
use workflow::{Command, CommandKind, RefusalReason};

use super::{either, is_about_text};
use crate::case::decide::{give, show_again, values};
use crate::case::titles::pick;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn give_opinion(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (agrees, form) = either(&typed, "joint_agrees", ("yes", "no"), "joint-question", values(&typed));
    let Some(agrees) = agrees else {
        return show_again(&visit, &case, form, None).await;
    };
    let command = Command::GiveOpinion { agrees, opinion: typed.text("joint_opinion") };
    give(visit, &case, &typed, command, "flash-opinion-given").await
}

pub fn part(visit: &Visit, view: &CaseView) -> Option<JointAct> {
    let standings = &view.reviews.departments;
    if standings.is_empty() {
        return None;
    }
    let line = |standing: &engine::queries::reviews::DepartmentStanding| DepartmentLine {
        title: pick(visit.locale, &standing.title_zh, &standing.title_en).to_owned(),
        answer: standing.opinion.as_ref().map(answer),
    };
    Some(JointAct {
        departments: standings.iter().map(line).collect(),
        silent: standings.iter().filter(|standing| standing.opinion.is_none()).count(),
        may_answer: view.actions.contains(&CommandKind::GiveOpinion),
        own: own(view, visit.locale),
    })
}

/// The title of the department the reader speaks for.
fn own(view: &CaseView, locale: Locale) -> Option<String> {
    let key = view.reviews.own_department.as_ref()?;
    let standing = view.reviews.departments.iter().find(|standing| standing.key == *key)?;
    Some(pick(locale, &standing.title_zh, &standing.title_en).to_owned())
}

pub fn answer(given: &engine::queries::department::GivenOpinion) -> DepartmentAnswer {
    DepartmentAnswer {
        agrees: given.agrees,
        opinion: given.opinion.clone(),
        person: given.person.clone(),
        at_millis: given.at.millis(),
    }
}

pub fn field_of(reason: &RefusalReason) -> &'static str {
    if is_about_text(reason) { "joint_opinion" } else { "" }
}
