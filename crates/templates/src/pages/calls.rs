//! Calls: what the public reads, and what staff draft, check and open.
//! Which buttons a page has is told to it; it does not know who may do what.

use chrono::NaiveDate;
use serde::Serialize;

use super::Page;
use super::form::Form;
use crate::Message;

/// A call in a list. `state` is `draft`, `open` or `closed`.
#[derive(Debug, Clone, Serialize)]
pub struct CallLine {
    pub href: String,
    pub number: String,
    pub title: String,
    pub fiscal_year: i64,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub state: String,
    pub budget_fen: Option<i64>,
}

/// Calls that take applications, or soon will.
#[derive(Debug, Clone, Serialize)]
pub struct PublicCalls {
    pub calls: Vec<CallLine>,
}

/// What a call says, to everybody.
#[derive(Debug, Clone, Serialize)]
pub struct CallText {
    pub number: String,
    pub title: String,
    /// The programme's own title.
    pub programme: String,
    pub fiscal_year: i64,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub state: String,
    pub budget_fen: Option<i64>,
    /// The notice, paragraph by paragraph.
    pub notice: Vec<String>,
    pub targets: Vec<String>,
}

/// One call, for everybody.
#[derive(Debug, Clone, Serialize)]
pub struct PublicCall {
    /// 免申即享: nobody applies.
    pub on_confirmation: bool,
    pub call: CallText,
    pub takes_applications: bool,
    /// Where an application is begun; `None` for who cannot.
    pub start: Option<String>,
}

/// All calls, for staff.
#[derive(Debug, Clone, Serialize)]
pub struct StaffCalls {
    pub calls: Vec<CallLine>,
    pub next: Option<String>,
    pub may_draft: bool,
}

/// One call, for staff, with what they may do.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing this reader may do, not a state")]
#[derive(Debug, Clone, Serialize)]
pub struct StaffCallPage {
    pub form: Form,
    pub call: CallText,
    pub href: String,
    pub version: i64,
    pub title_other: String,
    pub notice_other: Vec<String>,
    pub pack_fingerprint: String,
    pub budget_line_code: String,
    pub drafted_at_millis: i64,
    pub opened_at_millis: Option<i64>,
    pub closed_at_millis: Option<i64>,
    pub may_edit: bool,
    pub may_open: bool,
    pub may_publish: bool,
    /// Grants may be proposed in it.
    pub may_propose: bool,
}

/// Something to choose, in the reader's language.
#[derive(Debug, Clone, Serialize)]
pub struct CallOption {
    pub value: String,
    pub text: String,
}

/// Fields: `programme`, `title_zh`, `title_en`, `fiscal_year`, `opens_on`, `closes_on`, `budget_line`,
/// `notice_zh`, `notice_en`, `targets`.
#[derive(Debug, Clone, Serialize)]
pub struct CallForm {
    pub form: Form,
    /// Where the form goes, and where giving up leads.
    pub action: String,
    pub back: String,
    /// The version being edited; `None` for a fresh draft.
    pub version: Option<i64>,
    pub programmes: Vec<CallOption>,
    pub budget_lines: Vec<LineOption>,
    pub title_limit: usize,
    pub notice_limit: usize,
}

/// A budget line to choose.
#[derive(Debug, Clone, Serialize)]
pub struct LineOption {
    pub value: String,
    pub code: String,
    pub title: String,
    pub fiscal_year: i64,
    pub remaining_fen: i64,
}

impl Page for PublicCalls {
    const TEMPLATE: &'static str = "public/calls.html";
    const TITLE: &'static str = "calls-title";

    fn samples() -> Vec<Self> {
        vec![Self { calls: Vec::new() }, Self { calls: lines() }]
    }
}

impl Page for PublicCall {
    const TEMPLATE: &'static str = "public/call.html";
    const TITLE: &'static str = "call-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("title", self.call.title.clone())
    }

    fn samples() -> Vec<Self> {
        let closed = CallText { state: "closed".to_owned(), targets: Vec::new(), ..text() };
        let start = Some("/applications/start?call=1".to_owned());
        vec![
            Self { on_confirmation: true, call: text(), takes_applications: false, start: None },
            Self { on_confirmation: false, call: text(), takes_applications: true, start: None },
            Self { on_confirmation: false, call: text(), takes_applications: true, start },
            Self { on_confirmation: false, call: closed, takes_applications: false, start: None },
        ]
    }
}

impl Page for StaffCalls {
    const TEMPLATE: &'static str = "officer/calls.html";
    const TITLE: &'static str = "staff-calls-title";

    fn samples() -> Vec<Self> {
        let next = Some("/officer/calls?after=1".to_owned());
        vec![
            Self { calls: Vec::new(), next: None, may_draft: false },
            Self { calls: Vec::new(), next: None, may_draft: true },
            Self { calls: lines(), next, may_draft: true },
        ]
    }
}

impl Page for StaffCallPage {
    const TEMPLATE: &'static str = "officer/call.html";
    const TITLE: &'static str = "call-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("title", self.call.title.clone())
    }

    fn samples() -> Vec<Self> {
        let draft = Self {
            form: Form::empty(),
            call: CallText { state: "draft".to_owned(), ..text() },
            href: "/officer/calls/1".to_owned(),
            version: 2,
            title_other: "Reward for newly recognised enterprises 2026".to_owned(),
            notice_other: vec!["Enterprises recognised in 2025 may apply.".to_owned()],
            pack_fingerprint: "5f1d2c".repeat(10),
            budget_line_code: "2026-KJ-01".to_owned(),
            drafted_at_millis: 1_772_413_200_000,
            opened_at_millis: None,
            closed_at_millis: None,
            may_edit: true,
            may_open: false,
            may_publish: false,
            may_propose: false,
        };
        let past = Form::empty().refuse("closes_on", Message::new("error-window-past"));
        vec![
            draft.clone(),
            Self { form: past, may_edit: false, may_open: true, ..draft.clone() },
            Self {
                call: text(),
                opened_at_millis: Some(1_772_413_200_000),
                may_edit: false,
                may_publish: true,
                may_propose: true,
                ..draft
            },
        ]
    }
}

impl Page for CallForm {
    const TEMPLATE: &'static str = "officer/call_form.html";
    const TITLE: &'static str = "call-form-title";

    fn title(&self) -> Message {
        Message::new(if self.version.is_some() { "call-form-title-edit" } else { Self::TITLE })
    }

    fn samples() -> Vec<Self> {
        let option = |value: &str, text: &str| CallOption { value: value.to_owned(), text: text.to_owned() };
        let page = |form, version: Option<i64>| Self {
            form,
            action: "/officer/calls/new".to_owned(),
            back: "/officer/calls".to_owned(),
            version,
            programmes: vec![
                option("hnte-reward", "高新技术企业认定奖励"),
                option("technical-contract", "技术合同认定登记奖补"),
            ],
            budget_lines: vec![LineOption {
                value: "1".to_owned(),
                code: "2026-KJ-01".to_owned(),
                title: "科技创新专项资金".to_owned(),
                fiscal_year: 2026,
                remaining_fen: 2_000_000_000,
            }],
            title_limit: 120,
            notice_limit: 20_000,
        };
        let typed = Form::empty()
            .with("programme", "hnte-reward")
            .with("title_zh", "2026 年度高新技术企业认定奖励")
            .with("opens_on", "2026-03-31")
            .with("closes_on", "2026-03-02");
        let refused = typed
            .clone()
            .refuse("title_en", Message::new("error-required").about("field-title-en"))
            .refuse("closes_on", Message::new("error-date-order"))
            .refuse("budget_line", Message::new("error-budget-line-year").with("year", 2025));
        vec![page(Form::empty(), None), page(refused, None), page(typed, Some(2))]
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn lines() -> Vec<CallLine> {
    let line = |number: &str, title: &str, state: &str, budget_fen| CallLine {
        href: "/calls/1".to_owned(),
        number: number.to_owned(),
        title: title.to_owned(),
        fiscal_year: 2026,
        opens_on: day("2026-03-02"),
        closes_on: day("2026-03-31"),
        state: state.to_owned(),
        budget_fen,
    };
    vec![
        line("HM-2026-C003", "2026 年度技术合同成交奖补（第一批）", "draft", None),
        line("HM-2026-C002", "2026 年度高新技术企业认定奖励", "open", Some(2_000_000_000)),
        line("HM-2025-C001", "2025 年度高新技术企业认定奖励", "closed", Some(1_500_000_000)),
    ]
}

fn text() -> CallText {
    CallText {
        number: "HM-2026-C002".to_owned(),
        title: "2026 年度高新技术企业认定奖励".to_owned(),
        programme: "高新技术企业认定奖励".to_owned(),
        fiscal_year: 2026,
        opens_on: day("2026-03-02"),
        closes_on: day("2026-03-31"),
        state: "open".to_owned(),
        budget_fen: Some(2_000_000_000),
        notice: vec![
            "2025 年新认定的高新技术企业可以申报。".to_owned(),
            "请先完成单位信息核验，再在线填报并上传证书。".to_owned(),
        ],
        targets: vec!["支持企业 30 家".to_owned(), "申报单位满意度 95%".to_owned()],
    }
}
