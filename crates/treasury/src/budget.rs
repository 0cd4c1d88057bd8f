//! A budget line as five counters in fen, and the checked moves between them.
//!
//! Pure values: the store makes the same moves as conditional updates, and these are their oracle.
//! Nothing rounds; a refused move changes nothing. Recovered money stays spent: it goes back to the
//! public treasury, so no move leads from it to what may be committed.

use serde::{Deserialize, Serialize};
use workflow::money::Money;

/// One budget line. The counters are cumulative, so
/// `recovered ≤ paid ≤ ordered ≤ committed ≤ total` always holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Counters", into = "Counters")]
pub struct BudgetLine {
    total: Money,
    committed: Money,
    ordered: Money,
    paid: Money,
    recovered: Money,
}

/// The five counters as they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// What may be spent.
    pub total: Money,
    /// Held for awards, paid ones included.
    pub committed: Money,
    /// Of that, in payment orders that are not rejected, paid ones included.
    pub ordered: Money,
    /// Of that, settled by the bank.
    pub paid: Money,
    /// Of that, paid back.
    pub recovered: Money,
}

/// Why a move on a budget line is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BudgetRefusal {
    #[error("the amount of a move must be positive")]
    NotPositive,
    #[error("the line has {available} yuan left")]
    Overspend { available: Money },
    #[error("{available} yuan are committed and not ordered")]
    NotCommitted { available: Money },
    #[error("{available} yuan are ordered and not paid")]
    NotOrdered { available: Money },
    #[error("{available} yuan are paid and not paid back")]
    NotPaid { available: Money },
    #[error("the counters break recovered <= paid <= ordered <= committed <= total")]
    BrokenCounters,
}

impl BudgetLine {
    /// A line nobody has drawn on. Refused: a negative total.
    pub fn open(total: Money) -> Result<Self, BudgetRefusal> {
        let zero = Money::ZERO;
        Self::try_from(Counters { total, committed: zero, ordered: zero, paid: zero, recovered: zero })
    }

    pub const fn counters(&self) -> Counters {
        let Self { total, committed, ordered, paid, recovered } = *self;
        Counters { total, committed, ordered, paid, recovered }
    }

    /// What may still be committed.
    pub fn available(&self) -> Money {
        difference(self.total, self.committed)
    }

    /// Committed and in no payment order: may be ordered or released.
    pub fn unordered(&self) -> Money {
        difference(self.committed, self.ordered)
    }

    /// In payment orders the bank has not settled: may be paid or returned.
    pub fn unpaid(&self) -> Money {
        difference(self.ordered, self.paid)
    }

    /// Paid and not paid back: may be recovered.
    pub fn unrecovered(&self) -> Money {
        difference(self.paid, self.recovered)
    }

    /// Holds money for an award. Refused with what is left when it would pass the total.
    pub fn commit(self, amount: Money) -> Result<Self, BudgetRefusal> {
        let available = self.available();
        let amount = within(amount, available, BudgetRefusal::Overspend { available })?;
        Ok(Self { committed: sum(self.committed, amount), ..self })
    }

    /// Gives committed money back to the line.
    pub fn release(self, amount: Money) -> Result<Self, BudgetRefusal> {
        let available = self.unordered();
        let amount = within(amount, available, BudgetRefusal::NotCommitted { available })?;
        Ok(Self { committed: difference(self.committed, amount), ..self })
    }

    /// Puts committed money into a payment order.
    pub fn order(self, amount: Money) -> Result<Self, BudgetRefusal> {
        let available = self.unordered();
        let amount = within(amount, available, BudgetRefusal::NotCommitted { available })?;
        Ok(Self { ordered: sum(self.ordered, amount), ..self })
    }

    /// The bank has settled a payment order.
    pub fn pay(self, amount: Money) -> Result<Self, BudgetRefusal> {
        let available = self.unpaid();
        let amount = within(amount, available, BudgetRefusal::NotOrdered { available })?;
        Ok(Self { paid: sum(self.paid, amount), ..self })
    }

    /// Paid money came back. It frees nothing: what may be committed is as before.
    pub fn recover(self, amount: Money) -> Result<Self, BudgetRefusal> {
        let available = self.unrecovered();
        let amount = within(amount, available, BudgetRefusal::NotPaid { available })?;
        Ok(Self { recovered: sum(self.recovered, amount), ..self })
    }

    /// An order was rejected: its money is committed and not ordered again.
    pub fn return_order(self, amount: Money) -> Result<Self, BudgetRefusal> {
        let available = self.unpaid();
        let amount = within(amount, available, BudgetRefusal::NotOrdered { available })?;
        Ok(Self { ordered: difference(self.ordered, amount), ..self })
    }
}

impl TryFrom<Counters> for BudgetLine {
    type Error = BudgetRefusal;

    fn try_from(counters: Counters) -> Result<Self, BudgetRefusal> {
        let Counters { total, committed, ordered, paid, recovered } = counters;
        if [Money::ZERO, recovered, paid, ordered, committed, total].is_sorted() {
            Ok(Self { total, committed, ordered, paid, recovered })
        } else {
            Err(BudgetRefusal::BrokenCounters)
        }
    }
}

impl From<BudgetLine> for Counters {
    fn from(line: BudgetLine) -> Self {
        line.counters()
    }
}

fn within(amount: Money, available: Money, refusal: BudgetRefusal) -> Result<Money, BudgetRefusal> {
    if !amount.is_positive() {
        Err(BudgetRefusal::NotPositive)
    } else if amount > available {
        Err(refusal)
    } else {
        Ok(amount)
    }
}

fn difference(larger: Money, smaller: Money) -> Money {
    larger.checked_sub(smaller).expect("counters are ordered, so no difference is out of range")
}

fn sum(counter: Money, amount: Money) -> Money {
    counter.checked_add(amount).expect("a move stays below the total, which is in range")
}
