//! Policy to read: the programmes, and one pack explained to its last figure.
//! Codes, figures and the texts of the pack; labels come from the catalogue.

use serde::Serialize;

use super::Page;
use crate::Message;

mod samples;

/// Every programme with its current pack.
#[derive(Debug, Clone, Serialize)]
pub struct Programmes {
    pub programmes: Vec<ProgrammeCard>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ProgrammeCard {
    pub href: String,
    pub title: String,
    pub code: String,
    pub version: String,
    pub effective_from: String,
    pub effective_until: Option<String>,
    pub criteria: usize,
    pub parameters: usize,
    pub unverified: usize,
}

/// One pack: what it rules, by which figures, on which basis, through which stages.
#[derive(Debug, Clone, Serialize)]
pub struct PackPage {
    pub title: String,
    pub summary: String,
    pub code: String,
    pub version: String,
    pub fingerprint: String,
    /// New calls are drafted with it.
    pub current: bool,
    pub effective_from: String,
    pub effective_until: Option<String>,
    pub stored_at_millis: i64,
    pub rulings: Vec<RulingPart>,
    pub parameters: Vec<ParameterRow>,
    /// Parameters another place published.
    pub elsewhere: usize,
    pub unverified: usize,
    pub checks: Vec<CheckRow>,
    pub sections: Vec<SectionPart>,
    pub documents: Vec<DocumentRow>,
    pub steps: Vec<StepRow>,
    pub targets: Vec<TargetRow>,
    pub scripts: Vec<ScriptPart>,
    pub cases: Vec<CaseRow>,
    pub cases_passed: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct RulingPart {
    pub code: String,
    pub title: String,
    /// `self-check` or `award`.
    pub purpose: String,
    pub criteria: Vec<CriterionRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CriterionRow {
    pub label: Message,
    pub code: String,
    pub clause: String,
    pub document: String,
    pub article: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ParameterRow {
    pub title: String,
    pub name: String,
    /// The figure with its unit.
    pub value: Message,
    pub document: String,
    pub article: String,
    pub place: String,
    /// Another place published it.
    pub elsewhere: bool,
    /// `official`, `repost`, `derived` or `unverified`.
    pub mark: String,
    pub note: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct CheckRow {
    pub title: String,
    pub refuses: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct SectionPart {
    pub title: String,
    pub fields: Vec<FieldRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FieldRow {
    pub title: String,
    pub kind: String,
    pub unit: Option<Message>,
    pub required: bool,
    /// Title of the document that proves the figure.
    pub evidence: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DocumentRow {
    pub title: String,
    pub accepted: String,
    pub required: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct StepRow {
    pub stage: String,
    pub owner: String,
    pub limit_working_days: Option<u16>,
    pub lapses: bool,
    pub max_rounds: Option<u8>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TargetRow {
    pub title: String,
    /// `at-least`, `at-most` or `equals`.
    pub comparison: String,
    pub value: Message,
}

#[derive(Debug, Clone, Serialize)]
pub struct ScriptPart {
    pub path: String,
    pub text: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct CaseRow {
    pub id: String,
    pub ruling: String,
    pub why: String,
    pub source: String,
    /// `passed`, `failed` or `unsupported`.
    pub result: String,
    pub mismatches: Vec<Mismatch>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Mismatch {
    pub field: String,
    pub expected: String,
    pub got: String,
}

impl Page for Programmes {
    const TEMPLATE: &'static str = "policy/programmes.html";
    const TITLE: &'static str = "policy-title";

    fn samples() -> Vec<Self> {
        samples::programmes()
    }
}

impl Page for PackPage {
    const TEMPLATE: &'static str = "policy/pack.html";
    const TITLE: &'static str = "verbatim";

    fn title(&self) -> Message {
        Message::verbatim(self.title.clone())
    }

    fn samples() -> Vec<Self> {
        samples::packs()
    }
}
