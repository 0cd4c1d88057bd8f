//! Is a pipeline fit to run? Every fault at once, each with its remedy. What only exploring can show
//! (that somebody can act, that nobody can act alone) is `crate::explore`.

use super::{
    InstalmentRule, OnOverdue, Pipeline, ROUNDS_LIMIT, Rung, STAGE_LIMIT_WORKING_DAYS, StageRule, Track,
};
use crate::award::INSTALMENTS_LIMIT;
use crate::role::Role;
use crate::stage::Stage;

/// Why a pipeline may not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PipelineFault {
    #[error("stage {} is missing: every pipeline of this track needs it", .0.key())]
    Missing(Stage),
    #[error("stage {} is listed twice: a case would come round to it for ever; keep one", .0.key())]
    Twice(Stage),
    #[error("stage {} is not a step of this track: remove it", .0.key())]
    NotAStep(Stage),
    #[error("stage {} stands out of order: the order is {}", .0.key(), order_text())]
    OutOfOrder(Stage),
    #[error("stage {} can never be reached: it needs {} before it", .stage.key(), .needs.key())]
    Unreachable { stage: Stage, needs: Stage },
    #[error("stage {} is owned by {}; the owner must be {expected}", .stage.key(), .owner.key())]
    WrongOwner { stage: Stage, owner: Role, expected: String },
    #[error("stage {} needs limit_working_days from 1 to {STAGE_LIMIT_WORKING_DAYS}", .0.key())]
    BadLimit(Stage),
    #[error(
        "the bureau's limits from submission to payment add up to {days} working days; at most \
         {STAGE_LIMIT_WORKING_DAYS} are allowed: shorten some"
    )]
    TooLong { days: u32 },
    #[error("stage {} may only escalate when its limit passes: {why}", .stage.key())]
    BadConsequence { stage: Stage, why: &'static str },
    #[error("stage {} needs max_rounds from 1 to {ROUNDS_LIMIT}, else the loop has no end or no use", .0.key())]
    BadRounds(Stage),
    #[error("the expert review needs a panel with seats from 1 to 15 and a pass mark up to 10000 hundredths")]
    BadPanel,
    #[error("stage {} does not take `{what}`: remove it", .stage.key())]
    Misplaced { stage: Stage, what: &'static str },
    #[error("the joint review needs at least one department, each with a key of its own")]
    BadDepartments,
    #[error("the approval ladder: {0}")]
    BadLadder(&'static str),
    #[error("the instalments: {0}")]
    BadInstalments(&'static str),
}

/// Steps in order with the owners each may have, and the tracks that need it.
const ORDER: [(Stage, &[Role], &[Track]); 17] = {
    use Track::{Agreement, Application, OnConfirmation};
    const EVERY: &[Track] = &[Application, OnConfirmation, Agreement];
    [
        (Stage::Draft, &[Role::Applicant], &[Application, Agreement]),
        (Stage::Confirmation, &[Role::Applicant], &[OnConfirmation]),
        (Stage::Recommendation, &[Role::Recommender], &[]),
        (Stage::FormalCheck, &[Role::Officer], EVERY),
        (Stage::Correction, &[Role::Applicant], &[Application, Agreement]),
        (Stage::ExpertReview, &[Role::Expert], &[]),
        (Stage::SiteVisit, &[Role::Officer], &[]),
        (Stage::JointReview, &[Role::Department], &[]),
        (Stage::Approval, &[Role::SectionHead, Role::Director, Role::BureauMeeting], EVERY),
        (Stage::Publicity, &[Role::Officer], EVERY),
        (Stage::Objection, &[Role::Officer, Role::SectionHead, Role::Director], &[]),
        (Stage::Award, &[Role::Director], EVERY),
        (Stage::Agreement, &[Role::Officer], &[Agreement]),
        (Stage::Acceptance, &[Role::Officer], &[]),
        (Stage::Disbursement, &[Role::FinanceMaker], EVERY),
        (Stage::Evaluation, &[Role::Officer], &[]),
        (Stage::Recovery, &[Role::FinanceMaker], &[]),
    ]
};

fn order_text() -> String {
    ORDER.map(|(stage, ..)| stage.key()).join(", ")
}

impl Pipeline {
    /// Every fault at once; a pipeline with none may run.
    pub fn check(&self) -> Result<(), Vec<PipelineFault>> {
        let mut faults = Vec::new();
        let mut last_position = 0;
        for (index, rule) in self.stages.iter().enumerate() {
            let Some(position) = ORDER.iter().position(|(stage, ..)| *stage == rule.key) else {
                faults.push(PipelineFault::NotAStep(rule.key));
                continue;
            };
            if self.stages[..index].iter().any(|earlier| earlier.key == rule.key) {
                faults.push(PipelineFault::Twice(rule.key));
            } else if position < last_position {
                faults.push(PipelineFault::OutOfOrder(rule.key));
            }
            last_position = last_position.max(position);
            check_rule(rule, ORDER[position].1, &mut faults);
        }
        for (stage, _, tracks) in ORDER {
            if tracks.contains(&self.track) && self.rule(stage).is_none() {
                faults.push(PipelineFault::Missing(stage));
            }
        }
        self.check_reach(&mut faults);
        self.check_total(&mut faults);
        check_ladder(&self.ladder(), &mut faults);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Steps that this track, or the rest of the pipeline, never leads to.
    fn check_reach(&self, faults: &mut Vec<PipelineFault>) {
        let foreign: &[Stage] = match self.track {
            Track::Application => &[Stage::Confirmation, Stage::Agreement],
            Track::OnConfirmation => &[Stage::Draft, Stage::Agreement],
            Track::Agreement => &[Stage::Confirmation],
        };
        let present = |stage: Stage| self.rule(stage).is_some();
        faults.extend(
            foreign.iter().filter(|stage| present(**stage)).map(|stage| PipelineFault::NotAStep(*stage)),
        );
        let milestones = self.instalments().iter().any(|part| part.milestone.is_some());
        let agreed = self.track == Track::Agreement;
        if present(Stage::Acceptance) && !milestones && !agreed {
            let needs = Stage::Agreement;
            faults.push(PipelineFault::Unreachable { stage: Stage::Acceptance, needs });
        }
        if (milestones || agreed) && !present(Stage::Acceptance) {
            faults.push(PipelineFault::Missing(Stage::Acceptance));
        }
        if let Some(rule) = self.rule(Stage::Disbursement) {
            check_instalments(&rule.instalments, agreed, faults);
        }
    }

    /// The bureau's own days; an objection and the applicant's turns do not count.
    fn check_total(&self, faults: &mut Vec<PipelineFault>) {
        let counted = |rule: &&StageRule| {
            rule.owner != Role::Applicant
                && (rule.key.is_review()
                    || matches!(rule.key, Stage::Publicity | Stage::Award | Stage::Disbursement))
        };
        let days = self.stages.iter().filter(counted).filter_map(|rule| rule.limit_working_days);
        let days: u32 = days.map(u32::from).sum();
        if days > u32::from(STAGE_LIMIT_WORKING_DAYS) {
            faults.push(PipelineFault::TooLong { days });
        }
    }
}

fn check_rule(rule: &StageRule, owners: &[Role], faults: &mut Vec<PipelineFault>) {
    let stage = rule.key;
    if !owners.contains(&rule.owner) {
        let expected = owners.iter().map(|role| role.key()).collect::<Vec<_>>().join(" or ");
        faults.push(PipelineFault::WrongOwner { stage, owner: rule.owner, expected });
    }
    let limited = rule.limit_working_days.is_some_and(|days| (1..=STAGE_LIMIT_WORKING_DAYS).contains(&days));
    // A draft's limit is the call's closing day.
    if stage != Stage::Draft && !limited {
        faults.push(PipelineFault::BadLimit(stage));
    }
    check_consequence(rule, faults);
    if stage.is_loop() && !(1..=ROUNDS_LIMIT).contains(&rule.max_rounds.unwrap_or(1)) {
        faults.push(PipelineFault::BadRounds(stage));
    }
    let misplaced = [
        (!stage.is_loop() && rule.max_rounds.is_some(), "max_rounds"),
        (stage != Stage::ExpertReview && rule.panel.is_some(), "panel"),
        (stage != Stage::JointReview && !rule.departments.is_empty(), "department"),
        (stage != Stage::Approval && !rule.rungs.is_empty(), "rung"),
        (stage != Stage::Disbursement && !rule.instalments.is_empty(), "instalment"),
    ];
    let misplaced = misplaced.into_iter().filter(|(wrong, _)| *wrong);
    faults.extend(misplaced.map(|(_, what)| PipelineFault::Misplaced { stage, what }));
    let seated = rule.panel.as_ref().is_some_and(|panel| {
        (1..=15).contains(&panel.seats)
            && panel.pass_mark_hundredths <= crate::panel::tally::FULL_MARKS_HUNDREDTHS
    });
    if stage == Stage::ExpertReview && !seated {
        faults.push(PipelineFault::BadPanel);
    }
    let mut keys: Vec<&str> = rule.departments.iter().map(|department| department.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    if stage == Stage::JointReview && (keys.is_empty() || keys.len() != rule.departments.len()) {
        faults.push(PipelineFault::BadDepartments);
    }
}

/// Nobody loses a case by the bureau's silence after it was judged worth publishing.
fn check_consequence(rule: &StageRule, faults: &mut Vec<PipelineFault>) {
    let stage = rule.key;
    let why = match rule.on_overdue {
        OnOverdue::Escalate => return,
        OnOverdue::Lapse if matches!(stage, Stage::Draft | Stage::Confirmation | Stage::Correction) => return,
        OnOverdue::Lapse => "only the applicant's own delay lets a case lapse",
        OnOverdue::Reject if stage.is_review() || stage == Stage::Confirmation => return,
        OnOverdue::Reject => "a case is rejected by silence only while it is reviewed",
    };
    faults.push(PipelineFault::BadConsequence { stage, why });
}

fn check_ladder(ladder: &[Rung], faults: &mut Vec<PipelineFault>) {
    let mut fault = |why| faults.push(PipelineFault::BadLadder(why));
    let Some((last, lower)) = ladder.split_last() else { return };
    if last.up_to_yuan.is_some() {
        fault("the last rung decides without an upper amount: remove its up_to_yuan");
    }
    let limits: Vec<i64> = lower.iter().filter_map(|rung| rung.up_to_yuan).collect();
    let rising = limits.windows(2).all(|pair| pair[0] < pair[1]) && limits.iter().all(|limit| *limit > 0);
    if limits.len() != lower.len() || !rising {
        fault("each lower rung needs up_to_yuan, positive and rising");
    }
    if lower.iter().any(|rung| rung.role == Role::BureauMeeting) {
        fault("the bureau meeting is the last rung: nobody decides above it");
    }
    for rung in ladder {
        let meeting = rung.role == Role::BureauMeeting;
        if !matches!(rung.role, Role::SectionHead | Role::Director | Role::BureauMeeting) {
            fault("a rung is the section-head, the director or the bureau-meeting");
        }
        if meeting && rung.quorum.is_none_or(|quorum| quorum < 2) {
            fault("a meeting needs a quorum of at least two: one person is no meeting");
        }
        if !meeting && rung.quorum.is_some() {
            fault("only a meeting has a quorum");
        }
    }
}

fn check_instalments(rules: &[InstalmentRule], agreed: bool, faults: &mut Vec<PipelineFault>) {
    let mut fault = |why| faults.push(PipelineFault::BadInstalments(why));
    if agreed && !rules.is_empty() {
        fault("an agreement sets its own; remove them");
    }
    if rules.len() > INSTALMENTS_LIMIT {
        fault("at most 12");
    }
    let percents: u32 = rules.iter().map(|rule| u32::from(rule.percent)).sum();
    if !rules.is_empty() && (percents != 100 || rules.iter().any(|rule| rule.percent == 0)) {
        fault("each has a positive percent and they add up to 100");
    }
}

#[cfg(test)]
mod tests;
