//! Tables of tiers. `band` takes upper limits, `between` takes rows from-to as published texts
//! often print them. A table with a gap, an overlap or rows out of order stops every evaluation:
//! it would silently pick a wrong tier for somebody.

use rhai::{Array, Dynamic, Engine};

use super::{Operand, ScriptResult, fault, number};
use crate::exact::Exact;

/// How the message of a table with a gap begins; the analysis knows it by this.
pub(crate) const TABLE_GAP: &str = "the table has a gap";
/// The same for rows that overlap or do not rise.
pub(crate) const TABLE_OVERLAP: &str = "the rows of a table must rise";

/// One row of a table: the upper limit (inclusive) and the value that applies up to it.
fn row(row: &Dynamic) -> ScriptResult<(Exact, Dynamic)> {
    let cells = row.as_array_ref().map_err(|_| fault("a row of a table is [limit, value]"))?;
    match cells.as_slice() {
        [limit, value] => Ok((number(limit)?, value.clone())),
        _ => Err(fault("a row of a table is [limit, value]")),
    }
}

/// Rows with rising limits.
pub(super) fn rows(table: &Array) -> ScriptResult<Vec<(Exact, Dynamic)>> {
    let rows = table.iter().map(row).collect::<ScriptResult<Vec<_>>>()?;
    match rows.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
        None => Ok(rows),
        Some(pair) => {
            Err(fault(format!("{TABLE_OVERLAP}: the limit {} stands after {}", pair[1].0, pair[0].0)))
        }
    }
}

fn band(value: &Dynamic, table: &Array, otherwise: Dynamic) -> ScriptResult<Dynamic> {
    let rows = rows(table)?;
    let Operand::Number(value) = Operand::of(value)? else {
        return Ok(Dynamic::UNIT);
    };
    let found = rows.into_iter().find(|(limit, _)| value <= *limit);
    Ok(found.map_or(otherwise, |(_, chosen)| chosen))
}

/// A row of `between`: from (inclusive), to (exclusive; `()` is without end), and what applies.
struct Span {
    from: Exact,
    to: Option<Exact>,
    chosen: Dynamic,
}

fn span(row: &Dynamic) -> ScriptResult<Span> {
    let wrong = || fault("a row of this table is [from, to, value]");
    let cells = row.as_array_ref().map_err(|_| wrong())?;
    let [from, to, chosen] = cells.as_slice() else { return Err(wrong()) };
    let to = if to.is_unit() { None } else { Some(number(to)?) };
    let from = number(from)?;
    if to.as_ref().is_some_and(|to| *to <= from) {
        return Err(fault(format!("{TABLE_OVERLAP}: a row from {from} ends where it begins or before")));
    }
    Ok(Span { from, to, chosen: chosen.clone() })
}

fn spans(table: &Array) -> ScriptResult<Vec<Span>> {
    let spans = table.iter().map(span).collect::<ScriptResult<Vec<_>>>()?;
    for pair in spans.windows(2) {
        let next = &pair[1].from;
        match &pair[0].to {
            Some(end) if end == next => {}
            Some(end) if end < next => {
                return Err(fault(format!("{TABLE_GAP}: no row holds values from {end} to below {next}")));
            }
            _ => return Err(fault(format!("{TABLE_OVERLAP}: two rows hold values from {next}"))),
        }
    }
    Ok(spans)
}

fn between(value: &Dynamic, table: &Array, otherwise: Dynamic) -> ScriptResult<Dynamic> {
    let spans = spans(table)?;
    let Operand::Number(value) = Operand::of(value)? else {
        return Ok(Dynamic::UNIT);
    };
    let holds = |span: &Span| span.from <= value && span.to.as_ref().is_none_or(|to| value < *to);
    Ok(spans.into_iter().find(holds).map_or(otherwise, |span| span.chosen))
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("band", |value: Dynamic, table: Array, otherwise: Dynamic| {
            band(&value, &table, otherwise)
        })
        .register_fn("between", |value: Dynamic, table: Array, otherwise: Dynamic| {
            between(&value, &table, otherwise)
        });
}
