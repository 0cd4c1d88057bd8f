//! Judging one case again and again with its levers moved. Every position is judged once and
//! remembered as a few bits; the number of evaluations is bounded, and running out is said.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::levers::{self, Lever};
use crate::error::RuleError;
use crate::exact::Exact;
use crate::facts::{FactError, FactProblem, FactValue, Facts};
use crate::pack::{CompiledRuling, Pack, ParameterOverrides};
use crate::scan::Scan;
use crate::verdict::{Comparison, CriterionTrace, Eligibility, Outcome, OutputValue, Verdict};

/// Evaluations for one case: about a second of one core at the very worst, a few hundredths as a rule.
pub const EVALUATIONS_MAX_COUNT: u32 = 30_000;
/// Of these, kept back to prove what was found.
const PROOF_EVALUATIONS: u32 = 2_000;
/// Criteria told apart over all branches of one script; one evaluation may state 64.
const CODES_MAX_COUNT: usize = 128;

/// Steps by the index of their lever; a lever at rest is absent.
pub(super) type Moves = BTreeMap<usize, u64>;

/// All steps of a set of moves, the measure of "fewest".
pub(super) fn steps(moves: &Moves) -> u64 {
    moves.values().fold(0, |total, steps| total.saturating_add(*steps))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// The verdict is at least this good.
    Whole(Eligibility),
    /// The criterion with this bit no longer fails.
    Criterion(u128),
}

/// What one position came to; criteria are bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    /// None where the script failed.
    eligibility: Option<Eligibility>,
    /// Criteria that fail and refuse the case.
    hard: u128,
    /// Criteria that fail and only ask for a person.
    soft: u128,
    /// Criteria that could not be evaluated.
    unknown: u128,
}

impl Sight {
    const NOTHING: Self = Self { eligibility: None, hard: 0, soft: 0, unknown: 0 };

    pub(super) fn reaches(&self, goal: Goal) -> bool {
        match (goal, self.eligibility) {
            (_, None) => false,
            (Goal::Whole(Eligibility::Eligible), Some(found)) => found == Eligibility::Eligible,
            (Goal::Whole(_), Some(found)) => found != Eligibility::Ineligible,
            (Goal::Criterion(bit), Some(_)) => (self.hard | self.soft | self.unknown) & bit == 0,
        }
    }

    /// The failing criterion to repair next: those that refuse first, in the order of the script.
    pub(super) fn next_failing(&self, goal: Goal) -> Option<u128> {
        let failing = self.failing(goal);
        let failing = if failing & self.hard == 0 { failing } else { failing & self.hard };
        (failing != 0).then(|| 1 << failing.trailing_zeros())
    }

    /// What fails on the way to a goal.
    pub(super) fn failing(&self, goal: Goal) -> u128 {
        match goal {
            Goal::Criterion(bit) => (self.hard | self.soft) & bit,
            Goal::Whole(Eligibility::Eligible) => self.hard | self.soft,
            Goal::Whole(_) => self.hard,
        }
    }
}

pub(super) struct Probe<'a> {
    pack: &'a Pack,
    compiled: &'a CompiledRuling,
    overrides: &'a ParameterOverrides,
    facts: Facts,
    levers: Vec<Lever>,
    deciding: BTreeSet<String>,
    /// Criterion codes; the place is the bit.
    codes: Vec<String>,
    seen: BTreeMap<Moves, Sight>,
    /// What was wrong with the facts before anything was moved: fact and code.
    tolerated: BTreeSet<(String, String)>,
    left: u32,
    /// Evaluations that must be left over.
    kept: u32,
    cut: bool,
    saw_review: bool,
}

impl<'a> Probe<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        ruling: &str,
        facts: &Facts,
        overrides: &'a ParameterOverrides,
        verdict: &Verdict,
    ) -> Result<Self, RuleError> {
        let unknown = || RuleError::UnknownRuling { ruling: ruling.into() };
        let compiled = pack.compiled_rulings().find(|known| known.definition.code == ruling);
        let compiled = compiled.ok_or_else(unknown)?;
        let facts = completed(pack, facts);
        let used = pack.programme().facts.iter().filter(|fact| compiled.facts.contains(&fact.key));
        let levers = levers::levers(used, &facts);
        let mut probe = Self {
            pack,
            compiled,
            overrides,
            levers,
            deciding: pack.file(&compiled.definition.script).map(Scan::of).unwrap_or_default().deciding,
            codes: Vec::new(),
            seen: BTreeMap::new(),
            tolerated: BTreeSet::new(),
            left: EVALUATIONS_MAX_COUNT,
            kept: PROOF_EVALUATIONS,
            cut: false,
            saw_review: false,
            facts,
        };
        probe.tolerated = probe.contradictions(&probe.facts).unwrap_or_default();
        let sight = probe.sight(verdict);
        probe.seen.insert(Moves::new(), sight);
        probe.saw_review = false;
        Ok(probe)
    }

    pub(super) fn evaluations(&self) -> u32 {
        EVALUATIONS_MAX_COUNT - self.left
    }

    pub(super) fn cut_short(&mut self) {
        self.cut = true;
    }

    pub(super) fn was_cut(&self) -> bool {
        self.cut
    }

    /// Whether some position left the case to a person.
    pub(super) fn saw_review(&self) -> bool {
        self.saw_review
    }

    /// The search may not use what its proofs will need.
    pub(super) fn may_search(&self) -> bool {
        self.left > self.kept
    }

    /// Runs a proof with the evaluations kept back for it; none when even those ran out.
    pub(super) fn prove<T>(&mut self, proof: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let kept = std::mem::take(&mut self.kept);
        let proved = proof(self);
        self.kept = kept;
        if self.left == 0 { None } else { proved }
    }

    pub(super) fn lever_count(&self) -> usize {
        self.levers.len()
    }

    pub(super) fn most(&self, lever: usize) -> u64 {
        self.levers[lever].most
    }

    /// Whether a lever may join moves: another lever at its place would contradict it.
    pub(super) fn joins(&self, moves: &Moves, lever: usize) -> bool {
        let same = |other: &usize| *other != lever && self.levers[*other].place == self.levers[lever].place;
        !moves.keys().any(same)
    }

    pub(super) fn bit(&mut self, code: &str) -> u128 {
        let known = self.codes.iter().position(|known| known == code);
        let at = known.unwrap_or_else(|| {
            self.codes.push(code.to_owned());
            self.codes.len() - 1
        });
        if at < CODES_MAX_COUNT { 1 << at } else { 0 }
    }

    /// The levers whose facts stand in a criterion's own statement.
    pub(super) fn levers_of(&self, code: &str) -> Vec<usize> {
        let criterion = self.compiled.criteria.get(code).filter(|criterion| !criterion.facts.is_empty());
        self.levers_among(|fact| criterion.is_none_or(|criterion| criterion.facts.contains(fact)))
    }

    pub(super) fn levers_of_bit(&self, bit: u128) -> Vec<usize> {
        let code = usize::try_from(bit.trailing_zeros()).ok().and_then(|at| self.codes.get(at));
        code.map_or_else(Vec::new, |code| self.levers_of(code))
    }

    /// The levers whose facts may open or close branches of the script, or feed its sums.
    pub(super) fn levers_of_branches(&self) -> Vec<usize> {
        self.levers_among(|fact| self.deciding.contains(fact))
    }

    fn levers_among(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let wanted = |index: &usize| wanted(&self.levers[*index].place.fact);
        (0..self.levers.len()).filter(wanted).collect()
    }

    pub(super) fn look(&mut self, moves: &Moves) -> Sight {
        if let Some(sight) = self.seen.get(moves) {
            return *sight;
        }
        if self.left <= self.kept {
            self.cut = true;
            return Sight::NOTHING;
        }
        let sight = self.judge(moves).map_or(Sight::NOTHING, |verdict| self.sight(&verdict));
        self.seen.insert(moves.clone(), sight);
        sight
    }

    /// How far a numeric criterion is from being met; none where it has no distance.
    pub(super) fn distance(&mut self, moves: &Moves, bit: u128) -> Option<Exact> {
        if !self.may_search() {
            self.cut = true;
            return None;
        }
        let verdict = self.judge(moves)?;
        let code = self.codes.get(usize::try_from(bit.trailing_zeros()).ok()?)?;
        let criterion = verdict.criteria.iter().find(|criterion| criterion.code == *code)?;
        distance(criterion)
    }

    /// Whether the moved facts pass every cross-field check the case passed before.
    pub(super) fn is_consistent(&self, moves: &Moves) -> bool {
        let found = self.moved(moves).and_then(|facts| self.contradictions(&facts));
        found.is_some_and(|found| found.is_subset(&self.tolerated))
    }

    pub(super) fn changes(&self, moves: &Moves) -> Vec<Change> {
        moves.iter().filter_map(|(index, steps)| change(&self.levers[*index], *steps)).collect()
    }

    fn moved(&self, moves: &Moves) -> Option<Facts> {
        let mut facts = self.facts.clone();
        for (index, steps) in moves {
            self.levers[*index].move_in(&mut facts, *steps)?;
        }
        Some(facts)
    }

    fn judge(&mut self, moves: &Moves) -> Option<Verdict> {
        self.left = self.left.saturating_sub(1);
        let facts = self.moved(moves)?;
        self.pack.evaluate(&self.compiled.definition.code, &facts, self.overrides).ok()
    }

    fn sight(&mut self, verdict: &Verdict) -> Sight {
        let mut sight = Sight { eligibility: Some(verdict.eligibility), ..Sight::NOTHING };
        for criterion in &verdict.criteria {
            let bit = self.bit(&criterion.code);
            match criterion.outcome {
                Outcome::Met => {}
                Outcome::NotMet if criterion.soft => sight.soft |= bit,
                Outcome::NotMet => sight.hard |= bit,
                Outcome::NotEvaluated => sight.unknown |= bit,
            }
        }
        self.saw_review |= verdict.eligibility == Eligibility::NeedsReview;
        if self.codes.len() > CODES_MAX_COUNT { Sight::NOTHING } else { sight }
    }

    /// Why these facts would not be accepted; none where a check cannot run.
    fn contradictions(&self, facts: &Facts) -> Option<BTreeSet<(String, String)>> {
        let faults = self.pack.check_facts(facts).ok()?;
        let refusing = faults.into_iter().filter(FactError::refuses);
        let named = |fault: FactError| match fault.problem {
            FactProblem::CheckFailed { check, .. } => (fault.fact, check),
            problem => (fault.fact, problem.code().to_owned()),
        };
        Some(refusing.map(named).collect())
    }
}

/// Facts nobody supplied take the manifest's value, as they do when the case is judged.
fn completed(pack: &Pack, facts: &Facts) -> Facts {
    let mut completed = facts.clone();
    for definition in &pack.programme().facts {
        if *facts.get(&definition.key) == FactValue::Missing
            && let Some(value) = definition.default_value()
        {
            completed.set(definition.key.clone(), value);
        }
    }
    completed
}

fn change(lever: &Lever, steps: u64) -> Option<Change> {
    Some(Change {
        fact: lever.place.fact.clone(),
        item: lever.place.item,
        field: lever.place.field.clone(),
        from: shown(&lever.from)?,
        to: shown(&lever.value(steps)?)?,
        steps,
    })
}

fn shown(value: &FactValue) -> Option<OutputValue> {
    match value {
        FactValue::Number(number) => Some(OutputValue::Number(number.clone())),
        FactValue::Boolean(value) => Some(OutputValue::Boolean(*value)),
        FactValue::Text(text) | FactValue::Date(text) => Some(OutputValue::Text(text.clone())),
        FactValue::List(_) | FactValue::Record(_) | FactValue::Missing => None,
    }
}

fn distance(criterion: &CriterionTrace) -> Option<Exact> {
    let (Some(OutputValue::Number(observed)), Some(OutputValue::Number(threshold))) =
        (&criterion.observed, &criterion.threshold)
    else {
        return None;
    };
    let short = threshold.minus(observed).ok()?;
    match criterion.comparison {
        Comparison::AtLeast | Comparison::MoreThan => Some(short),
        Comparison::AtMost | Comparison::LessThan => Some(short.negated()),
        Comparison::Equals => Some(if short.is_negative() { short.negated() } else { short }),
        Comparison::Is => None,
    }
}
