//! Mails of expert review, objections, milestones, evaluation and recovery, with a sample of each.
//! No ID or account number in any of them; an expert's mail names no organisation at all.

use serde::{Deserialize, Serialize};

use super::cases::CaseReference;
use super::{Mail, NINE_MILLIS};
use crate::Message;

/// To the applicant: an agreement, a milestone or a report is awaited.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct YourTurn {
    pub case: CaseReference,
    pub stage: String,
    pub due_at_millis: Option<i64>,
}

impl Mail for YourTurn {
    const NAME: &'static str = "your-turn";

    fn samples() -> Vec<Self> {
        let at = |stage: &str| Self {
            case: CaseReference::sample(),
            stage: stage.to_owned(),
            due_at_millis: Some(NINE_MILLIS),
        };
        let undated = Self { due_at_millis: None, ..at("agreement") };
        vec![at("agreement"), at("acceptance"), at("evaluation"), at("correction"), undated]
    }
}

/// To the applicant: the bureau proposes, the organisation confirms.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Proposed {
    pub case: CaseReference,
    pub due_at_millis: Option<i64>,
}

impl Mail for Proposed {
    const NAME: &'static str = "proposed";

    fn samples() -> Vec<Self> {
        let undated = Self { case: CaseReference::sample(), due_at_millis: None };
        vec![Self { due_at_millis: Some(NINE_MILLIS), ..undated.clone() }, undated]
    }
}

/// To an expert: drawn for a case, or asked for the reasons of a score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReviewInvitation {
    /// The case's number.
    pub number: String,
    /// The call's title.
    pub call: String,
    pub link: String,
    pub due_at_millis: Option<i64>,
    /// The score is in; its reasons are asked for.
    pub explain: bool,
}

impl Mail for ReviewInvitation {
    const NAME: &'static str = "review-invitation";

    fn samples() -> Vec<Self> {
        let CaseReference { number, call, link, .. } = CaseReference::sample();
        let invited = Self { number, call, link, due_at_millis: Some(NINE_MILLIS), explain: false };
        vec![invited.clone(), Self { explain: true, due_at_millis: None, ..invited }]
    }
}

/// To the applicant: somebody objects, and the case rests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectionFiled {
    pub case: CaseReference,
    pub due_at_millis: Option<i64>,
}

impl Mail for ObjectionFiled {
    const NAME: &'static str = "objection-filed";

    fn samples() -> Vec<Self> {
        let undated = Self { case: CaseReference::sample(), due_at_millis: None };
        vec![Self { due_at_millis: Some(NINE_MILLIS), ..undated.clone() }, undated]
    }
}

/// What became of an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectionOutcome {
    Upheld,
    Dismissed,
    Amended,
}

const OUTCOMES: [ObjectionOutcome; 3] =
    [ObjectionOutcome::Upheld, ObjectionOutcome::Dismissed, ObjectionOutcome::Amended];

/// To the applicant: what became of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectionDecided {
    pub case: CaseReference,
    pub decision: ObjectionOutcome,
    /// The amount as it stands now.
    pub amount_fen: i64,
    pub reply: Message,
}

impl Mail for ObjectionDecided {
    const NAME: &'static str = "objection-decided";

    fn samples() -> Vec<Self> {
        let reply = Message::verbatim("经核查，付款凭证真实有效。");
        let decided = |decision| Self {
            case: CaseReference::sample(),
            decision,
            amount_fen: 15_000_000,
            reply: reply.clone(),
        };
        OUTCOMES.map(decided).to_vec()
    }
}

/// To whoever objected and left a mail address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectionReply {
    /// The objection's own number.
    pub number: String,
    /// Whom the objection was about.
    pub organisation: String,
    pub decision: ObjectionOutcome,
    pub reply: Message,
}

impl Mail for ObjectionReply {
    const NAME: &'static str = "objection-reply";

    fn samples() -> Vec<Self> {
        let reply = Message::verbatim("经核查，付款凭证真实有效。");
        let decided = |decision| Self {
            number: "HM-2026-Y001".to_owned(),
            organisation: CaseReference::sample().organisation,
            decision,
            reply: reply.clone(),
        };
        OUTCOMES.map(decided).to_vec()
    }
}

/// To the applicant: a milestone is accepted, its instalment is paid next.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MilestoneAccepted {
    pub case: CaseReference,
    /// Counted from 1.
    pub instalment: usize,
    pub amount_fen: i64,
}

impl Mail for MilestoneAccepted {
    const NAME: &'static str = "milestone-accepted";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample(), instalment: 2, amount_fen: 8_000_000 }]
    }
}

/// To the applicant: the report was sent back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MilestoneReturned {
    pub case: CaseReference,
    /// Counted from 1.
    pub instalment: usize,
    pub reason: Message,
    pub due_at_millis: Option<i64>,
}

impl Mail for MilestoneReturned {
    const NAME: &'static str = "milestone-returned";

    fn samples() -> Vec<Self> {
        let undated = Self {
            case: CaseReference::sample(),
            instalment: 2,
            reason: Message::verbatim("缺第三方检测报告"),
            due_at_millis: None,
        };
        vec![Self { due_at_millis: Some(NINE_MILLIS), ..undated.clone() }, undated]
    }
}

/// To the applicant: the grade.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Evaluated {
    pub case: CaseReference,
    /// Key of the grade.
    pub grade: String,
    pub opinion: Option<Message>,
}

impl Mail for Evaluated {
    const NAME: &'static str = "evaluated";

    fn samples() -> Vec<Self> {
        let good = Self { case: CaseReference::sample(), grade: "good".to_owned(), opinion: None };
        let poor = Self {
            grade: "poor".to_owned(),
            opinion: Some(Message::verbatim("主要绩效目标未完成。")),
            ..good.clone()
        };
        vec![good, poor]
    }
}

/// To the applicant: the award is taken back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Revoked {
    pub case: CaseReference,
    pub reason: Message,
    /// What was paid and has to come back.
    pub paid_fen: i64,
}

impl Mail for Revoked {
    const NAME: &'static str = "revoked";

    fn samples() -> Vec<Self> {
        let reason = Message::verbatim("经查，申报时提供的合同未实际履行。");
        let paid = Self { case: CaseReference::sample(), reason, paid_fen: 12_000_000 };
        vec![paid.clone(), Self { paid_fen: 0, ..paid }]
    }
}

/// To the applicant: pay back, by what document and until when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecoveryDemanded {
    pub case: CaseReference,
    pub document_number: String,
    pub amount_fen: i64,
    pub due_at_millis: Option<i64>,
}

impl Mail for RecoveryDemanded {
    const NAME: &'static str = "recovery-demanded";

    fn samples() -> Vec<Self> {
        let undated = Self {
            case: CaseReference::sample(),
            document_number: "海科追〔2026〕1号".to_owned(),
            amount_fen: 12_000_000,
            due_at_millis: None,
        };
        vec![Self { due_at_millis: Some(NINE_MILLIS), ..undated.clone() }, undated]
    }
}

/// To the applicant: everything has come in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recovered {
    pub case: CaseReference,
    pub amount_fen: i64,
}

impl Mail for Recovered {
    const NAME: &'static str = "recovered";

    fn samples() -> Vec<Self> {
        vec![Self { case: CaseReference::sample(), amount_fen: 12_000_000 }]
    }
}

/// To finance: what the bank returned. Never an account number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaymentRejected {
    pub case: CaseReference,
    pub amount_fen: i64,
    pub reason: Message,
}

impl Mail for PaymentRejected {
    const NAME: &'static str = "payment-rejected";

    fn samples() -> Vec<Self> {
        let reason = Message::verbatim("AC04 账户已注销");
        vec![Self { case: CaseReference::sample(), amount_fen: 20_000_000, reason }]
    }
}
