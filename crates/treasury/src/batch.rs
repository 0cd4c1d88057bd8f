//! A payment batch: orders that go to the bank in one file, made by one person and authorised by another.
//!
//! The file's bytes are fixed at authorisation; storing them and their hash is the caller's.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use workflow::clock::Timestamp;
use workflow::id::{PaymentBatchId, PaymentOrderId, PersonId};
use workflow::money::Money;

/// Most orders in one batch: a file a bank takes in one upload and a person can still check.
pub const BATCH_MAX_ORDERS: usize = 10_000;

/// A person's act, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    pub by: PersonId,
    pub at: Timestamp,
}

/// Payment orders that go to the bank together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentBatch {
    pub id: PaymentBatchId,
    pub made: Act,
    pub orders: Vec<PaymentOrderId>,
    /// The sum of the orders' amounts.
    pub total: Money,
    pub state: BatchState,
}

/// Where a batch stands, with who did what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum BatchState {
    Made,
    Authorised {
        authorised: Act,
    },
    Sent {
        authorised: Act,
        sent: Act,
    },
    /// The bank has answered for every order, finally.
    Answered {
        authorised: Act,
        sent: Act,
        answered_at: Timestamp,
    },
    Cancelled {
        cancelled: Act,
    },
}

/// Why a batch does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BatchRefusal {
    #[error("a batch needs at least one order")]
    EmptyBatch,
    #[error("a batch holds at most {limit} orders")]
    TooManyOrders { limit: usize },
    #[error("an order stands in the batch twice")]
    DuplicateOrder { order: PaymentOrderId },
    #[error("an order's amount must be positive")]
    NotPositive { order: PaymentOrderId },
    #[error("the batch's total passes the limit of money")]
    TotalOutOfRange,
    #[error("who made a batch cannot authorise it")]
    MakerIsChecker,
    #[error("the batch is not authorised")]
    NotAuthorised,
    #[error("the batch is authorised already: its file is fixed")]
    AlreadyAuthorised,
    #[error("the batch has not been sent")]
    NotSent,
    #[error("the batch has been sent already")]
    AlreadySent,
    #[error("the batch is cancelled")]
    Cancelled,
}

impl BatchState {
    /// Stable key for rows and catalogues.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Authorised { .. } => "authorised",
            Self::Sent { .. } => "sent",
            Self::Answered { .. } => "answered",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

impl PaymentBatch {
    /// A new batch of orders with their amounts, in the given order.
    pub fn make(
        id: PaymentBatchId,
        orders: &[(PaymentOrderId, Money)],
        made: Act,
    ) -> Result<Self, BatchRefusal> {
        if orders.is_empty() {
            return Err(BatchRefusal::EmptyBatch);
        }
        if orders.len() > BATCH_MAX_ORDERS {
            return Err(BatchRefusal::TooManyOrders { limit: BATCH_MAX_ORDERS });
        }
        let mut seen = BTreeSet::new();
        for &(order, amount) in orders {
            if !seen.insert(order) {
                return Err(BatchRefusal::DuplicateOrder { order });
            }
            if !amount.is_positive() {
                return Err(BatchRefusal::NotPositive { order });
            }
        }
        let total = Money::sum(orders.iter().map(|&(_, amount)| amount));
        let total = total.ok_or(BatchRefusal::TotalOutOfRange)?;
        let orders = orders.iter().map(|&(order, _)| order).collect();
        Ok(Self { id, made, orders, total, state: BatchState::Made })
    }

    /// The second person's consent. The caller writes the file and stores its bytes with this state.
    pub fn authorise(&self, act: Act) -> Result<BatchState, BatchRefusal> {
        match self.state {
            BatchState::Made if act.by == self.made.by => Err(BatchRefusal::MakerIsChecker),
            BatchState::Made => Ok(BatchState::Authorised { authorised: act }),
            BatchState::Authorised { .. } => Err(BatchRefusal::AlreadyAuthorised),
            BatchState::Sent { .. } | BatchState::Answered { .. } => Err(BatchRefusal::AlreadySent),
            BatchState::Cancelled { .. } => Err(BatchRefusal::Cancelled),
        }
    }

    /// A person says that the file was handed to the bank.
    pub const fn send(&self, act: Act) -> Result<BatchState, BatchRefusal> {
        match self.state {
            BatchState::Made => Err(BatchRefusal::NotAuthorised),
            BatchState::Authorised { authorised } => Ok(BatchState::Sent { authorised, sent: act }),
            BatchState::Sent { .. } | BatchState::Answered { .. } => Err(BatchRefusal::AlreadySent),
            BatchState::Cancelled { .. } => Err(BatchRefusal::Cancelled),
        }
    }

    /// Every order is settled or rejected. Repeating it changes nothing.
    pub const fn answer(&self, answered_at: Timestamp) -> Result<BatchState, BatchRefusal> {
        match self.state {
            BatchState::Made => Err(BatchRefusal::NotAuthorised),
            BatchState::Authorised { .. } => Err(BatchRefusal::NotSent),
            BatchState::Sent { authorised, sent } => {
                Ok(BatchState::Answered { authorised, sent, answered_at })
            }
            BatchState::Answered { .. } => Ok(self.state),
            BatchState::Cancelled { .. } => Err(BatchRefusal::Cancelled),
        }
    }

    /// Takes the batch back; possible until it is authorised. Its orders stay made: never sent, they may
    /// stand in another batch.
    pub const fn cancel(&self, act: Act) -> Result<BatchState, BatchRefusal> {
        match self.state {
            BatchState::Made => Ok(BatchState::Cancelled { cancelled: act }),
            BatchState::Authorised { .. } => Err(BatchRefusal::AlreadyAuthorised),
            BatchState::Sent { .. } | BatchState::Answered { .. } => Err(BatchRefusal::AlreadySent),
            BatchState::Cancelled { .. } => Err(BatchRefusal::Cancelled),
        }
    }
}
