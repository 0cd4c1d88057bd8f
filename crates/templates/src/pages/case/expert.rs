//! A case as a member of its panel reads it: the declaration first, then what is to be reviewed and the
//! scores. A blind review has no organisation here, nor in the title of the page.

use serde::Serialize;

use super::acts::panel::Mark;
use super::show::{AnswerSection, DocumentFile, Entry};
use super::{CaseHead, sample_head};
use crate::{Form, Message, Page};

/// Fields: `recuse_review_reason`, `marks_<criterion>`, `score_comment`, `explanation`.
#[expect(clippy::struct_excessive_bools, reason = "each is one command the engine allows, not a state")]
#[derive(Debug, Clone, Serialize)]
pub struct ExpertCase {
    pub form: Form,
    /// Without an organisation in a blind review.
    pub head: CaseHead,
    pub blind: bool,
    pub programme: String,
    /// ISO day, while something is awaited.
    pub due_on: Option<String>,
    pub working_days_left: Option<u16>,
    pub overdue: bool,
    /// Kinds of conflict to be declared, as keys.
    pub kinds: Vec<String>,
    pub declared: bool,
    pub answers: Vec<AnswerSection>,
    pub documents: Vec<ExpertDocument>,
    pub rubric: Vec<RubricLine>,
    pub own: Option<OwnScore>,
    pub tally: Option<TallyLine>,
    pub timeline: Vec<Entry>,
    pub may_accept: bool,
    pub may_step_back: bool,
    pub may_score: bool,
    pub may_explain: bool,
    /// What was typed where no form takes it any more.
    pub kept: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ExpertDocument {
    pub title: String,
    pub files: Vec<DocumentFile>,
}

/// One criterion and the name of its field.
#[derive(Debug, Clone, Serialize)]
pub struct RubricLine {
    pub field: String,
    pub title: String,
    pub max: u16,
    pub weight: u16,
}

#[derive(Debug, Clone, Serialize)]
pub struct OwnScore {
    pub marks: Vec<Mark>,
    pub comment: String,
    /// Hundredths of a point.
    pub total: i64,
    pub explanation: Option<String>,
}

/// What all scores came to, in hundredths of a point.
#[derive(Debug, Clone, Serialize)]
pub struct TallyLine {
    pub totals: Vec<i64>,
    pub mean: i64,
    pub spread: i64,
}

impl Page for ExpertCase {
    const TEMPLATE: &'static str = "case/expert.html";
    const TITLE: &'static str = "case-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("number", self.head.number.clone())
    }

    fn samples() -> Vec<Self> {
        let line = |field: &str, title: &str, max| RubricLine {
            field: format!("marks_{field}"),
            title: title.to_owned(),
            max,
            weight: 1,
        };
        let drawn = drawn();
        let accepted = Self {
            form: Form::empty().with("marks_team", "31").refuse(
                "marks_team",
                Message::new("panel-marks-range").with("field", "研发团队与投入").with("max", 30),
            ),
            declared: true,
            documents: vec![ExpertDocument {
                title: "平台建设与运行报告（盲评版）".to_owned(),
                files: vec![DocumentFile {
                    id: "1".to_owned(),
                    name: "材料1.pdf".to_owned(),
                    href: "/applications/1/documents/1".to_owned(),
                    kilobytes: 1_204,
                    uploaded_at_millis: 1_772_413_200_000,
                }],
            }],
            rubric: vec![line("foundation", "建设基础与条件", 20), line("team", "研发团队与投入", 30)],
            may_accept: false,
            may_score: true,
            kept: Vec::new(),
            ..drawn.clone()
        };
        let scored = Self {
            form: Form::empty(),
            own: Some(OwnScore {
                marks: vec![Mark { title: "研发团队与投入".to_owned(), points: 27, max: 30 }],
                comment: "基础扎实，团队稳定。".to_owned(),
                total: 9000,
                explanation: None,
            }),
            tally: Some(TallyLine { totals: vec![9000, 8000, 6500], mean: 7833, spread: 2500 }),
            may_score: false,
            may_step_back: false,
            may_explain: true,
            ..accepted.clone()
        };
        vec![drawn, accepted, scored]
    }
}

fn drawn() -> ExpertCase {
    ExpertCase {
        form: Form::empty(),
        head: CaseHead { organisation: String::new(), ..sample_head("expert-review") },
        blind: true,
        programme: "研发平台与创新载体奖励".to_owned(),
        due_on: Some("2026-03-16".to_owned()),
        working_days_left: Some(8),
        overdue: false,
        kinds: vec!["same-organisation".to_owned(), "shared-work".to_owned()],
        declared: false,
        answers: Vec::new(),
        documents: Vec::new(),
        rubric: Vec::new(),
        own: None,
        tally: None,
        timeline: Vec::new(),
        may_accept: true,
        may_step_back: true,
        may_score: false,
        may_explain: false,
        kept: vec!["须回避。".to_owned()],
    }
}
