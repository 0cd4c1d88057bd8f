//! A programme's pipeline: an ordered choice of stages, as data, checked when loaded.
//!
//! Correction is not a step of its own but the loop of the formal check; final stages are implied.

use serde::{Deserialize, Serialize};

use crate::role::Role;
use crate::stage::Stage;

/// No clock of a stage runs longer; the whole procedure is bound to 60 working days.
pub const STAGE_LIMIT_WORKING_DAYS: u16 = 60;

/// What happens when a stage's limit passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnOverdue {
    /// The owner and the director are told; the case stays.
    Escalate,
    /// The case ends as lapsed.
    Lapse,
}

/// One stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    pub key: Stage,
    pub owner: Role,
    pub limit_working_days: Option<u16>,
    #[serde(default = "escalate")]
    pub on_overdue: OnOverdue,
    /// How often the applicant may be asked to correct; only for the correction loop.
    pub max_rounds: Option<u8>,
}

const fn escalate() -> OnOverdue {
    OnOverdue::Escalate
}

/// The stages of a programme, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    #[serde(rename = "stage")]
    pub stages: Vec<StageRule>,
}

/// Why a pipeline may not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PipelineFault {
    #[error("stage {0:?} is missing: every pipeline needs it")]
    Missing(Stage),
    #[error("stage {0:?} is listed twice")]
    Twice(Stage),
    #[error("stage {0:?} is not a step: remove it, it is reached by itself")]
    NotAStep(Stage),
    #[error(
        "stage {0:?} stands out of order: the order is draft, recommendation, formal-check, correction, \
         approval, publicity, award, disbursement"
    )]
    OutOfOrder(Stage),
    #[error("stage {stage:?} is owned by {owner:?}; the owner must be {expected:?}")]
    WrongOwner { stage: Stage, owner: Role, expected: Role },
    #[error("stage {0:?} needs limit_working_days from 1 to {STAGE_LIMIT_WORKING_DAYS}")]
    BadLimit(Stage),
    #[error("the correction loop needs max_rounds of at least 1, else it has no end or no use")]
    BadRounds,
}

const ORDER: [(Stage, Role, bool); 8] = [
    (Stage::Draft, Role::Applicant, true),
    (Stage::Recommendation, Role::Recommender, false),
    (Stage::FormalCheck, Role::Officer, true),
    (Stage::Correction, Role::Applicant, true),
    (Stage::Approval, Role::Director, true),
    (Stage::Publicity, Role::Officer, true),
    (Stage::Award, Role::Director, true),
    (Stage::Disbursement, Role::FinanceMaker, true),
];

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
        for (stage, _, required) in ORDER {
            if required && self.rule(stage).is_none() {
                faults.push(PipelineFault::Missing(stage));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    pub fn rule(&self, stage: Stage) -> Option<&StageRule> {
        self.stages.iter().find(|rule| rule.key == stage)
    }

    /// The step that follows; the correction loop is passed over.
    pub fn next_after(&self, stage: Stage) -> Option<Stage> {
        let position = self.stages.iter().position(|rule| rule.key == stage)?;
        self.stages[position + 1..].iter().map(|rule| rule.key).find(|key| *key != Stage::Correction)
    }

    /// How many correction notices an application may get.
    pub fn correction_rounds(&self) -> u8 {
        self.rule(Stage::Correction).and_then(|rule| rule.max_rounds).unwrap_or(1)
    }

    /// Who holds a case at this stage; nobody at a final one.
    pub fn owner(&self, stage: Stage) -> Option<Role> {
        self.rule(stage).map(|rule| rule.owner)
    }
}

fn check_rule(rule: &StageRule, expected: Role, faults: &mut Vec<PipelineFault>) {
    if rule.owner != expected {
        faults.push(PipelineFault::WrongOwner { stage: rule.key, owner: rule.owner, expected });
    }
    let limited = rule.limit_working_days.is_some_and(|days| (1..=STAGE_LIMIT_WORKING_DAYS).contains(&days));
    // A draft's limit is the call's closing day.
    if rule.key != Stage::Draft && !limited {
        faults.push(PipelineFault::BadLimit(rule.key));
    }
    if rule.key == Stage::Correction && rule.max_rounds.unwrap_or(1) == 0 {
        faults.push(PipelineFault::BadRounds);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn sound() -> Pipeline {
        let stages = ORDER.iter().map(|(key, owner, _)| StageRule {
            key: *key,
            owner: *owner,
            limit_working_days: Some(5),
            on_overdue: OnOverdue::Escalate,
            max_rounds: None,
        });
        Pipeline { stages: stages.collect() }
    }

    #[test]
    fn each_planted_fault_is_named() {
        let check = |change: &dyn Fn(&mut Pipeline), expect: PipelineFault| {
            let mut pipeline = sound();
            change(&mut pipeline);
            assert!(pipeline.check().unwrap_err().contains(&expect), "{expect:?}");
        };
        assert_eq!(sound().check(), Ok(()));
        check(
            &|p| p.stages.retain(|rule| rule.key != Stage::Publicity),
            PipelineFault::Missing(Stage::Publicity),
        );
        check(&|p| p.stages.swap(5, 6), PipelineFault::OutOfOrder(Stage::Publicity));
        check(&|p| p.stages[2].limit_working_days = None, PipelineFault::BadLimit(Stage::FormalCheck));
        check(&|p| p.stages[2].limit_working_days = Some(61), PipelineFault::BadLimit(Stage::FormalCheck));
        check(&|p| p.stages[3].max_rounds = Some(0), PipelineFault::BadRounds);
        check(&|p| p.stages[4].key = Stage::Closed, PipelineFault::NotAStep(Stage::Closed));
        check(
            &|p| p.stages[4].owner = Role::Officer,
            PipelineFault::WrongOwner {
                stage: Stage::Approval,
                owner: Role::Officer,
                expected: Role::Director,
            },
        );
        let twice = |p: &mut Pipeline| p.stages.push(p.stages[7].clone());
        check(&twice, PipelineFault::Twice(Stage::Disbursement));
    }

    #[test]
    fn the_next_step_passes_over_correction_and_absent_stages() {
        let mut pipeline = sound();
        assert_eq!(pipeline.next_after(Stage::Draft), Some(Stage::Recommendation));
        assert_eq!(pipeline.next_after(Stage::FormalCheck), Some(Stage::Approval));
        pipeline.stages.remove(1);
        assert_eq!(pipeline.next_after(Stage::Draft), Some(Stage::FormalCheck));
        assert_eq!(pipeline.next_after(Stage::Disbursement), None);
    }
}
