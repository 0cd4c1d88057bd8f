//! What an actor may ask for. A command names itself by a stable kind; the catalogues label it.
//! Particulars are checked by the decision; a kind alone is enough to ask for permission.

use serde::{Deserialize, Serialize};

use crate::application::Answers;
use crate::clock::Date;
use crate::id::{AttachmentId, NoticeId, ObjectionId, PaymentBatchId, PaymentOrderId, PersonId};
use crate::money::Money;
use crate::panel::Marks;
use crate::stage::Stage;
use crate::state::{AgreedInstalment, Defect};

/// Writes the enum of commands, the enum of their kinds, and the way from one to the other.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),* $(,)? })? = $key:literal,)*) => {
        /// A request to change one application.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "command", rename_all = "kebab-case")]
        pub enum Command { $($(#[$doc])* $name $({ $($field: $type),* })?,)* }

        /// A command without its particulars.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum CommandKind { $($name,)* }

        impl CommandKind {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.key() == key)
            }
        }

        impl Command {
            pub const fn kind(&self) -> CommandKind {
                match self { $(Self::$name { .. } => CommandKind::$name,)* }
            }
        }
    };
}

commands! {
    SaveAnswers { answers: Answers } = "save-answers",
    Submit = "submit",
    Withdraw { reason: String } = "withdraw",
    /// The organisation wants what the bureau proposed.
    Confirm = "confirm",
    /// The organisation does not want it.
    Decline { reason: String } = "decline",
    Recommend { opinion: String } = "recommend",
    DeclineRecommendation { reason: String } = "decline-recommendation",
    PassCheck { opinion: String } = "pass-check",
    RequestCorrection { defects: Vec<Defect> } = "request-correction",
    AnswerCorrection = "answer-correction",
    /// Fills the empty seats by lot, from the candidates and the seed the engine lays on the table.
    DrawPanel = "draw-panel",
    /// Declares to be free of conflicts.
    AcceptReview = "accept-review",
    RecuseReview { reason: String } = "recuse-review",
    SubmitScore { marks: Marks, comment: String } = "submit-score",
    /// Written reasons of an expert whose score stands far from the others'.
    ExplainScore { reason: String } = "explain-score",
    RecordVisit {
        visited_on: Date,
        finding: String,
        confirmed: bool,
        photos: Vec<AttachmentId>,
    } = "record-visit",
    /// The second officer signs the record.
    ConfirmVisit { opinion: String } = "confirm-visit",
    GiveOpinion { agrees: bool, opinion: String } = "give-opinion",
    /// `amount` only where the rules leave it to a person.
    Approve { opinion: String, amount: Option<Money> } = "approve",
    /// The bureau meeting: by quorum and minutes.
    ResolveMeeting {
        minutes_number: String,
        held_on: Date,
        present: Vec<PersonId>,
        in_favour: u16,
        approved: bool,
        opinion: String,
        amount: Option<Money>,
    } = "resolve-meeting",
    Reject { reason: String } = "reject",
    Publish { notice: NoticeId } = "publish",
    EndPublicity = "end-publicity",
    FileObjection { objection: ObjectionId, text: String } = "file-objection",
    DecideObjection { decision: ObjectionDecision, reply: String } = "decide-objection",
    Award { document_number: String } = "award",
    DraftAgreement { number: String, instalments: Vec<AgreedInstalment> } = "draft-agreement",
    SignAgreement = "sign-agreement",
    ReportMilestone { report: String } = "report-milestone",
    AcceptMilestone { opinion: String } = "accept-milestone",
    ReturnMilestone { reason: String } = "return-milestone",
    OrderPayment { order: PaymentOrderId, batch: PaymentBatchId } = "order-payment",
    CancelPayment { order: PaymentOrderId } = "cancel-payment",
    AuthorisePayment { order: PaymentOrderId } = "authorise-payment",
    SendPayment { order: PaymentOrderId } = "send-payment",
    RecordAnswer { order: PaymentOrderId, answer: BankAnswer } = "record-answer",
    ReportResults { report: String } = "report-results",
    Evaluate { grade: Grade, opinion: String } = "evaluate",
    Revoke { reason: String } = "revoke",
    DemandRecovery { document_number: String } = "demand-recovery",
    RecordRepayment { amount: Money, received_on: Date, reference: String } = "record-repayment",
    /// 回避: somebody steps back from this case for good.
    Recuse { reason: String } = "recuse",
    /// Hands the work of this stage to certain people; nobody named gives it back to all.
    Assign { to: Vec<PersonId> } = "assign",
    /// Moves the case to another version of its pipeline, by the plan the engine lays on the table.
    Migrate { to: Stage } = "migrate",
    /// The notice a deadline awaited is loaded.
    ComputeDeadline = "compute-deadline",
    Lapse = "lapse",
    /// The limit passed, and the programme says no.
    RejectOverdue = "reject-overdue",
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

/// What becomes of an objection and of the item it froze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum ObjectionDecision {
    /// The item is struck off.
    Upheld,
    /// Publicity goes on.
    Dismissed,
    /// A lower amount, published anew.
    Amended { amount: Money },
}

/// 绩效评价: excellent from 90, good from 80, fair from 60, poor below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    Excellent,
    Good,
    Fair,
    Poor,
}

impl Grade {
    pub const ALL: [Self; 4] = [Self::Excellent, Self::Good, Self::Fair, Self::Poor];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Excellent => "excellent",
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Poor => "poor",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.key() == key)
    }
}
