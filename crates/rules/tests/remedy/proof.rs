//! Proves remedies without the search: every offered change is judged again, one step less of any
//! member must miss, and short ways are walked step by step to see that none shorter was passed by.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use rules::facts::{Changeable, FactDefinition};
use rules::remedy::{Change, Remedies};
use rules::{Eligibility, Exact, FactValue, Facts, Outcome, OutputValue, Pack, ParameterOverrides, Verdict};

/// What a remedy promises.
#[derive(Clone, Copy, Debug)]
enum Goal<'a> {
    Whole(Eligibility),
    Criterion(&'a str),
}

struct Court<'a> {
    pack: &'a Pack,
    ruling: &'a str,
    facts: &'a Facts,
}

/// A changeable value of the case, as the manifest declares it.
struct Way<'a> {
    fact: &'a str,
    item: Option<usize>,
    field: Option<&'a str>,
    values: Box<dyn Fn(u64) -> Option<FactValue> + 'a>,
}

/// Panics at the first promise that does not hold. Ways that end within `walk` steps are walked to their
/// end, the beginning of every other.
pub fn prove(pack: &Pack, ruling: &str, facts: &Facts, remedies: &Remedies, walk: u64) {
    let court = Court { pack, ruling, facts };
    let leads_to = remedies.whole.first().map_or(Eligibility::Eligible, |remedy| remedy.leads_to);
    let whole: Vec<_> = remedies.whole.iter().map(|remedy| remedy.changes.clone()).collect();
    let mut promises = vec![(Goal::Whole(leads_to), whole.as_slice())];
    for criterion in &remedies.criteria {
        promises.push((Goal::Criterion(&criterion.code), &criterion.changes));
    }
    for (goal, sets) in &promises {
        for changes in *sets {
            court.prove_set(changes, *goal);
        }
    }
    for way in ways(pack, facts) {
        court.prove_smallest(&way, &promises, walk);
    }
}

/// Of a way without an end, this part of a whole walk is walked.
const BEGINNING: u64 = 20;

impl Court<'_> {
    fn reaches(&self, facts: &Facts, goal: Goal<'_>) -> bool {
        self.judged(facts).is_some_and(|verdict| reaches(&verdict, goal))
    }

    fn judged(&self, facts: &Facts) -> Option<Verdict> {
        self.pack.evaluate(self.ruling, facts, &ParameterOverrides::new()).ok()
    }

    fn contradictions(&self, facts: &Facts) -> BTreeSet<String> {
        let faults = self.pack.check_facts(facts).unwrap();
        faults.iter().filter(|fault| fault.refuses()).map(|fault| format!("{fault:?}")).collect()
    }

    fn is_consistent(&self, facts: &Facts) -> bool {
        let before = self.contradictions(self.facts).len();
        self.contradictions(facts).len() <= before && self.pack.read_facts(&facts.to_json()).is_ok()
    }

    fn prove_set(&self, changes: &[Change], goal: Goal<'_>) {
        let told = format!("{} {goal:?} {changes:?} of {}", self.ruling, self.facts.to_json());
        assert!(!changes.is_empty(), "{told}: no change at all");
        let mut moved = self.facts.clone();
        for change in changes {
            put(&mut moved, change.item, change.field.as_deref(), &change.fact, value(&change.to));
        }
        assert!(self.reaches(&moved, goal), "{told}: does not reach");
        assert!(self.is_consistent(&moved), "{told}: contradicts itself");
        for change in changes {
            let mut undone = moved.clone();
            let back = self.one_step_back(change);
            put(&mut undone, change.item, change.field.as_deref(), &change.fact, back);
            assert!(!self.reaches(&undone, goal), "{told}: one step of {} is too many", change.fact);
        }
    }

    fn one_step_back(&self, change: &Change) -> FactValue {
        let (OutputValue::Number(from), OutputValue::Number(to)) = (&change.from, &change.to) else {
            return value(&change.from);
        };
        let definition = self.pack.programme().facts.iter().find(|fact| fact.key == change.fact).unwrap();
        let definition = change.field.as_ref().map_or(definition, |field| definition.field(field).unwrap());
        let step = definition.smallest_step().unwrap();
        let moved = if to > from { to.minus(from) } else { from.minus(to) }.unwrap();
        let count = moved.divide(&step).unwrap();
        assert_eq!(count.to_i64(), i64::try_from(change.steps).ok(), "{change:?} is not so many steps");
        FactValue::Number(if to > from { to.minus(&step) } else { to.plus(&step) }.unwrap())
    }

    /// No step of this way keeps a promise with fewer steps than offered.
    fn prove_smallest(&self, way: &Way<'_>, promises: &[(Goal<'_>, &[Vec<Change>])], walk: u64) {
        let ends = (way.values)(walk + 1).is_none();
        let mut open: Vec<_> = promises.iter().collect();
        for steps in 1..=if ends { walk } else { walk / BEGINNING } {
            let Some(value) = (way.values)(steps) else { break };
            if open.is_empty() {
                break;
            }
            let mut moved = self.facts.clone();
            put(&mut moved, way.item, way.field, way.fact, value);
            let Some(verdict) = self.judged(&moved) else { continue };
            open.retain(|(goal, sets)| {
                let first = reaches(&verdict, *goal);
                if first && self.is_consistent(&moved) {
                    self.compare(way.fact, *goal, sets, steps);
                }
                !first
            });
        }
    }

    fn compare(&self, fact: &str, goal: Goal<'_>, sets: &[Vec<Change>], steps: u64) {
        let told = format!("{} {goal:?} {fact} of {}", self.ruling, self.facts.to_json());
        let Some(offered) = sets.first() else { panic!("{told}: {steps} steps would do, none is offered") };
        let offered = (offered.len(), offered.iter().map(|change| change.steps).sum::<u64>());
        assert!(offered <= (1, steps), "{told}: {steps} steps would do, {offered:?} is offered");
    }
}

fn reaches(verdict: &Verdict, goal: Goal<'_>) -> bool {
    match goal {
        Goal::Whole(Eligibility::Eligible) => verdict.eligibility == Eligibility::Eligible,
        Goal::Whole(_) => verdict.eligibility != Eligibility::Ineligible,
        Goal::Criterion(code) => is_met(verdict, code),
    }
}

/// Met, or no longer asked.
fn is_met(verdict: &Verdict, code: &str) -> bool {
    let stated = verdict.criteria.iter().find(|criterion| criterion.code == code);
    stated.is_none_or(|criterion| criterion.outcome == Outcome::Met)
}

fn value(shown: &OutputValue) -> FactValue {
    match shown {
        OutputValue::Number(number) => FactValue::Number(number.clone()),
        OutputValue::Boolean(value) => FactValue::Boolean(*value),
        OutputValue::Text(text) => FactValue::Text(text.clone()),
        OutputValue::List(_) | OutputValue::Missing => panic!("{shown:?} is no value of a change"),
    }
}

fn put(facts: &mut Facts, item: Option<usize>, field: Option<&str>, fact: &str, value: FactValue) {
    let mut whole = facts.get(fact).clone();
    let mut at = &mut whole;
    if let Some(item) = item {
        let FactValue::List(items) = at else { panic!("{fact} is no list") };
        at = &mut items[item];
    }
    if let Some(field) = field {
        let FactValue::Record(fields) = at else { panic!("{fact} is no record") };
        at = fields.get_mut(field).unwrap();
    }
    *at = value;
    facts.set(fact, whole);
}

/// Every way a single value of the case may go, from the manifest alone.
fn ways<'a>(pack: &'a Pack, facts: &'a Facts) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    for definition in &pack.programme().facts {
        let (item, value) = match facts.get(&definition.key) {
            FactValue::List(items) => {
                (items.len().checked_sub(1), items.last().unwrap_or(&FactValue::Missing))
            }
            value => (None, value),
        };
        let fields: Vec<_> = match value {
            FactValue::Record(known) => {
                let field =
                    |field: &'a FactDefinition| Some((field, Some(&*field.key), known.get(&field.key)?));
                definition.fields.iter().filter_map(field).collect()
            }
            value => vec![(definition, None, value)],
        };
        for (definition_of_value, field, value) in fields {
            for up in [true, false] {
                let values = values(definition_of_value, value, up);
                ways.push(Way { fact: &definition.key, item, field, values });
            }
        }
    }
    ways.retain(|way| (way.values)(1).is_some());
    ways
}

fn values<'a>(
    definition: &'a FactDefinition,
    value: &'a FactValue,
    up: bool,
) -> Box<dyn Fn(u64) -> Option<FactValue> + 'a> {
    let allowed = match definition.changeable {
        Some(Changeable::Either) => true,
        Some(Changeable::Raise) => up,
        Some(Changeable::Lower) => !up,
        Some(Changeable::No) | None => false,
    };
    match value {
        _ if !allowed => Box::new(|_| None),
        FactValue::Boolean(value) if *value != up => {
            Box::new(move |steps| (steps == 1).then_some(FactValue::Boolean(up)))
        }
        FactValue::Number(base) => Box::new(move |steps| {
            let many =
                Exact::from(i64::try_from(steps).unwrap()).times(&definition.smallest_step()?).unwrap();
            let moved = if up { base.plus(&many) } else { base.minus(&many) }.unwrap();
            let zero = Exact::zero();
            let lowest = definition.lowest.as_ref().unwrap_or(&zero);
            let below = moved < *lowest && (definition.lowest.is_some() || !definition.signed);
            let above = definition.highest.as_ref().is_some_and(|highest| moved > *highest);
            (!below && !above).then_some(FactValue::Number(moved))
        }),
        _ => Box::new(|_| None),
    }
}
