//! Batches: the list, and one batch with its orders, its file and what may be done with it.
//! A batch shows its payees in full, to be checked; which steps a reader may take is told to the page.

use serde::Serialize;

use crate::pages::Page;
use crate::{Form, Message};

#[derive(Debug, Clone, Serialize)]
pub struct FinanceBatches {
    pub rows: Vec<BatchLine>,
    /// The state the list is narrowed to; empty for all.
    pub state: String,
    pub states: Vec<String>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BatchLine {
    pub href: String,
    pub number: String,
    pub state: String,
    pub made_by: String,
    pub made_at_millis: i64,
    pub authorised_by: Option<String>,
    pub total_fen: i64,
    pub orders: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct FinanceBatch {
    pub form: Form,
    /// Address of the batch; forms post below it.
    pub href: String,
    pub number: String,
    pub message_id: String,
    pub state: String,
    pub total_fen: i64,
    pub steps: Vec<BatchStep>,
    pub orders: Vec<OrderLine>,
    /// Who took the file, and when.
    pub downloads: Vec<BatchStep>,
    pub file_sha256: Option<String>,
    pub can_download: bool,
    /// Keys of the commands this person may give for the whole batch.
    pub actions: Vec<String>,
    /// The reader checks payments but made this batch: somebody else has to authorise it.
    pub needs_another_person: bool,
    /// The demo's bank answers, by key.
    pub demo_answers: Vec<String>,
}

/// An act with its person; the key is labelled by `batch-act-<key>`.
#[derive(Debug, Clone, Serialize)]
pub struct BatchStep {
    pub key: String,
    pub by: String,
    pub at_millis: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct OrderLine {
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub amount_fen: i64,
    /// Which part of the award, and of how many.
    pub instalment: i64,
    pub instalment_count: i64,
    pub payee_name: String,
    pub payee_account: String,
    pub payee_bank_code: String,
    pub payee_bank_name: String,
    pub end_to_end_id: String,
    pub state: String,
    pub reason: Option<String>,
}

impl Page for FinanceBatches {
    const TEMPLATE: &'static str = "finance/batches.html";
    const TITLE: &'static str = "finance-batches-title";

    fn samples() -> Vec<Self> {
        let states = ["made", "authorised", "sent", "answered", "cancelled"].map(str::to_owned).to_vec();
        let line = |number: u32, state: &str, authorised: bool| BatchLine {
            href: format!("/finance/batches/{number}"),
            number: format!("HM-P2026-000{number}"),
            state: state.to_owned(),
            made_by: "财务制单员".to_owned(),
            made_at_millis: 1_774_413_200_000,
            authorised_by: authorised.then(|| "财务复核员".to_owned()),
            total_fen: 61_250_050,
            orders: 4,
        };
        let rows = vec![line(3, "made", false), line(2, "sent", true), line(1, "answered", true)];
        vec![
            Self { rows: Vec::new(), state: "cancelled".to_owned(), states: states.clone(), next: None },
            Self { rows, state: String::new(), states, next: Some("/finance/batches?after=x".to_owned()) },
        ]
    }
}

impl Page for FinanceBatch {
    const TEMPLATE: &'static str = "finance/batch.html";
    const TITLE: &'static str = "finance-batch-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("number", self.number.clone())
    }

    fn samples() -> Vec<Self> {
        let made = sample("made");
        let authorised = Self {
            state: "authorised".to_owned(),
            actions: keys(&["send-payment"]),
            can_download: true,
            file_sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned()),
            steps: vec![act("made", "财务制单员"), act("authorised", "财务复核员")],
            downloads: vec![act("downloaded", "财务复核员")],
            ..made.clone()
        };
        let mut sent = Self {
            state: "sent".to_owned(),
            actions: keys(&["record-answer"]),
            demo_answers: ["all-settled", "one-rejected", "pending"].map(str::to_owned).to_vec(),
            ..authorised.clone()
        };
        sent.steps.push(act("sent", "财务复核员"));
        "settled".clone_into(&mut sent.orders[0].state);
        "rejected".clone_into(&mut sent.orders[1].state);
        sent.orders[1].reason = Some("AC04 收款账户已销户".to_owned());
        let own = Self { needs_another_person: true, actions: keys(&["cancel-payment"]), ..made.clone() };
        vec![made, authorised, sent, own]
    }
}

fn keys(list: &[&str]) -> Vec<String> {
    list.iter().map(|key| (*key).to_owned()).collect()
}

fn act(key: &str, by: &str) -> BatchStep {
    BatchStep { key: key.to_owned(), by: by.to_owned(), at_millis: 1_774_413_200_000 }
}

fn sample(state: &str) -> FinanceBatch {
    let order = |number: u32| OrderLine {
        href: format!("/cases/{number}"),
        number: format!("HM-2026-000{number}"),
        organisation: super::SAMPLE_ORGANISATION.to_owned(),
        amount_fen: 20_000_000,
        instalment: i64::from(number),
        instalment_count: 2,
        payee_name: super::SAMPLE_ORGANISATION.to_owned(),
        payee_account: "10380100040000123".to_owned(),
        payee_bank_code: "103306438011".to_owned(),
        payee_bank_name: super::SAMPLE_BANK.to_owned(),
        end_to_end_id: format!("HB0195a1b2c3d47000800000000000000{number}"),
        state: state.to_owned(),
        reason: None,
    };
    FinanceBatch {
        form: Form::empty(),
        href: "/finance/batches/1".to_owned(),
        number: "HM-P2026-0001".to_owned(),
        message_id: "HBB0195a1b2c3d470008000000000000001".to_owned(),
        state: state.to_owned(),
        total_fen: 40_000_000,
        steps: vec![act("made", "财务制单员")],
        orders: vec![order(1), order(2)],
        downloads: Vec::new(),
        file_sha256: None,
        can_download: false,
        actions: keys(&["cancel-payment", "authorise-payment"]),
        needs_another_person: false,
        demo_answers: Vec::new(),
    }
}
