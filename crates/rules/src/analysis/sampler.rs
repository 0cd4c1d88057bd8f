//! Imagined enterprises: the pack's own cases, changed a little, and enterprises made up around
//! the figures of the policy, where rules turn. Only what the form and the checks would accept.

use std::collections::BTreeMap;

use super::chance::Chance;
use crate::exact::Exact;
use crate::facts::{FactDefinition, FactKind, FactValue, Facts};
use crate::manifest::ParameterUnit;
use crate::pack::{CompiledRuling, Pack};

/// Of that many enterprises one is made up anew; the others are cases with a few facts changed.
const MADE_UP_ONE_IN: usize = 3;
/// Facts changed at once in a case.
const CHANGES_MAX_COUNT: usize = 3;
/// An optional fact is left out once in that many enterprises.
const LEFT_OUT_ONE_IN: usize = 6;
/// Attempts to find an enterprise the checks accept before the last one is taken as it is.
const ATTEMPTS_MAX_COUNT: usize = 4;
/// Longest list made up.
const LIST_MAX_ITEMS: usize = 4;

pub(super) struct Sampler<'a> {
    pack: &'a Pack,
    /// The facts the ruling looks at.
    definitions: Vec<&'a FactDefinition>,
    bases: Vec<Facts>,
    /// Numbers at which rules turn: the policy's figures, and those next to them.
    figures: Vec<Exact>,
    /// What the cases say of each fact.
    spoken: BTreeMap<&'a str, Vec<FactValue>>,
    chance: Chance,
}

impl<'a> Sampler<'a> {
    pub(super) fn new(pack: &'a Pack, ruling: &'a CompiledRuling) -> Self {
        let facts = pack.programme().facts.iter();
        let definitions: Vec<_> = facts.filter(|fact| ruling.facts.contains(&fact.key)).collect();
        let code = &ruling.definition.code;
        let cases = pack.cases().iter().filter(|case| case.programme == *code);
        let bases: Vec<Facts> = cases.filter_map(|case| pack.read_facts(case.inputs.get()).ok()).collect();
        let mut spoken: BTreeMap<&str, Vec<FactValue>> = BTreeMap::new();
        for definition in &definitions {
            let values = bases.iter().map(|base| base.get(&definition.key));
            let known = values.filter(|value| **value != FactValue::Missing).cloned();
            spoken.insert(&definition.key, known.collect());
        }
        let figures = figures(pack, ruling);
        Self { pack, definitions, bases, figures, spoken, chance: Chance::named(code) }
    }

    /// The next enterprise; the cases themselves come first.
    pub(super) fn next(&mut self, index: usize) -> Facts {
        if let Some(base) = self.bases.get(index) {
            return base.clone();
        }
        let mut facts = self.imagined();
        for _ in 1..ATTEMPTS_MAX_COUNT {
            if self.accepted(&facts) {
                break;
            }
            facts = self.imagined();
        }
        facts
    }

    /// Whether a form would take these figures; impossible enterprises prove nothing.
    pub(super) fn accepted(&self, facts: &Facts) -> bool {
        let refuses = |faults: Vec<crate::FactError>| faults.iter().any(crate::FactError::refuses);
        !self.pack.check_facts(facts).is_ok_and(refuses)
    }

    fn imagined(&mut self) -> Facts {
        let base = self.chance.pick(&self.bases).cloned();
        match base {
            Some(mut facts) if !self.chance.one_in(MADE_UP_ONE_IN) => {
                for _ in 0..=self.chance.below(CHANGES_MAX_COUNT) {
                    if let Some(definition) = self.chance.pick(&self.definitions).copied() {
                        let value = self.value(definition);
                        facts.set(definition.key.clone(), value);
                    }
                }
                facts
            }
            _ => {
                let mut facts = Facts::default();
                for definition in self.definitions.clone() {
                    let value = self.value(definition);
                    facts.set(definition.key.clone(), value);
                }
                facts
            }
        }
    }

    fn value(&mut self, definition: &FactDefinition) -> FactValue {
        if definition.optional && self.chance.one_in(LEFT_OUT_ONE_IN) {
            return FactValue::Missing;
        }
        let spoken = self.spoken.get(definition.key.as_str());
        let spoken = spoken.and_then(|values| self.chance.pick(values)).cloned();
        match spoken {
            Some(value) if self.chance.one_in(3) => value,
            _ => self.made_up(definition, definition.kind),
        }
    }

    fn made_up(&mut self, definition: &FactDefinition, kind: FactKind) -> FactValue {
        match kind {
            FactKind::Boolean => FactValue::Boolean(self.chance.one_in(2)),
            FactKind::Number | FactKind::Integer | FactKind::MoneyYuan => self.number(definition, kind),
            FactKind::Text => match self.chance.pick(&definition.choices) {
                Some(choice) => FactValue::Text(choice.clone()),
                None => FactValue::Text(definition.key.clone()),
            },
            FactKind::Date => self.date(definition),
            FactKind::List => self.list(definition),
            FactKind::Record => {
                let mut record = BTreeMap::new();
                for field in &definition.fields {
                    record.insert(field.key.clone(), self.value(field));
                }
                FactValue::Record(record)
            }
        }
    }

    fn date(&mut self, definition: &FactDefinition) -> FactValue {
        let spoken = self.spoken.get(definition.key.as_str());
        let spoken = spoken.and_then(|values| self.chance.pick(values)).cloned();
        spoken.unwrap_or_else(|| FactValue::Date(self.pack.programme().effective_from.clone()))
    }

    fn list(&mut self, definition: &FactDefinition) -> FactValue {
        let shortest = definition.min_length.unwrap_or(0);
        let longest = definition.max_length.unwrap_or(LIST_MAX_ITEMS).min(LIST_MAX_ITEMS).max(shortest);
        let length = shortest + self.chance.below(longest - shortest + 1);
        let kind = definition.of.unwrap_or(FactKind::Number);
        let mut items: Vec<FactValue> = Vec::new();
        for _ in 0..length {
            // Years follow each other: most figures stand near the one before.
            let item = match items.last() {
                Some(FactValue::Number(before)) if !self.chance.one_in(3) => {
                    FactValue::Number(self.near(definition, kind, &before.clone()))
                }
                _ => self.made_up(definition, kind),
            };
            items.push(item);
        }
        FactValue::List(items)
    }

    fn number(&mut self, definition: &FactDefinition, kind: FactKind) -> FactValue {
        let figure = self.chance.pick(&self.figures).cloned().unwrap_or_else(Exact::zero);
        FactValue::Number(self.near(definition, kind, &figure))
    }

    /// A number at, beside, or some way from the figure, as the definition allows it.
    fn near(&mut self, definition: &FactDefinition, kind: FactKind, figure: &Exact) -> Exact {
        const SHARES: [(i64, i64); 9] =
            [(1, 1), (1, 1), (1, 1), (9, 10), (21, 20), (13, 10), (3, 2), (1, 2), (3, 1)];
        let (numerator, denominator) = self.chance.pick(&SHARES).copied().unwrap_or((1, 1));
        let scaled = Exact::fraction(numerator, denominator).and_then(|share| figure.times(&share));
        let step = definition.step.clone().unwrap_or_else(Exact::one);
        let moved = match self.chance.below(3) {
            0 => scaled.and_then(|number| number.plus(&step)),
            1 => scaled.and_then(|number| number.minus(&step)),
            _ => scaled,
        };
        as_defined(definition, kind, moved.unwrap_or_else(|_| Exact::zero()))
    }

    /// Rising values of a fact at which an amount may turn.
    pub(super) fn ladder(&self, definition: &FactDefinition, kind: FactKind) -> Vec<Exact> {
        let step = definition.step.clone().unwrap_or_else(Exact::one);
        let spoken = self.spoken.get(definition.key.as_str()).into_iter().flatten();
        let spoken = spoken.flat_map(|value| match value {
            FactValue::Number(number) => vec![number.clone()],
            FactValue::List(items) => items.iter().filter_map(number_of).collect(),
            _ => Vec::new(),
        });
        let around = self.figures.iter().cloned().chain(spoken).flat_map(|figure| {
            [figure.minus(&step), Ok(figure.clone()), figure.plus(&step)].into_iter().flatten()
        });
        let mut rungs: Vec<Exact> = around.map(|number| as_defined(definition, kind, number)).collect();
        rungs.sort();
        rungs.dedup();
        rungs
    }
}

fn number_of(value: &FactValue) -> Option<Exact> {
    if let FactValue::Number(number) = value { Some(number.clone()) } else { None }
}

/// Cut to what the definition takes: whole, not negative, within its bounds.
fn as_defined(definition: &FactDefinition, kind: FactKind, number: Exact) -> Exact {
    let mut number = match kind {
        FactKind::Integer => number.floor(),
        FactKind::MoneyYuan => number.rounded_to(2).unwrap_or_else(|_| number.floor()),
        _ => number,
    };
    if number.is_negative() && !definition.signed {
        number = Exact::zero();
    }
    if let Some(lowest) = &definition.lowest {
        number = number.max(lowest.clone());
    }
    if let Some(highest) = &definition.highest {
        number = number.min(highest.clone());
    }
    number
}

/// Zero, one, and the figures of the ruling, as the script sees them and as they are written.
fn figures(pack: &Pack, ruling: &CompiledRuling) -> Vec<Exact> {
    let used = pack.programme().parameters.iter().filter(|known| ruling.parameters.contains(&known.name));
    let values = used.flat_map(|parameter| {
        let in_script = parameter.in_script(&parameter.value).ok();
        let share = matches!(parameter.unit, ParameterUnit::Percent | ParameterUnit::Permille);
        // A fact in percent is compared with the figure as written; amounts only as yuan.
        let written = (share || in_script.is_none()).then(|| parameter.value.clone());
        in_script.into_iter().chain(written)
    });
    let written = literals(pack.file(&ruling.definition.script).unwrap_or(""));
    let mut figures: Vec<Exact> =
        [Exact::zero(), Exact::one()].into_iter().chain(values).chain(written).collect();
    figures.sort();
    figures.dedup();
    figures
}

/// Numbers written in a script, as `wan(900)` or `percent(5)` where they stand in such a call.
/// Finds too many rather than too few: a number of a comment only makes one more figure to try.
fn literals(script: &str) -> Vec<Exact> {
    let mut figures = Vec::new();
    let mut before = "";
    for word in script
        .split_inclusive(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.' || letter == '_'))
    {
        let number = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        if let Ok(number) = number.parse::<Exact>() {
            let (numerator, denominator) = match before.trim_end_matches('(') {
                "wan" => (10_000, 1),
                "yi" => (100_000_000, 1),
                "percent" => (1, 100),
                "permille" => (1, 1_000),
                _ => (1, 1),
            };
            let scale = Exact::fraction(numerator, denominator);
            figures.extend(scale.and_then(|scale| number.times(&scale)));
        }
        before = word;
    }
    figures
}
