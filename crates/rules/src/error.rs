//! The one error type of the crate. A refusal of a *pack* speaks to policy staff (file, line,
//! remedy); a refusal of *facts* carries codes with arguments, because their texts live in
//! catalogues elsewhere.

use crate::exact::ExactError;
use crate::facts::FactError;
use crate::lint::Finding;

/// Why a pack could not be loaded, a case file not be read, or a ruling not be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    #[error("the pack is refused:\n{}", list(.findings))]
    PackRefused { findings: Vec<Finding> },
    #[error("the stored pack bytes are damaged: {detail}")]
    ArchiveDamaged { detail: String },
    #[error("the programme has no ruling `{ruling}`")]
    UnknownRuling { ruling: String },
    #[error("the facts are refused: {}", summary(.faults))]
    FactsRefused { faults: Vec<FactError> },
    #[error("the programme has no parameter `{name}`")]
    UnknownParameter { name: String },
    #[error("the case file is not readable: {source}")]
    CaseFileUnreadable {
        #[source]
        source: serde_json::Error,
    },
    /// The script itself failed: a limit was hit, or it computed with something it must not.
    #[error("{file}:{line}:{column}: {message}")]
    ScriptFailed { file: String, line: usize, column: usize, message: String },
    #[error("a figure is out of bounds")]
    Arithmetic(
        #[source]
        #[from]
        ExactError,
    ),
}

fn list(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn summary(faults: &[FactError]) -> String {
    let words = faults.iter().map(|fault| format!("{} ({})", fault.fact, fault.problem.code()));
    words.collect::<Vec<_>>().join(", ")
}
