//! What a worker does with a request: compile the draft, then check it, run its cases or judge facts.
//! Runs scripts of strangers: only a process that has limited itself may call it, never a serving one.

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::analysis::Effort;
use rules::{CaseResult, Finding, Mismatch, Pack, PackLibrary, ParameterOverrides, RuleError, Validators};

use super::decide::decide;
use super::exchange::{
    FINDINGS_MAX_COUNT, TrialAnswer, TrialFinding, TrialRequest, TrialResult, TrialTask, TriedCase,
    TriedMismatch, TriedOutcome,
};
use crate::definitions::MANIFEST;

/// Answers one request, in this process.
pub fn answer(request: TrialRequest) -> TrialAnswer {
    let files: BTreeMap<String, Vec<u8>> =
        request.files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    match Pack::from_draft(files) {
        Ok((pack, findings)) => TrialAnswer {
            fingerprint: Some(pack.fingerprint().to_owned()),
            findings: listed(&findings),
            result: perform(pack, request.task),
        },
        Err(RuleError::PackRefused { findings }) => not_compiled(listed(&findings)),
        Err(error) => not_compiled(vec![failure(&error)]),
    }
}

fn not_compiled(findings: Vec<TrialFinding>) -> TrialAnswer {
    TrialAnswer { fingerprint: None, findings, result: TrialResult::NotCompiled }
}

fn listed(findings: &[Finding]) -> Vec<TrialFinding> {
    findings.iter().take(FINDINGS_MAX_COUNT).map(TrialFinding::from).collect()
}

fn perform(pack: Pack, task: TrialTask) -> TrialResult {
    match task {
        TrialTask::Compile => TrialResult::Compiled,
        TrialTask::Check => {
            let mut warnings = pack.analyse(Effort::QUICK).warnings;
            warnings.truncate(FINDINGS_MAX_COUNT);
            TrialResult::Checked { warnings }
        }
        TrialTask::Cases => TrialResult::Cases { cases: cases(pack) },
        TrialTask::Decide { facts } => {
            TrialResult::Decided { decisions: facts.iter().map(|facts| decide(&pack, facts)).collect() }
        }
        TrialTask::Evaluate { ruling, facts, overrides } => evaluate(&pack, &ruling, &facts, &overrides),
    }
}

fn evaluate(pack: &Pack, ruling: &str, facts: &str, overrides: &ParameterOverrides) -> TrialResult {
    let facts = match pack.read_facts(facts) {
        Ok(facts) => facts,
        Err(faults) => return TrialResult::FactsRefused { faults },
    };
    match pack.evaluate(ruling, &facts, overrides) {
        Ok(verdict) => TrialResult::Verdict { verdict: Box::new(verdict) },
        Err(RuleError::FactsRefused { faults }) => TrialResult::FactsRefused { faults },
        Err(error) => TrialResult::Failed { fault: failure(&error) },
    }
}

pub(super) fn failure(error: &RuleError) -> TrialFinding {
    let (file, line, column, message) = match error {
        RuleError::ScriptFailed { file, line, column, message } => {
            (file.as_str(), *line, *column, message.clone())
        }
        other => (MANIFEST, 0, 0, other.to_string()),
    };
    TrialFinding { file: file.to_owned(), line, column, message, remedy: String::new() }
}

fn cases(pack: Pack) -> Vec<TriedCase> {
    let pack = Arc::new(pack);
    let library = PackLibrary::new(vec![Arc::clone(&pack)], Validators::new());
    let tried = pack.cases().iter().map(|case| {
        let (outcome, mismatches) = match library.check(case) {
            CaseResult::Passed => (TriedOutcome::Passed, Vec::new()),
            CaseResult::Unsupported => (TriedOutcome::Unsupported, Vec::new()),
            CaseResult::Failed(mismatches) => {
                (TriedOutcome::Failed, mismatches.into_iter().map(mismatch).collect())
            }
        };
        TriedCase { id: case.id.clone(), ruling: case.programme.clone(), outcome, mismatches }
    });
    tried.collect()
}

fn mismatch(found: Mismatch) -> TriedMismatch {
    TriedMismatch { field: found.field, expected: found.expected, got: found.got }
}
