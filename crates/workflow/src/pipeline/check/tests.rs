//! One fault at a time in a pipeline that is sound without it: exactly that fault is found.
//! What only exploring shows is tested there.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::panel::{Criterion, Rubric, TallyRule};
use crate::pipeline::{DepartmentRule, MilestoneRule, PanelRule};

fn rule(key: Stage, owner: Role) -> StageRule {
    StageRule::plain(key, owner, Some(5), OnOverdue::Escalate)
}

fn plain() -> Pipeline {
    let stages = vec![
        StageRule::plain(Stage::Draft, Role::Applicant, None, OnOverdue::Lapse),
        rule(Stage::FormalCheck, Role::Officer),
        rule(Stage::Correction, Role::Applicant),
        rule(Stage::Approval, Role::Director),
        rule(Stage::Publicity, Role::Officer),
        rule(Stage::Award, Role::Director),
        rule(Stage::Disbursement, Role::FinanceMaker),
    ];
    Pipeline { track: Track::Application, stages }
}

/// The plain pipeline with one more step where it belongs.
fn with(step: StageRule) -> Pipeline {
    let mut pipeline = plain();
    let at = pipeline.stages.iter().position(|rule| rule.key > step.key).unwrap_or(pipeline.stages.len());
    pipeline.stages.insert(at, step);
    pipeline
}

fn changed(stage: Stage, change: impl FnOnce(&mut StageRule)) -> Pipeline {
    let mut pipeline = plain();
    change(pipeline.stages.iter_mut().find(|rule| rule.key == stage).unwrap());
    pipeline
}

fn found(pipeline: &Pipeline) -> Vec<String> {
    pipeline.check().err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn only(pipeline: &Pipeline, fault: &PipelineFault) {
    assert_eq!(pipeline.check(), Err(vec![fault.clone()]));
}

fn expert_review() -> StageRule {
    let criterion = Criterion {
        code: "all".to_owned(),
        title_zh: String::new(),
        title_en: String::new(),
        max: 100,
        weight: 1,
    };
    let rubric = Rubric::new(vec![criterion]).unwrap();
    let panel =
        PanelRule { seats: 3, blind: true, pass_mark_hundredths: 6_000, tally: TallyRule::default(), rubric };
    StageRule { panel: Some(panel), ..rule(Stage::ExpertReview, Role::Expert) }
}

fn departments(keys: &[&str]) -> StageRule {
    let department = |key: &&str| DepartmentRule {
        key: (*key).to_owned(),
        title_zh: String::new(),
        title_en: String::new(),
        fields: Vec::new(),
        documents: Vec::new(),
    };
    StageRule {
        departments: keys.iter().map(department).collect(),
        ..rule(Stage::JointReview, Role::Department)
    }
}

fn rung(role: Role, up_to_yuan: Option<i64>, quorum: Option<u16>) -> Rung {
    Rung { role, up_to_yuan, quorum }
}

fn ladder(rungs: Vec<Rung>) -> Pipeline {
    changed(Stage::Approval, |rule| rule.rungs = rungs)
}

fn part(percent: u8) -> InstalmentRule {
    InstalmentRule { percent, after_months: 0, milestone: None }
}

#[test]
fn sound_pipelines_have_no_fault() {
    assert_eq!(plain().check(), Ok(()));
    assert_eq!(with(expert_review()).check(), Ok(()));
    assert_eq!(with(departments(&["tax", "environment"])).check(), Ok(()));
    let rungs = vec![
        rung(Role::SectionHead, Some(1), None),
        rung(Role::Director, Some(2), None),
        rung(Role::BureauMeeting, None, Some(2)),
    ];
    assert_eq!(ladder(rungs).check(), Ok(()));
}

#[test]
fn a_stage_that_is_missing_doubled_or_out_of_order() {
    let mut pipeline = plain();
    pipeline.stages.remove(4);
    only(&pipeline, &PipelineFault::Missing(Stage::Publicity));
    let mut pipeline = plain();
    pipeline.stages.insert(3, rule(Stage::FormalCheck, Role::Officer));
    only(&pipeline, &PipelineFault::Twice(Stage::FormalCheck));
    let mut pipeline = plain();
    pipeline.stages.swap(4, 5);
    only(&pipeline, &PipelineFault::OutOfOrder(Stage::Publicity));
}

#[test]
fn a_stage_of_another_track_or_none() {
    only(&with(rule(Stage::Agreement, Role::Officer)), &PipelineFault::NotAStep(Stage::Agreement));
    let mut pipeline = plain();
    pipeline.stages.push(rule(Stage::Closed, Role::Officer));
    only(&pipeline, &PipelineFault::NotAStep(Stage::Closed));
    let mut pipeline = plain();
    pipeline.track = Track::OnConfirmation;
    let faults = pipeline.check().unwrap_err();
    assert!(faults.contains(&PipelineFault::Missing(Stage::Confirmation)), "{faults:?}");
    assert!(faults.contains(&PipelineFault::NotAStep(Stage::Draft)), "{faults:?}");
}

#[test]
fn a_milestone_nobody_waits_for_and_a_wait_without_milestone() {
    let (stage, needs) = (Stage::Acceptance, Stage::Agreement);
    only(&with(rule(stage, Role::Officer)), &PipelineFault::Unreachable { stage, needs });
    let milestone = Some(MilestoneRule { title: "验收".to_owned(), due_on: None });
    let pipeline = changed(Stage::Disbursement, |rule| {
        rule.instalments = vec![InstalmentRule { milestone, ..part(100) }];
    });
    only(&pipeline, &PipelineFault::Missing(stage));
}

#[test]
fn an_owner_who_may_not_act_there() {
    let (stage, owner) = (Stage::Disbursement, Role::FinanceChecker);
    let expected = "finance-maker".to_owned();
    only(&changed(stage, |rule| rule.owner = owner), &PipelineFault::WrongOwner { stage, owner, expected });
}

#[test]
fn a_limit_that_is_missing_nothing_or_too_long() {
    for limit in [None, Some(0), Some(61)] {
        let pipeline = changed(Stage::Award, |rule| rule.limit_working_days = limit);
        let faults = pipeline.check().unwrap_err();
        assert_eq!(faults[0], PipelineFault::BadLimit(Stage::Award), "{limit:?}");
    }
    only(
        &changed(Stage::Award, |rule| rule.limit_working_days = Some(41)),
        &PipelineFault::TooLong { days: 61 },
    );
}

#[test]
fn a_consequence_that_takes_a_right_away() {
    let lapse = changed(Stage::Award, |rule| rule.on_overdue = OnOverdue::Lapse);
    assert_eq!(
        found(&lapse),
        [
            "stage award may only escalate when its limit passes: only the applicant's own delay lets a case lapse"
        ]
    );
    let reject = changed(Stage::Publicity, |rule| rule.on_overdue = OnOverdue::Reject);
    assert_eq!(found(&reject).len(), 1);
    assert_eq!(changed(Stage::FormalCheck, |rule| rule.on_overdue = OnOverdue::Reject).check(), Ok(()));
}

#[test]
fn a_loop_without_end_or_use() {
    for rounds in [0, 4] {
        let pipeline = changed(Stage::Correction, |rule| rule.max_rounds = Some(rounds));
        only(&pipeline, &PipelineFault::BadRounds(Stage::Correction));
    }
}

#[test]
fn a_panel_nobody_can_sit_on_or_pass() {
    let seats = |seats| {
        let mut step = expert_review();
        step.panel.as_mut().unwrap().seats = seats;
        with(step)
    };
    only(&seats(0), &PipelineFault::BadPanel);
    only(&seats(16), &PipelineFault::BadPanel);
    let mut step = expert_review();
    step.panel.as_mut().unwrap().pass_mark_hundredths = 10_001;
    only(&with(step), &PipelineFault::BadPanel);
    only(&with(rule(Stage::ExpertReview, Role::Expert)), &PipelineFault::BadPanel);
}

#[test]
fn particulars_at_a_stage_that_has_none() {
    let stage = Stage::Award;
    let misplaced = |what| PipelineFault::Misplaced { stage, what };
    only(&changed(stage, |rule| rule.max_rounds = Some(1)), &misplaced("max_rounds"));
    only(&changed(stage, |rule| rule.panel = expert_review().panel), &misplaced("panel"));
    only(
        &changed(stage, |rule| rule.departments = departments(&["tax"]).departments),
        &misplaced("department"),
    );
    only(&changed(stage, |rule| rule.rungs = vec![rung(Role::Director, None, None)]), &misplaced("rung"));
    only(&changed(stage, |rule| rule.instalments = vec![part(100)]), &misplaced("instalment"));
}

#[test]
fn a_joint_review_of_nobody_or_of_one_twice() {
    only(&with(departments(&[])), &PipelineFault::BadDepartments);
    only(&with(departments(&["tax", "tax"])), &PipelineFault::BadDepartments);
}

#[test]
fn a_ladder_that_cannot_be_climbed() {
    let why = |rungs| {
        let faults = ladder(rungs).check().unwrap_err();
        match faults.as_slice() {
            [PipelineFault::BadLadder(why)] => *why,
            other => panic!("one fault of the ladder was expected, not {other:?}"),
        }
    };
    let head = |limit| rung(Role::SectionHead, limit, None);
    let director = |limit| rung(Role::Director, limit, None);
    assert!(why(vec![head(Some(1)), director(Some(2))]).contains("without an upper amount"));
    for lower in [None, Some(0), Some(-1)] {
        assert!(why(vec![head(lower), director(None)]).contains("positive and rising"));
    }
    assert!(why(vec![head(Some(2)), head(Some(2)), director(None)]).contains("positive and rising"));
    assert!(why(vec![rung(Role::Officer, None, None)]).contains("a rung is"));
    assert!(why(vec![rung(Role::BureauMeeting, None, Some(1))]).contains("one person is no meeting"));
    assert!(why(vec![rung(Role::BureauMeeting, None, None)]).contains("one person is no meeting"));
    assert!(why(vec![rung(Role::Director, None, Some(2))]).contains("only a meeting"));
    let meeting_below = vec![rung(Role::BureauMeeting, Some(1), Some(2)), director(None)];
    assert!(why(meeting_below).contains("nobody decides above it"));
}

#[test]
fn instalments_that_do_not_add_up() {
    let parts = |parts: Vec<InstalmentRule>| changed(Stage::Disbursement, |rule| rule.instalments = parts);
    for wrong in [vec![part(60), part(30)], vec![part(100), part(0)], vec![part(100), part(1)]] {
        only(
            &parts(wrong),
            &PipelineFault::BadInstalments("each has a positive percent and they add up to 100"),
        );
    }
    let many = (0..13).map(|index| part(if index < 9 { 8 } else { 7 })).collect();
    only(&parts(many), &PipelineFault::BadInstalments("at most 12"));
    let mut pipeline = parts(vec![part(100)]);
    pipeline.track = Track::Agreement;
    pipeline.stages.insert(6, rule(Stage::Acceptance, Role::Officer));
    pipeline.stages.insert(6, rule(Stage::Agreement, Role::Officer));
    only(&pipeline, &PipelineFault::BadInstalments("an agreement sets its own; remove them"));
}

#[test]
fn every_fault_is_told_at_once() {
    let mut pipeline = plain();
    pipeline.stages.remove(5);
    pipeline.stages[1].owner = Role::Policy;
    pipeline.stages[3].limit_working_days = None;
    assert_eq!(found(&pipeline).len(), 3, "{:?}", found(&pipeline));
}
