//! Packs worth looking at: a rich one with borrowed and unverified figures, and a bare one.
//! For the test and the gallery only.

use super::{
    CaseRow, CheckRow, CriterionRow, DocumentRow, FieldRow, Mismatch, PackPage, ParameterRow, ProgrammeCard,
    Programmes, RulingPart, ScriptPart, SectionPart, StepRow, TargetRow,
};
use crate::Message;

pub fn programmes() -> Vec<Programmes> {
    let card = |code: &str, title: &str, unverified| ProgrammeCard {
        href: format!("/policy/{code}"),
        title: title.to_owned(),
        code: code.to_owned(),
        version: "1".to_owned(),
        effective_from: "2026-01-01".to_owned(),
        effective_until: None,
        criteria: 15,
        parameters: 19,
        unverified,
    };
    let both = vec![
        card("hnte-reward", "高新技术企业认定奖励", 2),
        card("technical-contract", "技术合同登记奖补", 0),
    ];
    vec![Programmes { programmes: both }, Programmes { programmes: Vec::new() }]
}

pub fn packs() -> Vec<PackPage> {
    let rich = PackPage {
        title: "高新技术企业认定奖励".to_owned(),
        summary: "对上年度通过认定的高新技术企业给予一次性奖励。未查到本地公布的奖励数额，采用温州市数额。"
            .to_owned(),
        code: "hnte-reward".to_owned(),
        version: "1".to_owned(),
        fingerprint: "3f".repeat(32),
        current: true,
        effective_from: "2026-01-01".to_owned(),
        effective_until: None,
        stored_at_millis: 1_772_413_200_000,
        rulings: vec![
            ruling("HNTE_COND", "高企认定条件自查", "self-check"),
            ruling("HNTE_REWARD", "奖励核定", "award"),
        ],
        parameters: parameters(),
        elsewhere: 1,
        unverified: 1,
        checks: vec![CheckRow {
            title: "研发费用不得大于同期成本费用合计".to_owned(), refuses: true
        }],
        sections: vec![section()],
        documents: vec![DocumentRow {
            title: "高新技术企业证书".to_owned(),
            accepted: "PDF, JPG, PNG".to_owned(),
            required: true,
        }],
        steps: vec![
            step("draft", "applicant", None),
            step("formal-check", "officer", Some(5)),
            StepRow { lapses: true, max_rounds: Some(1), ..step("correction", "applicant", Some(5)) },
            step("approval", "director", Some(10)),
        ],
        targets: vec![TargetRow {
            title: "高新技术企业申报数".to_owned(),
            comparison: "at-least".to_owned(),
            value: Message::new("policy-value-enterprises").with("value", "150"),
        }],
        scripts: vec![ScriptPart {
            path: "eligibility.rhai".to_owned(),
            text: "criterion(\"claim-window\", \"WINDOW\").at_most(months, 1);\n\
                   amount(\"reward\").fixed(wz_reward);\n"
                .to_owned(),
        }],
        cases: cases(),
        cases_passed: 1,
    };
    let bare = PackPage {
        current: false,
        summary: String::new(),
        effective_until: Some("2026-12-31".to_owned()),
        rulings: Vec::new(),
        parameters: Vec::new(),
        elsewhere: 0,
        unverified: 0,
        checks: Vec::new(),
        sections: Vec::new(),
        documents: Vec::new(),
        targets: Vec::new(),
        cases: Vec::new(),
        cases_passed: 0,
        ..rich.clone()
    };
    vec![rich, bare]
}

fn ruling(code: &str, title: &str, purpose: &str) -> RulingPart {
    let criterion = |label: &str, code: &str, clause: &str, article: &str| CriterionRow {
        label: Message::verbatim(label),
        code: code.to_owned(),
        clause: clause.to_owned(),
        document: "国科发火〔2016〕32号".to_owned(),
        article: article.to_owned(),
    };
    RulingPart {
        code: code.to_owned(),
        title: title.to_owned(),
        purpose: purpose.to_owned(),
        criteria: vec![
            criterion("研发费用占比", "rd-ratio", "11-5", "第十一条（五）"),
            criterion("创新能力评价", "innovation-score", "11-7", "第十一条（七）"),
        ],
    }
}

fn parameters() -> Vec<ParameterRow> {
    let row = |title: &str, name: &str, value: Message, place: &str, mark: &str| ParameterRow {
        title: title.to_owned(),
        name: name.to_owned(),
        value,
        document: "温州市科技型企业认定奖励实施细则".to_owned(),
        article: "第三条".to_owned(),
        place: place.to_owned(),
        elsewhere: place != "全国",
        mark: mark.to_owned(),
        note: "上年度认定，次年一次性奖励".to_owned(),
    };
    let value = |key: &str, text: &str| Message::new(format!("policy-value-{key}")).with("value", text);
    vec![
        row("认定奖励", "wz_reward", value("wan-yuan", "20").with("yuan", "200,000"), "温州市", "repost"),
        row("注册最短天数", "registered_min_days", value("days", "365"), "全国", "unverified"),
        row("研发费用占比", "rd_tier_small_share", value("percent", "5"), "全国", "official"),
        row("入库奖励", "js_entry_reward", value("yuan", "50,000"), "全国", "derived"),
    ]
}

fn section() -> SectionPart {
    SectionPart {
        title: "奖励申报".to_owned(),
        fields: vec![
            FieldRow {
                title: "高企证书认定年度".to_owned(),
                kind: "integer".to_owned(),
                unit: Some(Message::new("policy-unit-year")),
                required: true,
                evidence: Some("高新技术企业证书".to_owned()),
            },
            FieldRow {
                title: "近三年销售收入（由远到近）".to_owned(),
                kind: "money-list".to_owned(),
                unit: None,
                required: false,
                evidence: None,
            },
        ],
    }
}

fn step(stage: &str, owner: &str, limit_working_days: Option<u16>) -> StepRow {
    StepRow {
        stage: stage.to_owned(),
        owner: owner.to_owned(),
        limit_working_days,
        lapses: false,
        max_rounds: None,
    }
}

fn cases() -> Vec<CaseRow> {
    let case = |id: &str, result: &str, mismatches| CaseRow {
        id: id.to_owned(),
        ruling: "HNTE_REWARD".to_owned(),
        why: "上年度认定，次年一次性20万元".to_owned(),
        source: "温州市科技型企业认定奖励实施细则".to_owned(),
        result: result.to_owned(),
        mismatches,
    };
    let wrong = Mismatch { field: "amount".to_owned(), expected: "200000".to_owned(), got: "0".to_owned() };
    vec![
        case("HNTE_REWARD-01", "passed", Vec::new()),
        case("HNTE_REWARD-02", "failed", vec![wrong]),
        case("HNTE_REWARD-03", "unsupported", Vec::new()),
    ]
}
