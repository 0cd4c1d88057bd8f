//! Revoked awards of which money was paid: to be demanded, demanded with what is left, and recovered.
//! Reads only; the demand and each repayment are ordinary commands on the case.

use serde::Serialize;
use store::finance::{self as reads, RecoveryOfCase};
use store::{Page, repayments};
use workflow::id::ApplicationId;
use workflow::{Application, CommandKind, Date, Money, Stage, State, Timestamp};

use super::{FINANCE_PAGE_ROWS, Listed, next_of, reader};
use crate::case::{Loaded, state_of};
use crate::judge::Judged;
use crate::{Engine, EngineError, Signed};

/// What is not yet recovered is shown whole, for nobody may forget it; more than these no bureau has at once.
const OPEN_RECOVERIES_ROWS: u32 = store::PAGE_MAXIMUM_ROWS;

/// One case whose money is to come back.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryView {
    pub application: ApplicationId,
    pub number: String,
    pub organisation: String,
    /// The applicant's time to pay, or the bureau's to demand.
    pub due_on: Option<Date>,
    pub updated_at: Timestamp,
    pub claim: Claim,
}

/// What is claimed, and how far it has come.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    pub stage: Stage,
    /// Why the award was revoked; known until all is recovered.
    pub reason: Option<String>,
    pub paid: Money,
    pub recovered: Money,
    /// Paid and not come back.
    pub left: Money,
    pub document_number: Option<String>,
    pub demanded_on: Option<Date>,
}

/// All three groups; `next` leads to more that are recovered.
#[derive(Debug, Clone, Serialize)]
pub struct Recoveries {
    pub to_demand: Vec<RecoveryView>,
    pub demanded: Vec<RecoveryView>,
    pub recovered: Listed<RecoveryView>,
}

/// A receipt of money paid back.
#[derive(Debug, Clone, Serialize)]
pub struct RepaymentView {
    pub amount: Money,
    pub received_on: Date,
    pub reference: String,
    pub recorded_by: String,
    pub recorded_at: Timestamp,
}

/// One recovery, its receipts, and what this person may do now.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryCase {
    pub application: ApplicationId,
    pub version: u64,
    pub number: String,
    pub organisation: String,
    pub due_on: Option<Date>,
    pub claim: Claim,
    pub repayments: Vec<RepaymentView>,
    pub actions: Vec<CommandKind>,
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
                reads::recoveries(&self.store, Stage::Recovery, &Page::first(OPEN_RECOVERIES_ROWS)).await?
            }
            Some(_) => Vec::new(),
        };
        let (demanded, to_demand) = views(open)?.into_iter().partition(|row| row.claim.demanded_on.is_some());
        let page = Page { after, limit: FINANCE_PAGE_ROWS };
        let done = reads::recoveries(&self.store, Stage::Recovered, &page).await?;
        let next = next_of(&done, |row| row.application_id.to_string());
        Ok(Recoveries { to_demand, demanded, recovered: Listed { rows: views(done)?, next } })
    }

    /// One recovery with its receipts; a case without one is not found here.
    pub async fn recovery(&self, signed: &Signed, id: ApplicationId) -> Result<RecoveryCase, EngineError> {
        reader(signed)?;
        let loaded = Loaded::read(self, &self.store, id).await?;
        let claim = claim_of(&loaded.application);
        let claim = claim.ok_or(EngineError::NotFound { what: "recovery" })?;
        let now = self.now().await?;
        let judged = Judged::default();
        let context = loaded.context(now, &signed.actor, &judged);
        let actions = workflow::decide::available(&loaded.application, &loaded.pipeline, &context);
        let is_ours =
            |kind: &CommandKind| matches!(kind, CommandKind::DemandRecovery | CommandKind::RecordRepayment);
        let mut receipts = Vec::new();
        for row in repayments::of_application(&self.store, id).await? {
            receipts.push(RepaymentView {
                amount: row.amount_fen,
                received_on: row.received_on,
                reference: row.reference,
                recorded_by: self.name_of(Some(row.recorded_by)).await?.unwrap_or_default(),
                recorded_at: row.recorded_at,
            });
        }
        Ok(RecoveryCase {
            application: id,
            version: loaded.application.version,
            number: loaded.application.origin.number.clone(),
            organisation: loaded.organisation.name.clone(),
            due_on: loaded.application.due().and_then(workflow::calendar::Due::day),
            claim,
            repayments: receipts,
            actions: actions.into_iter().filter(is_ours).collect(),
        })
    }
}

fn views(rows: Vec<RecoveryOfCase>) -> Result<Vec<RecoveryView>, EngineError> {
    let view = |row: RecoveryOfCase| {
        let claim = claim_of(&state_of(&row.state_json)?);
        let corrupt = || EngineError::Corrupt { what: "a recovery that claims nothing".to_owned() };
        Ok(RecoveryView {
            application: row.application_id,
            number: row.number,
            organisation: row.organisation_name,
            due_on: row.due_on,
            updated_at: row.updated_at,
            claim: claim.ok_or_else(corrupt)?,
        })
    };
    rows.into_iter().map(view).collect()
}

/// What a case claims back, if it does.
fn claim_of(application: &Application) -> Option<Claim> {
    let (award, repaid, reason, demand) = match &application.state {
        State::Recovery { award, reason, demand, repaid } => (award, *repaid, Some(reason), demand.as_ref()),
        State::Recovered { award, repaid } => (award, *repaid, None, None),
        _ => return None,
    };
    Some(Claim {
        stage: application.stage(),
        reason: reason.cloned(),
        paid: award.paid(),
        recovered: repaid,
        left: award.paid().checked_sub(repaid).unwrap_or(Money::ZERO),
        document_number: demand.map(|demand| demand.document_number.clone()),
        demanded_on: demand.map(|demand| demand.demanded_on),
    })
}
