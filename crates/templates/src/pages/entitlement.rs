//! "What am I entitled to?": every programme for one organisation, grouped by where it stands, the
//! combination that pays most, and the form for what is not known. Codes and figures; no sentences.

use serde::Serialize;

use super::case::Choice;
use super::case::form::FormField;
use crate::{Form, Message, Page};

#[derive(Debug, Clone, Serialize)]
pub struct EntitlementsPage {
    /// Id and name of the organisation it is about.
    pub organisation: Choice,
    /// Others the reader acts for: address and name.
    pub others: Vec<Choice>,
    /// `yyyy-mm-dd`
    pub on: String,
    pub barred_until: Option<String>,
    pub total_fen: i64,
    pub proven_best: bool,
    pub lines: Vec<CombinationRow>,
    pub groups: Vec<StandingGroup>,
    pub form: Form,
    pub sections: Vec<AskedProgramme>,
    /// There are more programmes than are looked at.
    pub cut: bool,
}

/// One programme in the combination.
#[derive(Debug, Clone, Serialize)]
pub struct CombinationRow {
    pub title: String,
    pub href: String,
    pub claimed_fen: i64,
    pub paid_fen: i64,
    pub reasons: Vec<Message>,
}

/// Programmes with the same answer.
#[derive(Debug, Clone, Serialize)]
pub struct StandingGroup {
    /// `qualifies`, `nearly`, `no` or `cannot-tell`.
    pub key: &'static str,
    pub programmes: Vec<ProgrammeCard>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ProgrammeCard {
    pub code: String,
    pub title: String,
    pub amount_fen: Option<i64>,
    pub ceiling_fen: Option<i64>,
    /// A person sets the amount, or decides.
    pub reasons: Vec<Message>,
    pub failed: Vec<FailedLine>,
    /// Alternatives, each a set of changes to be made together.
    pub remedies: Vec<Vec<Message>>,
    pub missing: Vec<Message>,
    /// Its part of the form, where something is missing.
    pub asked: bool,
    pub call: Option<CallNote>,
    pub running: Option<Choice>,
    pub received: Vec<Message>,
}

/// A criterion that is not met.
#[derive(Debug, Clone, Serialize)]
pub struct FailedLine {
    pub label: Message,
    pub sentence: Message,
    pub document: String,
    pub article: String,
}

/// The call a programme may be applied for in.
#[derive(Debug, Clone, Serialize)]
pub struct CallNote {
    pub title: String,
    pub href: String,
    pub closes_on: String,
    /// Where to apply; none while the window is shut or the bureau proposes.
    pub apply: Option<String>,
    pub on_confirmation: bool,
}

/// The questions of one programme.
#[derive(Debug, Clone, Serialize)]
pub struct AskedProgramme {
    pub code: String,
    pub title: String,
    /// Shown opened: something is missing or wrong.
    pub open: bool,
    pub fields: Vec<AskedField>,
}

#[derive(Debug, Clone, Serialize)]
pub struct AskedField {
    pub field: FormField,
    /// Where the answer that stands in it was found.
    pub from: Option<Message>,
}

impl Page for EntitlementsPage {
    const TEMPLATE: &'static str = "applicant/entitlements.html";
    const TITLE: &'static str = "entitlements-title";

    fn samples() -> Vec<Self> {
        let empty = Self {
            organisation: Choice::new("1", "海门示范精密机械有限公司"),
            others: Vec::new(),
            on: "2026-03-02".to_owned(),
            barred_until: None,
            total_fen: 0,
            proven_best: true,
            lines: Vec::new(),
            groups: Vec::new(),
            form: Form::empty(),
            sections: Vec::new(),
            cut: false,
        };
        let full = Self {
            others: vec![Choice::new("/entitlements?organisation=2", "海门示例电子科技有限公司")],
            total_fen: 20_500_000,
            lines: vec![
                row("高新技术企业认定奖励", 20_000_000, 20_000_000, Message::new("why-paid")),
                row(
                    "企业研究开发费用奖励",
                    9_000_000,
                    0,
                    Message::new("why-displaced").with("by", "研发费用后补助"),
                ),
                row(
                    "技术合同认定登记奖补",
                    600_000,
                    500_000,
                    Message::new("why-capped-year").with("limit_fen", 5_000_000).with("left_fen", 500_000),
                ),
            ],
            groups: sample_groups(),
            form: Form::empty().with("technical-contract.paid_total", "十万").refuse(
                "technical-contract.paid_total",
                Message::new("error-not-a-number").with("field", "实际支付额").with("found", "十万"),
            ),
            sections: sample_sections(),
            ..empty.clone()
        };
        let barred = Self {
            barred_until: Some("2027-05-01".to_owned()),
            lines: vec![row(
                "研发平台与创新载体奖励",
                100_000_000,
                0,
                Message::new("why-barred").with("until", "2027-05-01"),
            )],
            proven_best: false,
            cut: true,
            groups: sample_groups(),
            sections: sample_sections(),
            ..empty.clone()
        };
        vec![empty, full, barred]
    }
}

fn row(title: &str, claimed_fen: i64, paid_fen: i64, reason: Message) -> CombinationRow {
    let href = "#programme-hnte-reward".to_owned();
    CombinationRow { title: title.to_owned(), href, claimed_fen, paid_fen, reasons: vec![reason] }
}

fn card(code: &str, title: &str) -> ProgrammeCard {
    ProgrammeCard {
        code: code.to_owned(),
        title: title.to_owned(),
        amount_fen: None,
        ceiling_fen: None,
        reasons: Vec::new(),
        failed: Vec::new(),
        remedies: Vec::new(),
        missing: Vec::new(),
        asked: false,
        call: None,
        running: None,
        received: Vec::new(),
    }
}

fn sample_groups() -> Vec<StandingGroup> {
    let call = |apply: bool, on_confirmation| CallNote {
        title: "2026 年度申报".to_owned(),
        href: "/calls/1".to_owned(),
        closes_on: "2026-04-30".to_owned(),
        apply: apply.then(|| "/applications/start?call=1".to_owned()),
        on_confirmation,
    };
    let received = Message::new("entitlement-received")
        .with("number", "HM-2025-0007")
        .with("year", "2025")
        .with("held_fen", 500_000)
        .with("paid_fen", 500_000);
    let failed = FailedLine {
        label: Message::verbatim("研发费用增长"),
        sentence: Message::verbatim("本年 900,000.00 元，应高于上年 1,000,000.00 元"),
        document: "苏州市吴中区企业研发费用后补助政策".to_owned(),
        article: "稳定增长".to_owned(),
    };
    let remedy = Message::new("remedy-raise")
        .with("fact", "本年研发费用")
        .with("from", "900,000.00")
        .with("by", "100,001.00")
        .with("number", "100,001.00")
        .with("to", "1,000,001.00");
    let group = |key, programmes| StandingGroup { key, programmes };
    vec![
        group(
            "qualifies",
            vec![
                ProgrammeCard {
                    amount_fen: Some(20_000_000),
                    call: Some(call(true, false)),
                    received: vec![received],
                    ..card("hnte-reward", "高新技术企业认定奖励")
                },
                ProgrammeCard {
                    ceiling_fen: Some(30_000_000),
                    reasons: vec![Message::new("entitlement-person-sets")],
                    call: Some(call(false, true)),
                    ..card("tech-insurance", "科技保险费补贴")
                },
            ],
        ),
        group(
            "nearly",
            vec![ProgrammeCard {
                failed: vec![failed.clone()],
                remedies: vec![vec![remedy.clone()], vec![remedy]],
                running: Some(Choice::new("/applications/1", "HM-2026-0003")),
                ..card("rd-award-wuzhong", "研发费用后补助")
            }],
        ),
        group("no", vec![ProgrammeCard { failed: vec![failed], ..card("rd-award", "研发费用奖励") }]),
        group(
            "cannot-tell",
            vec![ProgrammeCard {
                missing: vec![Message::new("entitlement-missing-form").with("fact", "实际支付额")],
                asked: true,
                ..card("technical-contract", "技术合同认定登记奖补")
            }],
        ),
    ]
}

fn sample_sections() -> Vec<AskedProgramme> {
    let field = FormField {
        id: "technical-contract.paid_total".to_owned(),
        title: "实际支付额".to_owned(),
        hint: "单位：元".to_owned(),
        kind: "money",
        unit: None,
        required: true,
        items: Vec::new(),
        choices: Vec::new(),
        parts: Vec::new(),
        rows: Vec::new(),
        may_add: false,
        evidence: None,
        defects: Vec::new(),
    };
    let from = Message::new("entitlement-from-case").with("number", "HM-2025-0007");
    vec![AskedProgramme {
        code: "technical-contract".to_owned(),
        title: "技术合同认定登记奖补".to_owned(),
        open: true,
        fields: vec![AskedField { field, from: Some(from) }],
    }]
}
