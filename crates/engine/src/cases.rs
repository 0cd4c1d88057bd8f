//! Worked cases: the rulings of packs and the validators of codes and days, judged side by side.
//!
//! Needs no database: a case file and a library of packs are enough.

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::case::Validators;
use rules::{CaseFile, CaseResult, Pack, PackLibrary};
use serde_json::{Value, json};
use workflow::Date;
use workflow::calendar::{Calendar, CountFrom};
use workflow::identity::{check_uscc, normalise_code};

use crate::EngineError;

/// One case and how it came out.
#[derive(Debug, Clone)]
pub struct JudgedCase {
    pub id: String,
    pub result: CaseResult,
}

/// Packs and validators together.
#[derive(Debug)]
pub struct CaseRunner {
    library: PackLibrary,
}

impl CaseRunner {
    pub fn new(packs: Vec<Arc<Pack>>, calendar: Calendar) -> Self {
        Self { library: PackLibrary::new(packs, validators(calendar)) }
    }

    /// Compiles packs from their files: one map of path and bytes per programme.
    pub fn from_files(
        programmes: Vec<BTreeMap<String, Vec<u8>>>,
        calendar: Calendar,
    ) -> Result<Self, EngineError> {
        let packs: Result<Vec<_>, _> =
            programmes.into_iter().map(|files| Pack::from_files(files).map(Arc::new)).collect();
        Ok(Self::new(packs.map_err(|error| EngineError::Pack(error.to_string()))?, calendar))
    }

    /// Judges every case of one file, in order.
    pub fn run(&self, text: &str) -> Result<Vec<JudgedCase>, EngineError> {
        let file = CaseFile::parse(text).map_err(|error| EngineError::Pack(error.to_string()))?;
        let judge = |case: &rules::Case| JudgedCase { id: case.id.clone(), result: self.library.check(case) };
        Ok(file.cases.iter().map(judge).collect())
    }

    pub fn packs(&self) -> &[Arc<Pack>] {
        self.library.packs()
    }
}

/// Case codes that no pack judges.
fn validators(calendar: Calendar) -> Validators {
    let mut validators = Validators::new();
    validators.insert("USCC".to_owned(), Box::new(uscc));
    validators.insert("WORKDAY".to_owned(), Box::new(move |inputs| working_day(&calendar, inputs)));
    validators
}

fn uscc(inputs: &Value) -> Option<Value> {
    let code = normalise_code(inputs.get("code")?.as_str()?);
    Some(json!({ "valid": check_uscc(&code).is_ok() }))
}

/// The end of a count of working days; `null` with an error code where no notice answers.
fn working_day(calendar: &Calendar, inputs: &Value) -> Option<Value> {
    let date = |name: &str| inputs.get(name)?.as_str()?.parse::<Date>().ok();
    let days = u16::try_from(inputs.get("n")?.as_u64()?).ok()?;
    let from = match inputs.get("count_from").and_then(Value::as_str) {
        None | Some("next_day") => CountFrom::NextDay,
        Some("same_day") => CountFrom::SameDay,
        Some(_) => return None,
    };
    let calendar = match inputs.get("calendar_version") {
        None | Some(Value::Null) => calendar.clone(),
        Some(_) => calendar.as_published_by(date("calendar_version")?),
    };
    Some(match calendar.add_working_days(date("start")?, days, from) {
        Ok(end) => json!({ "end": end.to_string() }),
        Err(error) => json!({ "end": null, "error": error.to_string() }),
    })
}
