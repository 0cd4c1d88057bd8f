//! The accounts money can lie in. Each belongs to one budget line.
//!
//! A balance is debits less credits, in fen. Only [`postings_for`](crate::posting::postings_for) says
//! which event touches which account.

use serde::{Deserialize, Serialize};
use workflow::id::BudgetLineId;

/// Where money lies. Every fen of a line is in exactly one account but [`Account::Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "account", content = "line")]
pub enum Account {
    /// 资金来源: who gave the money; its balance is the negative of the line's total.
    Source(BudgetLineId),
    /// 预算指标: appropriated and free.
    Appropriation(BudgetLineId),
    /// 额度占用: held for awards, in no payment order.
    Commitments(BudgetLineId),
    /// 支付令: ordered, not settled.
    Orders(BudgetLineId),
    /// 已支付: settled by the bank, and not paid back.
    Paid(BudgetLineId),
    /// 已追回: paid back and handed to the public treasury; nothing may be committed from it.
    Recovered(BudgetLineId),
}

impl Account {
    pub const fn line(self) -> BudgetLineId {
        match self {
            Self::Source(line)
            | Self::Appropriation(line)
            | Self::Commitments(line)
            | Self::Orders(line)
            | Self::Paid(line)
            | Self::Recovered(line) => line,
        }
    }

    /// The stable name of the kind of account, for rows and exports.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Source(_) => "source",
            Self::Appropriation(_) => "appropriation",
            Self::Commitments(_) => "commitments",
            Self::Orders(_) => "orders",
            Self::Paid(_) => "paid",
            Self::Recovered(_) => "recovered",
        }
    }
}
