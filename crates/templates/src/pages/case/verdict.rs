//! How the rules judged: every criterion with both sides, how the amount came about, where figures come from.
//! Figures arrive as messages with their unit.

use serde::Serialize;

use crate::Message;

/// One ruling's verdict.
#[derive(Debug, Clone, Serialize)]
pub struct VerdictPart {
    /// `award` or `self-check`; part of the ids of its headings.
    pub purpose: &'static str,
    pub title: String,
    /// `eligible`, `ineligible` or `needs-review`.
    pub outcome: &'static str,
    pub failed: u32,
    pub amount_fen: Option<i64>,
    pub criteria: Vec<Criterion>,
    /// What the whole case would have needed, where the criteria do not say it already.
    pub remedy: Option<RemedyPart>,
    /// Remedies are told, so the note belongs to it.
    pub has_remedies: bool,
    pub steps: Vec<AmountLine>,
    /// Why a person has to decide.
    pub reasons: Vec<Message>,
    pub sources: Vec<FigureSource>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Criterion {
    /// `met`, `unmet` or `unknown`.
    pub outcome: &'static str,
    pub label: Message,
    /// The whole sentence with both figures.
    pub sentence: Option<Message>,
    pub clause: String,
    pub document: String,
    pub article: String,
    pub observed: Option<Message>,
    /// `≥`, `>` and so on; empty when the threshold says it by itself.
    pub comparison: &'static str,
    pub threshold: Option<Message>,
    /// Titles of the figures it was computed from.
    pub facts: Vec<String>,
    /// What it would have needed; only for one that is not met.
    pub remedy: Option<RemedyPart>,
}

/// The smallest change that would have been enough, or why there is none.
#[derive(Debug, Clone, Serialize)]
pub struct RemedyPart {
    pub heading: Message,
    /// Each is a set of changes to be made together.
    pub alternatives: Vec<Vec<Message>>,
}

/// One line of how an amount came about.
#[derive(Debug, Clone, Serialize)]
pub struct AmountLine {
    pub part: Message,
    pub text: Message,
    pub subtotal: Message,
}

/// Where a parameter was published.
#[derive(Debug, Clone, Serialize)]
pub struct FigureSource {
    pub title: String,
    pub value: Message,
    pub document: String,
    pub article: String,
    pub place: String,
    pub note: String,
    /// `official`, `repost`, `derived` or `general`.
    pub mark: &'static str,
}

/// A change a refused enterprise could have made, for samples.
fn raised(fact: &str) -> Message {
    let figure = |text: &str| Message::new("figure-yuan").with("n", text);
    Message::new("remedy-raise")
        .with("fact", fact)
        .with_message("from", &figure("1,000,000.00"))
        .with_message("by", &figure("250,000.00"))
        .with("number", "250,000")
        .with_message("to", &figure("1,250,000.00"))
}

impl VerdictPart {
    pub(crate) fn samples() -> Vec<Self> {
        let text = |text: &str| Message::verbatim(text);
        let criterion =
            |outcome, label: &str, clause: &str, observed: &str, comparison, threshold: &str| Criterion {
                outcome,
                label: text(label),
                sentence: (outcome == "unmet")
                    .then(|| text("近三年研发费用占销售收入3.20%，低于4%；档次按最近一年销售收入确定。")),
                clause: clause.to_owned(),
                document: "国科发火〔2016〕32号".to_owned(),
                article: "第十一条（五）".to_owned(),
                observed: (outcome != "unknown").then(|| text(observed)),
                comparison,
                threshold: Some(text(threshold)),
                facts: vec!["近三年研发费用".to_owned(), "近三年销售收入".to_owned()],
                remedy: (outcome == "unmet").then(|| RemedyPart {
                    heading: Message::new("remedy-criterion"),
                    alternatives: vec![vec![raised("近三年研发费用（上年）")]],
                }),
            };
        let source = FigureSource {
            title: "认定奖励".to_owned(),
            value: text("20 万元"),
            document: "温州市科技型企业认定奖励实施细则".to_owned(),
            article: "一次性奖励".to_owned(),
            place: "温州市".to_owned(),
            note: "本地未公布数额，暂用温州市数额。".to_owned(),
            mark: "official",
        };
        let award = Self {
            purpose: "award",
            title: "奖励核定".to_owned(),
            outcome: "eligible",
            failed: 0,
            amount_fen: Some(20_000_000),
            criteria: vec![criterion("met", "上年度认定", "YEAR", "2025", "=", "2025")],
            remedy: None,
            has_remedies: false,
            steps: vec![AmountLine {
                part: text("认定奖励"),
                text: text("定额"),
                subtotal: text("200,000.00 元"),
            }],
            reasons: Vec::new(),
            sources: vec![source.clone()],
        };
        let check = Self {
            purpose: "self-check",
            title: "高企认定条件自查".to_owned(),
            outcome: "ineligible",
            failed: 1,
            amount_fen: None,
            criteria: vec![
                criterion("met", "注册满一年", "11-1", "2,190 天", "≥", "365 天"),
                criterion("unmet", "研发费用占销售收入比例", "11-5", "3.20%", "≥", "4%"),
                criterion("unknown", "创新能力评价", "11-7", "", ">", "70 分"),
            ],
            remedy: Some(RemedyPart {
                heading: Message::new("remedy-whole-review"),
                alternatives: vec![
                    vec![raised("近三年研发费用（上年）"), raised("境内研发费用")],
                    vec![raised("近三年研发费用（上年）")],
                ],
            }),
            has_remedies: true,
            steps: Vec::new(),
            reasons: vec![text("公布文本只给出上限，未给出计算公式，金额由人工确定。")],
            sources: vec![source],
        };
        vec![award, check]
    }
}
