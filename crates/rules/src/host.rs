//! The functions a rule script may call: numbers, lists, criteria and amounts. Everything is
//! registered here and nowhere else; what is not in [`FUNCTIONS`] does not exist for a script.

mod amounts;
mod criteria;
mod lists;
mod numbers;
mod records;
mod tables;

pub(crate) use tables::{TABLE_GAP, TABLE_OVERLAP};

use rhai::{Dynamic, Engine, EvalAltResult, Position};
use rust_decimal::Decimal;

use crate::exact::Exact;
use crate::facts::{FactDefinition, FactValue};
use crate::verdict::OutputValue;

/// Every callable name, for the lint: a name missing here is refused when a pack is loaded.
pub(crate) const FUNCTIONS: &[&str] = &[
    "percent",
    "permille",
    "wan",
    "yi",
    "ratio",
    "floor",
    "ceiling",
    "round_to",
    "min",
    "max",
    "is_missing",
    "first_known",
    "sum",
    "last",
    "first",
    "len",
    "count",
    "largest",
    "smallest",
    "average",
    "only",
    "contains",
    "at",
    "band",
    "between",
    "criterion",
    "soft_criterion",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "equals",
    "is_true",
    "is_false",
    "output",
    "needs_review",
    "amount",
    "fixed",
    "rate",
    "banded",
    "per_full",
    "cap",
    "floor_at",
    "round_down_to_fen",
    "round_half_up_to_fen",
    "round_down_to_yuan",
    "leave_amount_to_person",
    "range",
];

/// Those whose second argument may name a field of the records in a list.
pub(crate) const OF_FIELD: &[&str] = &["sum", "largest", "smallest", "average", "only"];

/// Called after the script's last line. Evaluating through a call is what lets the docket travel
/// as the call's tag.
pub(crate) const END_OF_SCRIPT: &str = "end_of_script";

pub(crate) type ScriptResult<T> = Result<T, Box<EvalAltResult>>;

pub(crate) fn register(engine: &mut Engine) {
    numbers::register(engine);
    lists::register(engine);
    tables::register(engine);
    records::register(engine);
    criteria::register(engine);
    amounts::register(engine);
    engine.register_fn(END_OF_SCRIPT, || ());
}

#[allow(
    clippy::unnecessary_box_returns,
    reason = "the engine's results carry boxed errors; every caller needs the box"
)]
pub(crate) fn fault(message: impl std::fmt::Display) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(message.to_string().into(), Position::NONE))
}

/// A share whose base is zero: no number, but not unknown either, so a criterion on it fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Undefined;

/// What a script may pass where a number is wanted.
pub(crate) enum Operand {
    Number(Exact),
    Missing,
    Undefined,
}

impl Operand {
    pub(crate) fn of(value: &Dynamic) -> ScriptResult<Self> {
        if value.is_unit() {
            return Ok(Self::Missing);
        }
        if value.is::<Undefined>() {
            return Ok(Self::Undefined);
        }
        number(value).map(Self::Number)
    }
}

/// A number, or an error that names what came instead.
pub(crate) fn number(value: &Dynamic) -> ScriptResult<Exact> {
    if let Some(exact) = value.read_lock::<Exact>() {
        return Ok(exact.clone());
    }
    if let Ok(integer) = value.as_int() {
        return Ok(Exact::from(integer));
    }
    if let Some(decimal) = value.read_lock::<Decimal>() {
        return Ok(Exact::from(*decimal));
    }
    let found = if value.is_unit() { "a missing value" } else { value.type_name() };
    Err(fault(format!("a number is needed here, found {found}")))
}

/// What a script sees of a fact. A record shows every field it is defined with, known or not.
pub(crate) fn from_fact(value: &FactValue, fields: &[FactDefinition]) -> Dynamic {
    match value {
        FactValue::Number(number) => Dynamic::from(number.clone()),
        FactValue::Boolean(value) => Dynamic::from(*value),
        FactValue::Text(text) | FactValue::Date(text) => Dynamic::from(text.clone()),
        FactValue::List(items) => {
            Dynamic::from_array(items.iter().map(|item| from_fact(item, fields)).collect())
        }
        FactValue::Record(known) => Dynamic::from(records::Record::of(known, fields)),
        FactValue::Missing => Dynamic::UNIT,
    }
}

/// What `output(name, value)` may say: one figure, or a flat list of them.
pub(crate) fn to_output_or_list(value: &Dynamic) -> ScriptResult<Option<OutputValue>> {
    let Ok(items) = value.as_array_ref() else {
        return to_output(value);
    };
    let item = |item: &Dynamic| to_output(item).map(|value| value.unwrap_or(OutputValue::Missing));
    items.iter().map(item).collect::<ScriptResult<_>>().map(|items| Some(OutputValue::List(items)))
}

/// A value that one side of a comparison can hold.
pub(crate) fn to_output(value: &Dynamic) -> ScriptResult<Option<OutputValue>> {
    if value.is_unit() || value.is::<Undefined>() {
        return Ok(None);
    }
    if let Ok(boolean) = value.as_bool() {
        return Ok(Some(OutputValue::Boolean(boolean)));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Some(OutputValue::Text(text.to_string())));
    }
    number(value).map(|number| Some(OutputValue::Number(number)))
}
