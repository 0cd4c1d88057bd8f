//! `amount("share").banded(paid, [[limit, rate], …], rest).cap(limit)`: an amount keeps every
//! step of how it came about, in exact yuan. Rounding is chosen by name and applied once, at the
//! end, by the verdict.

use rhai::{Array, Dynamic, Engine, NativeCallContext};

use super::{Operand, ScriptResult, criteria::docket, fault, number, tables::rows};
use crate::exact::{Exact, ExactError};
use crate::trace::{Docket, OUTPUTS_MAX_COUNT};
use crate::verdict::{FIGURE_MISSING, Rounding, StepKind};

/// A part of the amount; parts add up.
#[derive(Clone, Debug)]
pub(crate) struct Amount {
    docket: Docket,
    part: usize,
}

fn checked(result: Result<Exact, ExactError>) -> ScriptResult<Exact> {
    result.map_err(fault)
}

impl Amount {
    fn value(&self) -> Exact {
        self.docket.open().parts[self.part].1.clone()
    }

    fn set(&self, kind: StepKind, value: Exact) -> ScriptResult<Self> {
        self.docket.open().step(self.part, kind, value).map_err(fault)?;
        Ok(self.clone())
    }

    fn add(&self, kind: StepKind, more: &Exact) -> ScriptResult<Self> {
        let total = checked(self.value().plus(more))?;
        self.set(kind, total)
    }

    /// A figure of this amount; where it is not known, a person sets the amount.
    fn figure(&self, value: &Dynamic) -> ScriptResult<Option<Exact>> {
        let Operand::Number(figure) = Operand::of(value)? else {
            let mut entries = self.docket.open();
            entries.amount_left_to_person = true;
            entries.review_reasons.insert(FIGURE_MISSING.into());
            return Ok(None);
        };
        Ok(Some(figure))
    }

    fn fixed(&self, yuan: &Dynamic) -> ScriptResult<Self> {
        let Some(amount) = self.figure(yuan)? else { return Ok(self.clone()) };
        self.add(StepKind::Fixed { amount: amount.clone() }, &amount)
    }

    fn rate(&self, base: &Dynamic, rate: &Dynamic) -> ScriptResult<Self> {
        let (Some(base), Some(rate)) = (self.figure(base)?, self.figure(rate)?) else {
            return Ok(self.clone());
        };
        let more = checked(base.times(&rate))?;
        self.add(StepKind::Rate { base, rate }, &more)
    }

    /// Marginal bands: each rate applies to the slice of the base inside its band.
    fn banded(&self, base: &Dynamic, table: &Array, rest: &Dynamic) -> ScriptResult<Self> {
        let Some(base) = self.figure(base)? else { return Ok(self.clone()) };
        let mut from = Exact::zero();
        for (limit, rate) in rows(table)? {
            if base > from {
                self.band(&base, &from, Some(limit.clone()), number(&rate)?)?;
            }
            from = limit;
        }
        if base > from {
            self.band(&base, &from, None, number(rest)?)?;
        }
        Ok(self.clone())
    }

    fn band(&self, base: &Exact, from: &Exact, to: Option<Exact>, rate: Exact) -> ScriptResult<Self> {
        let top = to.clone().map_or_else(|| base.clone(), |limit| limit.min(base.clone()));
        let slice = checked(top.minus(from))?;
        let more = checked(slice.times(&rate))?;
        self.add(StepKind::Band { from: from.clone(), to, slice, rate }, &more)
    }

    fn per_full(&self, base: &Dynamic, unit: &Dynamic, each: &Dynamic) -> ScriptResult<Self> {
        let (base, unit, each) = (self.figure(base)?, self.figure(unit)?, self.figure(each)?);
        let (Some(base), Some(unit), Some(each)) = (base, unit, each) else { return Ok(self.clone()) };
        let count = checked(base.divide(&unit))?.floor().max(Exact::zero());
        let more = checked(count.times(&each))?;
        self.add(StepKind::PerFull { base, unit, count, each }, &more)
    }

    fn cap(&self, limit: &Dynamic) -> ScriptResult<Self> {
        let Some(limit) = self.figure(limit)? else { return Ok(self.clone()) };
        let value = self.value().min(limit.clone());
        self.set(StepKind::Cap { limit }, value)
    }

    fn floor_at(&self, limit: &Dynamic) -> ScriptResult<Self> {
        let Some(limit) = self.figure(limit)? else { return Ok(self.clone()) };
        let value = self.value().max(limit.clone());
        self.set(StepKind::Floor { limit }, value)
    }
}

fn open(context: &NativeCallContext, code: &str) -> ScriptResult<Amount> {
    let docket = docket(context)?;
    let part = docket.open().open_part(code).map_err(fault)?;
    Ok(Amount { docket, part })
}

fn leave_to_person(context: &NativeCallContext, reason: &str) -> ScriptResult<()> {
    let docket = docket(context)?;
    let mut entries = docket.open();
    if entries.review_reasons.len() >= OUTPUTS_MAX_COUNT {
        return Err(fault(format!("more than {OUTPUTS_MAX_COUNT} reasons for review")));
    }
    entries.amount_left_to_person = true;
    entries.review_reasons.insert(reason.into());
    Ok(())
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Amount>("amount")
        .register_fn("amount", |context: NativeCallContext, code: &str| open(&context, code))
        .register_fn("fixed", |amount: &mut Amount, yuan: Dynamic| amount.fixed(&yuan))
        .register_fn("rate", |amount: &mut Amount, base: Dynamic, rate: Dynamic| amount.rate(&base, &rate))
        .register_fn("banded", |amount: &mut Amount, base: Dynamic, table: Array, rest: Dynamic| {
            amount.banded(&base, &table, &rest)
        })
        .register_fn("per_full", |amount: &mut Amount, base: Dynamic, unit: Dynamic, each: Dynamic| {
            amount.per_full(&base, &unit, &each)
        })
        .register_fn("cap", |amount: &mut Amount, limit: Dynamic| amount.cap(&limit))
        .register_fn("floor_at", |amount: &mut Amount, limit: Dynamic| amount.floor_at(&limit))
        .register_fn("leave_amount_to_person", |context: NativeCallContext, reason: &str| {
            leave_to_person(&context, reason)
        });
    let roundings = [
        ("round_down_to_fen", Rounding::DownToFen),
        ("round_half_up_to_fen", Rounding::HalfUpToFen),
        ("round_down_to_yuan", Rounding::DownToYuan),
    ];
    for (name, rounding) in roundings {
        engine.register_fn(name, move |amount: &mut Amount| {
            amount.docket.open().rounding = rounding;
            amount.clone()
        });
    }
}
