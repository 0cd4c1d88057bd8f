//! The one place where a draft is compiled and its scripts run; everything else of the studio asks here.
//!
//! Nothing here decides whether a draft is good, and nothing is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{CaseResult, FactError, Facts, Finding, Pack, PackLibrary, ParameterOverrides, RuleError, Validators};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use workflow::application::JudgedAs;

use super::{DraftFiles, bytes_of};
use crate::definitions::MANIFEST;
use crate::judge::outcome_of;
use crate::queries::packs::CaseMismatch;
use crate::{Engine, EngineError};

/// One thing wrong with a draft, with its place and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFinding {
    pub file: String,
    /// From 1; 0 where the script as a whole is meant.
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub remedy: String,
}

/// A worked case of a draft and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftCase {
    pub id: String,
    pub ruling: String,
    /// `passed`, `failed` or `unsupported`.
    pub result: &'static str,
    pub mismatches: Vec<CaseMismatch>,
}

/// What is asked of a draft.
#[derive(Debug)]
pub(super) enum Question {
    /// Whether it compiles, what is wrong with it, and how its own cases come out.
    Check,
    /// What its award ruling makes of facts that were judged before, each a stored JSON object.
    Decide(Vec<String>),
}

/// What a draft answers.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// None when it does not compile; the findings say why.
    pub fingerprint: Option<String>,
    pub findings: Vec<DraftFinding>,
    pub cases: Vec<DraftCase>,
    /// One for each set of facts.
    pub decisions: Vec<Decision>,
}

/// What a draft makes of one set of facts.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// Nothing where it cannot say.
    pub outcome: Option<JudgedAs>,
    pub amount_fen: Option<i64>,
    pub findings: Vec<String>,
    /// Facts it needs and does not have, or in another shape.
    pub facts: Vec<FactError>,
    pub fault: Option<DraftFinding>,
}

impl Engine {
    /// Asks one thing of a draft, on a thread of its own, so that no other request waits for it.
    pub(super) async fn judge_draft(
        &self,
        files: &DraftFiles,
        question: Question,
    ) -> Result<Answer, EngineError> {
        let files = bytes_of(files.clone());
        let answered = tokio::task::spawn_blocking(move || answer(files, question)).await;
        answered.map_err(|_| EngineError::TaskLost)
    }
}

fn answer(files: BTreeMap<String, Vec<u8>>, question: Question) -> Answer {
    let (pack, findings) = match Pack::from_draft(files) {
        Ok(compiled) => compiled,
        Err(RuleError::PackRefused { findings }) => {
            return Answer { findings: listed(&findings), ..Answer::default() };
        }
        Err(error) => return Answer { findings: vec![failure(&error)], ..Answer::default() },
    };
    let answer = Answer {
        fingerprint: Some(pack.fingerprint().to_owned()),
        findings: listed(&findings),
        ..Answer::default()
    };
    match question {
        Question::Check => Answer { cases: cases(pack), ..answer },
        Question::Decide(facts) => {
            Answer { decisions: facts.iter().map(|facts| decide(&pack, facts)).collect(), ..answer }
        }
    }
}

fn listed(findings: &[Finding]) -> Vec<DraftFinding> {
    let told = |finding: &Finding| DraftFinding {
        file: finding.file.clone(),
        line: finding.line,
        column: finding.column,
        message: finding.problem.to_string(),
        remedy: finding.problem.remedy(),
    };
    findings.iter().map(told).collect()
}

fn failure(error: &RuleError) -> DraftFinding {
    let (file, line, column, message) = match error {
        RuleError::ScriptFailed { file, line, column, message } => {
            (file.as_str(), *line, *column, message.clone())
        }
        other => (MANIFEST, 0, 0, other.to_string()),
    };
    DraftFinding { file: file.to_owned(), line, column, message, remedy: String::new() }
}

fn cases(pack: Pack) -> Vec<DraftCase> {
    let pack = Arc::new(pack);
    let library = PackLibrary::new(vec![Arc::clone(&pack)], Validators::new());
    let tried = pack.cases().iter().map(|case| {
        let (result, mismatches) = match library.check(case) {
            CaseResult::Passed => ("passed", Vec::new()),
            CaseResult::Unsupported => ("unsupported", Vec::new()),
            CaseResult::Failed(mismatches) => ("failed", mismatches),
        };
        let told = |one: rules::Mismatch| CaseMismatch { field: one.field, expected: one.expected, got: one.got };
        let mismatches = mismatches.into_iter().map(told).collect();
        DraftCase { id: case.id.clone(), ruling: case.programme.clone(), result, mismatches }
    });
    tried.collect()
}

fn decide(pack: &Pack, facts: &str) -> Decision {
    let Some(ruling) = pack.award_ruling().or_else(|| pack.self_check_ruling()) else {
        return Decision::default();
    };
    let facts = match still_known(pack, facts) {
        Ok(facts) => facts,
        Err(facts) => return Decision { facts, ..Decision::default() },
    };
    match pack.evaluate(&ruling.code, &facts, &ParameterOverrides::new()) {
        Ok(verdict) => Decision {
            outcome: Some(outcome_of(&verdict)),
            amount_fen: verdict.amount_fen(),
            findings: verdict.failed_clauses().into_iter().map(str::to_owned).collect(),
            ..Decision::default()
        },
        Err(RuleError::FactsRefused { faults }) => Decision { facts: faults, ..Decision::default() },
        Err(error) => Decision { fault: Some(failure(&error)), ..Decision::default() },
    }
}

/// Facts the draft no longer asks for stand in nobody's way.
fn still_known(pack: &Pack, facts: &str) -> Result<Facts, Vec<FactError>> {
    let Ok(mut given) = serde_json::from_str::<Map<String, Value>>(facts) else {
        return pack.read_facts(facts);
    };
    let known = &pack.programme().facts;
    given.retain(|key, _| known.iter().any(|fact| fact.key == *key));
    pack.read_facts(&Value::Object(given).to_string())
}
