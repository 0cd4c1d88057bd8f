//! `criterion("rd-ratio", "11-5").at_least(observed, threshold)`: a criterion keeps both sides
//! for the trace. Stating one without comparing it is an error when the script ends. A
//! `soft_criterion` is compared the same way; not met, it asks for a person.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::{Operand, ScriptResult, fault, to_output, to_output_or_list};
use crate::trace::{Docket, OUTPUTS_MAX_COUNT};
use crate::verdict::{Comparison, NESTING_MARK, Outcome, OutputValue};

#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    docket: Docket,
    index: usize,
}

/// The docket of this evaluation; absent only where no case is being judged, as in a check.
pub(super) fn docket(context: &NativeCallContext) -> ScriptResult<Docket> {
    let docket = context.tag().and_then(|tag| tag.read_lock::<Docket>().map(|docket| docket.clone()));
    docket.ok_or_else(|| fault("this function is only available while a ruling is evaluated"))
}

fn state(context: &NativeCallContext, code: &str, clause: &str, soft: bool) -> ScriptResult<Criterion> {
    let docket = docket(context)?;
    let index = docket.open().state(code, clause, soft).map_err(fault)?;
    Ok(Criterion { docket, index })
}

impl Criterion {
    fn record(
        &self,
        comparison: Comparison,
        observed: Option<OutputValue>,
        threshold: Option<OutputValue>,
        outcome: Outcome,
    ) -> ScriptResult<bool> {
        let mut entries = self.docket.open();
        let criterion = &mut entries.criteria[self.index];
        let code = criterion.code.clone();
        criterion.comparison = comparison;
        criterion.observed = observed;
        criterion.threshold = threshold;
        criterion.outcome = outcome;
        if !entries.compared.insert(self.index) {
            return Err(fault(format!("criterion `{code}` is compared twice")));
        }
        Ok(outcome == Outcome::Met)
    }

    fn compare(&self, comparison: Comparison, observed: &Dynamic, threshold: &Dynamic) -> ScriptResult<bool> {
        let outcome = match (Operand::of(observed)?, Operand::of(threshold)?) {
            (Operand::Missing, _) | (_, Operand::Missing) => Outcome::NotEvaluated,
            (Operand::Number(left), Operand::Number(right)) => decided(match comparison {
                Comparison::AtLeast => left >= right,
                Comparison::MoreThan => left > right,
                Comparison::AtMost => left <= right,
                Comparison::LessThan => left < right,
                Comparison::Equals | Comparison::Is => left == right,
            }),
            _ => Outcome::NotMet,
        };
        self.record(comparison, to_output(observed)?, to_output(threshold)?, outcome)
    }

    fn equals(&self, observed: &Dynamic, threshold: &Dynamic) -> ScriptResult<bool> {
        let (left, right) = (to_output(observed)?, to_output(threshold)?);
        let outcome = match (&left, &right) {
            (Some(left), Some(right)) => decided(left == right),
            _ if observed.is_unit() || threshold.is_unit() => Outcome::NotEvaluated,
            _ => Outcome::NotMet,
        };
        self.record(Comparison::Equals, left, right, outcome)
    }

    fn is(&self, observed: &Dynamic, wanted: bool) -> ScriptResult<bool> {
        let (value, outcome) = match to_output(observed)? {
            None => (None, Outcome::NotEvaluated),
            Some(OutputValue::Boolean(value)) => {
                (Some(OutputValue::Boolean(value)), decided(value == wanted))
            }
            Some(_) => return Err(fault("is_true and is_false need a yes-or-no fact")),
        };
        self.record(Comparison::Is, value, Some(OutputValue::Boolean(wanted)), outcome)
    }
}

fn decided(holds: bool) -> Outcome {
    if holds { Outcome::Met } else { Outcome::NotMet }
}

fn output(context: &NativeCallContext, name: &str, value: &Dynamic) -> ScriptResult<()> {
    let docket = docket(context)?;
    let mut entries = docket.open();
    if entries.outputs.len() >= OUTPUTS_MAX_COUNT {
        return Err(fault(format!("more than {OUTPUTS_MAX_COUNT} outputs")));
    }
    let Some(value) = to_output_or_list(value)? else {
        return Ok(());
    };
    if let Some(other) = entries.outputs.keys().find(|other| is_group_of(other, name)) {
        return Err(fault(format!(
            "`{other}` and `{name}` cannot both be outputs: one would hold the other"
        )));
    }
    entries.outputs.insert(name.into(), value);
    Ok(())
}

/// A dotted name nests: `na.band` makes `na` a group, which cannot be a figure as well.
fn is_group_of(one: &str, other: &str) -> bool {
    let holds = |group: &str, inner: &str| {
        inner.strip_prefix(group).is_some_and(|rest| rest.starts_with(NESTING_MARK))
    };
    holds(one, other) || holds(other, one)
}

fn needs_review(context: &NativeCallContext, reason: &str) -> ScriptResult<()> {
    let docket = docket(context)?;
    let mut entries = docket.open();
    if entries.review_reasons.len() >= OUTPUTS_MAX_COUNT {
        return Err(fault(format!("more than {OUTPUTS_MAX_COUNT} reasons for review")));
    }
    entries.review_reasons.insert(reason.into());
    entries.undecided = true;
    Ok(())
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Criterion>("criterion")
        .register_fn("criterion", |context: NativeCallContext, code: &str, clause: &str| {
            state(&context, code, clause, false)
        })
        .register_fn("soft_criterion", |context: NativeCallContext, code: &str, clause: &str| {
            state(&context, code, clause, true)
        });
    let comparisons = [
        ("at_least", Comparison::AtLeast),
        ("more_than", Comparison::MoreThan),
        ("at_most", Comparison::AtMost),
        ("less_than", Comparison::LessThan),
    ];
    for (name, comparison) in comparisons {
        engine.register_fn(name, move |criterion: &mut Criterion, observed: Dynamic, threshold: Dynamic| {
            criterion.compare(comparison, &observed, &threshold)
        });
    }
    engine
        .register_fn("equals", |criterion: &mut Criterion, observed: Dynamic, threshold: Dynamic| {
            criterion.equals(&observed, &threshold)
        })
        .register_fn("is_true", |criterion: &mut Criterion, observed: Dynamic| criterion.is(&observed, true))
        .register_fn("is_false", |criterion: &mut Criterion, observed: Dynamic| {
            criterion.is(&observed, false)
        })
        .register_fn("output", |context: NativeCallContext, name: &str, value: Dynamic| {
            output(&context, name, &value)
        })
        .register_fn("needs_review", |context: NativeCallContext, reason: &str| {
            needs_review(&context, reason)
        });
}
