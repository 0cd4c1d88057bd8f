//! 绩效评价: the organisation reports what was achieved, an officer grades it.
//! The targets are the call's; nothing is computed here.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::CaseView;
use templates::Message;
use templates::pages::case::acts::evaluation::EvaluationAct;
use workflow::command::Grade;
use workflow::state::State;
use workflow::{Command, CommandKind};

use crate::case::decide::{give, show_again, values};
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn report(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::ReportResults { report: form.0.text("results_report") };
    give(visit, &case, &form.0, command, "flash-results-reported").await
}

pub async fn evaluate(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let typed = &form.0;
    let Some(grade) = Grade::from_key(typed.get("evaluation_grade")) else {
        let message = Message::new("error-choice").about("evaluation-grade");
        return show_again(&visit, &case, values(typed).refuse("evaluation_grade", message), None).await;
    };
    let command = Command::Evaluate { grade, opinion: typed.text("evaluation_opinion") };
    give(visit, &case, typed, command, "flash-evaluated").await
}

pub fn part(view: &CaseView) -> Option<EvaluationAct> {
    let State::Evaluation { report, .. } = &view.application.state else { return None };
    Some(EvaluationAct {
        targets: view.call.targets.clone(),
        report: report.clone(),
        may_report: view.actions.contains(&CommandKind::ReportResults),
        may_evaluate: view.actions.contains(&CommandKind::Evaluate),
    })
}
