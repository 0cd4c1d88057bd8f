//! What is due: instalments that wait for a payment order, to be put into a batch, and those to come.
//! Account numbers come here masked, and why a payee cannot be paid is given as a message.

use serde::Serialize;

use crate::pages::Page;
use crate::{Form, Message};

#[derive(Debug, Clone, Serialize)]
pub struct FinanceDue {
    pub form: Form,
    pub rows: Vec<DueLine>,
    /// May not be ordered before their day; only on the first page.
    pub coming: Vec<DueLine>,
    /// All that is due, on every page of the list.
    pub count: i64,
    pub next: Option<String>,
    /// This person makes batches.
    pub can_order: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct DueLine {
    /// The id of the tick box, and the field of its faults.
    pub field: String,
    /// Posted as `application` when ticked.
    pub application: String,
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub call_title: String,
    pub amount_fen: i64,
    /// Which part of the award, and of how many.
    pub instalment: i64,
    pub instalment_count: i64,
    /// ISO day before which it may not be ordered.
    pub not_before: Option<String>,
    /// ISO day.
    pub due_on: Option<String>,
    pub budget_code: String,
    pub bank_name: String,
    pub masked_account: String,
    pub returned_reason: Option<String>,
    /// Why it cannot be ordered now.
    pub problem: Option<Message>,
    pub ticked: bool,
}

impl Page for FinanceDue {
    const TEMPLATE: &'static str = "finance/due.html";
    const TITLE: &'static str = "finance-due-title";

    fn samples() -> Vec<Self> {
        let returned = DueLine {
            returned_reason: Some("AC04 收款账户已销户".to_owned()),
            due_on: Some("2026-03-06".to_owned()),
            ..line(2)
        };
        let problem = Message::new("payee-unusable-short")
            .with("part", "payee-bank-code")
            .with("problem", "check-digit");
        let unusable = DueLine { problem: Some(problem), bank_name: String::new(), ..line(3) };
        let second = DueLine { instalment: 2, instalment_count: 3, ticked: true, ..line(1) };
        let later = DueLine { instalment: 3, not_before: Some("2026-09-01".to_owned()), ..second.clone() };
        let rows = vec![second, returned, unusable];
        let page = |form, rows: Vec<DueLine>, can_order| Self {
            form,
            count: i64::try_from(rows.len()).unwrap_or_default(),
            rows,
            coming: Vec::new(),
            next: Some("/finance/due?after=x".to_owned()),
            can_order,
        };
        let refused = Form::empty().refuse("applications", Message::new("error-nothing-chosen")).refuse(
            "application-3",
            Message::new("error-payee-unusable")
                .with("number", "HM-2026-0003")
                .with("organisation", super::SAMPLE_ORGANISATION)
                .with("part", "payee-account")
                .with("problem", "empty"),
        );
        vec![
            Self { next: None, ..page(Form::empty(), Vec::new(), true) },
            Self { next: None, coming: vec![later.clone()], ..page(Form::empty(), Vec::new(), true) },
            page(Form::empty(), rows.clone(), false),
            Self { coming: vec![later], ..page(refused, rows, true) },
        ]
    }
}

fn line(number: u32) -> DueLine {
    DueLine {
        field: format!("application-{number}"),
        application: number.to_string(),
        href: format!("/cases/{number}"),
        number: format!("HM-2026-000{number}"),
        organisation: super::SAMPLE_ORGANISATION.to_owned(),
        call_title: "2026 年度高新技术企业认定奖励".to_owned(),
        amount_fen: 20_000_000,
        instalment: 1,
        instalment_count: 1,
        not_before: None,
        due_on: Some("2026-03-25".to_owned()),
        budget_code: "2026-KJ-01".to_owned(),
        bank_name: super::SAMPLE_BANK.to_owned(),
        masked_account: "1038••••••••0123".to_owned(),
        returned_reason: None,
        problem: None,
        ticked: false,
    }
}
