//! Revoked awards of which money was paid: to be demanded, demanded with what is left, and recovered.
//! Reads only; the demand and each repayment are ordinary commands on the case.

use serde::Serialize;
use store::Page;
use store::finance::{self as reads, RecoveryOfCase};
use workflow::id::ApplicationId;
use workflow::{CommandKind, Date, Money, Role, Stage, State, Timestamp};

use super::{FINANCE_PAGE_ROWS, Listed, next_of, reader};
use crate::case::state_of;
use crate::{Engine, EngineError, Signed};

/// One case whose money is to come back.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryView {
    pub application: ApplicationId,
    pub number: String,
    pub organisation: String,
    pub stage: Stage,
    /// Why the award was revoked; known until all is recovered.
    pub reason: Option<String>,
    pub paid: Money,
    pub recovered: Money,
    /// Paid and not come back.
    pub left: Money,
    pub document_number: Option<String>,
    pub demanded_on: Option<Date>,
    pub due_on: Option<Date>,
    pub updated_at: Timestamp,
    /// What this person may do now: demand, or record a repayment.
    pub actions: Vec<CommandKind>,
}

/// All three groups; `next` leads to more that are recovered.
#[derive(Debug, Clone, Serialize)]
pub struct Recoveries {
    pub to_demand: Vec<RecoveryView>,
    pub demanded: Vec<RecoveryView>,
    pub recovered: Listed<RecoveryView>,
}

impl Engine {
    /// Cases with money to be paid back. `after` pages through the recovered ones.
    pub async fn recoveries(
        &self,
        signed: &Signed,
        after: Option<String>,
    ) -> Result<Recoveries, EngineError> {
        reader(signed)?;
        let open = match after {
            None => {
                reads::recoveries(&self.store, Stage::Recovery, &Page::first(store::PAGE_MAXIMUM_ROWS))
                    .await?
            }
            Some(_) => Vec::new(),
        };
        let open: Vec<RecoveryView> = views(open, signed)?;
        let (demanded, to_demand) = open.into_iter().partition(|row| row.demanded_on.is_some());
        let page = Page { after, limit: FINANCE_PAGE_ROWS };
        let done = reads::recoveries(&self.store, Stage::Recovered, &page).await?;
        let next = next_of(&done, |row| row.application_id.to_string());
        Ok(Recoveries { to_demand, demanded, recovered: Listed { rows: views(done, signed)?, next } })
    }
}

fn views(rows: Vec<RecoveryOfCase>, signed: &Signed) -> Result<Vec<RecoveryView>, EngineError> {
    rows.into_iter().map(|row| view(row, signed)).collect()
}

fn view(row: RecoveryOfCase, signed: &Signed) -> Result<RecoveryView, EngineError> {
    let application = state_of(&row.state_json)?;
    let (reason, demand) = match &application.state {
        State::Recovery { reason, demand, .. } => (Some(reason.clone()), demand.clone()),
        _ => (None, None),
    };
    let open = application.stage() == Stage::Recovery;
    // Execution asks again, as for every command.
    let stranger = !signed.actor.is_member_of(application.origin.organisation);
    let mut actions = Vec::new();
    if open && stranger && demand.is_none() && signed.holds(Role::FinanceMaker) {
        actions.push(CommandKind::DemandRecovery);
    }
    if open && stranger && demand.is_some() && signed.holds(Role::FinanceChecker) {
        actions.push(CommandKind::RecordRepayment);
    }
    Ok(RecoveryView {
        application: row.application_id,
        number: row.number,
        organisation: row.organisation_name,
        stage: application.stage(),
        reason,
        paid: row.paid_fen,
        recovered: row.recovered_fen,
        left: row.paid_fen.checked_sub(row.recovered_fen).unwrap_or(Money::ZERO),
        document_number: demand.as_ref().map(|demand| demand.document_number.clone()),
        demanded_on: demand.map(|demand| demand.demanded_on),
        due_on: row.due_on,
        updated_at: row.updated_at,
        actions,
    })
}
