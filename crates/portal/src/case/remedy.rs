//! The smallest change that would have qualified, as a page says it: each fact with its unit, and how far
//! it is from where it would have had to be. Finds nothing itself.

use engine::remedy::Change;
use engine::verdict::OutputValue;
use engine::{FactDefinition, Pack};
use templates::{Locale, Message};

use super::figures;
use super::titles::title_in;

/// Changes to be made together, each in a sentence.
pub fn said(pack: &Pack, locale: Locale, changes: &[Change]) -> Vec<Message> {
    changes.iter().map(|change| sentence(pack, locale, change)).collect()
}

fn sentence(pack: &Pack, locale: Locale, change: &Change) -> Message {
    let definition = definition(pack, change);
    let unit = definition.and_then(|definition| definition.unit.as_deref());
    let told = |key: &str, from: &Message, to: &Message| {
        Message::new(key)
            .with("fact", title_in(pack, locale, &name(change)))
            .with_message("from", from)
            .with_message("to", to)
    };
    let (OutputValue::Number(from), OutputValue::Number(to)) = (&change.from, &change.to) else {
        return told("remedy-set", &plain(&change.from), &plain(&change.to));
    };
    let (key, by) =
        if to > from { ("remedy-raise", to.minus(from)) } else { ("remedy-lower", from.minus(to)) };
    let by = by.unwrap_or_else(|_| to.clone());
    let figure = |number| figures::fact(number, unit);
    told(key, &figure(from), &figure(to)).with_message("by", &figure(&by))
}

fn plain(value: &OutputValue) -> Message {
    match value {
        OutputValue::Boolean(true) => Message::new("yes"),
        OutputValue::Boolean(false) => Message::new("no"),
        OutputValue::Number(number) => figures::plain(number),
        OutputValue::Text(text) => Message::verbatim(text.clone()),
        OutputValue::List(_) | OutputValue::Missing => Message::verbatim("—"),
    }
}

/// The fact as fields of the form are named: `fact`, `fact.2`, `fact.field`, `fact.2.field`.
fn name(change: &Change) -> String {
    let item = change.item.map(|item| format!(".{item}")).unwrap_or_default();
    let field = change.field.as_ref().map(|field| format!(".{field}")).unwrap_or_default();
    format!("{}{item}{field}", change.fact)
}

fn definition<'a>(pack: &'a Pack, change: &Change) -> Option<&'a FactDefinition> {
    let fact = pack.programme().facts.iter().find(|fact| fact.key == change.fact)?;
    match &change.field {
        Some(field) => fact.field(field),
        None => Some(fact),
    }
}
