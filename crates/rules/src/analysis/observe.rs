//! Trying a ruling on many enterprises and noting what never happened: a criterion nobody fails,
//! a choice nothing is said about, an eligible enterprise without an amount, a script that stops.

use std::collections::{BTreeMap, BTreeSet};

use super::sampler::Sampler;
use super::{Concern, Warning, place_of};
use crate::error::RuleError;
use crate::facts::{FactValue, Facts};
use crate::host::{TABLE_GAP, TABLE_OVERLAP};
use crate::manifest::Purpose;
use crate::pack::{CompiledRuling, Pack, ParameterOverrides};
use crate::verdict::{Eligibility, Outcome, Verdict};

/// Criteria of a ruling nobody was judged by prove nothing; below this nothing is said of them.
const JUDGED_MIN_COUNT: usize = 8;

#[derive(Default)]
struct Tally {
    met: usize,
    not_met: usize,
}

#[derive(Default)]
struct Seen<'a> {
    criteria: BTreeMap<&'a str, Tally>,
    judged: usize,
    /// By choice fact and value: whether an eligible enterprise with it was
    /// decided, and whether one was not.
    choices: BTreeMap<(&'a str, String), (bool, bool)>,
    undefined: Option<String>,
    /// The first fault at each place of the script.
    faults: BTreeMap<(usize, usize), Concern>,
}

pub(super) fn ruling(
    pack: &Pack,
    ruling: &CompiledRuling,
    sampler: &mut Sampler<'_>,
    enterprises: usize,
) -> (Vec<Warning>, usize) {
    let overrides = ParameterOverrides::new();
    let mut seen = Seen::default();
    seen.criteria.extend(ruling.criteria.keys().map(|code| (code.as_str(), Tally::default())));
    let mut evaluations = 0;
    for index in 0..enterprises {
        let facts = sampler.next(index);
        if !sampler.accepted(&facts) {
            continue;
        }
        evaluations += 1;
        match pack.evaluate(&ruling.definition.code, &facts, &overrides) {
            Ok(verdict) => seen.take(pack, ruling, &facts, &verdict),
            Err(RuleError::FactsRefused { .. }) => {}
            Err(fault) => seen.take_fault(&fault, &facts),
        }
    }
    (seen.warnings(pack, ruling), evaluations)
}

impl<'a> Seen<'a> {
    fn take(&mut self, pack: &'a Pack, ruling: &CompiledRuling, facts: &Facts, verdict: &Verdict) {
        self.judged += 1;
        for criterion in &verdict.criteria {
            if let Some(tally) = self.criteria.get_mut(criterion.code.as_str()) {
                match criterion.outcome {
                    Outcome::Met => tally.met += 1,
                    Outcome::NotMet => tally.not_met += 1,
                    Outcome::NotEvaluated => {}
                }
            }
        }
        if verdict.eligibility != Eligibility::Eligible {
            return;
        }
        let undecided = undecided(ruling, verdict);
        for definition in &pack.programme().facts {
            let FactValue::Text(value) = facts.get(&definition.key) else { continue };
            if definition.choices.is_empty() || !ruling.facts.contains(&definition.key) {
                continue;
            }
            let entry = self.choices.entry((&definition.key, value.clone())).or_default();
            if undecided { entry.1 = true } else { entry.0 = true }
        }
        if undecided && self.undefined.is_none() {
            self.undefined = Some(facts.to_json());
        }
    }

    fn take_fault(&mut self, fault: &RuleError, facts: &Facts) {
        let (place, message) = match fault {
            RuleError::ScriptFailed { line, column, message, .. } => ((*line, *column), message.clone()),
            other => ((1, 1), other.to_string()),
        };
        let facts = facts.to_json();
        let concern = if message.contains(TABLE_GAP) {
            Concern::TableGap { detail: message }
        } else if message.contains(TABLE_OVERLAP) {
            Concern::TableOverlap { detail: message }
        } else if message.contains(&crate::ExactError::DivisionByZero.to_string()) {
            Concern::DivisionFaults { facts }
        } else {
            Concern::ScriptStops { message, facts }
        };
        self.faults.entry(place).or_insert(concern);
    }

    fn warnings(self, pack: &Pack, ruling: &CompiledRuling) -> Vec<Warning> {
        let file = ruling.definition.script.as_str();
        let mut warnings = Vec::new();
        for (code, tally) in &self.criteria {
            let criterion = || (*code).to_owned();
            let concern = match (tally.met, tally.not_met) {
                _ if self.judged < JUDGED_MIN_COUNT => continue,
                (0, 0) => Concern::NeverReached { criterion: criterion() },
                (_, 0) => Concern::NeverFails { criterion: criterion() },
                (0, _) => Concern::NeverPasses { criterion: criterion() },
                _ => continue,
            };
            warnings.push(Warning::at(file, place_of(pack, ruling, code), concern));
        }
        let mut explained_by_choice = false;
        let silent: BTreeSet<_> = self.choices.iter().filter(|(_, (decided, _))| !decided).collect();
        for ((fact, value), _) in silent {
            explained_by_choice = true;
            let concern = Concern::BranchMissing { fact: (*fact).to_owned(), value: value.clone() };
            warnings.push(Warning::at(file, (1, 1), concern));
        }
        if let (Some(facts), false) = (self.undefined, explained_by_choice) {
            warnings.push(Warning::at(file, (1, 1), Concern::AmountUndefined { facts }));
        }
        let faults = self.faults.into_iter();
        warnings.extend(faults.map(|(place, concern)| Warning::at(file, place, concern)));
        warnings
    }
}

/// Eligible for an award nobody sized, or passed by a check that said nothing at all.
fn undecided(ruling: &CompiledRuling, verdict: &Verdict) -> bool {
    let open = verdict.review_reasons.is_empty();
    match ruling.definition.purpose {
        Purpose::Award => open && verdict.amount.is_none(),
        Purpose::SelfCheck => open && verdict.criteria.is_empty() && verdict.outputs.is_empty(),
    }
}
