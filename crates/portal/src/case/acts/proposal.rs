//! 免申即享: the organisation's yes or no to what the bureau proposes.
//! Whether the account is whole and the licence seen, the engine knows.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::CaseView;
use templates::pages::case::acts::proposal::ProposalAct;
use templates::pages::case::show::Account;
use workflow::{Command, CommandKind, Money, Stage};

use crate::case::decide::give;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn confirm(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    give(visit, &case, &form.0, Command::Confirm, "flash-proposal-confirmed").await
}

pub async fn decline(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Decline { reason: form.0.text("decline_proposal_reason") };
    give(visit, &case, &form.0, command, "flash-proposal-declined").await
}

pub fn part(view: &CaseView) -> Option<ProposalAct> {
    if view.application.stage() != Stage::Confirmation {
        return None;
    }
    let verdict = view.judged.award.as_ref();
    Some(ProposalAct {
        may_answer: view.actions.contains(&CommandKind::Confirm),
        amount_fen: verdict
            .and_then(engine::verdict::Verdict::amount_fen)
            .and_then(Money::from_fen)
            .map(Money::fen),
        account: view.account.as_ref().map(|account| Account {
            name: account.name.clone(),
            number_masked: account.number_masked.clone(),
            bank: account.bank_name.clone(),
        }),
        account_ready: view.account_ready,
        confirmed: view.organisation.confirmed,
        organisation_href: format!("/organisations/{}", view.organisation.id),
        due_on: view.deadline.and_then(|deadline| deadline.due.day()).map(|day| day.to_string()),
    })
}
