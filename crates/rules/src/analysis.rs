//! What trying a pack on many imagined enterprises shows before a real one is judged by it: a
//! criterion nobody can fail, a payout that falls where it should rise, a division by zero, a
//! choice nobody thought of. Deterministic: the same pack gives the same warnings, every time.

mod chance;
mod concern;
mod direction;
mod observe;
mod sampler;

use std::collections::BTreeSet;

pub use concern::{Concern, Warning};

use crate::pack::{CompiledRuling, Pack};
use crate::stacking::StackingDefinition;
use sampler::Sampler;

/// How much is tried. More finds more; the result for one effort is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Imagined enterprises per ruling.
    pub samples: usize,
    /// Enterprises for each declared direction of an amount.
    pub bases: usize,
}

impl Effort {
    /// Before a pack is submitted or shipped.
    pub const FULL: Self = Self { samples: 3_000, bases: 120 };
    /// While somebody types.
    pub const QUICK: Self = Self { samples: 400, bases: 20 };
}

/// What was found, and how much was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    pub warnings: Vec<Warning>,
    pub evaluations: usize,
}

impl Analysis {
    /// Warnings nobody has explained in the manifest.
    pub fn unexplained(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| warning.explanation.is_none())
    }
}

impl Pack {
    /// Tries the pack. Reports what it saw, never more: a criterion said never to fail is one that
    /// no tried enterprise failed.
    pub fn analyse(&self, effort: Effort) -> Analysis {
        let mut warnings = unused_facts(self);
        let mut evaluations = 0;
        for ruling in self.compiled_rulings() {
            let mut sampler = Sampler::new(self, ruling);
            let (found, tried) = observe::ruling(self, ruling, &mut sampler, effort.samples);
            warnings.extend(found);
            evaluations += tried;
            let (found, tried) = direction::of_amounts(self, ruling, &mut sampler, effort.bases);
            warnings.extend(found);
            evaluations += tried;
        }
        explain(self, &mut warnings);
        Analysis { warnings, evaluations }
    }
}

/// Facts nothing looks at: no script, no check, and no form for the people who review.
fn unused_facts(pack: &Pack) -> Vec<Warning> {
    let rulings = pack.compiled_rulings().flat_map(|ruling| &ruling.facts);
    let fields = pack.form().sections.iter().flat_map(|section| &section.fields).map(|field| &field.fact);
    let named = pack.programme().stacking.iter().flat_map(StackingDefinition::facts);
    let used: BTreeSet<&String> = rulings.chain(pack.facts_of_checks()).chain(fields).chain(named).collect();
    let unused = pack.programme().facts.iter().filter(|fact| !used.contains(&fact.key));
    unused.map(|fact| Warning::of_manifest(Concern::UnusedFact { fact: fact.key.clone() })).collect()
}

/// Takes each explanation of the manifest to its warning; one that explains nothing is a warning.
fn explain(pack: &Pack, warnings: &mut Vec<Warning>) {
    let mut idle = Vec::new();
    for explanation in &pack.programme().explained {
        let mut explains = false;
        for warning in warnings.iter_mut() {
            if warning.concern.code() == explanation.warning
                && warning.concern.subject() == explanation.subject
            {
                warning.explanation = Some(explanation.clone());
                explains = true;
            }
        }
        if !explains {
            let (warning, subject) = (explanation.warning.clone(), explanation.subject.clone());
            idle.push(Warning::of_manifest(Concern::NothingToExplain { warning, subject }));
        }
    }
    warnings.extend(idle);
}

/// Where a ruling's script states a criterion.
fn place_of(pack: &Pack, ruling: &CompiledRuling, criterion: &str) -> (usize, usize) {
    let scan = crate::scan::Scan::of(pack.file(&ruling.definition.script).unwrap_or(""));
    let stated = scan.criteria.into_iter().find(|stated| stated.code.name == criterion);
    stated.map_or((1, 1), |stated| (stated.code.line, stated.code.column))
}
