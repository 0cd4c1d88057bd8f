//! A payment order: what is paid to whom, and what the bank's answers make of it.
//!
//! A time-out is never a failure: what is not proven settled or rejected is unknown, and an unknown
//! order is never paid again. Amounts are fen. The state machine never applies a contradiction.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use workflow::clock::Timestamp;
use workflow::id::{ApplicationId, CommitmentId, PaymentOrderId};
use workflow::money::Money;

use crate::payee::Payee;
use crate::text::{self, Field, REMITTANCE_MAX_CHARS, TextError};

/// Marks our references among all that a bank reports.
const END_TO_END_PREFIX: &str = "HB";
/// Length of every end-to-end id, in characters: the prefix and an id, below ISO's 35.
const END_TO_END_CHARS: usize = 34;

/// The reference that travels with a payment to its payee. It follows from the order's id alone, so it
/// is the same for ever and no two orders share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndToEndId(PaymentOrderId);

impl EndToEndId {
    pub const fn of(order: PaymentOrderId) -> Self {
        Self(order)
    }

    pub const fn order(self) -> PaymentOrderId {
        self.0
    }
}

impl fmt::Display for EndToEndId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{END_TO_END_PREFIX}{}", self.0)
    }
}

/// The text is not one of our references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of our end-to-end ids")]
pub struct ForeignReference;

impl FromStr for EndToEndId {
    type Err = ForeignReference;

    fn from_str(text: &str) -> Result<Self, ForeignReference> {
        let digits = text.strip_prefix(END_TO_END_PREFIX).ok_or(ForeignReference)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if text.len() != END_TO_END_CHARS || !plain {
            return Err(ForeignReference);
        }
        digits.parse().map(Self).map_err(|_| ForeignReference)
    }
}

/// One payment to one payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentOrder {
    pub id: PaymentOrderId,
    pub commitment: CommitmentId,
    pub application: ApplicationId,
    pub amount: Money,
    pub payee: Payee,
    /// What the payee reads on the statement.
    pub remittance: String,
    pub state: OrderState,
}

impl PaymentOrder {
    /// A new order in state made. Refused: an amount that is not positive, a remittance text the
    /// message cannot carry.
    pub fn make(
        id: PaymentOrderId,
        commitment: CommitmentId,
        application: ApplicationId,
        amount: Money,
        payee: Payee,
        remittance: String,
    ) -> Result<Self, OrderRefusal> {
        if !amount.is_positive() {
            return Err(OrderRefusal::NotPositive);
        }
        text::check_text(Field::Remittance, &remittance, REMITTANCE_MAX_CHARS)?;
        let state = OrderState::Made;
        Ok(Self { id, commitment, application, amount, payee, remittance, state })
    }

    pub const fn end_to_end_id(&self) -> EndToEndId {
        EndToEndId::of(self.id)
    }
}

/// Why the bank did not pay: its code, and its words if it gave any.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RejectionReason {
    /// An ISO 20022 external code such as `AC04`, or the bank's own; empty when it gave none.
    pub code: String,
    /// In the bank's language; empty when it gave none.
    pub text: String,
}

/// Where a payment order stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum OrderState {
    /// In a batch that is not authorised.
    Made,
    /// In a file that is fixed and not handed over.
    Authorised,
    /// Handed to the bank.
    Sent { at: Timestamp },
    /// The bank says it is paid.
    Settled { at: Timestamp },
    /// The bank says it is not paid and will not be.
    Rejected { at: Timestamp, reason: RejectionReason },
    /// Neither is proven: to be asked after under its own reference.
    Unknown { since: Timestamp },
}

impl OrderState {
    /// Stable key for rows and catalogues.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Authorised => "authorised",
            Self::Sent { .. } => "sent",
            Self::Settled { .. } => "settled",
            Self::Rejected { .. } => "rejected",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// Its batch was authorised.
    pub fn authorise(&self) -> Result<Self, OrderRefusal> {
        match self {
            Self::Made => Ok(Self::Authorised),
            Self::Authorised
            | Self::Sent { .. }
            | Self::Settled { .. }
            | Self::Rejected { .. }
            | Self::Unknown { .. } => Err(self.refuse("authorise")),
        }
    }

    /// Its file was handed to the bank.
    pub fn send(&self, at: Timestamp) -> Result<Self, OrderRefusal> {
        match self {
            Self::Authorised => Ok(Self::Sent { at }),
            Self::Made
            | Self::Sent { .. }
            | Self::Settled { .. }
            | Self::Rejected { .. }
            | Self::Unknown { .. } => Err(self.refuse("send")),
        }
    }

    const fn refuse(&self, command: &'static str) -> OrderRefusal {
        OrderRefusal::WrongState { state: self.key(), command }
    }
}

/// What was heard of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum BankAnswer {
    /// Paid.
    Settled,
    /// Not paid, finally.
    Rejected { reason: RejectionReason },
    /// The bank has it and has not finished, or says something we cannot read as final.
    Pending,
    /// No answer came in the time allowed.
    Silence,
}

impl BankAnswer {
    /// Stable key for rows and catalogues.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Rejected { .. } => "rejected",
            Self::Pending => "pending",
            Self::Silence => "silence",
        }
    }
}

/// What an answer changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Moved(OrderState),
    /// The answer says nothing new.
    Unchanged,
}

/// Why an order does not move. The last two are for a person to look into.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    #[error("the amount of a payment must be positive")]
    NotPositive,
    #[error(transparent)]
    Text(#[from] TextError),
    #[error("an order in state {state} cannot {command}")]
    WrongState { state: &'static str, command: &'static str },
    #[error("the bank answers {answer} for an order that was never sent (state {state})")]
    NeverSent { state: &'static str, answer: &'static str },
    #[error("the bank answers {answer} for an order that is {state}")]
    Contradiction { state: &'static str, answer: &'static str },
}

/// What the answer heard `at` makes of an order in `state`.
///
/// Repeated and outdated answers change nothing. After a rejection even "pending" is a contradiction:
/// a rejected order may have been paid again.
pub fn transition(state: &OrderState, answer: &BankAnswer, at: Timestamp) -> Result<Change, OrderRefusal> {
    match (state, answer) {
        (OrderState::Made | OrderState::Authorised, _) => {
            Err(OrderRefusal::NeverSent { state: state.key(), answer: answer.key() })
        }
        (OrderState::Sent { .. } | OrderState::Unknown { .. }, BankAnswer::Settled) => {
            Ok(Change::Moved(OrderState::Settled { at }))
        }
        (OrderState::Sent { .. } | OrderState::Unknown { .. }, BankAnswer::Rejected { reason }) => {
            Ok(Change::Moved(OrderState::Rejected { at, reason: reason.clone() }))
        }
        (OrderState::Sent { .. }, BankAnswer::Pending | BankAnswer::Silence) => {
            Ok(Change::Moved(OrderState::Unknown { since: at }))
        }
        (OrderState::Unknown { .. }, BankAnswer::Pending | BankAnswer::Silence)
        | (OrderState::Settled { .. }, BankAnswer::Settled | BankAnswer::Pending | BankAnswer::Silence)
        | (OrderState::Rejected { .. }, BankAnswer::Rejected { .. } | BankAnswer::Silence) => {
            Ok(Change::Unchanged)
        }
        (OrderState::Settled { .. }, BankAnswer::Rejected { .. })
        | (OrderState::Rejected { .. }, BankAnswer::Settled | BankAnswer::Pending) => {
            Err(OrderRefusal::Contradiction { state: state.key(), answer: answer.key() })
        }
    }
}

/// Why the same money may not be ordered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReissueRefusal {
    #[error("the order has not been sent: it can still go out")]
    NotSent,
    #[error("the bank has not answered yet")]
    NotAnswered,
    #[error("whether it was paid is unknown: ask the bank after its reference")]
    Unproven { since: Timestamp },
    #[error("the order is paid")]
    AlreadyPaid,
}

/// Whether a new order, under a new id, may take the place of this one: only when it is proven that
/// this one was not paid.
pub const fn may_reissue(state: &OrderState) -> Result<(), ReissueRefusal> {
    match state {
        OrderState::Rejected { .. } => Ok(()),
        OrderState::Made | OrderState::Authorised => Err(ReissueRefusal::NotSent),
        OrderState::Sent { .. } => Err(ReissueRefusal::NotAnswered),
        OrderState::Unknown { since } => Err(ReissueRefusal::Unproven { since: *since }),
        OrderState::Settled { .. } => Err(ReissueRefusal::AlreadyPaid),
    }
}
