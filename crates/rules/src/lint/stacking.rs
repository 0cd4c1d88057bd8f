//! Inspection of `[stacking]`: the facts and parameters it names exist, and a cap is a sum of money.
//! A programme that declares nothing is inspected for nothing.

use super::{Finding, LintProblem};
use crate::facts::{FactDefinition, FactKind};
use crate::manifest::{ParameterUnit, Programme};
use crate::pack::MANIFEST;
use crate::scan::nearest;

pub(super) fn inspect(programme: &Programme) -> Vec<Finding> {
    let Some(declared) = &programme.stacking else { return Vec::new() };
    let mut problems = Vec::new();
    let wrong = |name: &String, why| LintProblem::Stacking { name: name.clone(), why };
    if declared.matter.trim().is_empty() {
        problems.push(wrong(&"matter".to_owned(), "say what the money is for"));
    }
    for name in declared.facts() {
        match programme.facts.iter().find(|fact| fact.key == *name) {
            None => problems.push(unknown(name, programme.facts.iter().map(|fact| fact.key.as_str()))),
            Some(fact) if !tells_apart(fact) => {
                problems.push(wrong(name, "name a fact that is a text, a number or a date"));
            }
            Some(_) => {}
        }
    }
    for (_, name) in declared.caps() {
        match programme.parameters.iter().find(|parameter| parameter.name == *name) {
            None => problems.push(unknown(name, programme.parameters.iter().map(|one| one.name.as_str()))),
            Some(parameter) if !is_money(parameter.unit) => {
                problems.push(wrong(name, "a cap is a sum of money"));
            }
            Some(_) => {}
        }
    }
    problems.into_iter().map(|problem| Finding::at_file(MANIFEST, problem)).collect()
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> LintProblem {
    LintProblem::UnknownName { name: name.to_owned(), suggestion: nearest(name, known) }
}

fn tells_apart(fact: &FactDefinition) -> bool {
    fact.kind.is_number() || matches!(fact.kind, FactKind::Text | FactKind::Date)
}

const fn is_money(unit: ParameterUnit) -> bool {
    matches!(unit, ParameterUnit::Yuan | ParameterUnit::WanYuan | ParameterUnit::YiYuan)
}
