//! Exact arithmetic in scripts. Every mixture of facts, integer and decimal literals becomes an
//! [`Exact`]; dividing two integers is a fraction, never a truncation. Comparing a number with
//! something that is none is an error, where the engine would quietly say `false`.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, ImmutableString};
use rust_decimal::Decimal;

use super::{Operand, ScriptResult, Undefined, fault};
use crate::exact::{Exact, ExactError};

fn checked(result: Result<Exact, ExactError>) -> ScriptResult<Exact> {
    result.map_err(fault)
}

fn order(left: impl Into<Exact>, right: impl Into<Exact>) -> Ordering {
    left.into().cmp(&right.into())
}

macro_rules! arithmetic {
    ($engine:expr, $left:ty, $right:ty) => {
        $engine
            .register_fn("+", |a: $left, b: $right| checked(Exact::from(a).plus(&Exact::from(b))))
            .register_fn("-", |a: $left, b: $right| checked(Exact::from(a).minus(&Exact::from(b))))
            .register_fn("*", |a: $left, b: $right| checked(Exact::from(a).times(&Exact::from(b))))
            .register_fn("/", |a: $left, b: $right| checked(Exact::from(a).divide(&Exact::from(b))))
    };
}

macro_rules! comparison {
    ($engine:expr, $left:ty, $right:ty) => {
        $engine
            .register_fn("==", |a: $left, b: $right| order(a, b).is_eq())
            .register_fn("!=", |a: $left, b: $right| order(a, b).is_ne())
            .register_fn("<", |a: $left, b: $right| order(a, b).is_lt())
            .register_fn("<=", |a: $left, b: $right| order(a, b).is_le())
            .register_fn(">", |a: $left, b: $right| order(a, b).is_gt())
            .register_fn(">=", |a: $left, b: $right| order(a, b).is_ge())
    };
}

macro_rules! refusal {
    ($engine:expr, $number:ty, $other:ty, $word:literal) => {
        for operator in ["<", "<=", ">", ">="] {
            $engine
                .register_fn(operator, |_: $number, _: $other| not_a_number($word))
                .register_fn(operator, |_: $other, _: $number| not_a_number($word));
        }
    };
}

/// Arithmetic on what is not known stays not known; a criterion on it is not evaluated.
macro_rules! unknown {
    ($engine:expr, $number:ty) => {
        for operator in ["+", "-", "*", "/"] {
            $engine
                .register_fn(operator, |_: $number, (): ()| ())
                .register_fn(operator, |(): (), _: $number| ())
                .register_fn(operator, |_: $number, _: Undefined| Undefined)
                .register_fn(operator, |_: Undefined, _: $number| Undefined);
        }
    };
}

/// The same between two that are no numbers; not known goes before a share of nothing.
fn register_unknown_pairs(engine: &mut Engine) {
    for operator in ["+", "-", "*", "/"] {
        engine
            .register_fn(operator, |(): (), (): ()| ())
            .register_fn(operator, |(): (), _: Undefined| ())
            .register_fn(operator, |_: Undefined, (): ()| ())
            .register_fn(operator, |_: Undefined, _: Undefined| Undefined);
    }
    engine.register_fn("-", |(): ()| ()).register_fn("-", |_: Undefined| Undefined);
}

fn not_a_number(word: &str) -> ScriptResult<bool> {
    Err(fault(format!(
        "a number cannot be compared or combined with {word}; test it with is_missing(…) first"
    )))
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Exact>("number")
        .register_type_with_name::<Undefined>("an undefined share");
    arithmetic!(engine, Exact, Exact);
    arithmetic!(engine, Exact, i64);
    arithmetic!(engine, i64, Exact);
    arithmetic!(engine, Exact, Decimal);
    arithmetic!(engine, Decimal, Exact);
    arithmetic!(engine, Decimal, Decimal);
    arithmetic!(engine, Decimal, i64);
    arithmetic!(engine, i64, Decimal);
    engine.register_fn("/", |a: i64, b: i64| checked(Exact::from(a).divide(&Exact::from(b))));
    engine
        .register_fn("-", |a: Exact| a.negated())
        .register_fn("-", |a: i64| Exact::from(a).negated())
        .register_fn("-", |a: Decimal| Exact::from(a).negated())
        .register_fn("!", |a: bool| !a);
    comparison!(engine, Exact, Exact);
    comparison!(engine, Exact, i64);
    comparison!(engine, i64, Exact);
    comparison!(engine, Exact, Decimal);
    comparison!(engine, Decimal, Exact);
    comparison!(engine, Decimal, i64);
    comparison!(engine, i64, Decimal);
    register_refusals(engine);
    register_functions(engine);
}

fn register_refusals(engine: &mut Engine) {
    register_unknown_pairs(engine);
    unknown!(engine, Exact);
    unknown!(engine, i64);
    unknown!(engine, Decimal);
    refusal!(engine, Exact, (), "a missing value");
    refusal!(engine, i64, (), "a missing value");
    refusal!(engine, Decimal, (), "a missing value");
    refusal!(engine, Exact, Undefined, "a share of nothing");
    refusal!(engine, i64, Undefined, "a share of nothing");
    refusal!(engine, Exact, ImmutableString, "text");
    refusal!(engine, i64, ImmutableString, "text");
    refusal!(engine, Exact, bool, "yes or no");
    refusal!(engine, i64, bool, "yes or no");
}

/// Of a number another; what is no number stays what it is.
fn of_number(value: &Dynamic, change: impl FnOnce(Exact) -> ScriptResult<Exact>) -> ScriptResult<Dynamic> {
    match Operand::of(value)? {
        Operand::Number(number) => change(number).map(Dynamic::from),
        Operand::Missing | Operand::Undefined => Ok(value.clone()),
    }
}

fn scaled(value: &Dynamic, numerator: i64, denominator: i64) -> ScriptResult<Dynamic> {
    let scale = checked(Exact::fraction(numerator, denominator))?;
    of_number(value, |number| checked(number.times(&scale)))
}

fn ratio(part: &Dynamic, whole: &Dynamic) -> ScriptResult<Dynamic> {
    match (Operand::of(part)?, Operand::of(whole)?) {
        (Operand::Missing, _) | (_, Operand::Missing) => Ok(Dynamic::UNIT),
        (Operand::Number(part), Operand::Number(whole)) if !whole.is_zero() => {
            checked(part.divide(&whole)).map(Dynamic::from)
        }
        _ => Ok(Dynamic::from(Undefined)),
    }
}

fn round_to(value: &Dynamic, decimals: i64) -> ScriptResult<Dynamic> {
    /// More places than any rounded figure in policy.
    const DECIMALS_MAX: u32 = 12;
    let decimals = u32::try_from(decimals).ok().filter(|decimals| *decimals <= DECIMALS_MAX);
    let decimals = decimals.ok_or_else(|| fault(format!("decimals must be between 0 and {DECIMALS_MAX}")))?;
    of_number(value, |number| checked(number.rounded_to(decimals)))
}

/// The one of two that is chosen; with one of them not known, neither is.
fn chosen(a: &Dynamic, b: &Dynamic, choose: fn(Exact, Exact) -> Exact) -> ScriptResult<Dynamic> {
    match (Operand::of(a)?, Operand::of(b)?) {
        (Operand::Number(a), Operand::Number(b)) => Ok(Dynamic::from(choose(a, b))),
        (Operand::Missing, _) | (_, Operand::Missing) => Ok(Dynamic::UNIT),
        _ => Ok(Dynamic::from(Undefined)),
    }
}

fn register_functions(engine: &mut Engine) {
    engine
        .register_fn("percent", |value: Dynamic| scaled(&value, 1, 100))
        .register_fn("permille", |value: Dynamic| scaled(&value, 1, 1_000))
        .register_fn("wan", |value: Dynamic| scaled(&value, 10_000, 1))
        .register_fn("yi", |value: Dynamic| scaled(&value, 100_000_000, 1))
        .register_fn("ratio", |part: Dynamic, whole: Dynamic| ratio(&part, &whole))
        .register_fn("floor", |value: Dynamic| of_number(&value, |number| Ok(number.floor())))
        .register_fn("ceiling", |value: Dynamic| of_number(&value, |number| Ok(number.ceiling())))
        .register_fn("round_to", |value: Dynamic, decimals: i64| round_to(&value, decimals))
        .register_fn("min", |a: Dynamic, b: Dynamic| chosen(&a, &b, Exact::min))
        .register_fn("max", |a: Dynamic, b: Dynamic| chosen(&a, &b, Exact::max))
        .register_fn("first_known", |a: Dynamic, b: Dynamic| if a.is_unit() { b } else { a })
        .register_fn("is_missing", |value: Dynamic| value.is_unit() || value.is::<Undefined>());
}
