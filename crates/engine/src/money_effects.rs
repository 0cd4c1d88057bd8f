//! What a decision does to money: the budget line's counters, the commitment and the ledger, together.
//!
//! Runs inside the unit of the decision, so that counters and postings never differ. Payment orders
//! and batches are rows of `disburse` and `bank`; this file knows none of them.

use store::commitments::{CommitmentRow, Move, NextInstalment};
use store::ledger::PostingRow;
use store::repayments::RepaymentRow;
use store::{StoreError, UnitOfWork, budgets, commitments, ledger, repayments};
use treasury::posting::{MoneyEvent, postings_for};
use workflow::award::Award;
use workflow::id::{ApplicationId, BudgetLineId, CommitmentId};
use workflow::{Application, Date, Effect, Event, EventKind, Money, State, Timestamp};

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
    let shift = async |step, amount| commitments::shift(unit, id, step, amount, now).await;
    let event = match *effect {
        Effect::CommitFunds(amount) => {
            commit(unit, now, id, line, amount).await?;
            MoneyEvent::Committed { line, amount }
        }
        Effect::OrderFunds(amount) => {
            budgets::order(unit, line, amount).await?;
            shift(Move::Order, amount).await?;
            MoneyEvent::Ordered { line, amount }
        }
        Effect::ReturnFunds(amount) => {
            budgets::return_order(unit, line, amount).await?;
            shift(Move::ReturnOrder, amount).await?;
            MoneyEvent::OrderReturned { line, amount }
        }
        Effect::SettleFunds(amount) => {
            budgets::pay(unit, line, amount).await?;
            shift(Move::Pay, amount).await?;
            MoneyEvent::Settled { line, amount }
        }
        Effect::ReleaseFunds(amount) => {
            budgets::release(unit, line, amount).await?;
            shift(Move::Release, amount).await?;
            MoneyEvent::Released { line, amount }
        }
        Effect::RecoverFunds(amount) => {
            budgets::recover(unit, line, amount).await?;
            shift(Move::Recover, amount).await?;
            MoneyEvent::Recovered { line, amount }
        }
        Effect::Notify(_) => return Ok(()),
    };
    post(unit, now, Some(id), &event).await
}

/// What stands beside the counters once a decision is carried out: the receipt of a repayment, and which
/// instalment of an award comes next.
pub(crate) async fn keep_beside(
    unit: &UnitOfWork,
    application: &Application,
    events: &[Event],
) -> Result<(), EngineError> {
    for event in events {
        if let EventKind::RepaymentRecorded { amount, received_on, reference } = &event.kind {
            keep_receipt(unit, application.origin.id, event, (*amount, *received_on, reference)).await?;
        }
    }
    let Some(award) = application.state.award() else {
        return Ok(());
    };
    let (count, next) = next_instalment(&application.state, award);
    commitments::set_next(unit, application.origin.id, count, next).await?;
    Ok(())
}

/// How many parts an award has, and the one that is paid next where the case still goes towards a payment.
pub(crate) fn next_instalment(state: &State, award: &Award) -> (i64, Option<NextInstalment>) {
    let to_be_paid =
        matches!(state, State::Agreement { .. } | State::Acceptance { .. } | State::Disbursement { .. });
    let next = award.current().zip(award.current_number()).filter(|_| to_be_paid);
    let next = next.map(|(instalment, number)| NextInstalment {
        number: counted(number),
        amount: instalment.amount,
        not_before: instalment.not_before,
    });
    (counted(award.instalments.len()), next)
}

/// A count as rows keep it; an award has a dozen parts at most.
pub(crate) fn counted(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn keep_receipt(
    unit: &UnitOfWork,
    application: ApplicationId,
    event: &Event,
    (amount_fen, received_on, reference): (Money, Date, &str),
) -> Result<(), EngineError> {
    let corrupt = |what: &str| EngineError::Corrupt { what: what.to_owned() };
    let held = commitments::of_application(unit, application).await?;
    let held = held.ok_or_else(|| corrupt("an award without its commitment"))?;
    if repayments::find_by_reference(unit, application, reference).await?.is_some() {
        return Err(EngineError::field("reference", "repayment-known"));
    }
    let row = RepaymentRow {
        id: 0,
        commitment_id: held.id,
        application_id: application,
        amount_fen,
        received_on,
        reference: reference.to_owned(),
        recorded_by: event.person.ok_or_else(|| corrupt("a repayment nobody recorded"))?,
        recorded_at: event.at,
    };
    repayments::append(unit, &row).await?;
    Ok(())
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
        made_at: now,
        updated_at: now,
        ordered_fen: Money::ZERO,
        paid_fen: Money::ZERO,
        released_fen: Money::ZERO,
        recovered_fen: Money::ZERO,
        instalment_count: 1,
        // Known once the decision is carried out: `keep_beside` writes it.
        instalment: None,
        instalment_fen: None,
        not_before: None,
    };
    commitments::insert(unit, &row).await?;
    Ok(())
}
