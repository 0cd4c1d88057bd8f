//! The smallest change that would have qualified a refused case: found by search over the steps its
//! facts declare, proved by judging the changed case again. It only asks the pack; what a fact may
//! become is declared in the manifest, and what nobody can change is said to be so.

mod joint;
mod levers;
pub mod probe;
mod settle;
pub mod single;

use serde::Serialize;

use crate::error::RuleError;
use crate::facts::Facts;
use crate::pack::{Pack, ParameterOverrides};
use crate::verdict::{CriterionTrace, Eligibility, Outcome, OutputValue};
use probe::{Goal, Moves, Probe};

/// Alternatives offered for one question: more would not be read.
pub const ALTERNATIVES_MAX_COUNT: usize = 3;

/// One fact moved by declared steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub fact: String,
    /// Zero-based place in a list of years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<usize>,
    /// Field of a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    pub from: OutputValue,
    pub to: OutputValue,
    pub steps: u64,
}

/// Changes that together turn the whole case. Undoing one step of any of them turns it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    pub changes: Vec<Change>,
    /// `NeedsReview` where the rest is a person's to decide.
    pub leads_to: Eligibility,
}

/// Why nothing is offered for a failed criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// It rests on nothing the applicant can change.
    Unchangeable,
    /// What can be changed does not suffice within its declared bounds.
    OutOfReach,
}

/// What one failed criterion alone would have needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionRemedy {
    pub code: String,
    pub clause: String,
    /// Alternatives, the smallest first; each meets this criterion, whatever becomes of the others.
    pub changes: Vec<Vec<Change>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

/// What would have had to be different. Empty for a case that is not refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Remedies {
    /// Alternatives that turn the whole case: fewest facts first, then fewest steps. Empty when a failed
    /// criterion cannot be changed.
    pub whole: Vec<Remedy>,
    /// One for every failed criterion, in the order of the script.
    pub criteria: Vec<CriterionRemedy>,
    /// How often the script was run.
    pub evaluations: u32,
    /// The search ended at its limit: what is offered is proved, yet a smaller change may exist.
    pub cut: bool,
}

impl Remedies {
    /// The failed criteria nothing is offered for.
    pub fn unchangeable(&self) -> impl Iterator<Item = &CriterionRemedy> {
        self.criteria.iter().filter(|criterion| criterion.obstacle.is_some())
    }
}

impl Pack {
    /// What would have qualified a refused case. Deterministic, and bounded by a count of evaluations.
    pub fn remedies(
        &self,
        ruling: &str,
        facts: &Facts,
        overrides: &ParameterOverrides,
    ) -> Result<Remedies, RuleError> {
        let verdict = self.evaluate(ruling, facts, overrides)?;
        if verdict.eligibility != Eligibility::Ineligible {
            return Ok(Remedies::default());
        }
        let failed: Vec<&CriterionTrace> =
            verdict.criteria.iter().filter(|criterion| criterion.outcome == Outcome::NotMet).collect();
        let mut probe = Probe::new(self, ruling, facts, overrides, &verdict)?;
        let criteria: Vec<_> = failed.iter().map(|criterion| of_criterion(&mut probe, criterion)).collect();
        // Whatever turns the case turns every criterion: one that nothing turns settles it.
        let hopeless = criteria.iter().any(|criterion| criterion.obstacle.is_some());
        let whole = if hopeless { Vec::new() } else { whole(&mut probe) };
        Ok(Remedies { whole, criteria, evaluations: probe.evaluations(), cut: probe.was_cut() })
    }
}

fn of_criterion(probe: &mut Probe<'_>, criterion: &CriterionTrace) -> CriterionRemedy {
    let goal = Goal::Criterion(probe.bit(&criterion.code));
    let found = search(probe, goal);
    let obstacle = if !found.is_empty() {
        None
    } else if probe.levers_of(&criterion.code).is_empty() {
        Some(Obstacle::Unchangeable)
    } else {
        Some(Obstacle::OutOfReach)
    };
    let changes = found.iter().map(|moves| probe.changes(moves)).collect();
    CriterionRemedy { code: criterion.code.clone(), clause: criterion.clause.clone(), changes, obstacle }
}

/// A yes if there is one; else whatever leaves the decision to a person instead of a no.
fn whole(probe: &mut Probe<'_>) -> Vec<Remedy> {
    let mut leads_to = Eligibility::Eligible;
    let mut found = search(probe, Goal::Whole(leads_to));
    if found.is_empty() && probe.saw_review() {
        leads_to = Eligibility::NeedsReview;
        found = search(probe, Goal::Whole(leads_to));
    }
    found.iter().map(|moves| Remedy { changes: probe.changes(moves), leads_to }).collect()
}

/// One fact if one suffices, several otherwise.
fn search(probe: &mut Probe<'_>, goal: Goal) -> Vec<Moves> {
    let mut found = single::alternatives(probe, goal);
    if found.is_empty() {
        found = joint::alternatives(probe, goal);
    }
    found.sort_by_key(|moves| (moves.len(), probe::steps(moves), moves.clone()));
    found.dedup();
    let fewest = found.first().map_or(0, Moves::len);
    found.retain(|moves| moves.len() == fewest);
    found.truncate(ALTERNATIVES_MAX_COUNT);
    found
}
