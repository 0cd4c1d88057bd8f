//! A case as a department of the joint review reads it: the organisation's name, the amount, the call, and
//! the fields and documents its rule names. Nothing else of the case is told here.

use serde::Serialize;

use super::acts::duty::DutyAct;
use super::acts::joint::DepartmentAnswer;
use super::show::{Answer, DocumentFile, Entry};
use super::{CaseHead, sample_head};
use crate::{Form, Message, Page};

/// Fields: those of the opinion, and `recuse_reason`.
#[derive(Debug, Clone, Serialize)]
pub struct DepartmentCase {
    pub form: Form,
    pub head: CaseHead,
    /// The departments the reader speaks for, by their titles.
    pub departments: Vec<String>,
    pub amount_fen: Option<i64>,
    /// ISO day, while the opinion is awaited.
    pub due_on: Option<String>,
    pub working_days_left: Option<u16>,
    pub overdue: bool,
    pub answers: Vec<Answer>,
    pub documents: Vec<DepartmentDocument>,
    /// What one's own department said.
    pub given: Vec<DepartmentAnswer>,
    pub timeline: Vec<Entry>,
    pub may_answer: bool,
    pub duty: Option<DutyAct>,
    /// What was typed on a page that had grown old, where no form takes it any more.
    pub kept: Vec<String>,
}

/// A document the rule names, with its files.
#[derive(Debug, Clone, Serialize)]
pub struct DepartmentDocument {
    pub title: String,
    pub files: Vec<DocumentFile>,
}

impl Page for DepartmentCase {
    const TEMPLATE: &'static str = "case/department.html";
    const TITLE: &'static str = "case-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("number", self.head.number.clone())
    }

    fn samples() -> Vec<Self> {
        let open = Self {
            form: Form::empty()
                .with("joint_agrees", "no")
                .refuse("joint_opinion", Message::new("error-missing").about("joint-opinion")),
            head: sample_head("joint-review"),
            departments: vec!["应急管理部门".to_owned()],
            amount_fen: Some(48_000_000),
            due_on: Some("2026-03-09".to_owned()),
            working_days_left: Some(3),
            overdue: false,
            answers: vec![Answer {
                title: "近一年安全事故".to_owned(),
                values: vec![Message::verbatim("否")],
            }],
            documents: vec![DepartmentDocument {
                title: "安全生产承诺书".to_owned(), files: Vec::new()
            }],
            given: Vec::new(),
            timeline: Vec::new(),
            may_answer: true,
            duty: Some(DutyAct { may_recuse: true }),
            kept: vec!["建议核实。".to_owned()],
        };
        let answered = Self {
            form: Form::empty(),
            due_on: None,
            given: vec![DepartmentAnswer {
                agrees: false,
                opinion: "上年度发生一般生产安全事故。".to_owned(),
                person: None,
                at_millis: 1_772_413_200_000,
            }],
            may_answer: false,
            duty: None,
            kept: Vec::new(),
            ..open.clone()
        };
        vec![open, answered]
    }
}
