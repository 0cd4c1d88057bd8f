//! Lists of cases: a member's own, and all of them for staff.
//! One row shape serves both.

use serde::Serialize;

use super::Choice;
use crate::{Form, Page};

/// One case in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CaseRow {
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub call: String,
    pub stage: String,
    pub amount_fen: Option<i64>,
    pub submitted_at_millis: Option<i64>,
    /// ISO day.
    pub due_on: Option<String>,
    pub overdue: bool,
    /// Role key of whoever holds it now.
    pub owner: Option<String>,
}

/// The cases of the reader's own organisations.
#[derive(Debug, Clone, Serialize)]
pub struct MyApplications {
    pub rows: Vec<CaseRow>,
    pub next: Option<String>,
    /// The reader acts for at least one organisation.
    pub is_member: bool,
}

impl Page for MyApplications {
    const TEMPLATE: &'static str = "case/mine.html";
    const TITLE: &'static str = "applications-title";

    fn samples() -> Vec<Self> {
        vec![
            Self { rows: Vec::new(), next: None, is_member: false },
            Self { rows: Vec::new(), next: None, is_member: true },
            Self { rows: sample_rows(), next: Some("/applications?after=1".to_owned()), is_member: true },
        ]
    }
}

/// All cases; filters `stage` and `call` travel in the query.
#[derive(Debug, Clone, Serialize)]
pub struct AllCases {
    pub form: Form,
    pub stages: Vec<String>,
    pub calls: Vec<Choice>,
    pub rows: Vec<CaseRow>,
    pub next: Option<String>,
}

impl Page for AllCases {
    const TEMPLATE: &'static str = "case/list.html";
    const TITLE: &'static str = "cases-title";

    fn samples() -> Vec<Self> {
        let stages = ["draft", "formal-check", "correction", "closed"].map(str::to_owned).to_vec();
        let calls = vec![Choice::new("1", "2026 年度高新技术企业认定奖励")];
        let page = |form, rows, next| Self { form, stages: stages.clone(), calls: calls.clone(), rows, next };
        vec![
            page(Form::empty(), sample_rows(), None),
            page(Form::empty().with("stage", "closed"), Vec::new(), None),
            page(Form::empty().with("call", "1"), sample_rows(), Some("/cases?after=1".to_owned())),
        ]
    }
}

pub(crate) fn sample_rows() -> Vec<CaseRow> {
    let row =
        |number: &str, stage: &str, amount_fen, due: Option<&str>, overdue, owner: Option<&str>| CaseRow {
            href: "/applications/1".to_owned(),
            number: number.to_owned(),
            organisation: "海门示范精密机械有限公司".to_owned(),
            call: "2026 年度高新技术企业认定奖励".to_owned(),
            stage: stage.to_owned(),
            amount_fen,
            submitted_at_millis: (stage != "draft").then_some(1_772_413_200_000),
            due_on: due.map(str::to_owned),
            overdue,
            owner: owner.map(str::to_owned),
        };
    vec![
        row("HM-2026-0003", "draft", None, None, false, Some("applicant")),
        row("HM-2026-0002", "correction", Some(20_000_000), Some("2026-03-09"), false, Some("applicant")),
        row("HM-2026-0001", "approval", Some(123_456_780), Some("2026-02-27"), true, Some("director")),
        row("HM-2025-0041", "closed", Some(20_000_000), None, false, None),
    ]
}
