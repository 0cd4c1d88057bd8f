//! Worked cases: the rulings of packs and the validators of codes and days, judged side by side.
//!
//! Needs no database: a case file and a library of packs are enough.

mod validators;

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{CaseFile, CaseResult, Pack, PackLibrary};
use workflow::calendar::Calendar;

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
        Self { library: PackLibrary::new(packs, validators::validators(calendar)) }
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
