//! What is said to a worker and what it answers: one JSON text each way, both bounded.
//! Types only. Nothing here runs a script or starts a process.

use std::collections::BTreeMap;

use rules::analysis::Warning;
use rules::{FactError, Finding, ParameterOverrides, Verdict};
use serde::{Deserialize, Serialize};
use workflow::application::JudgedAs;

/// A full pack, every quotation mark escaped, and facts beside it.
pub const REQUEST_MAX_BYTES: usize = 8 * 1024 * 1024;
/// A thousand cases with every field of theirs wrong take a fraction of it.
pub const ANSWER_MAX_BYTES: usize = 4 * 1024 * 1024;
/// Findings and warnings of one answer: nobody mends more at a time.
pub const FINDINGS_MAX_COUNT: usize = 500;
/// Exit code of a worker that could not do as it was told; why is on its standard error.
pub const REFUSED_EXIT_CODE: u8 = 3;

/// A draft, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialRequest {
    /// Every file of the pack by its name, as text.
    pub files: BTreeMap<String, String>,
    pub task: TrialTask,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum TrialTask {
    /// Read it and say what is wrong with it.
    Compile,
    /// The same, and try it on imagined enterprises.
    Check,
    /// Judge its own worked cases.
    Cases,
    /// Judge facts that were judged before, each a stored JSON object, by the ruling of the award.
    Decide { facts: Vec<String> },
    /// Judge one set of facts, given as a JSON object.
    Evaluate { ruling: String, facts: String, overrides: ParameterOverrides },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialAnswer {
    /// The fingerprint the pack would be stored under; none when it does not compile.
    pub fingerprint: Option<String>,
    /// What must be mended before the draft may be published.
    pub findings: Vec<TrialFinding>,
    pub result: TrialResult,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum TrialResult {
    /// The findings say why.
    NotCompiled,
    Compiled,
    /// What the draft does to some of them that nobody may have meant.
    Checked {
        warnings: Vec<Warning>,
    },
    Cases {
        cases: Vec<TriedCase>,
    },
    Decided {
        /// One for each set of facts.
        decisions: Vec<TriedDecision>,
    },
    Verdict {
        verdict: Box<Verdict>,
    },
    FactsRefused {
        faults: Vec<FactError>,
    },
    /// The script stopped, or was asked for something the pack does not have.
    Failed {
        fault: TrialFinding,
    },
}

/// One thing wrong, with its place and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialFinding {
    pub file: String,
    /// From 1; 0 where the script as a whole is meant.
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub remedy: String,
}

impl From<&Finding> for TrialFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            file: finding.file.clone(),
            line: finding.line,
            column: finding.column,
            message: finding.problem.to_string(),
            remedy: finding.problem.remedy(),
        }
    }
}

/// What the draft makes of one set of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedDecision {
    /// Nothing where it cannot say; why stands beside it.
    pub outcome: Option<JudgedAs>,
    pub amount_fen: Option<i64>,
    /// Clauses that are not met.
    pub findings: Vec<String>,
    /// Facts it needs and does not have, or in another shape.
    pub facts: Vec<FactError>,
    pub fault: Option<TrialFinding>,
}

/// A worked case of the draft and how it came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedCase {
    pub id: String,
    pub ruling: String,
    pub outcome: TriedOutcome,
    /// Every field that came out differently.
    pub mismatches: Vec<TriedMismatch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TriedOutcome {
    Passed,
    Failed,
    /// The pack has no ruling of the case's code.
    Unsupported,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedMismatch {
    pub field: String,
    pub expected: String,
    pub got: String,
}
