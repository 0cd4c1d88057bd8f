//! The bank's answers: uploading one, what it came to, and what waits for a person.
//! What an answer means is decided before it comes here.

use serde::Serialize;

use super::OrderLine;
use crate::pages::Page;
use crate::{Form, Message};

#[derive(Debug, Clone, Serialize)]
pub struct FinanceAnswers {
    pub form: Form,
    /// This person imports.
    pub can_import: bool,
    pub messages: Vec<MessageLine>,
    pub next: Option<String>,
    /// Orders nobody has proven paid or refused.
    pub unknown: Vec<OrderLine>,
    /// Contradictions and references that are not ours.
    pub set_aside: Vec<AnswerLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MessageLine {
    pub href: String,
    pub file_name: String,
    pub imported_by: String,
    pub imported_at_millis: i64,
    pub summary: AnswerSummary,
}

#[derive(Debug, Clone, Serialize)]
pub struct AnswerSummary {
    pub batch_number: String,
    pub settled: usize,
    pub rejected: usize,
    pub unknown: usize,
    pub unchanged: usize,
    pub contradictions: usize,
    pub orphans: usize,
    pub silent: usize,
}

/// What the bank said of one payment.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerLine {
    pub outcome: String,
    pub end_to_end_id: String,
    pub number: Option<String>,
    pub organisation: Option<String>,
    pub amount_fen: Option<i64>,
    pub reason: Option<String>,
    pub message_href: String,
    pub imported_at_millis: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct FinanceAnswer {
    pub file_name: String,
    pub sha256: String,
    pub imported_by: String,
    pub imported_at_millis: i64,
    pub batch_href: Option<String>,
    pub bank_message_id: String,
    pub summary: AnswerSummary,
    pub answers: Vec<AnswerLine>,
}

impl Page for FinanceAnswers {
    const TEMPLATE: &'static str = "finance/answers.html";
    const TITLE: &'static str = "finance-answers-title";

    fn samples() -> Vec<Self> {
        let message = MessageLine {
            href: "/finance/answers/1".to_owned(),
            file_name: "HM-P2026-0001-one-rejected.xml".to_owned(),
            imported_by: "财务复核员".to_owned(),
            imported_at_millis: 1_774_513_200_000,
            summary: summary(),
        };
        let unknown = OrderLine {
            href: "/cases/1".to_owned(),
            number: "HM-2026-0001".to_owned(),
            organisation: super::SAMPLE_ORGANISATION.to_owned(),
            amount_fen: 20_000_000,
            instalment: 1,
            instalment_count: 1,
            payee_name: super::SAMPLE_ORGANISATION.to_owned(),
            payee_account: "1038••••••••0123".to_owned(),
            payee_bank_code: "103306438011".to_owned(),
            payee_bank_name: super::SAMPLE_BANK.to_owned(),
            end_to_end_id: "HB0195a1b2c3d470008000000000000001".to_owned(),
            state: "unknown".to_owned(),
            reason: None,
        };
        let malformed = Message::new("error-message-malformed").with("line", "3").with("byte", "120");
        let empty = Self {
            form: Form::empty().refuse("file", malformed),
            can_import: true,
            messages: Vec::new(),
            next: None,
            unknown: Vec::new(),
            set_aside: Vec::new(),
        };
        let full = Self {
            form: Form::empty(),
            messages: vec![message],
            next: Some("/finance/answers?after=x".to_owned()),
            unknown: vec![unknown],
            set_aside: vec![line("contradiction"), line("orphan")],
            ..empty.clone()
        };
        vec![empty, Self { can_import: false, ..full.clone() }, full]
    }
}

impl Page for FinanceAnswer {
    const TEMPLATE: &'static str = "finance/answer.html";
    const TITLE: &'static str = "finance-answer-title";

    fn samples() -> Vec<Self> {
        let outcomes = ["settled", "rejected", "unknown", "unchanged", "contradiction", "orphan"];
        vec![Self {
            file_name: "HM-P2026-0001-one-rejected.xml".to_owned(),
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            imported_by: "财务复核员".to_owned(),
            imported_at_millis: 1_774_513_200_000,
            batch_href: Some("/finance/batches/1".to_owned()),
            bank_message_id: "DB0195a1b2c3d470008000000000000009".to_owned(),
            summary: summary(),
            answers: outcomes.into_iter().map(line).collect(),
        }]
    }
}

fn summary() -> AnswerSummary {
    AnswerSummary {
        batch_number: "HM-P2026-0001".to_owned(),
        settled: 37,
        rejected: 1,
        unknown: 2,
        unchanged: 0,
        contradictions: 1,
        orphans: 1,
        silent: 3,
    }
}

fn line(outcome: &str) -> AnswerLine {
    let known = outcome != "orphan";
    AnswerLine {
        outcome: outcome.to_owned(),
        end_to_end_id: "HB0195a1b2c3d470008000000000000001".to_owned(),
        number: known.then(|| "HM-2026-0001".to_owned()),
        organisation: known.then(|| super::SAMPLE_ORGANISATION.to_owned()),
        amount_fen: known.then_some(20_000_000),
        reason: (outcome == "rejected").then(|| "AC04 收款账户已销户".to_owned()),
        message_href: "/finance/answers/1".to_owned(),
        imported_at_millis: 1_774_513_200_000,
    }
}
