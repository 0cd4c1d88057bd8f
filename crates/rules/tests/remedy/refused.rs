//! Random cases near the worked ones: facts of a case from the pack's own file, each kept, pushed a
//! little, pushed far or turned over. It draws; whether a case is refused the pack says.

use proptest::prelude::*;
use rules::facts::FactDefinition;
use rules::{Eligibility, Exact, FactKind, FactValue, Facts, Pack, ParameterOverrides};

/// Facts near the worked cases of a ruling; none where it has no case.
pub fn facts(pack: &Pack, ruling: &str) -> Option<BoxedStrategy<Facts>> {
    let own = pack.cases().iter().filter(|case| case.programme == ruling);
    let worked: Vec<Facts> = own.filter_map(|case| pack.read_facts(case.inputs.get()).ok()).collect();
    if worked.is_empty() {
        return None;
    }
    let definitions = pack.programme().facts.clone();
    let pushes = prop::collection::vec((0..100_u8, any::<u32>()), definitions.len());
    let drawn = (prop::sample::select(worked), pushes).prop_map(move |(mut facts, pushes)| {
        for (definition, push) in definitions.iter().zip(pushes) {
            let value = pushed(definition, facts.get(&definition.key), push);
            facts.set(definition.key.clone(), value);
        }
        facts
    });
    Some(drawn.boxed())
}

pub fn is_refused(pack: &Pack, ruling: &str, facts: &Facts) -> bool {
    let verdict = pack.evaluate(ruling, facts, &ParameterOverrides::new());
    verdict.is_ok_and(|verdict| verdict.eligibility == Eligibility::Ineligible)
}

fn pushed(definition: &FactDefinition, value: &FactValue, (how, by): (u8, u32)) -> FactValue {
    match value {
        FactValue::Number(number) => FactValue::Number(number_near(definition, number, how, by)),
        FactValue::Boolean(value) => FactValue::Boolean(*value != (how < 20)),
        FactValue::Text(text) if !definition.choices.is_empty() && how < 10 => {
            let at = usize::try_from(by).unwrap() % definition.choices.len();
            FactValue::Text(definition.choices.get(at).unwrap_or(text).clone())
        }
        FactValue::List(items) => {
            FactValue::List(items.iter().map(|item| pushed(definition, item, (how, by))).collect())
        }
        FactValue::Record(fields) => {
            let field = |(at, (key, value)): (usize, (&String, &FactValue))| {
                let turned = (how.wrapping_add(u8::try_from(at * 37 % 100).unwrap()) % 100, by);
                let value = definition.field(key).map_or_else(|| value.clone(), |d| pushed(d, value, turned));
                (key.clone(), value)
            };
            FactValue::Record(fields.iter().enumerate().map(field).collect())
        }
        FactValue::Text(_) | FactValue::Date(_) | FactValue::Missing => value.clone(),
    }
}

/// Kept, a few steps off, or scaled between nothing and twice; inside the declared bounds.
fn number_near(definition: &FactDefinition, number: &Exact, how: u8, by: u32) -> Exact {
    let by = i64::from(by);
    let near = match how {
        0..35 => return number.clone(),
        35..60 => number.plus(&Exact::from(by % 9 - 4)),
        _ => number.times(&Exact::fraction(by % 201, 100).unwrap()),
    };
    let mut near = near.unwrap();
    if definition.item_kind() != FactKind::Number {
        near = near.floor();
    }
    if near.is_negative() && !definition.signed {
        near = Exact::zero();
    }
    let lowest = definition.lowest.clone().unwrap_or_else(|| near.clone());
    let highest = definition.highest.clone().unwrap_or_else(|| near.clone());
    near.max(lowest).min(highest)
}
