//! 免申即享 from the bureau's side: one proposal, a table of them, and how the table would fare.
//! Nothing is proposed by looking; the form is the policy pack's.

use serde::Serialize;

use super::Page;
use super::case::Choice;
use super::case::form::{ApplicationForm, FormSection};
use super::form::Form;
use crate::Message;

/// Fields: `uscc` and those of the pack; `then` says whether to look or to propose. The table is `file`.
#[derive(Debug, Clone, Serialize)]
pub struct Propose {
    pub form: Form,
    pub href: String,
    pub call_href: String,
    pub call: String,
    /// ISO days.
    pub opens_on: String,
    pub closes_on: String,
    /// The programme proposes at all.
    pub on_confirmation: bool,
    /// It does so today.
    pub takes_proposals: bool,
    pub sections: Vec<FormSection>,
    /// How the proposal that was looked at would fare.
    pub row: Option<ProposedLine>,
    /// Columns of a table and what each holds; the organisation's code has no title.
    pub columns: Vec<Choice>,
    pub megabytes: u32,
    pub lines_limit: usize,
}

/// The table comes back as `table` when it is proposed.
#[derive(Debug, Clone, Serialize)]
pub struct ProposePreview {
    pub href: String,
    pub call: String,
    pub rows: Vec<ProposedLine>,
    pub sound: usize,
    pub bad: usize,
    pub total_fen: i64,
    pub table: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ProposedLine {
    pub line: u64,
    pub uscc: String,
    pub organisation: Option<String>,
    pub sound: bool,
    pub results: Vec<Message>,
    pub amount_fen: Option<i64>,
}

impl Page for Propose {
    const TEMPLATE: &'static str = "officer/propose.html";
    const TITLE: &'static str = "propose-title";

    fn samples() -> Vec<Self> {
        let sections = ApplicationForm::samples().swap_remove(0).sections;
        let page = |form, row| Self {
            form,
            href: "/officer/calls/1/propose".to_owned(),
            call_href: "/officer/calls/1".to_owned(),
            call: "2026 年度企业研发奖励".to_owned(),
            opens_on: "2026-03-01".to_owned(),
            closes_on: "2026-06-30".to_owned(),
            on_confirmation: true,
            takes_proposals: true,
            sections: sections.clone(),
            row,
            columns: vec![Choice::new("uscc", ""), Choice::new("rd_y.0", "近三年研发费用（前三年）")],
            megabytes: 1,
            lines_limit: 500,
        };
        let refused = Form::empty()
            .with("uscc", "91320684MA1XXXXX0X")
            .refuse("uscc", Message::new("error-uscc-check-digit"))
            .refuse("file", Message::new("error-table-empty"));
        let looked = lines().swap_remove(0);
        vec![
            page(Form::empty(), None),
            page(refused, Some(lines().swap_remove(1))),
            page(Form::empty(), Some(looked)),
            Self { on_confirmation: false, ..page(Form::empty(), None) },
            Self { takes_proposals: false, ..page(Form::empty(), None) },
        ]
    }
}

impl Page for ProposePreview {
    const TEMPLATE: &'static str = "officer/propose_preview.html";
    const TITLE: &'static str = "propose-preview-title";

    fn samples() -> Vec<Self> {
        let page = |rows: Vec<ProposedLine>| Self {
            href: "/officer/calls/1/propose".to_owned(),
            call: "2026 年度企业研发奖励".to_owned(),
            sound: rows.iter().filter(|row| row.sound).count(),
            bad: rows.iter().filter(|row| !row.sound).count(),
            total_fen: 550_000,
            rows,
            table: "uscc,paid_total\n91320684MA1XXXXX0X,1000000\n".to_owned(),
        };
        vec![page(lines()), page(vec![lines().swap_remove(1)])]
    }
}

fn lines() -> Vec<ProposedLine> {
    let line = |line, organisation: Option<&str>, sound, result, amount_fen| ProposedLine {
        line,
        uscc: "91320684MA1XXXXX0X".to_owned(),
        organisation: organisation.map(str::to_owned),
        sound,
        results: vec![result],
        amount_fen,
    };
    vec![
        line(2, Some("海门示范精密机械有限公司"), true, Message::new("propose-eligible"), Some(550_000)),
        line(3, None, false, Message::new("propose-unknown-organisation"), None),
        line(
            4,
            Some("海门示范新材料科技股份有限公司"),
            false,
            Message::new("propose-already-there").with("number", "HM-2026-0007"),
            Some(550_000),
        ),
    ]
}
