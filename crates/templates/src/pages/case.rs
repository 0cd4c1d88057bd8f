//! Pages of one case and of lists of cases: what the applicant, the bureau and the town see.
//!
//! Titles of a policy pack come in already chosen by language; texts of its codes come as messages.

use serde::Serialize;

pub mod acts;
pub mod check;
pub mod department;
pub mod expert;
pub mod form;
pub mod list;
pub mod show;
mod show_samples;
pub mod start;
pub mod verdict;
pub mod withdraw;

/// What names a case on each of its pages.
#[derive(Debug, Clone, Serialize)]
pub struct CaseHead {
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub call: String,
    pub stage: String,
    /// The version this page was made from; every form of the page carries it.
    pub version: u64,
}

/// A value and what a reader sees for it.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub text: String,
}

/// A defect of a correction notice, beside what it is about.
#[derive(Debug, Clone, Serialize)]
pub struct DefectNote {
    /// The id of the field on the form; `None` when it is about the case as a whole.
    pub field: Option<String>,
    /// The title of the field or document; `None` for the case as a whole.
    pub title: Option<String>,
    pub message: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

pub(crate) fn sample_head(stage: &str) -> CaseHead {
    CaseHead {
        href: "/applications/1".to_owned(),
        number: "HM-2026-0001".to_owned(),
        organisation: "海门示范精密机械有限公司".to_owned(),
        call: "2026 年度高新技术企业认定奖励".to_owned(),
        stage: stage.to_owned(),
        version: 3,
    }
}

pub(crate) fn sample_defects() -> Vec<DefectNote> {
    vec![
        DefectNote {
            field: Some("rd_y".to_owned()),
            title: Some("近三年研发费用".to_owned()),
            message: "与专项审计报告第 5 页合计数不一致，请按审计报告填写。".to_owned(),
        },
        DefectNote { field: None, title: None, message: "申报材料须逐页加盖公章。".to_owned() },
    ]
}
