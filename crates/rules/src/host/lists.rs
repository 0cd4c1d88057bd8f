//! Lists of figures, oldest first: sums, extremes, ends, and single items.
//! What is unknown stays unknown; nothing here takes it for zero.

use rhai::{Array, Dynamic, Engine};

use super::{Operand, ScriptResult, fault, number, records::column, to_output};
use crate::exact::Exact;

/// The known numbers of a list.
fn known(list: &Array) -> ScriptResult<Vec<Exact>> {
    list.iter().filter(|item| !item.is_unit()).map(number).collect()
}

fn total(numbers: &[Exact]) -> ScriptResult<Exact> {
    numbers.iter().try_fold(Exact::zero(), |total, number| total.plus(number)).map_err(fault)
}

fn or_missing(number: Option<Exact>) -> Dynamic {
    number.map_or(Dynamic::UNIT, Dynamic::from)
}

/// The sum of what is known; a list of nothing but unknowns stays unknown.
fn sum(list: &Array) -> ScriptResult<Dynamic> {
    let numbers = known(list)?;
    if numbers.is_empty() && !list.is_empty() {
        return Ok(Dynamic::UNIT);
    }
    total(&numbers).map(Dynamic::from)
}

fn largest(list: &Array) -> ScriptResult<Dynamic> {
    Ok(or_missing(known(list)?.into_iter().max()))
}

fn smallest(list: &Array) -> ScriptResult<Dynamic> {
    Ok(or_missing(known(list)?.into_iter().min()))
}

/// The mean of what is known.
fn average(list: &Array) -> ScriptResult<Dynamic> {
    let numbers = known(list)?;
    if numbers.is_empty() {
        return Ok(Dynamic::UNIT);
    }
    total(&numbers)?.divide(&counted(numbers.len())).map(Dynamic::from).map_err(fault)
}

fn counted(items: usize) -> Exact {
    Exact::from(i64::try_from(items).unwrap_or(i64::MAX))
}

/// How many items are known.
fn count(list: &Array) -> Exact {
    counted(list.iter().filter(|item| !item.is_unit()).count())
}

/// Whether an item equals the value. With an unknown item that might, the answer is unknown.
fn contains(list: &Array, value: &Dynamic) -> ScriptResult<Dynamic> {
    let Some(wanted) = to_output(value)? else {
        return Ok(Dynamic::UNIT);
    };
    let mut unknown = false;
    for item in list {
        match to_output(item)? {
            Some(found) if found == wanted => return Ok(Dynamic::TRUE),
            Some(_) => {}
            None => unknown = true,
        }
    }
    Ok(if unknown { Dynamic::UNIT } else { Dynamic::FALSE })
}

/// The n-th item, counted from 1 as people count; missing beyond the end.
fn at(list: &Array, place: &Dynamic) -> ScriptResult<Dynamic> {
    let Operand::Number(place) = Operand::of(place)? else {
        return Ok(Dynamic::UNIT);
    };
    let index = place.to_i64().filter(|place| *place >= 1);
    let index = index.ok_or_else(|| fault(format!("items are counted from 1; there is no item {place}")))?;
    let item = usize::try_from(index - 1).ok().and_then(|index| list.get(index));
    Ok(item.cloned().unwrap_or(Dynamic::UNIT))
}

type OfList = fn(&Array) -> ScriptResult<Dynamic>;

/// Those that ask a list of numbers, or one field of a list of records, and of nothing know nothing.
const OF_LIST: [(&str, OfList); 4] =
    [("sum", sum), ("largest", largest), ("smallest", smallest), ("average", average)];

pub(super) fn register(engine: &mut Engine) {
    for (name, of_list) in OF_LIST {
        engine
            .register_fn(name, move |list: Array| of_list(&list))
            .register_fn(name, move |list: Array, field: &str| of_list(&column(&list, field)?))
            .register_fn(name, |(): ()| ())
            .register_fn(name, |(): (), _: &str| ());
    }
    engine
        .register_iterator::<Array>()
        .register_fn("last", |list: Array| list.last().cloned().unwrap_or(Dynamic::UNIT))
        .register_fn("last", |(): ()| ())
        .register_fn("first", |list: Array| list.first().cloned().unwrap_or(Dynamic::UNIT))
        .register_fn("first", |(): ()| ())
        .register_fn("len", |list: Array| i64::try_from(list.len()).unwrap_or(i64::MAX))
        .register_fn("count", |list: Array| count(&list))
        .register_fn("count", |(): ()| ())
        .register_fn("contains", |list: Array, value: Dynamic| contains(&list, &value))
        .register_fn("contains", |(): (), _: Dynamic| ())
        .register_fn("at", |list: Array, place: Dynamic| at(&list, &place))
        .register_fn("at", |(): (), _: Dynamic| ());
}
