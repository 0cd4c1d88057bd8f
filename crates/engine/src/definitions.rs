//! Programme files before they are adopted: every fault of dates and pipeline at once, with file, line
//! and remedy. Reads text only; scripts, forms and texts are the pack's own to check.

use std::fmt;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use workflow::pipeline::{PipelineFault, StageRule};
use workflow::{Date, Pipeline};

/// The file that holds a programme's dates and its pipeline.
pub const MANIFEST: &str = "programme.toml";

/// Faults told of one stage: more are better read after these are mended.
const STAGE_FAULTS_LIMIT: usize = 20;

/// One thing wrong in a programme's file, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionFault {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for DefinitionFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{MANIFEST}:{}: {}", self.line, self.message)
    }
}

/// The pipeline of a programme's file; a standard has none. `last_year` is the last one whose holidays are
/// known: no milestone falls due after it.
pub fn read_definition(text: &str, last_year: Option<i32>) -> Result<Option<Pipeline>, Vec<DefinitionFault>> {
    let table = DeTable::parse(text).map_err(|fault| {
        let at = fault.span().map_or(0, |span| span.start);
        vec![DefinitionFault { line: line_of(text, at), message: fault.message().to_owned() }]
    })?;
    let file = Source { text, table: table.get_ref() };
    let mut faults = file.dates();
    let pipeline = file.pipeline(&mut faults);
    if let Some(pipeline) = &pipeline {
        let found = pipeline.check().err().unwrap_or_default();
        faults.extend(found.iter().map(|fault| file.fault(&place(pipeline, fault), fault.to_string())));
        faults.extend(file.late_milestones(pipeline, last_year));
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(pipeline) } else { Err(faults) }
}

/// The code a programme's file gives itself.
pub fn programme_code(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    table.get_ref().get("code")?.get_ref().as_str().map(str::to_owned)
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count() + 1
}

/// A step into a table or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Key(String),
    Index(usize),
}

fn key(name: &str) -> Segment {
    Segment::Key(name.to_owned())
}

/// A file as read, with the place of everything in it.
struct Source<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
}

impl Source<'_> {
    fn fault(&self, path: &[Segment], message: String) -> DefinitionFault {
        DefinitionFault { line: self.line(path), message }
    }

    /// The line of the nearest thing there is on a path.
    fn line(&self, path: &[Segment]) -> usize {
        let mut at = 0;
        let mut table = Some(self.table);
        let mut list = None;
        for segment in path {
            let value: &Spanned<DeValue<'_>> = match segment {
                Segment::Key(name) => {
                    let Some((found, value)) = table.and_then(|table| table.get_key_value(name.as_str()))
                    else {
                        break;
                    };
                    at = found.span().start;
                    value
                }
                Segment::Index(index) => {
                    let Some(value) = list.and_then(|list: &toml::de::DeArray<'_>| list.get(*index)) else {
                        break;
                    };
                    at = value.span().start;
                    value
                }
            };
            (table, list) = (value.get_ref().as_table(), value.get_ref().as_array());
        }
        line_of(self.text, at)
    }

    /// Days of effect that no calendar has.
    fn dates(&self) -> Vec<DefinitionFault> {
        let mut faults = Vec::new();
        for name in ["effective_from", "effective_until"] {
            let Some(value) = self.table.get(name) else { continue };
            let day = value.get_ref().as_str().and_then(|text| text.parse::<Date>().ok());
            if day.is_none() {
                let message = format!("{name} is no day of the calendar: write it as \"2026-03-02\"");
                faults.push(self.fault(&[key(name)], message));
            }
        }
        faults
    }

    /// Every ruling informs and none decides money: nothing is applied for.
    fn only_checks(&self) -> bool {
        let rulings = self.table.get("ruling").and_then(|value| value.get_ref().as_array());
        let purpose = |ruling: &Spanned<DeValue<'_>>| {
            Some(ruling.get_ref().as_table()?.get("purpose")?.get_ref().as_str()? == "self-check")
        };
        rulings.is_some_and(|list| !list.is_empty() && list.iter().all(|one| purpose(one) == Some(true)))
    }

    /// The typed pipeline, or every stage's own faults.
    fn pipeline(&self, faults: &mut Vec<DefinitionFault>) -> Option<Pipeline> {
        let Some(raw) = self.table.get("pipeline") else {
            if !self.only_checks() {
                let remedy = "add its stages; only a standard, whose rulings are all self-checks, has none";
                faults.push(self.fault(&[], format!("the programme has no [pipeline]: {remedy}")));
            }
            return None;
        };
        let raw = json(raw.get_ref());
        let before = faults.len();
        for (index, stage) in raw["stage"].as_array().into_iter().flatten().enumerate() {
            let at = [key("pipeline"), key("stage"), Segment::Index(index)];
            self.collect(stage.clone(), &at, &refused::<StageRule>, faults);
        }
        if faults.len() > before {
            return None;
        }
        if refused::<Pipeline>(&raw).is_some() {
            self.collect(raw, &[key("pipeline")], &refused::<Pipeline>, faults);
            return None;
        }
        serde_json::from_value(raw).ok()
    }

    /// Names what is refused, takes it away, and looks for the next.
    fn collect(
        &self,
        mut value: Value,
        at: &[Segment],
        refused: &dyn Fn(&Value) -> Option<String>,
        faults: &mut Vec<DefinitionFault>,
    ) {
        let mut taken: Vec<String> = Vec::new();
        while let Some(message) = refused(&value) {
            let missing = taken.iter().any(|name| message.contains(&format!("missing field `{name}`")));
            if missing || taken.len() >= STAGE_FAULTS_LIMIT {
                return;
            }
            let path = culprit(&value, &message, refused);
            let place: Vec<Segment> = at.iter().chain(&path).cloned().collect();
            let named = match path.last() {
                Some(Segment::Key(name)) => format!("{name}: "),
                _ => String::new(),
            };
            faults.push(self.fault(&place, format!("{named}{message}: {}", remedy(&message))));
            let Some(Segment::Key(name)) = path.last() else { return };
            taken.push(name.clone());
            remove(&mut value, &path);
        }
    }

    fn late_milestones(&self, pipeline: &Pipeline, last_year: Option<i32>) -> Vec<DefinitionFault> {
        let mut faults = Vec::new();
        let Some(last_year) = last_year else { return faults };
        for (stage, rule) in pipeline.stages.iter().enumerate() {
            for (part, instalment) in rule.instalments.iter().enumerate() {
                let due = instalment.milestone.as_ref().and_then(|milestone| milestone.due_on);
                let Some(day) = due.filter(|day| day.year() > last_year) else { continue };
                let path = [key("pipeline"), key("stage"), Segment::Index(stage), key("instalment")];
                let rest = [Segment::Index(part), key("milestone"), key("due_on")];
                let message = format!(
                    "due_on {day} lies beyond the last holiday notice, of {last_year}: choose an earlier day, \
                     or load the notice first"
                );
                faults.push(self.fault(&[&path[..], &rest[..]].concat(), message));
            }
        }
        faults
    }
}

fn refused<T: serde::de::DeserializeOwned>(value: &Value) -> Option<String> {
    serde_json::from_value::<T>(value.clone()).err().map(|error| error.to_string())
}

/// What the reader's own words leave out.
fn remedy(message: &str) -> &'static str {
    if message.starts_with("unknown field") {
        "correct the name, or remove it"
    } else if message.starts_with("unknown variant") {
        "write one of those"
    } else if message.starts_with("missing field") {
        "add it"
    } else if message.contains("integer `-") {
        "write a whole number that is not negative"
    } else {
        "write what docs/WORKFLOW.md asks for here"
    }
}

/// The way to the smallest thing without which the message would be another.
fn culprit(value: &Value, message: &str, refused: &dyn Fn(&Value) -> Option<String>) -> Vec<Segment> {
    let mut path: Vec<Segment> = Vec::new();
    loop {
        let guilty = children(value, &path).into_iter().find(|child| {
            let mut without = value.clone();
            let candidate = [&path[..], std::slice::from_ref(child)].concat();
            remove(&mut without, &candidate);
            // Without another needed thing only the complaint about what is missing would change.
            let left = refused(&without);
            let misses = |text: &str| text.starts_with("missing field");
            left.as_deref() != Some(message) && !(misses(message) && left.as_deref().is_some_and(misses))
        });
        match guilty {
            Some(child) => path.push(child),
            None => return path,
        }
    }
}

fn descend<'a>(value: &'a mut Value, path: &[Segment]) -> Option<&'a mut Value> {
    path.iter().try_fold(value, |at, segment| match segment {
        Segment::Key(name) => at.get_mut(name),
        Segment::Index(index) => at.get_mut(index),
    })
}

fn children(value: &Value, path: &[Segment]) -> Vec<Segment> {
    let mut value = value.clone();
    match descend(&mut value, path) {
        Some(Value::Object(table)) => table.keys().map(|name| key(name)).collect(),
        Some(Value::Array(list)) => (0..list.len()).map(Segment::Index).collect(),
        _ => Vec::new(),
    }
}

fn remove(value: &mut Value, path: &[Segment]) {
    let Some((last, way)) = path.split_last() else { return };
    match (descend(value, way), last) {
        (Some(Value::Object(table)), Segment::Key(name)) => drop(table.remove(name)),
        (Some(Value::Array(items)), Segment::Index(index)) if *index < items.len() => {
            drop(items.remove(*index));
        }
        _ => {}
    }
}

/// The same value without its places. A bare day or a fraction stays what it reads as: a text.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            let parsed = i64::from_str_radix(number.as_str(), number.radix());
            parsed.map_or_else(|_| Value::String(number.as_str().to_owned()), Value::from)
        }
        DeValue::Float(number) => Value::String(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(day) => Value::String(day.to_string()),
        DeValue::Array(list) => list.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            let entries =
                table.iter().map(|(name, value)| (name.get_ref().to_string(), json(value.get_ref())));
            Value::Object(entries.collect::<Map<String, Value>>())
        }
    }
}

/// Where a fault of the pipeline as a whole is to be mended.
fn place(pipeline: &Pipeline, fault: &PipelineFault) -> Vec<Segment> {
    let (stage, name) = match fault {
        PipelineFault::Missing(_) | PipelineFault::TooLong { .. } => (None, ""),
        PipelineFault::Twice(stage) | PipelineFault::NotAStep(stage) | PipelineFault::OutOfOrder(stage) => {
            (Some(*stage), "key")
        }
        PipelineFault::Unreachable { stage, .. } => (Some(*stage), "key"),
        PipelineFault::WrongOwner { stage, .. } => (Some(*stage), "owner"),
        PipelineFault::BadLimit(stage) => (Some(*stage), "limit_working_days"),
        PipelineFault::BadConsequence { stage, .. } => (Some(*stage), "on_overdue"),
        PipelineFault::BadRounds(stage) => (Some(*stage), "max_rounds"),
        PipelineFault::Misplaced { stage, what } => (Some(*stage), *what),
        PipelineFault::BadPanel => (Some(workflow::Stage::ExpertReview), "panel"),
        PipelineFault::BadDepartments => (Some(workflow::Stage::JointReview), "department"),
        PipelineFault::BadLadder(_) => (Some(workflow::Stage::Approval), "rung"),
        PipelineFault::BadInstalments(_) => (Some(workflow::Stage::Disbursement), "instalment"),
    };
    let is_it = |rule: &StageRule| Some(rule.key) == stage;
    let index = match fault {
        // The second of two is the one too many.
        PipelineFault::Twice(_) => pipeline.stages.iter().rposition(is_it),
        _ => pipeline.stages.iter().position(is_it),
    };
    let mut path = vec![key("pipeline"), key("stage")];
    if let Some(index) = index {
        path.extend([Segment::Index(index), key(name)]);
        // A fault of a ladder stands at its first rung.
        path.push(Segment::Index(0));
    }
    path
}

#[cfg(test)]
mod tests;
