//! 绩效评价 on the page of a case: the targets, the organisation's report, an officer's grade.
//! What a grade leads to later is no business of this page.

use serde::Serialize;

/// Form fields: `results_report`; `evaluation_grade`, `evaluation_opinion`.
#[derive(Debug, Clone, Serialize)]
pub struct EvaluationAct {
    /// What the call promised, one target each.
    pub targets: Vec<String>,
    pub report: Option<String>,
    pub may_report: bool,
    pub may_evaluate: bool,
}

impl EvaluationAct {
    pub(crate) fn samples() -> Vec<Self> {
        let asked = Self {
            targets: vec!["新增研发投入 500 万元".to_owned(), "引进技术人员 10 名".to_owned()],
            report: None,
            may_report: true,
            may_evaluate: false,
        };
        let report = "新增研发投入 620 万元，引进技术人员 12 名。";
        let reported =
            Self { report: Some(report.to_owned()), may_report: false, may_evaluate: true, ..asked.clone() };
        vec![asked, reported]
    }
}
