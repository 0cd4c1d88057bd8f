//! From facts to a verdict. One evaluation owns its docket and scope; nothing it does outlives
//! it, so the same facts give the same bytes, on any thread, in any year.

use std::collections::BTreeMap;

use rhai::{CallFnOptions, Dynamic, EvalAltResult, Scope};

use super::compile::MANIFEST;
use super::{CompiledCheck, CompiledRuling, Pack, ParameterOverrides};
use crate::error::RuleError;
use crate::exact::Exact;
use crate::facts::{FactError, FactProblem, FactValue, Facts};
use crate::host;
use crate::manifest::Purpose;
use crate::trace::{Docket, Entries};
use crate::verdict::{CriterionTrace, Eligibility, LegalBasis, Outcome, Verdict};

/// No programme of a county pays more than this to one applicant, in yuan; a larger figure is a
/// broken script.
pub const AMOUNT_MAX_YUAN: i64 = 100_000_000_000;

impl Pack {
    /// Judges one set of facts. Every failing criterion is in the verdict, not the first.
    pub fn evaluate(
        &self,
        ruling: &str,
        facts: &Facts,
        overrides: &ParameterOverrides,
    ) -> Result<Verdict, RuleError> {
        let compiled =
            self.rulings.get(ruling).ok_or_else(|| RuleError::UnknownRuling { ruling: ruling.into() })?;
        let parameters = self.parameter_values(overrides)?;
        let facts = self.completed(facts);
        self.require(compiled, &facts)?;
        let mut scope = self.scope(&facts, &parameters)?;
        let docket = Docket::default();
        let options = CallFnOptions::new().with_tag(docket.clone()).in_all_namespaces(true);
        let script = &compiled.script;
        self.engine
            .call_fn_with_options::<()>(options, &mut scope, script, host::END_OF_SCRIPT, ())
            .map_err(|fault| script_failed(&compiled.definition.script, &fault))?;
        let entries = std::mem::take(&mut *docket.open());
        compiled.verdict(entries, parameters)
    }

    /// The values that replace the manifest's on a day, `YYYY-MM-DD`: what to judge an application of
    /// that day with.
    pub fn parameters_on(&self, day: &str) -> ParameterOverrides {
        let parameters = self.programme.parameters.iter();
        parameters
            .filter_map(|parameter| Some((parameter.name.clone(), parameter.period_on(day)?.value.clone())))
            .collect()
    }

    /// Which facts a ruling needs and does not have; empty when it can be evaluated.
    pub fn missing_facts(&self, ruling: &str, facts: &Facts) -> Vec<FactError> {
        let facts = self.completed(facts);
        self.rulings.get(ruling).map_or_else(Vec::new, |compiled| self.missing(compiled, &facts))
    }

    /// Numbers beyond their declared bounds, and the programme's cross-field checks that fail. A
    /// check whose facts are not all known is not run.
    pub fn check_facts(&self, facts: &Facts) -> Result<Vec<FactError>, RuleError> {
        let facts = self.completed(facts);
        let parameters = self.parameter_values(&ParameterOverrides::new())?;
        let defined = self.programme.facts.iter();
        let mut faults: Vec<_> = defined.flat_map(|fact| fact.out_of_range(facts.get(&fact.key))).collect();
        for check in &self.checks {
            if !check.can_be_asked(&facts) {
                continue;
            }
            let mut scope = self.scope(&facts, &parameters)?;
            let holds = self.engine.eval_ast_with_scope::<Dynamic>(&mut scope, &check.expression);
            let holds = holds.map_err(|fault| script_failed(MANIFEST, &fault))?;
            if holds.as_bool() == Ok(false) {
                let definition = &check.definition;
                let problem = FactProblem::CheckFailed {
                    check: definition.code.clone(),
                    severity: definition.severity,
                };
                faults.push(FactError::at(&definition.fact, problem));
            }
        }
        Ok(faults)
    }

    fn parameter_values(&self, overrides: &ParameterOverrides) -> Result<BTreeMap<String, Exact>, RuleError> {
        let known = &self.programme.parameters;
        if let Some(name) =
            overrides.keys().find(|name| known.iter().all(|parameter| parameter.name != **name))
        {
            return Err(RuleError::UnknownParameter { name: name.clone() });
        }
        let value = |name: &String, declared: &Exact| overrides.get(name).unwrap_or(declared).clone();
        Ok(known
            .iter()
            .map(|parameter| (parameter.name.clone(), value(&parameter.name, &parameter.value)))
            .collect())
    }

    fn completed(&self, facts: &Facts) -> Facts {
        let mut completed = facts.clone();
        for definition in &self.programme.facts {
            if *facts.get(&definition.key) == FactValue::Missing
                && let Some(value) = definition.default_value()
            {
                completed.set(definition.key.clone(), value);
            }
        }
        completed
    }

    fn missing(&self, compiled: &CompiledRuling, facts: &Facts) -> Vec<FactError> {
        let used = self.programme.facts.iter().filter(|fact| compiled.facts.contains(&fact.key));
        used.flat_map(|fact| match facts.get(&fact.key) {
            FactValue::Missing if fact.optional => Vec::new(),
            FactValue::Missing => vec![FactError::at(&fact.key, FactProblem::Missing)],
            known => fact.missing_fields(known),
        })
        .collect()
    }

    fn require(&self, compiled: &CompiledRuling, facts: &Facts) -> Result<(), RuleError> {
        let faults = self.missing(compiled, facts);
        if faults.is_empty() { Ok(()) } else { Err(RuleError::FactsRefused { faults }) }
    }

    /// Facts and parameters as constants: a script cannot change what it judges.
    fn scope(
        &self,
        facts: &Facts,
        parameters: &BTreeMap<String, Exact>,
    ) -> Result<Scope<'static>, RuleError> {
        let mut scope = Scope::new();
        for definition in &self.programme.facts {
            let value = host::from_fact(facts.get(&definition.key), &definition.fields);
            scope.push_constant_dynamic(definition.key.clone(), value);
        }
        for parameter in &self.programme.parameters {
            let value = parameter.in_script(&parameters[&parameter.name])?;
            scope.push_constant_dynamic(parameter.name.clone(), Dynamic::from(value));
        }
        Ok(scope)
    }
}

impl CompiledCheck {
    /// Only where every fact, and every field of a record, is known that it compares.
    fn can_be_asked(&self, facts: &Facts) -> bool {
        let known = |(fact, field): &(String, String)| match facts.get(fact) {
            FactValue::Record(known) => known.contains_key(field),
            _ => true,
        };
        self.facts.iter().all(|key| *facts.get(key) != FactValue::Missing) && self.fields.iter().all(known)
    }
}

impl CompiledRuling {
    fn verdict(&self, entries: Entries, parameters: BTreeMap<String, Exact>) -> Result<Verdict, RuleError> {
        self.refuse_uncompared(&entries)?;
        let eligibility = eligibility(&entries);
        let amount = self.amount(&entries, eligibility)?;
        let Entries { mut criteria, steps, rounding, outputs, mut review_reasons, .. } = entries;
        if eligibility == Eligibility::Ineligible {
            review_reasons.clear();
        } else {
            review_reasons.extend(unsettled(&criteria));
        }
        for criterion in &mut criteria {
            self.complete(criterion);
        }
        let used = |(name, _): &(String, Exact)| self.parameters.contains(name);
        Ok(Verdict {
            ruling: self.definition.code.clone(),
            eligibility,
            amount,
            rounding,
            outputs,
            criteria,
            amount_steps: if eligibility == Eligibility::Eligible { steps } else { Vec::new() },
            review_reasons,
            parameters: parameters.into_iter().filter(used).collect(),
        })
    }

    fn refuse_uncompared(&self, entries: &Entries) -> Result<(), RuleError> {
        let left = (0..entries.criteria.len()).find(|index| !entries.compared.contains(index));
        left.map_or(Ok(()), |index| {
            let message =
                format!("criterion `{}` is stated but never compared", entries.criteria[index].code);
            Err(self.failed(message))
        })
    }

    /// No amount for a self-check; nothing for the ineligible; `None` where a person decides.
    fn amount(&self, entries: &Entries, eligibility: Eligibility) -> Result<Option<Exact>, RuleError> {
        match (self.definition.purpose, eligibility) {
            (Purpose::SelfCheck, _) | (Purpose::Award, Eligibility::NeedsReview) => {
                return Ok(None);
            }
            (Purpose::Award, Eligibility::Ineligible) => return Ok(Some(Exact::zero())),
            (Purpose::Award, Eligibility::Eligible) => {}
        }
        let amount = entries.amount()?;
        if let Some(amount) = &amount
            && (amount.is_negative() || *amount > Exact::from(AMOUNT_MAX_YUAN))
        {
            return Err(self.failed(format!("the amount {amount} is negative or beyond any programme")));
        }
        Ok(amount)
    }

    fn failed(&self, message: String) -> RuleError {
        RuleError::ScriptFailed { file: self.definition.script.clone(), line: 0, column: 0, message }
    }

    fn complete(&self, criterion: &mut CriterionTrace) {
        if let Some(known) = self.criteria.get(&criterion.code) {
            criterion.unit.clone_from(&known.definition.unit);
            criterion.facts_used.clone_from(&known.facts);
            criterion.legal_basis = LegalBasis {
                document: known.definition.document.clone(),
                article: known.definition.article.clone(),
            };
        }
    }
}

/// Soft criteria that are not met: each is a reason of its own for a person to look.
fn unsettled(criteria: &[CriterionTrace]) -> impl Iterator<Item = String> {
    let open = criteria.iter().filter(|criterion| criterion.soft && criterion.outcome != Outcome::Met);
    open.map(|criterion| criterion.code.clone())
}

/// One failure decides; short of that, one unknown leaves the decision to a person.
fn eligibility(entries: &Entries) -> Eligibility {
    let hard = |criterion: &CriterionTrace| criterion.outcome == Outcome::NotMet && !criterion.soft;
    let open = |criterion: &CriterionTrace| criterion.outcome != Outcome::Met;
    if entries.criteria.iter().any(hard) {
        Eligibility::Ineligible
    } else if entries.criteria.iter().any(open) || entries.undecided {
        Eligibility::NeedsReview
    } else {
        Eligibility::Eligible
    }
}

fn script_failed(file: &str, fault: &EvalAltResult) -> RuleError {
    let place = fault.position();
    let mut message = fault.to_string();
    message.truncate(message.floor_char_boundary(MESSAGE_MAX_BYTES));
    RuleError::ScriptFailed {
        file: file.into(),
        line: place.line().unwrap_or(0),
        column: place.position().unwrap_or(0),
        message,
    }
}

/// A script can put a long string into its own error; the reader needs the beginning.
const MESSAGE_MAX_BYTES: usize = 400;
