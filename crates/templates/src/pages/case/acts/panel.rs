//! The expert panel on the page of a case: draws with their seeds, who has come how far, and marks once all
//! are in. The applicant reads only that the review is over and, after the decision, its mean.

use serde::Serialize;

#[derive(Debug, Clone, Default, Serialize)]
pub struct PanelAct {
    pub concluded: bool,
    /// Hundredths of a point.
    pub mean: Option<i64>,
    pub pass_mark: i64,
    pub may_draw: bool,
    /// Only for the bureau.
    pub inside: Option<PanelInside>,
    /// Where the record of the draws is downloaded.
    pub record_href: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct PanelInside {
    pub blind: bool,
    pub seats: u16,
    pub taken: usize,
    pub accepted: usize,
    pub scored: usize,
    pub draws: Vec<PanelDraw>,
    pub members: Vec<PanelSeat>,
    /// Highest total less the lowest, in hundredths.
    pub spread: Option<i64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PanelDraw {
    pub at_millis: i64,
    pub seed: String,
    pub seats: u16,
    pub candidate_count: usize,
    pub candidates: Vec<PanelCandidate>,
    pub chosen: Vec<String>,
    /// Run again from its seed, the same experts came out.
    pub holds: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct PanelCandidate {
    pub name: String,
    pub load: u32,
    /// Keys of conflicts.
    pub excluded: Vec<String>,
    pub chosen: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct PanelSeat {
    pub name: String,
    /// `drawn`, `accepted`, `recused` or `scored`.
    pub standing: &'static str,
    pub reason: Option<String>,
    pub score: Option<PanelScore>,
}

/// What one expert gave; shown only once all are in.
#[derive(Debug, Clone, Serialize)]
pub struct PanelScore {
    pub marks: Vec<Mark>,
    pub comment: String,
    /// Hundredths of a point.
    pub total: i64,
    pub dropped: bool,
    pub outlier: bool,
    pub must_explain: bool,
    pub explanation: Option<String>,
}

/// Points of one criterion.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    pub title: String,
    pub points: u16,
    pub max: u16,
}

impl PanelAct {
    /// Before the draw, after a redraw, tallied with reasons awaited, and as the applicant reads it.
    pub fn samples() -> Vec<Self> {
        let base =
            Self { pass_mark: 6000, record_href: "/applications/1/draw".to_owned(), ..Self::default() };
        let inside = PanelInside { blind: true, seats: 3, ..PanelInside::default() };
        let empty = Self { may_draw: true, inside: Some(inside.clone()), ..base.clone() };
        let running = PanelInside {
            taken: 2,
            accepted: 2,
            scored: 1,
            draws: vec![draw()],
            members: vec![seat("专家一", "scored"), seat("专家四", "accepted"), recused()],
            ..inside.clone()
        };
        let tallied = PanelInside {
            taken: 2,
            accepted: 2,
            scored: 2,
            draws: vec![draw()],
            members: vec![scored("专家一", 9000, true), scored("专家四", 6500, false), recused()],
            spread: Some(2500),
            ..inside
        };
        let running = Self { may_draw: true, inside: Some(running), ..base.clone() };
        let tallied = Self { mean: Some(7750), inside: Some(tallied), ..base.clone() };
        vec![empty, running, tallied, Self { concluded: true, mean: Some(7750), ..base }]
    }
}

fn draw() -> PanelDraw {
    let candidate = |name: &str, load, excluded: &[&str], chosen| PanelCandidate {
        name: name.to_owned(),
        load,
        excluded: excluded.iter().map(|key| (*key).to_owned()).collect(),
        chosen,
    };
    PanelDraw {
        at_millis: 1_772_413_200_000,
        seed: "5f4dcc3b5aa765d61d8327deb882cf995f4dcc3b5aa765d61d8327deb882cf99".to_owned(),
        seats: 3,
        candidate_count: 8,
        candidates: vec![
            candidate("专家一", 0, &[], true),
            candidate("专家二", 2, &["same-organisation", "shared-phone"], false),
            candidate("专家三", 1, &[], true),
            candidate("专家四", 0, &[], true),
        ],
        chosen: vec!["专家一".to_owned(), "专家三".to_owned(), "专家四".to_owned()],
        holds: true,
    }
}

fn seat(name: &str, standing: &'static str) -> PanelSeat {
    PanelSeat { name: name.to_owned(), standing, reason: None, score: None }
}

fn recused() -> PanelSeat {
    PanelSeat { reason: Some("曾为该项目提供咨询".to_owned()), ..seat("专家三", "recused") }
}

fn scored(name: &str, total: i64, explained: bool) -> PanelSeat {
    let mark = |title: &str, points, max| Mark { title: title.to_owned(), points, max };
    let score = PanelScore {
        marks: vec![mark("建设基础与条件", 18, 20), mark("研发团队与投入", 27, 30)],
        comment: "基础扎实，团队稳定。".to_owned(),
        total,
        dropped: false,
        outlier: !explained,
        must_explain: true,
        explanation: explained.then(|| "成果已在多家企业应用。".to_owned()),
    };
    PanelSeat { score: Some(score), ..seat(name, "scored") }
}
