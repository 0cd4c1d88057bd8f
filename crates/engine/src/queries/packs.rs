//! Policy packs to read: which programme uses which, and everything one of them says.
//!
//! Policy is public, so nobody is asked who they are. Nothing here changes a pack.

use std::sync::Arc;

use rules::{CaseFile, CaseResult, Mark, Mismatch, Pack};
use serde::Serialize;
use workflow::{Pipeline, Timestamp};

use crate::cases::{CaseRunner, JudgedCase};
use crate::error::FieldFault;
use crate::packs::pipeline_if_any;
use crate::{Engine, EngineError};

/// Cases of one request: ten times the largest file that ships.
pub const CASE_FILE_LIMIT_CASES: usize = 1000;

/// A programme and the pack it uses now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeLine {
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    pub instrument: String,
    pub version: String,
    pub fingerprint: String,
    pub effective_from: String,
    pub effective_until: Option<String>,
    pub criteria: usize,
    pub parameters: usize,
    /// Parameters nobody has verified.
    pub unverified: usize,
    pub stored_at: Timestamp,
}

/// One pack with what surrounds it.
#[derive(Debug, Clone)]
pub struct PackView {
    /// Manifest, form, documents, scripts and texts.
    pub pack: Arc<Pack>,
    /// None of a standard.
    pub pipeline: Option<Pipeline>,
    /// New calls are drafted with it.
    pub current: bool,
    pub stored_at: Timestamp,
    /// The pack's own worked cases, judged just now.
    pub cases: Vec<PackCase>,
}

/// A worked case of a pack and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackCase {
    pub ruling: String,
    pub why: String,
    pub source: String,
    #[serde(flatten)]
    pub outcome: CaseOutcome,
}

/// How one case came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseOutcome {
    pub id: String,
    /// `passed`, `failed` or `unsupported`.
    pub result: &'static str,
    pub mismatches: Vec<CaseMismatch>,
}

/// One field that came out differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseMismatch {
    pub field: String,
    pub expected: String,
    pub got: String,
}

impl Engine {
    /// Every programme with the pack in force today.
    pub async fn programmes(&self) -> Result<Vec<ProgrammeLine>, EngineError> {
        let rows = store::programmes::list(&self.store).await?;
        let mut lines = Vec::with_capacity(rows.len());
        let today = self.today().await?;
        for row in rows {
            let pack = self.pack_today(&self.store, &row, today).await?;
            let stored_at = self.stored_at(pack.fingerprint()).await?;
            lines.push(line(&pack, stored_at));
        }
        Ok(lines)
    }

    /// One pack by its fingerprint, current or not.
    pub async fn pack_view(&self, fingerprint: &str) -> Result<PackView, EngineError> {
        let stored_at = self.stored_at(fingerprint).await?;
        let pack = self.pack(fingerprint).await?;
        let (code, today) = (&pack.programme().code, self.today().await?);
        let current = match store::programmes::find(&self.store, code).await? {
            Some(row) => self.pack_today(&self.store, &row, today).await?.fingerprint() == fingerprint,
            None => false,
        };
        let runner = CaseRunner::new(vec![Arc::clone(&pack)], self.calendar().await?);
        let judged = runner.run(pack.file(CASES).unwrap_or("[]"))?;
        Ok(PackView {
            pipeline: pipeline_if_any(&pack)?,
            current,
            stored_at,
            cases: pack.cases().iter().zip(judged).map(|(case, judged)| worked(case, judged)).collect(),
            pack,
        })
    }

    /// Judges a case file by the packs in force. Writes nothing.
    pub async fn judge_cases(&self, text: &str) -> Result<Vec<CaseOutcome>, EngineError> {
        let file = CaseFile::parse(text).map_err(|error| {
            let fault = FieldFault::new("body", "case-file-unreadable");
            let detail = std::error::Error::source(&error).map(ToString::to_string);
            EngineError::Invalid(vec![fault.with("detail", detail.unwrap_or_default())])
        })?;
        if file.cases.len() > CASE_FILE_LIMIT_CASES {
            let fault = FieldFault::new("body", "case-file-too-long");
            return Err(EngineError::Invalid(vec![fault.with("limit", CASE_FILE_LIMIT_CASES)]));
        }
        let mut packs = Vec::new();
        let today = self.today().await?;
        for row in store::programmes::list(&self.store).await? {
            packs.push(self.pack_today(&self.store, &row, today).await?);
        }
        let runner = CaseRunner::new(packs, self.calendar().await?);
        let text = text.to_owned();
        // Scripts run on a thread of their own, so that no other request waits for them.
        let judged = tokio::task::spawn_blocking(move || runner.run(&text)).await;
        let judged = judged.map_err(|_| EngineError::TaskLost)??;
        Ok(judged.into_iter().map(outcome).collect())
    }

    async fn stored_at(&self, fingerprint: &str) -> Result<Timestamp, EngineError> {
        let row = store::programmes::find_pack(&self.store, fingerprint).await?;
        Ok(row.ok_or(EngineError::NotFound { what: "pack" })?.stored_at)
    }
}

/// Where a pack keeps its worked cases.
const CASES: &str = "cases.json";

fn line(pack: &Pack, stored_at: Timestamp) -> ProgrammeLine {
    let programme = pack.programme();
    let guessed = |mark: Mark| mark == Mark::GeneralKnowledge;
    ProgrammeLine {
        code: programme.code.clone(),
        title_zh: programme.title_zh.clone(),
        title_en: programme.title_en.clone(),
        instrument: programme.instrument.clone(),
        version: programme.version.clone(),
        fingerprint: pack.fingerprint().to_owned(),
        effective_from: programme.effective_from.clone(),
        effective_until: programme.effective_until.clone(),
        criteria: programme.criteria.len(),
        parameters: programme.parameters.len(),
        unverified: programme.parameters.iter().filter(|one| guessed(one.basis.mark)).count(),
        stored_at,
    }
}

fn worked(case: &rules::Case, judged: JudgedCase) -> PackCase {
    PackCase {
        ruling: case.programme.clone(),
        why: case.why.clone(),
        source: case.source.clone(),
        outcome: outcome(judged),
    }
}

fn outcome(judged: JudgedCase) -> CaseOutcome {
    let (result, mismatches) = match judged.result {
        CaseResult::Passed => ("passed", Vec::new()),
        CaseResult::Failed(mismatches) => ("failed", mismatches),
        CaseResult::Unsupported => ("unsupported", Vec::new()),
    };
    let told = |one: Mismatch| CaseMismatch { field: one.field, expected: one.expected, got: one.got };
    CaseOutcome { id: judged.id, result, mismatches: mismatches.into_iter().map(told).collect() }
}
