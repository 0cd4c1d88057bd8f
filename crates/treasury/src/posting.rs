//! Double entry: what each money event posts, in one table, and the balances that follow from postings.
//!
//! Append-only: a correction is a further event. Amounts are positive fen; nothing rounds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use workflow::id::BudgetLineId;
use workflow::money::Money;

use crate::account::Account;
use crate::budget::{BudgetLine, BudgetRefusal, Counters};

/// Something that happened to the money of a budget line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum MoneyEvent {
    /// The line was given money.
    Appropriated { line: BudgetLineId, amount: Money },
    /// Money nobody holds was taken from the line.
    Reduced { line: BudgetLineId, amount: Money },
    /// An award holds money.
    Committed { line: BudgetLineId, amount: Money },
    /// Held money went back to the line.
    Released { line: BudgetLineId, amount: Money },
    /// Held money went into a payment order.
    Ordered { line: BudgetLineId, amount: Money },
    /// The bank paid an order.
    Settled { line: BudgetLineId, amount: Money },
    /// An order was rejected: its money is held again.
    OrderReturned { line: BudgetLineId, amount: Money },
    /// Paid money came back, to the public treasury.
    Recovered { line: BudgetLineId, amount: Money },
}

impl MoneyEvent {
    /// Stable key for rows and catalogues.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Appropriated { .. } => "appropriated",
            Self::Reduced { .. } => "reduced",
            Self::Committed { .. } => "committed",
            Self::Released { .. } => "released",
            Self::Ordered { .. } => "ordered",
            Self::Settled { .. } => "settled",
            Self::OrderReturned { .. } => "order-returned",
            Self::Recovered { .. } => "recovered",
        }
    }

    /// The budget line the money belongs to.
    pub const fn line(&self) -> BudgetLineId {
        match self {
            Self::Appropriated { line, .. }
            | Self::Reduced { line, .. }
            | Self::Committed { line, .. }
            | Self::Released { line, .. }
            | Self::Ordered { line, .. }
            | Self::Settled { line, .. }
            | Self::OrderReturned { line, .. }
            | Self::Recovered { line, .. } => *line,
        }
    }
}

/// One amount from one account to another: into `debit`, out of `credit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub debit: Account,
    pub credit: Account,
    pub amount: Money,
}

/// The posting rule of every money event.
pub fn postings_for(event: &MoneyEvent) -> Vec<Posting> {
    use Account::{Appropriation, Commitments, Orders, Paid, Recovered, Source};
    let (debit, credit, amount) = match *event {
        MoneyEvent::Appropriated { line, amount } => (Appropriation(line), Source(line), amount),
        MoneyEvent::Reduced { line, amount } => (Source(line), Appropriation(line), amount),
        MoneyEvent::Committed { line, amount } => (Commitments(line), Appropriation(line), amount),
        MoneyEvent::Released { line, amount } => (Appropriation(line), Commitments(line), amount),
        MoneyEvent::Ordered { line, amount } => (Orders(line), Commitments(line), amount),
        MoneyEvent::Settled { line, amount } => (Paid(line), Orders(line), amount),
        MoneyEvent::OrderReturned { line, amount } => (Commitments(line), Orders(line), amount),
        MoneyEvent::Recovered { line, amount } => (Recovered(line), Paid(line), amount),
    };
    vec![Posting { debit, credit, amount }]
}

/// Why a posting cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostingRefusal {
    #[error("a posting must be positive")]
    NotPositive,
    #[error("a posting needs two accounts")]
    SameAccount,
    #[error("a balance would pass the limit of money")]
    OutOfRange,
}

/// Balances of accounts, in fen: debits less credits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrialBalance {
    balances: BTreeMap<Account, Money>,
}

impl TrialBalance {
    /// Adds one posting; a refused one changes nothing.
    pub fn record(&mut self, posting: &Posting) -> Result<(), PostingRefusal> {
        if !posting.amount.is_positive() {
            return Err(PostingRefusal::NotPositive);
        }
        if posting.debit == posting.credit {
            return Err(PostingRefusal::SameAccount);
        }
        let debited = self.balance(posting.debit).checked_add(posting.amount);
        let debited = debited.ok_or(PostingRefusal::OutOfRange)?;
        let credited = self.balance(posting.credit).checked_sub(posting.amount);
        let credited = credited.ok_or(PostingRefusal::OutOfRange)?;
        self.balances.insert(posting.debit, debited);
        self.balances.insert(posting.credit, credited);
        Ok(())
    }

    pub fn balance(&self, account: Account) -> Money {
        self.balances.get(&account).copied().unwrap_or(Money::ZERO)
    }

    /// The sum over all accounts: zero, or a posting was lost. `None` past the limit of money.
    pub fn total(&self) -> Option<Money> {
        Money::sum(self.balances.values().copied())
    }

    /// The line's counters as the postings tell them; refused when the postings contradict themselves.
    pub fn budget_line(&self, line: BudgetLineId) -> Result<BudgetLine, BudgetRefusal> {
        let recovered = self.balance(Account::Recovered(line));
        let upward = |below: Money, account: Account| {
            below.checked_add(self.balance(account)).ok_or(BudgetRefusal::BrokenCounters)
        };
        let paid = upward(recovered, Account::Paid(line))?;
        let ordered = upward(paid, Account::Orders(line))?;
        let committed = upward(ordered, Account::Commitments(line))?;
        let total = upward(committed, Account::Appropriation(line))?;
        BudgetLine::try_from(Counters { total, committed, ordered, paid, recovered })
    }
}
