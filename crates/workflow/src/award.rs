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
/// A share that comes to nothing is left out: no bank pays 0 fen, and the award would wait for it for ever.
pub fn divide(amount: Money, shares: Vec<Share>) -> Vec<Instalment> {
    let last = shares.len().saturating_sub(1);
    let mut left = amount;
    let mut instalments = Vec::with_capacity(shares.len());
    for (index, share) in shares.into_iter().enumerate() {
        let part = if index == last { left } else { percent_of(amount, share.percent) };
        if !part.is_positive() {
            continue;
        }
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

    #[test]
    fn a_share_of_nothing_is_left_out() {
        let parts = divide(Money::from_fen(1).unwrap(), vec![share(60), share(40)]);
        assert_eq!(parts.iter().map(|part| part.amount.fen()).collect::<Vec<_>>(), [1]);
    }

    /// Twelve shares at most, each of at least one per cent, that add up to 100.
    fn shares() -> impl Strategy<Value = Vec<u8>> {
        proptest::collection::btree_set(1..100_u8, 0..INSTALMENTS_LIMIT).prop_map(|cuts| {
            let ends = cuts.iter().copied().chain([100]);
            let starts = [0].into_iter().chain(cuts.iter().copied());
            ends.zip(starts).map(|(end, start)| end - start).collect()
        })
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole_and_each_can_be_paid(
            fen in prop_oneof![1..1_000_i64, 1..1_000_000_000_000_i64],
            percents in shares(),
        ) {
            let shares = percents.into_iter().map(share).collect();
            let parts = divide(Money::from_fen(fen).unwrap(), shares);
            prop_assert_eq!(parts.iter().map(|part| part.amount.fen()).sum::<i64>(), fen);
            prop_assert!(parts.iter().all(|part| part.amount.is_positive()));
        }
    }
}
