//! Lists of figures, oldest first: sums, ends, and the choice of a tier from a table.
//! What is unknown stays unknown, and a table out of order is an error; it never guesses a tier.

use rhai::{Array, Dynamic, Engine};

use super::{Operand, ScriptResult, fault, number};
use crate::exact::Exact;

/// The sum of what is known; a list of nothing but unknowns stays unknown.
fn sum(list: &Array) -> ScriptResult<Dynamic> {
    let mut total = Exact::zero();
    let mut known = list.is_empty();
    for item in list.iter().filter(|item| !item.is_unit()) {
        total = total.plus(&number(item)?).map_err(fault)?;
        known = true;
    }
    Ok(if known { Dynamic::from(total) } else { Dynamic::UNIT })
}

/// One row of a table: the upper limit (inclusive) and the value that applies up to it.
pub(super) fn row(row: &Dynamic) -> ScriptResult<(Exact, Dynamic)> {
    let cells = row.as_array_ref().map_err(|_| fault("a row of a table is [limit, value]"))?;
    match cells.as_slice() {
        [limit, value] => Ok((number(limit)?, value.clone())),
        _ => Err(fault("a row of a table is [limit, value]")),
    }
}

/// Rows with rising limits; a table out of order would silently pick the wrong tier.
pub(super) fn rows(table: &Array) -> ScriptResult<Vec<(Exact, Dynamic)>> {
    let rows = table.iter().map(row).collect::<ScriptResult<Vec<_>>>()?;
    if rows.is_sorted_by(|before, after| before.0 < after.0) {
        Ok(rows)
    } else {
        Err(fault("the limits of a table must rise from row to row"))
    }
}

fn band(value: &Dynamic, table: &Array, otherwise: Dynamic) -> ScriptResult<Dynamic> {
    let Operand::Number(value) = Operand::of(value)? else {
        return Ok(Dynamic::UNIT);
    };
    let found = rows(table)?.into_iter().find(|(limit, _)| value <= *limit);
    Ok(found.map_or(otherwise, |(_, chosen)| chosen))
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_iterator::<Array>()
        .register_fn("sum", |list: Array| sum(&list))
        .register_fn("sum", |(): ()| ())
        .register_fn("last", |list: Array| list.last().cloned().unwrap_or(Dynamic::UNIT))
        .register_fn("last", |(): ()| ())
        .register_fn("first", |list: Array| list.first().cloned().unwrap_or(Dynamic::UNIT))
        .register_fn("first", |(): ()| ())
        .register_fn("len", |list: Array| i64::try_from(list.len()).unwrap_or(i64::MAX))
        .register_fn("band", |value: Dynamic, table: Array, otherwise: Dynamic| {
            band(&value, &table, otherwise)
        });
}
