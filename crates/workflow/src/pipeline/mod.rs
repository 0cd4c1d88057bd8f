//! A programme's pipeline: an ordered choice of stages, as data, checked before it runs.
//!
//! Correction and objection are no steps of their own but loops of the formal check and of publicity;
//! acceptance is the loop of disbursement. Final stages, and what follows a revocation, are implied.

mod check;
mod rule;

use serde::{Deserialize, Serialize};

use crate::application::Application;
use crate::money::Money;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::{SeatStanding, State};

pub use check::PipelineFault;
pub use rule::{DepartmentRule, InstalmentRule, MilestoneRule, OnOverdue, PanelRule, Rung, StageRule};

/// No clock of a stage runs longer; the whole procedure is bound to as many from submission to payment.
pub const STAGE_LIMIT_WORKING_DAYS: u16 = 60;

/// More rounds than this is no end.
pub const ROUNDS_LIMIT: u8 = 3;

/// Working days for what is not a step of any programme but may happen to each.
pub const OBJECTION_LIMIT_WORKING_DAYS: u16 = 10;
/// From the revocation to the demand and to the money: nobody published one, a programme may set its own.
pub const RECOVERY_LIMIT_WORKING_DAYS: u16 = 30;

/// How a case comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// 申报: the organisation applies.
    #[default]
    Application,
    /// 免申即享: the bureau proposes, the organisation confirms.
    OnConfirmation,
    /// 一事一议: instalments against agreed milestones.
    Agreement,
}

impl Track {
    pub const ALL: [Self; 3] = [Self::Application, Self::OnConfirmation, Self::Agreement];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::OnConfirmation => "on-confirmation",
            Self::Agreement => "agreement",
        }
    }

    /// Where a case of this track begins.
    pub const fn first_stage(self) -> Stage {
        match self {
            Self::Application | Self::Agreement => Stage::Draft,
            Self::OnConfirmation => Stage::Confirmation,
        }
    }
}

/// The stages of a programme, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    #[serde(default)]
    pub track: Track,
    #[serde(rename = "stage")]
    pub stages: Vec<StageRule>,
}

impl Pipeline {
    pub fn rule(&self, stage: Stage) -> Option<&StageRule> {
        self.stages.iter().find(|rule| rule.key == stage)
    }

    /// Limit and consequence of a stage, also of those that are implied.
    pub fn limit(&self, stage: Stage) -> Option<(u16, OnOverdue)> {
        let implied = match stage {
            Stage::Objection => Some(OBJECTION_LIMIT_WORKING_DAYS),
            Stage::Recovery => Some(RECOVERY_LIMIT_WORKING_DAYS),
            _ => None,
        };
        match self.rule(stage) {
            Some(rule) => Some((rule.limit_working_days?, rule.on_overdue)),
            None => Some((implied?, OnOverdue::Escalate)),
        }
    }

    /// The step that follows; loops are passed over.
    pub fn next_after(&self, stage: Stage) -> Option<Stage> {
        let position = self.stages.iter().position(|rule| rule.key == stage)?;
        self.stages[position + 1..].iter().map(|rule| rule.key).find(|key| !key.is_loop())
    }

    /// How many correction notices an application may get.
    pub fn correction_rounds(&self) -> u8 {
        self.rounds(Stage::Correction)
    }

    /// How often an amount may be changed upon an objection.
    pub fn amendment_rounds(&self) -> u8 {
        self.rounds(Stage::Objection)
    }

    fn rounds(&self, stage: Stage) -> u8 {
        self.rule(stage).and_then(|rule| rule.max_rounds).unwrap_or(1)
    }

    pub fn panel(&self) -> Option<&PanelRule> {
        self.rule(Stage::ExpertReview).and_then(|rule| rule.panel.as_ref())
    }

    /// Experts may not learn whose application they read.
    pub fn is_blind(&self) -> bool {
        self.panel().is_some_and(|panel| panel.blind)
    }

    pub fn departments(&self) -> &[DepartmentRule] {
        self.rule(Stage::JointReview).map_or(&[], |rule| &rule.departments)
    }

    /// The rungs of approval, lowest first; at least one.
    pub fn ladder(&self) -> Vec<Rung> {
        match self.rule(Stage::Approval) {
            Some(rule) if !rule.rungs.is_empty() => rule.rungs.clone(),
            Some(rule) => vec![Rung { role: rule.owner, up_to_yuan: None, quorum: None }],
            None => vec![Rung { role: Role::Director, up_to_yuan: None, quorum: None }],
        }
    }

    /// The rung that has the last word on an amount.
    pub fn last_rung(&self, amount: Money) -> usize {
        let ladder = self.ladder();
        let covers = |rung: &Rung| {
            let limit = rung.up_to_yuan.and_then(Money::from_yuan);
            rung.up_to_yuan.is_none() || limit.is_some_and(|limit| amount <= limit)
        };
        ladder.iter().position(covers).unwrap_or(ladder.len() - 1)
    }

    /// Shares of an award, when they are not agreed case by case.
    pub fn instalments(&self) -> Vec<InstalmentRule> {
        match self.rule(Stage::Disbursement) {
            Some(rule) if !rule.instalments.is_empty() => rule.instalments.clone(),
            _ => vec![InstalmentRule { percent: 100, after_months: 0, milestone: None }],
        }
    }

    /// Who handles objections.
    pub fn objection_handler(&self) -> Role {
        self.rule(Stage::Objection).map_or(Role::Officer, |rule| rule.owner)
    }

    /// Who holds a case at this stage, as the programme has it; nobody at a final one.
    pub fn owner(&self, stage: Stage) -> Option<Role> {
        match (self.rule(stage), stage) {
            (Some(rule), _) => Some(rule.owner),
            (None, Stage::Objection) => Some(Role::Officer),
            (None, Stage::Recovery) => Some(Role::FinanceMaker),
            (None, _) => None,
        }
    }

    /// Who has to act next on this case.
    pub fn holder(&self, application: &Application) -> Option<Role> {
        match &application.state {
            State::ExpertReview { seats } => {
                let taken = seats.iter().filter(|seat| seat.is_taken()).count();
                let wanted = self.panel().map_or(0, |panel| usize::from(panel.seats));
                Some(if taken < wanted { Role::Officer } else { Role::Expert })
            }
            State::Approval { rung, .. } => self.ladder().get(*rung).map(|rung| rung.role),
            State::Agreement { draft: Some(_), .. }
            | State::Acceptance { report: None, .. }
            | State::Evaluation { report: None, .. } => Some(Role::Applicant),
            // What the maker has made is the checker's to authorise, to send and to hear of.
            State::Disbursement { payment, .. } if payment.order().is_some() => Some(Role::FinanceChecker),
            State::Recovery { demand: Some(_), .. } => Some(Role::FinanceChecker),
            _ => self.owner(application.stage()),
        }
    }

    /// Experts whose reasons or scores are still awaited.
    pub fn awaited_experts(application: &Application) -> Vec<crate::id::PersonId> {
        let State::ExpertReview { seats } = &application.state else { return Vec::new() };
        let waiting = seats.iter().filter(|seat| match &seat.standing {
            SeatStanding::Drawn | SeatStanding::Accepted => true,
            SeatStanding::Recused { .. } => false,
            SeatStanding::Scored { explanation, .. } => {
                let asked =
                    application.tally.as_ref().is_some_and(|tally| tally.must_explain.contains(&seat.expert));
                asked && explanation.is_none()
            }
        });
        waiting.map(|seat| seat.expert).collect()
    }
}
