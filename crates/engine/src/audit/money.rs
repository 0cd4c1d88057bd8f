//! The audit of money: each budget line against its ledger and its commitments, each commitment against the
//! replayed case and its payment orders, and the receipts of repayments against what the case says came
//! back. Reads only.

use store::budgets::BudgetLineRow;
use store::commitments::{self, CommitmentRow, LineHoldings};
use store::ledger::{self, AccountTurnover};
use store::payments::{OrderRow, OrderState};
use store::{budgets, payments, repayments};
use workflow::award::Award;
use workflow::{Application, Money, State};

use super::{AuditReport, Finding};
use crate::money_effects::next_instalment;
use crate::{Engine, EngineError};

impl Engine {
    /// Each line's counters must equal its ledger, account by account, and the sums of its commitments.
    pub(super) async fn audit_budget(&self, report: &mut AuditReport) -> Result<(), EngineError> {
        let turnover = ledger::turnover(&self.store).await?;
        let holdings = commitments::holdings(&self.store).await?;
        for line in budgets::list(&self.store).await? {
            report.budget_lines += 1;
            compare_ledger(&line, &turnover, report);
            compare_holdings(&line, holdings.iter().find(|held| held.budget_line_id == line.id), report);
        }
        Ok(())
    }

    /// The commitment of a case must say what the case's own events say.
    pub(super) async fn audit_commitment(
        &self,
        number: &str,
        replayed: &Application,
        report: &mut AuditReport,
    ) -> Result<(), EngineError> {
        let id = replayed.origin.id;
        let held = commitments::of_application(&self.store, id).await?;
        let (award, held) = match (replayed.state.award(), held) {
            (None, None) => return Ok(()),
            (Some(award), Some(held)) => (award, held),
            (Some(_), None) => {
                report.fault(number, Finding::CommitmentMissing);
                return Ok(());
            }
            (None, Some(_)) => {
                report.fault(number, Finding::CommitmentWithoutAward);
                return Ok(());
            }
        };
        let stored = figures_stored(&held);
        for ((figure, expected), found) in figures_told(&replayed.state, award).into_iter().zip(stored) {
            if found != expected {
                report.fault(number, Finding::CommitmentDiffers { figure, found, expected });
            }
        }
        let (count, next) = next_instalment(&replayed.state, award);
        let told = (count, next.map(|next| (next.number, next.amount, next.not_before)));
        let copied = held.instalment.zip(held.instalment_fen);
        if told != (held.instalment_count, copied.map(|(number, amount)| (number, amount, held.not_before))) {
            report.fault(number, Finding::InstalmentDiffers);
        }
        let orders = payments::orders_of_application(&self.store, id).await?;
        if orders_sum(&orders, is_live) != Some(held.ordered_fen)
            || orders_sum(&orders, |state| state == OrderState::Settled) != Some(held.paid_fen)
        {
            report.fault(number, Finding::OrdersDiffer);
        }
        let receipts = repayments::of_application(&self.store, id).await?;
        if Money::sum(receipts.iter().map(|receipt| receipt.amount_fen)) != Some(repaid(&replayed.state)) {
            report.fault(number, Finding::ReceiptsDiffer);
        }
        Ok(())
    }
}

fn orders_sum(orders: &[OrderRow], counts: impl Fn(OrderState) -> bool) -> Option<Money> {
    Money::sum(orders.iter().filter(|order| counts(order.state)).map(|order| order.amount_fen))
}

fn is_live(state: OrderState) -> bool {
    !matches!(state, OrderState::Rejected | OrderState::Cancelled)
}

fn compare_ledger(line: &BudgetLineRow, turnover: &[AccountTurnover], report: &mut AuditReport) {
    let balance = |account: &str| -> i64 {
        let own = turnover.iter().filter(|row| row.budget_line_id == line.id && row.account == account);
        own.map(|row| row.debit_fen.fen() - row.credit_fen.fen()).sum()
    };
    let (total, committed) = (line.total_fen.fen(), line.committed_fen.fen());
    let (ordered, paid, recovered) = (line.ordered_fen.fen(), line.paid_fen.fen(), line.recovered_fen.fen());
    let expected = [
        ("source", -total),
        ("appropriation", total - committed),
        ("commitments", committed - ordered),
        ("orders", ordered - paid),
        ("paid", paid - recovered),
        ("recovered", recovered),
    ];
    for (account, counters) in expected {
        let posted = balance(account);
        if posted != counters {
            report.fault(line.code.as_str(), Finding::LedgerDiffers { account, counters, posted });
        }
    }
}

fn compare_holdings(line: &BudgetLineRow, held: Option<&LineHoldings>, report: &mut AuditReport) {
    let sums = held.map_or([0; 4], |held| {
        let kept = held.amount_fen.fen() - held.released_fen.fen();
        [kept, held.ordered_fen.fen(), held.paid_fen.fen(), held.recovered_fen.fen()]
    });
    let counters = [line.committed_fen, line.ordered_fen, line.paid_fen, line.recovered_fen].map(Money::fen);
    let names = ["committed", "ordered", "paid", "recovered"];
    for ((figure, counters), held) in names.into_iter().zip(counters).zip(sums) {
        if counters != held {
            report.fault(line.code.as_str(), Finding::HoldingsDiffer { figure, counters, held });
        }
    }
}

/// What a case's state says of its money, by name.
fn figures_told(state: &State, award: &Award) -> [(&'static str, Money); 5] {
    let paid = award.paid();
    let under_way = match state {
        State::Disbursement { payment, .. } if payment.order().is_some() => {
            award.current().map_or(Money::ZERO, |instalment| instalment.amount)
        }
        _ => Money::ZERO,
    };
    let released = match state {
        State::Revoked { .. } | State::Recovery { .. } | State::Recovered { .. } => award.unpaid(),
        _ => Money::ZERO,
    };
    [
        ("amount", award.amount),
        ("ordered", paid.checked_add(under_way).unwrap_or(paid)),
        ("paid", paid),
        ("released", released),
        ("recovered", repaid(state)),
    ]
}

/// The same five as the commitment keeps them.
const fn figures_stored(held: &CommitmentRow) -> [Money; 5] {
    [held.amount_fen, held.ordered_fen, held.paid_fen, held.released_fen, held.recovered_fen]
}

const fn repaid(state: &State) -> Money {
    match state {
        State::Recovery { repaid, .. } | State::Recovered { repaid, .. } => *repaid,
        _ => Money::ZERO,
    }
}
