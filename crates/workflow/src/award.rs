//! An award: its amount in instalments, their milestones, and where the money of the next one is.
//!
//! Instalments are settled in order. The parts of an amount are rounded down to the fen; the last part
//! takes the remainder, so that they always add up.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::id::{PaymentBatchId, PaymentOrderId};
use crate::money::Money;
use crate::role::Signature;

/// More parts than this nobody can follow.
pub const INSTALMENTS_LIMIT: usize = 12;

/// The decision with its document number and amount (fen).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Award {
    pub document_number: String,
    pub amount: Money,
    pub awarded_at: Timestamp,
    pub instalments: Vec<Instalment>,
}

/// A part of an award that falls due.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Instalment {
    pub amount: Money,
    /// Not to be ordered before this day.
    pub not_before: Option<Date>,
    pub milestone: Option<Milestone>,
    /// Its milestone was accepted.
    pub accepted: bool,
    pub paid_on: Option<Date>,
}

/// What must be achieved before an instalment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Milestone {
    pub title: String,
    pub due_on: Option<Date>,
}

/// A share of the amount, before the amount is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub percent: u8,
    pub not_before: Option<Date>,
    pub milestone: Option<Milestone>,
}

impl Award {
    /// The instalment the case is at: the first that is not paid.
    pub fn current(&self) -> Option<&Instalment> {
        self.instalments.iter().find(|instalment| instalment.paid_on.is_none())
    }

    /// Its number, counted from 1.
    pub fn current_number(&self) -> Option<usize> {
        self.instalments.iter().position(|instalment| instalment.paid_on.is_none()).map(|index| index + 1)
    }

    pub(crate) fn current_mut(&mut self) -> Option<&mut Instalment> {
        self.instalments.iter_mut().find(|instalment| instalment.paid_on.is_none())
    }

    /// What the bank has paid so far.
    pub fn paid(&self) -> Money {
        let paid = self.instalments.iter().filter(|instalment| instalment.paid_on.is_some());
        paid.fold(Money::ZERO, |sum, instalment| sum.checked_add(instalment.amount).unwrap_or(sum))
    }

    /// What is held for it and was not paid.
    pub fn unpaid(&self) -> Money {
        self.amount.checked_sub(self.paid()).unwrap_or(Money::ZERO)
    }
}

/// The parts of an amount. Every share but the last is rounded down to the fen. Shares must add up to 100.
pub fn divide(amount: Money, shares: Vec<Share>) -> Vec<Instalment> {
    let last = shares.len().saturating_sub(1);
    let mut left = amount;
    let mut instalments = Vec::with_capacity(shares.len());
    for (index, share) in shares.into_iter().enumerate() {
        let part = if index == last { left } else { percent_of(amount, share.percent) };
        left = left.checked_sub(part).unwrap_or(Money::ZERO);
        instalments.push(Instalment {
            amount: part,
            not_before: share.not_before,
            milestone: share.milestone,
            accepted: false,
            paid_on: None,
        });
    }
    instalments
}

fn percent_of(amount: Money, percent: u8) -> Money {
    let fen = i128::from(amount.fen()) * i128::from(percent) / 100;
    i64::try_from(fen).ok().and_then(Money::from_fen).unwrap_or(Money::ZERO)
}

/// Where the money of the current instalment is. Unknown is not a failure: nothing is paid anew from there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "payment", rename_all = "kebab-case")]
pub enum Payment {
    Due,
    Ordered {
        order: PaymentOrderId,
        batch: PaymentBatchId,
        made_by: Signature,
    },
    Authorised {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    Sent {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    Unknown {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    /// The bank refused it; it is due again, under a new order.
    Returned {
        reason: String,
    },
}

impl Payment {
    /// A new order may be made.
    pub const fn is_due(&self) -> bool {
        matches!(self, Self::Due | Self::Returned { .. })
    }

    /// The order under way.
    pub const fn order(&self) -> Option<PaymentOrderId> {
        match self {
            Self::Ordered { order, .. }
            | Self::Authorised { order, .. }
            | Self::Sent { order, .. }
            | Self::Unknown { order, .. } => Some(*order),
            Self::Due | Self::Returned { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use proptest::prelude::*;

    use super::*;

    fn share(percent: u8) -> Share {
        Share { percent, not_before: None, milestone: None }
    }

    #[test]
    fn the_last_part_takes_the_remainder() {
        let parts = divide(Money::from_fen(100).unwrap(), vec![share(33), share(33), share(34)]);
        let fen: Vec<i64> = parts.iter().map(|part| part.amount.fen()).collect();
        assert_eq!(fen, [33, 33, 34]);
        let parts = divide(Money::from_fen(101).unwrap(), vec![share(50), share(50)]);
        assert_eq!(parts.iter().map(|part| part.amount.fen()).collect::<Vec<_>>(), [50, 51]);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(fen in 1..1_000_000_000_000_i64, first in 1..99_u8) {
            let parts = divide(Money::from_fen(fen).unwrap(), vec![share(first), share(100 - first)]);
            prop_assert_eq!(parts.iter().map(|part| part.amount.fen()).sum::<i64>(), fen);
        }
    }
}
