//! From what an applicant typed, and what the bureau knows, to the facts rules judge.
//!
//! Answers stay as typed; full-width digits and thousands separators are understood, never required.

use rules::facts::{FactProblem, FactSource};
use rules::form::{FieldKind, FormField};
use rules::{FactError, Facts, Pack};
use serde_json::{Map, Value};
use workflow::application::Answers;
use workflow::{Date, Timestamp};

use crate::error::FieldFault;

/// What the bureau itself supplies; an applicant cannot set these.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Supplied {
    pub now: Timestamp,
    pub call_opened_on: Date,
    pub fiscal_year: i64,
    pub registered_on: Option<Date>,
}

/// Facts together with everything wrong in them, field by field.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadFacts {
    pub facts: Facts,
    pub faults: Vec<FieldFault>,
}

/// Reads the whole form. Faults name the form field; list items are `field.0`, `field.1`, ….
pub(crate) fn read(pack: &Pack, answers: &Answers, supplied: &Supplied) -> ReadFacts {
    let mut faults = Vec::new();
    let mut facts = Facts::default();
    let definitions = &pack.programme().facts;
    let fields = pack.form().sections.iter().flat_map(|section| &section.fields);
    for field in fields {
        let Some(value) = typed(field, answers) else {
            continue;
        };
        let one = Map::from_iter([(field.fact.clone(), value)]);
        match Facts::read_from(FactSource::Form, definitions, &Value::Object(one).to_string()) {
            Ok(read) => facts = facts.merged_with(read),
            Err(problems) => {
                let skipped = skipped_items(field, answers);
                faults.extend(problems.iter().map(|problem| fault(&at_typed_place(problem, skipped))));
            }
        }
    }
    for (source, known) in known(supplied) {
        let wanted = definitions.iter().filter(|definition| definition.source == source);
        let object: Map<String, Value> = wanted
            .filter_map(|definition| Some((definition.key.clone(), known.get(&definition.key)?.clone())))
            .collect();
        match Facts::read_from(source, definitions, &Value::Object(object).to_string()) {
            Ok(read) => facts = facts.merged_with(read),
            Err(problems) => faults.extend(problems.iter().map(fault)),
        }
    }
    ReadFacts { facts, faults }
}

/// Facts by who knows them.
fn known(supplied: &Supplied) -> [(FactSource, Map<String, Value>); 2] {
    let today = supplied.now.date();
    let programme = Map::from_iter([
        ("apply_year".to_owned(), Value::from(supplied.fiscal_year)),
        ("year".to_owned(), Value::from(supplied.fiscal_year)),
        ("days_after_prompt".to_owned(), Value::from(today.days_since(supplied.call_opened_on))),
    ]);
    let mut profile = Map::new();
    if let Some(registered_on) = supplied.registered_on {
        profile.insert("days_registered".to_owned(), Value::from(today.days_since(registered_on)));
    }
    [(FactSource::Programme, programme), (FactSource::Profile, profile)]
}

/// One field as JSON for the rules; `None` when nothing was typed.
fn typed(field: &FormField, answers: &Answers) -> Option<Value> {
    match field.kind {
        FieldKind::MoneyList => list(field, answers),
        FieldKind::Record => record(field, &field.fact, answers),
        FieldKind::RecordList => records(field, answers),
        kind => value(kind, answers.get(&field.fact)?),
    }
}

/// One input as JSON.
fn value(kind: FieldKind, text: &str) -> Option<Value> {
    let text = Some(plain(text)).filter(|text| !text.is_empty())?;
    Some(match (kind, text.as_str()) {
        (FieldKind::Boolean, "yes" | "true") => Value::Bool(true),
        (FieldKind::Boolean, "no" | "false") => Value::Bool(false),
        (FieldKind::Number | FieldKind::Integer | FieldKind::Money, _) => {
            Value::String(text.replace([',', '，'], ""))
        }
        _ => Value::String(text),
    })
}

/// The parts typed under `name`; `None` when not one was.
fn record(field: &FormField, name: &str, answers: &Answers) -> Option<Value> {
    let part = |part: &FormField| {
        let typed = answers.get(&format!("{name}.{}", part.fact))?;
        Some((part.fact.clone(), value(part.kind, typed)?))
    };
    let parts: Map<String, Value> = field.parts.iter().filter_map(part).collect();
    (!parts.is_empty()).then_some(Value::Object(parts))
}

/// `field.0.part` … in order. A row left empty between others stays, so that a fault names its place.
fn records(field: &FormField, answers: &Answers) -> Option<Value> {
    let row = |row: usize| record(field, &format!("{}.{row}", field.fact), answers);
    let mut rows: Vec<_> = (0..field.rows_limit()).map(row).collect();
    while rows.last().is_some_and(Option::is_none) {
        rows.pop();
    }
    let rows: Vec<Value> = rows.into_iter().map(Option::unwrap_or_default).collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

/// Inputs of a field that must be filled and are not: of a record its required parts, of a list
/// those of every row that was begun.
pub(crate) fn unanswered(field: &FormField, answers: &Answers) -> Vec<String> {
    let is_empty = |name: &String| answers.get(name).is_none_or(|text| plain(text).is_empty());
    let inputs = format!("{}.", field.fact);
    let is_own = |name: &String| *name == field.fact || name.starts_with(&inputs);
    let nothing = !answers.iter().any(|(name, text)| is_own(name) && !plain(text).is_empty());
    let parts = |name: &str| -> Vec<String> {
        let needed = field.parts.iter().filter(|part| part.required);
        needed.map(|part| format!("{name}.{}", part.fact)).filter(is_empty).collect()
    };
    match field.kind {
        _ if nothing && !field.required => Vec::new(),
        FieldKind::Record => {
            let parts = parts(&field.fact);
            if parts.is_empty() && nothing { vec![field.fact.clone()] } else { parts }
        }
        FieldKind::RecordList if !nothing => {
            let begun = (0..field.rows_limit()).map(|row| format!("{}.{row}", field.fact));
            begun.filter(|row| record(field, row, answers).is_some()).flat_map(|row| parts(&row)).collect()
        }
        _ if nothing => vec![field.fact.clone()],
        _ => Vec::new(),
    }
}

/// A young enterprise leaves the oldest years empty: so many items of a titled list are not there.
fn skipped_items(field: &FormField, answers: &Answers) -> usize {
    let is_empty = |index: &usize| {
        answers.get(&format!("{}.{index}", field.fact)).is_none_or(|text| plain(text).is_empty())
    };
    let titled = field.items.len();
    match field.kind {
        FieldKind::MoneyList => (0..titled).take_while(is_empty).count() % titled.max(1),
        _ => 0,
    }
}

/// The rules count the items they were given; the form counts the items it shows.
fn at_typed_place(problem: &FactError, skipped: usize) -> FactError {
    FactError { item: problem.item.map(|item| item + skipped), ..problem.clone() }
}

/// `field.0` … in order. An empty item between filled ones stays, so that the fault names its place.
fn list(field: &FormField, answers: &Answers) -> Option<Value> {
    let item = |index: usize| answers.get(&format!("{}.{index}", field.fact)).map(|text| plain(text));
    let mut items: Vec<String> = (0..rules::facts::LIST_MAX_ITEMS).map_while(item).collect();
    while items.last().is_some_and(String::is_empty) {
        items.pop();
    }
    if items.is_empty() {
        return None;
    }
    let from_oldest = skipped_items(field, answers);
    let numbers = items[from_oldest..].iter().map(|text| Value::String(text.replace([',', '，'], "")));
    Some(Value::Array(numbers.collect()))
}

/// Trims, and turns full-width digits and points into plain ones.
fn plain(text: &str) -> String {
    let narrow = |character: char| match character {
        '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32).unwrap_or(character),
        '．' => '.',
        '－' => '-',
        other => other,
    };
    text.trim().chars().map(narrow).collect()
}

/// A problem of a fact as a fault of a form field.
pub(crate) fn fault(error: &FactError) -> FieldFault {
    let item = error.item.map(|item| item.to_string());
    let field = [Some(error.fact.clone()), item, error.field.clone()].into_iter().flatten();
    let field = field.collect::<Vec<_>>().join(".");
    let fault = FieldFault::new(field, error.problem.code());
    match &error.problem {
        FactProblem::NotANumber { found }
        | FactProblem::NotAnInteger { found }
        | FactProblem::FinerThanFen { found }
        | FactProblem::Negative { found }
        | FactProblem::NotBoolean { found }
        | FactProblem::NotText { found }
        | FactProblem::NotADate { found }
        | FactProblem::NotAList { found }
        | FactProblem::NotARecord { found } => fault.with("found", found),
        FactProblem::OutOfRange { found, lowest, highest } => {
            let bounds = match (lowest, highest) {
                (None, _) => "at-most",
                (_, None) => "at-least",
                _ => "between",
            };
            let said = |bound: &Option<String>| bound.clone().unwrap_or_default();
            let fault = fault.with("found", found).with("bounds", bounds);
            fault.with("lowest", said(lowest)).with("highest", said(highest))
        }
        FactProblem::NotAChoice { found, allowed } => {
            fault.with("found", found).with("allowed", allowed.join(", "))
        }
        FactProblem::TextTooLong { limit } => fault.with("limit", limit),
        FactProblem::WrongLength { shortest, longest, found } => {
            fault.with("shortest", shortest).with("longest", longest).with("found", found)
        }
        FactProblem::Unknown { suggestion } => {
            fault.with("suggestion", suggestion.clone().unwrap_or_default())
        }
        FactProblem::CheckFailed { check, .. } => fault.with("check", check),
        FactProblem::Unreadable { detail } => fault.with("detail", detail),
        FactProblem::Missing | FactProblem::NotSettable => fault,
    }
}

#[cfg(test)]
mod tests;
