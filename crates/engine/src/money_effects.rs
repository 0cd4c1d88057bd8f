//! What a decision does to money: the budget line's counters, the commitment and the ledger, together.
//!
//! Runs inside the unit of the decision, so that counters and postings never differ. Payment orders
//! and batches are rows of `disburse` and `bank`; this file knows none of them.

use store::commitments::{CommitmentRow, CommitmentState};
use store::ledger::PostingRow;
use store::{StoreError, UnitOfWork, budgets, commitments, ledger};
use treasury::posting::{MoneyEvent, postings_for};
use workflow::id::{ApplicationId, BudgetLineId, CommitmentId};
use workflow::{Application, Effect, Money, Timestamp};

use crate::EngineError;

/// Carries out one effect of a decision on an application; a notification is no money and does nothing.
///
/// A line that cannot hold the award is [`EngineError::Overspend`], and the whole unit must roll back.
pub(crate) async fn money_effect(
    unit: &UnitOfWork,
    application: &Application,
    effect: &Effect,
    now: Timestamp,
) -> Result<(), EngineError> {
    let id = application.origin.id;
    let line = application.origin.budget_line;
    let event = match *effect {
        Effect::CommitFunds(amount) => {
            commit(unit, now, id, line, amount).await?;
            MoneyEvent::Committed { line, amount }
        }
        Effect::OrderFunds(amount) => {
            budgets::order(unit, line, amount).await?;
            move_commitment(unit, now, id, CommitmentState::Ordered).await?;
            MoneyEvent::Ordered { line, amount }
        }
        Effect::ReturnFunds(amount) => {
            budgets::return_order(unit, line, amount).await?;
            move_commitment(unit, now, id, CommitmentState::Held).await?;
            MoneyEvent::OrderReturned { line, amount }
        }
        Effect::SettleFunds(amount) => {
            budgets::pay(unit, line, amount).await?;
            move_commitment(unit, now, id, CommitmentState::Paid).await?;
            MoneyEvent::Settled { line, amount }
        }
        Effect::ReleaseFunds(amount) => {
            budgets::release(unit, line, amount).await?;
            MoneyEvent::Released { line, amount }
        }
        Effect::RecoverFunds(_) => return Err(EngineError::Corrupt { what: "recovery".to_owned() }),
        Effect::Notify(_) => return Ok(()),
    };
    post(unit, now, Some(id), &event).await
}

/// Writes what the posting rule of an event says.
pub(crate) async fn post(
    unit: &UnitOfWork,
    now: Timestamp,
    application: Option<ApplicationId>,
    event: &MoneyEvent,
) -> Result<(), EngineError> {
    for posting in postings_for(event) {
        let row = PostingRow {
            id: 0,
            at: now,
            event_kind: event.key().to_owned(),
            application_id: application,
            budget_line_id: event.line(),
            debit_account: posting.debit.key().to_owned(),
            credit_account: posting.credit.key().to_owned(),
            amount_fen: posting.amount,
        };
        ledger::post(unit, &row).await?;
    }
    Ok(())
}

async fn commit(
    unit: &UnitOfWork,
    now: Timestamp,
    application: ApplicationId,
    line: BudgetLineId,
    amount: Money,
) -> Result<(), EngineError> {
    match budgets::commit(unit, line, amount).await {
        Err(StoreError::Overspend { available_fen, .. }) => {
            let available = Money::from_fen(available_fen).unwrap_or(Money::ZERO);
            return Err(EngineError::Overspend { available });
        }
        other => other?,
    }
    let row = CommitmentRow {
        // An application has one commitment, so its id follows from the application's.
        id: CommitmentId::new(application.uuid()),
        application_id: application,
        budget_line_id: line,
        amount_fen: amount,
        state: CommitmentState::Held,
        made_at: now,
        updated_at: now,
    };
    commitments::insert(unit, &row).await?;
    Ok(())
}

async fn move_commitment(
    unit: &UnitOfWork,
    now: Timestamp,
    application: ApplicationId,
    state: CommitmentState,
) -> Result<(), EngineError> {
    let held = commitments::of_application(unit, application).await?;
    let held = held.ok_or(EngineError::Corrupt { what: "an award without its commitment".to_owned() })?;
    commitments::advance(unit, held.id, held.state, state, now).await?;
    Ok(())
}
