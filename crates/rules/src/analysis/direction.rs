//! Declared directions of an amount: each fact of a `[[monotone]]` entry is moved up its ladder of
//! figures with everything else held, and the amount must never go the other way.

use super::sampler::Sampler;
use super::{Concern, Warning};
use crate::exact::Exact;
use crate::facts::{FactDefinition, FactKind, FactValue, Facts};
use crate::manifest::{Direction, Monotone};
use crate::pack::{CompiledRuling, Pack, ParameterOverrides};
use crate::verdict::Eligibility;

pub(super) fn of_amounts(
    pack: &Pack,
    ruling: &CompiledRuling,
    sampler: &mut Sampler<'_>,
    bases: usize,
) -> (Vec<Warning>, usize) {
    let mut warnings = Vec::new();
    let mut evaluations = 0;
    let code = &ruling.definition.code;
    for declared in pack.programme().monotone.iter().filter(|declared| declared.ruling == *code) {
        let Some(definition) = pack.programme().facts.iter().find(|fact| fact.key == declared.fact) else {
            continue;
        };
        let mut climb = Climb { pack, ruling, declared, definition, evaluations: 0, varied: false };
        let against = (0..bases).find_map(|index| {
            let base = sampler.next(index);
            climb.of(&base, sampler)
        });
        let untried = || Concern::DirectionUntried { fact: declared.fact.clone() };
        evaluations += climb.evaluations;
        let concern = against.or_else(|| (!climb.varied).then(untried));
        warnings.extend(concern.map(|concern| Warning::at(&ruling.definition.script, (1, 1), concern)));
    }
    (warnings, evaluations)
}

struct Climb<'a> {
    pack: &'a Pack,
    ruling: &'a CompiledRuling,
    declared: &'a Monotone,
    definition: &'a FactDefinition,
    evaluations: usize,
    /// Whether any enterprise was paid differently on its way up.
    varied: bool,
}

impl Climb<'_> {
    /// Moves one enterprise up the ladder; the first step the amount takes against its direction.
    fn of(&mut self, base: &Facts, sampler: &Sampler<'_>) -> Option<Concern> {
        let item = self.definition.of.unwrap_or(FactKind::Number);
        let kind = if self.definition.kind == FactKind::List { item } else { self.definition.kind };
        let mut below: Option<(Exact, Exact)> = None;
        for rung in sampler.ladder(self.definition, kind) {
            let facts = self.moved(base, &rung)?;
            if !sampler.accepted(&facts) {
                continue;
            }
            let Some(paid) = self.paid(&facts) else { continue };
            if let Some((from, before)) = below {
                self.varied |= before != paid;
                if let Some(concern) = self.against(from, before, &rung, &paid) {
                    return Some(concern);
                }
            }
            below = Some((rung, paid));
        }
        None
    }

    /// The enterprise with another figure; of a list, the last year's.
    fn moved(&self, base: &Facts, figure: &Exact) -> Option<Facts> {
        let mut facts = base.clone();
        let value = match (self.definition.kind, base.get(&self.definition.key)) {
            (FactKind::List, FactValue::List(items)) => {
                let mut items = items.clone();
                *items.last_mut()? = FactValue::Number(figure.clone());
                FactValue::List(items)
            }
            (FactKind::Number | FactKind::Integer | FactKind::MoneyYuan, _) => {
                FactValue::Number(figure.clone())
            }
            _ => return None,
        };
        facts.set(self.definition.key.clone(), value);
        Some(facts)
    }

    /// Payable yuan; the ineligible are paid nothing, and where a person decides nothing is known.
    fn paid(&mut self, facts: &Facts) -> Option<Exact> {
        self.evaluations += 1;
        let verdict =
            self.pack.evaluate(&self.ruling.definition.code, facts, &ParameterOverrides::new()).ok()?;
        match verdict.eligibility {
            Eligibility::Ineligible => Some(Exact::zero()),
            Eligibility::NeedsReview => None,
            Eligibility::Eligible => verdict.payable_yuan(),
        }
    }

    fn against(&self, from: Exact, paid: Exact, to: &Exact, then: &Exact) -> Option<Concern> {
        let (fact, to) = (self.declared.fact.clone(), to.clone());
        match self.declared.amount {
            Direction::Rises if *then < paid => {
                Some(Concern::PayoutFalls { fact, from, to, paid, then: then.clone() })
            }
            Direction::Falls if *then > paid => {
                Some(Concern::PayoutRises { fact, from, to, paid, then: then.clone() })
            }
            _ => None,
        }
    }
}
