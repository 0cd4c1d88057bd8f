//! Duties around a case: stepping back from it (回避).
//! Handing work out and lending a role have files of their own.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::CaseView;
use templates::pages::case::acts::duty::DutyAct;
use workflow::{Command, CommandKind, RefusalReason};

use super::is_about_text;
use crate::case::decide::give;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn recuse(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Recuse { reason: typed.text("recuse_reason") };
    give(visit, &case, &typed, command, "flash-recused").await
}

pub fn part(view: &CaseView) -> Option<DutyAct> {
    let may_recuse = view.actions.contains(&CommandKind::Recuse);
    may_recuse.then_some(DutyAct { may_recuse })
}

pub fn field_of(reason: &RefusalReason) -> &'static str {
    if is_about_text(reason) { "recuse_reason" } else { "" }
}
