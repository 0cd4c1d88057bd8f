//! The smallest change that would have qualified, as a page says it: each fact with its unit, how far it
//! is from where it would have had to be, and what nobody can change. Finds nothing itself.

use engine::queries::case_view::CaseView;
use engine::remedy::{Change, CriterionRemedy, Obstacle, Remedies};
use engine::verdict::{CriterionTrace, Eligibility, OutputValue, Verdict};
use engine::{FactDefinition, Pack};
use templates::pages::case::verdict::RemedyPart;
use templates::{Locale, Message};

use super::figures;
use super::titles::title_in;

/// What one failed criterion alone would have needed.
pub fn of_criterion(
    view: &CaseView,
    locale: Locale,
    ruling: &str,
    criterion: &CriterionTrace,
) -> Option<RemedyPart> {
    let remedies = view.judged.remedies.get(ruling)?;
    let found = remedies.criteria.iter().find(|found| found.code == criterion.code)?;
    Some(match found.obstacle {
        Some(Obstacle::Unchangeable) => bare("remedy-unchangeable"),
        Some(Obstacle::OutOfReach) => bare("remedy-out-of-reach"),
        None => RemedyPart {
            heading: Message::new("remedy-criterion"),
            alternatives: found.changes.iter().map(|changes| said(&view.pack, locale, changes)).collect(),
        },
    })
}

/// What the whole case would have needed; nothing where the criteria have said it already.
pub fn whole(view: &CaseView, locale: Locale, verdict: &Verdict) -> Option<RemedyPart> {
    let remedies = view.judged.remedies.get(&verdict.ruling)?;
    let Some(first) = remedies.whole.first() else {
        return Some(bare("remedy-whole-none"));
    };
    if first.leads_to == Eligibility::Eligible && is_said(remedies) {
        return None;
    }
    let heading = match first.leads_to {
        Eligibility::Eligible => "remedy-whole",
        Eligibility::NeedsReview | Eligibility::Ineligible => "remedy-whole-review",
    };
    let alternatives =
        remedies.whole.iter().map(|remedy| said(&view.pack, locale, &remedy.changes)).collect();
    Some(RemedyPart { heading: Message::new(heading), alternatives })
}

/// One criterion failed, and what it needs is all the case needs.
fn is_said(remedies: &Remedies) -> bool {
    let [CriterionRemedy { changes, .. }] = remedies.criteria.as_slice() else { return false };
    remedies.whole.iter().map(|remedy| &remedy.changes).eq(changes)
}

fn bare(key: &str) -> RemedyPart {
    RemedyPart { heading: Message::new(key), alternatives: Vec::new() }
}

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
    told(key, &figure(from), &figure(to))
        .with_message("by", &figure(&by))
        .with_message("number", &figures::fact(&by, None))
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
