//! Taking an award back: what it leads to is shown before the button.
//! The demand and repayments are finance's pages.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::CaseView;
use templates::pages::case::acts::recovery::{DemandLine, RecoveryAct};
use workflow::state::State;
use workflow::{Command, CommandKind};

use crate::case::decide::give;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn revoke(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Revoke { reason: form.0.text("revoke_reason") };
    give(visit, &case, &form.0, command, "flash-revoked").await
}

pub fn part(view: &CaseView) -> Option<RecoveryAct> {
    let award = view.application.award()?;
    let may_revoke = view.actions.contains(&CommandKind::Revoke);
    let demand = match &view.application.state {
        State::Recovery { demand, repaid, .. } => demand.as_ref().map(|demand| DemandLine {
            document_number: demand.document_number.clone(),
            amount_fen: demand.amount.fen(),
            repaid_fen: repaid.fen(),
        }),
        State::Recovered { .. } => None,
        _ if may_revoke => None,
        _ => return None,
    };
    Some(RecoveryAct { may_revoke, released_fen: award.unpaid().fen(), paid_fen: award.paid().fen(), demand })
}
