//! Six pipelines that together use every stage, loop and track. Each passes its own check.
//! Data only: nothing here walks or judges.

use workflow::panel::{Criterion, Rubric, TallyRule};
use workflow::pipeline::{
    DepartmentRule, InstalmentRule, MilestoneRule, OnOverdue, PanelRule, Rung, StageRule, Track,
};
use workflow::{Pipeline, Role, Stage};

pub const COUNT: usize = 6;
/// The lower rungs of the ladder decide up to here.
pub const FIRST_RUNG_YUAN: i64 = 50_000;
pub const SECOND_RUNG_YUAN: i64 = 300_000;

/// The pipeline of a number, round and round.
pub fn pipeline(number: usize) -> Pipeline {
    let pipeline = match number % COUNT {
        0 => plain(),
        1 => everything(false),
        2 => everything(true),
        3 => on_confirmation(),
        4 => agreement(),
        _ => instalments(),
    };
    assert_eq!(pipeline.check(), Ok(()));
    pipeline
}

fn rule(key: Stage, owner: Role, days: u16) -> StageRule {
    StageRule::plain(key, owner, Some(days), OnOverdue::Escalate)
}

fn entry() -> Vec<StageRule> {
    vec![
        StageRule::plain(Stage::Draft, Role::Applicant, None, OnOverdue::Lapse),
        rule(Stage::FormalCheck, Role::Officer, 5),
        StageRule::plain(Stage::Correction, Role::Applicant, Some(5), OnOverdue::Lapse),
    ]
}

fn exit() -> Vec<StageRule> {
    vec![
        rule(Stage::Approval, Role::Director, 10),
        rule(Stage::Publicity, Role::Officer, 5),
        rule(Stage::Award, Role::Director, 10),
        rule(Stage::Disbursement, Role::FinanceMaker, 3),
    ]
}

pub fn plain() -> Pipeline {
    let mut stages = entry();
    stages.extend(exit());
    Pipeline { track: Track::Application, stages }
}

pub fn on_confirmation() -> Pipeline {
    let mut stages = vec![
        StageRule::plain(Stage::Confirmation, Role::Applicant, Some(10), OnOverdue::Lapse),
        rule(Stage::FormalCheck, Role::Officer, 5),
    ];
    stages.extend(exit());
    Pipeline { track: Track::OnConfirmation, stages }
}

pub fn agreement() -> Pipeline {
    let mut stages = entry();
    stages.extend(exit());
    stages.insert(6, rule(Stage::Agreement, Role::Officer, 10));
    stages.insert(7, rule(Stage::Acceptance, Role::Officer, 10));
    stages.push(rule(Stage::Evaluation, Role::Officer, 20));
    Pipeline { track: Track::Agreement, stages }
}

pub fn instalments() -> Pipeline {
    let mut stages = entry();
    stages.extend(exit());
    stages.insert(6, rule(Stage::Acceptance, Role::Officer, 10));
    let milestone = MilestoneRule { title: "中试线投产".to_owned(), due_on: None };
    stages[7].instalments = vec![
        InstalmentRule { percent: 60, after_months: 0, milestone: None },
        InstalmentRule { percent: 40, after_months: 1, milestone: Some(milestone) },
    ];
    Pipeline { track: Track::Application, stages }
}

/// Every stage of the application track.
pub fn everything(blind: bool) -> Pipeline {
    let mut stages = entry();
    stages.extend(exit());
    stages[2].max_rounds = Some(2);
    stages[3].owner = Role::SectionHead;
    stages[3].rungs = vec![
        Rung { role: Role::SectionHead, up_to_yuan: Some(FIRST_RUNG_YUAN), quorum: None },
        Rung { role: Role::Director, up_to_yuan: Some(SECOND_RUNG_YUAN), quorum: None },
        Rung { role: Role::BureauMeeting, up_to_yuan: None, quorum: Some(2) },
    ];
    let review = [expert_review(blind), rule(Stage::SiteVisit, Role::Officer, 5), joint_review()];
    stages.splice(3..3, review);
    stages.insert(8, StageRule { max_rounds: Some(2), ..rule(Stage::Objection, Role::Officer, 10) });
    stages.insert(1, rule(Stage::Recommendation, Role::Recommender, 5));
    stages[1].on_overdue = if blind { OnOverdue::Reject } else { OnOverdue::Escalate };
    stages.push(rule(Stage::Evaluation, Role::Officer, 20));
    Pipeline { track: Track::Application, stages }
}

fn expert_review(blind: bool) -> StageRule {
    let criterion = |code: &str, max| Criterion {
        code: code.to_owned(),
        title_zh: String::new(),
        title_en: String::new(),
        max,
        weight: 1,
    };
    let rubric = Rubric::new(vec![criterion("novelty", 60), criterion("effect", 40)]).unwrap();
    let tally = TallyRule {
        drop_highest_lowest: blind,
        outlier_hundredths: Some(2_000),
        spread_limit_hundredths: Some(3_000),
    };
    let panel = PanelRule { seats: 3, blind, pass_mark_hundredths: 6_000, tally, rubric };
    StageRule { panel: Some(panel), ..rule(Stage::ExpertReview, Role::Expert, 10) }
}

fn joint_review() -> StageRule {
    let department = |key: &str| DepartmentRule {
        key: key.to_owned(),
        title_zh: String::new(),
        title_en: String::new(),
        fields: Vec::new(),
        documents: Vec::new(),
    };
    let departments = vec![department("environment"), department("tax")];
    StageRule { departments, ..rule(Stage::JointReview, Role::Department, 5) }
}
