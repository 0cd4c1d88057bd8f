//! What an actor may ask for. A command names itself by a stable kind; the catalogues label it.
//! Particulars are checked by the decision; a kind alone is enough to ask for permission.

use serde::{Deserialize, Serialize};

use crate::application::Answers;
use crate::clock::Date;
use crate::id::{NoticeId, PaymentBatchId, PaymentOrderId};
use crate::money::Money;
use crate::stage::Defect;

/// A request to change one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Command {
    SaveAnswers {
        answers: Answers,
    },
    Submit,
    Withdraw {
        reason: String,
    },
    Recommend {
        opinion: String,
    },
    DeclineRecommendation {
        reason: String,
    },
    PassCheck {
        opinion: String,
    },
    RequestCorrection {
        defects: Vec<Defect>,
    },
    AnswerCorrection,
    /// `amount` only where the rules leave it to a person.
    Approve {
        opinion: String,
        amount: Option<Money>,
    },
    Reject {
        reason: String,
    },
    Publish {
        notice: NoticeId,
    },
    EndPublicity,
    Award {
        document_number: String,
    },
    OrderPayment {
        order: PaymentOrderId,
        batch: PaymentBatchId,
    },
    CancelPayment {
        order: PaymentOrderId,
    },
    AuthorisePayment {
        order: PaymentOrderId,
    },
    SendPayment {
        order: PaymentOrderId,
    },
    RecordAnswer {
        order: PaymentOrderId,
        answer: BankAnswer,
    },
    /// The notice a deadline awaited is loaded.
    ComputeDeadline,
    Lapse,
}

/// What the bank said of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum BankAnswer {
    Settled {
        on: Date,
    },
    Rejected {
        reason: String,
    },
    /// Accepted, pending, or nothing yet: not a failure.
    Unknown,
}

/// A command without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommandKind {
    SaveAnswers,
    Submit,
    Withdraw,
    Recommend,
    DeclineRecommendation,
    PassCheck,
    RequestCorrection,
    AnswerCorrection,
    Approve,
    Reject,
    Publish,
    EndPublicity,
    Award,
    OrderPayment,
    CancelPayment,
    AuthorisePayment,
    SendPayment,
    RecordAnswer,
    ComputeDeadline,
    Lapse,
}

impl CommandKind {
    pub const ALL: [Self; 20] = [
        Self::SaveAnswers,
        Self::Submit,
        Self::Withdraw,
        Self::Recommend,
        Self::DeclineRecommendation,
        Self::PassCheck,
        Self::RequestCorrection,
        Self::AnswerCorrection,
        Self::Approve,
        Self::Reject,
        Self::Publish,
        Self::EndPublicity,
        Self::Award,
        Self::OrderPayment,
        Self::CancelPayment,
        Self::AuthorisePayment,
        Self::SendPayment,
        Self::RecordAnswer,
        Self::ComputeDeadline,
        Self::Lapse,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::SaveAnswers => "save-answers",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Recommend => "recommend",
            Self::DeclineRecommendation => "decline-recommendation",
            Self::PassCheck => "pass-check",
            Self::RequestCorrection => "request-correction",
            Self::AnswerCorrection => "answer-correction",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Publish => "publish",
            Self::EndPublicity => "end-publicity",
            Self::Award => "award",
            Self::OrderPayment => "order-payment",
            Self::CancelPayment => "cancel-payment",
            Self::AuthorisePayment => "authorise-payment",
            Self::SendPayment => "send-payment",
            Self::RecordAnswer => "record-answer",
            Self::ComputeDeadline => "compute-deadline",
            Self::Lapse => "lapse",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

impl Command {
    pub const fn kind(&self) -> CommandKind {
        match self {
            Self::SaveAnswers { .. } => CommandKind::SaveAnswers,
            Self::Submit => CommandKind::Submit,
            Self::Withdraw { .. } => CommandKind::Withdraw,
            Self::Recommend { .. } => CommandKind::Recommend,
            Self::DeclineRecommendation { .. } => CommandKind::DeclineRecommendation,
            Self::PassCheck { .. } => CommandKind::PassCheck,
            Self::RequestCorrection { .. } => CommandKind::RequestCorrection,
            Self::AnswerCorrection => CommandKind::AnswerCorrection,
            Self::Approve { .. } => CommandKind::Approve,
            Self::Reject { .. } => CommandKind::Reject,
            Self::Publish { .. } => CommandKind::Publish,
            Self::EndPublicity => CommandKind::EndPublicity,
            Self::Award { .. } => CommandKind::Award,
            Self::OrderPayment { .. } => CommandKind::OrderPayment,
            Self::CancelPayment { .. } => CommandKind::CancelPayment,
            Self::AuthorisePayment { .. } => CommandKind::AuthorisePayment,
            Self::SendPayment { .. } => CommandKind::SendPayment,
            Self::RecordAnswer { .. } => CommandKind::RecordAnswer,
            Self::ComputeDeadline => CommandKind::ComputeDeadline,
            Self::Lapse => CommandKind::Lapse,
        }
    }
}
