//! Functions a catalogue may call: `MONEY`, `WAN`, `POINTS`, `DAY`, `INSTANT`, written as pages write them.
//! They rest on `formats`; an argument of the wrong kind is an error in the text, never a guess.

use chrono::NaiveDate;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::{Locale, formats};

pub fn add_to(bundle: &mut FluentBundle<FluentResource>, locale: Locale) -> Result<(), FluentError> {
    bundle.add_function("MONEY", move |given, _: &FluentArgs| {
        told(whole(given).map(|fen| formats::money(locale, fen)))
    })?;
    bundle.add_function("WAN", move |given, _: &FluentArgs| {
        told(whole(given).map(|fen| formats::wan(locale, fen)))
    })?;
    bundle.add_function("POINTS", move |given, _: &FluentArgs| told(whole(given).map(formats::points)))?;
    bundle.add_function("DAY", move |given, _: &FluentArgs| {
        told(day(given).map(|day| formats::day(locale, day)))
    })?;
    bundle.add_function("INSTANT", move |given, _: &FluentArgs| told(whole(given).and_then(formats::instant)))
}

fn told(text: Option<String>) -> FluentValue<'static> {
    text.map_or(FluentValue::Error, FluentValue::from)
}

fn whole(given: &[FluentValue]) -> Option<i64> {
    match given.first()? {
        FluentValue::String(text) => text.parse().ok(),
        FluentValue::Number(number) => number.as_string().parse().ok(),
        _ => None,
    }
}

fn day(given: &[FluentValue]) -> Option<NaiveDate> {
    match given.first()? {
        FluentValue::String(text) => {
            text.parse().ok().or_else(|| text.parse().ok().and_then(formats::day_of_instant))
        }
        _ => None,
    }
}
