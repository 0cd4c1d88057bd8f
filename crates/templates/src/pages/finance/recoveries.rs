//! Money to be paid back: the list in three groups, and one recovery with its forms and receipts.
//! What is left is given, not computed; which form is shown follows from the actions of the engine.

use serde::Serialize;

use crate::pages::Page;
use crate::{Form, Message};

#[derive(Debug, Clone, Serialize)]
pub struct FinanceRecoveries {
    /// Revoked after money was paid; nothing is demanded yet.
    pub to_demand: Vec<RecoveryLine>,
    pub demanded: Vec<RecoveryLine>,
    pub recovered: Vec<RecoveryLine>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RecoveryLine {
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub paid_fen: i64,
    pub recovered_fen: i64,
    pub left_fen: i64,
    /// ISO day.
    pub due_on: Option<String>,
}

/// Fields: `document_number`; or `amount`, `received_on`, `reference`; `_version` besides.
#[derive(Debug, Clone, Serialize)]
pub struct FinanceRecovery {
    pub form: Form,
    pub href: String,
    pub case_href: String,
    pub version: u64,
    pub number: String,
    pub organisation: String,
    pub stage: String,
    pub reason: Option<String>,
    pub paid_fen: i64,
    pub recovered_fen: i64,
    pub left_fen: i64,
    pub document_number: Option<String>,
    /// ISO days.
    pub demanded_on: Option<String>,
    pub due_on: Option<String>,
    pub repayments: Vec<RepaymentLine>,
    /// Keys of commands.
    pub actions: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RepaymentLine {
    pub amount_fen: i64,
    /// ISO day.
    pub received_on: String,
    pub reference: String,
    pub recorded_by: String,
    pub recorded_at_millis: i64,
}

impl Page for FinanceRecoveries {
    const TEMPLATE: &'static str = "finance/recoveries.html";
    const TITLE: &'static str = "finance-recoveries-title";

    fn samples() -> Vec<Self> {
        let line = |number: u32, recovered_fen: i64| RecoveryLine {
            href: format!("/finance/recoveries/{number}"),
            number: format!("HM-2026-000{number}"),
            organisation: super::SAMPLE_ORGANISATION.to_owned(),
            paid_fen: 12_000_000,
            recovered_fen,
            left_fen: 12_000_000 - recovered_fen,
            due_on: Some("2026-04-10".to_owned()),
        };
        let done = RecoveryLine { due_on: None, ..line(4, 12_000_000) };
        let none = Self { to_demand: Vec::new(), demanded: Vec::new(), recovered: Vec::new(), next: None };
        let full = Self {
            to_demand: vec![line(1, 0)],
            demanded: vec![line(2, 0), line(3, 5_000_000)],
            recovered: vec![done],
            next: Some("/finance/recoveries?after=x".to_owned()),
        };
        vec![none, full]
    }
}

impl Page for FinanceRecovery {
    const TEMPLATE: &'static str = "finance/recovery.html";
    const TITLE: &'static str = "finance-recovery-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("number", self.number.clone())
    }

    fn samples() -> Vec<Self> {
        let undemanded = sample();
        let looked_at = Self { actions: Vec::new(), ..undemanded.clone() };
        let empty = Form::empty().refuse("document_number", Message::new("error-recovery-document-required"));
        let refused = Self { form: empty, ..undemanded.clone() };
        let demanded = Self {
            document_number: Some("海科追〔2026〕1号".to_owned()),
            demanded_on: Some("2026-03-20".to_owned()),
            recovered_fen: 5_000_000,
            left_fen: 7_000_000,
            repayments: vec![receipt("2026032600018")],
            actions: vec!["record-repayment".to_owned()],
            ..sample()
        };
        let wrong = Form::empty()
            .with("amount", "一万")
            .with("reference", "2026032600018")
            .refuse("amount", Message::new("error-repayment-not-an-amount"))
            .refuse("received_on", Message::new("error-repayment-day"))
            .refuse("reference", Message::new("error-repayment-known"));
        let wrong = Self { form: wrong, ..demanded.clone() };
        let recovered = Self {
            stage: "recovered".to_owned(),
            reason: None,
            document_number: None,
            demanded_on: None,
            due_on: None,
            recovered_fen: 12_000_000,
            left_fen: 0,
            repayments: vec![receipt("2026032600018"), receipt("2026040900007")],
            actions: Vec::new(),
            ..demanded.clone()
        };
        vec![undemanded, looked_at, refused, demanded, wrong, recovered]
    }
}

fn receipt(reference: &str) -> RepaymentLine {
    RepaymentLine {
        amount_fen: 5_000_000,
        received_on: "2026-03-26".to_owned(),
        reference: reference.to_owned(),
        recorded_by: "财务复核员".to_owned(),
        recorded_at_millis: 1_774_513_200_000,
    }
}

fn sample() -> FinanceRecovery {
    FinanceRecovery {
        form: Form::empty(),
        href: "/finance/recoveries/1".to_owned(),
        case_href: "/cases/1".to_owned(),
        version: 17,
        number: "HM-2026-0001".to_owned(),
        organisation: super::SAMPLE_ORGANISATION.to_owned(),
        stage: "recovery".to_owned(),
        reason: Some("经核查，申报材料与实际不符".to_owned()),
        paid_fen: 12_000_000,
        recovered_fen: 0,
        left_fen: 12_000_000,
        document_number: None,
        demanded_on: None,
        due_on: Some("2026-04-10".to_owned()),
        repayments: Vec::new(),
        actions: vec!["demand-recovery".to_owned()],
    }
}
