//! What one evaluation collects while its script runs. Every evaluation has its own docket,
//! handed to host functions as the call's tag, so a compiled pack may be evaluated by many
//! threads at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::exact::Exact;
use crate::verdict::{
    AmountStep, Comparison, CriterionTrace, LegalBasis, Outcome, OutputValue, Rounding, StepKind,
};

/// Criteria one ruling may state; the longest real one has about twenty.
pub(crate) const CRITERIA_MAX_COUNT: usize = 64;
/// Lines of an amount's derivation.
pub(crate) const STEPS_MAX_COUNT: usize = 256;
/// Outputs and review reasons, each.
pub(crate) const OUTPUTS_MAX_COUNT: usize = 32;

#[derive(Clone, Debug, Default)]
pub(crate) struct Docket(Arc<Mutex<Entries>>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Entries {
    pub(crate) criteria: Vec<CriterionTrace>,
    /// Which of them have been compared.
    pub(crate) compared: BTreeSet<usize>,
    pub(crate) parts: Vec<(String, Exact)>,
    pub(crate) steps: Vec<AmountStep>,
    pub(crate) rounding: Rounding,
    pub(crate) outputs: BTreeMap<String, OutputValue>,
    pub(crate) review_reasons: BTreeSet<String>,
    /// The script itself asked for a person to decide eligibility.
    pub(crate) undecided: bool,
    /// The text gives no formula; whatever parts exist do not make the amount.
    pub(crate) amount_left_to_person: bool,
}

impl Docket {
    /// A panic while holding the lock cannot leave half a line: every write is one push.
    pub(crate) fn open(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    /// States a criterion before it is compared, so that one never compared stays visible.
    pub(crate) fn state(&mut self, code: &str, clause: &str, soft: bool) -> Result<usize, String> {
        if self.criteria.iter().any(|criterion| criterion.code == code) {
            return Err(format!("criterion `{code}` is stated twice"));
        }
        if self.criteria.len() >= CRITERIA_MAX_COUNT {
            return Err(format!("more than {CRITERIA_MAX_COUNT} criteria"));
        }
        self.criteria.push(CriterionTrace {
            code: code.into(),
            clause: clause.into(),
            outcome: Outcome::NotEvaluated,
            observed: None,
            comparison: Comparison::Is,
            threshold: None,
            unit: None,
            legal_basis: LegalBasis::default(),
            facts_used: BTreeSet::new(),
            soft,
        });
        Ok(self.criteria.len() - 1)
    }

    /// Opens a part of the amount at zero.
    pub(crate) fn open_part(&mut self, code: &str) -> Result<usize, String> {
        if self.parts.len() >= OUTPUTS_MAX_COUNT {
            return Err(format!("more than {OUTPUTS_MAX_COUNT} parts of an amount"));
        }
        self.parts.push((code.into(), Exact::zero()));
        Ok(self.parts.len() - 1)
    }

    /// Sets a part to its new value and writes the line that says why.
    pub(crate) fn step(&mut self, part: usize, kind: StepKind, subtotal: Exact) -> Result<(), String> {
        if self.steps.len() >= STEPS_MAX_COUNT {
            return Err(format!("more than {STEPS_MAX_COUNT} steps of an amount"));
        }
        let (code, value) = &mut self.parts[part];
        value.clone_from(&subtotal);
        self.steps.push(AmountStep { part: code.clone(), kind, subtotal });
        Ok(())
    }

    pub(crate) fn amount(&self) -> Result<Option<Exact>, crate::ExactError> {
        if self.amount_left_to_person || self.parts.is_empty() {
            return Ok(None);
        }
        let total = self.parts.iter().try_fold(Exact::zero(), |total, (_, part)| total.plus(part));
        total.map(Some)
    }
}
