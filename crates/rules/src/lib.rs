//! What is true: policy packs, the hardened script engine that runs them, and the verdict with
//! its trace. Everything here is a pure function of its arguments: no clock, no randomness, no
//! I/O, no binary floats. The only crate that may name rhai.

pub mod analysis;
mod archive;
pub mod case;
pub mod error;
pub mod exact;
pub mod facts;
pub mod form;
mod host;
mod json;
pub mod lint;
pub mod manifest;
pub mod pack;
pub mod remedy;
pub mod sandbox;
mod scan;
mod schema;
pub mod stacking;
mod trace;
pub mod verdict;

pub use case::{Case, CaseFile, CaseResult, Mismatch, PackLibrary, Validators};
pub use error::RuleError;
pub use exact::{Exact, ExactError};
pub use facts::{Changeable, FactDefinition, FactError, FactKind, FactProblem, FactSource, FactValue, Facts};
pub use form::Form;
pub use lint::{Finding, LintProblem};
pub use manifest::{
    Basis, Direction, Explanation, Mark, Monotone, Parameter, Programme, Purpose, RulingDefinition,
};
pub use pack::{HOST_VERSION, Pack, ParameterOverrides};
pub use remedy::{Change, CriterionRemedy, Obstacle, Remedies, Remedy};
pub use sandbox::Interrupt;
pub use verdict::{
    AmountStep, Comparison, CriterionTrace, Eligibility, Outcome, OutputValue, Rounding, Verdict,
};
