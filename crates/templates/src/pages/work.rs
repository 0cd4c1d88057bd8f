//! My work: the cases that wait for the reader.
//! Which those are is told to the page; the rows are those of every other list of cases.

use serde::Serialize;

use super::Page;
use super::case::list::{CaseRow, sample_rows};

#[derive(Debug, Clone, Serialize)]
pub struct Work {
    pub rows: Vec<CaseRow>,
    /// How many of these have passed their limit.
    pub overdue: usize,
    pub next: Option<String>,
}

impl Page for Work {
    const TEMPLATE: &'static str = "officer/work.html";
    const TITLE: &'static str = "work-title";

    fn samples() -> Vec<Self> {
        vec![
            Self { rows: Vec::new(), overdue: 0, next: None },
            Self { rows: sample_rows(), overdue: 0, next: None },
            Self { rows: sample_rows(), overdue: 1, next: Some("/work?after=1".to_owned()) },
        ]
    }
}
