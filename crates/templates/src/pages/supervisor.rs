//! Supervision: everything at a glance, the journal, the audit. Pages to read; none of them changes a case.
//! Codes and figures only; labels come from the catalogue.

use serde::Serialize;

use super::Page;
use crate::Message;

mod samples;
mod watch;

pub use watch::{
    CaseLink, PersonLink, QuickRow, ReadingRow, Readings, RepeatedRow, ShareRow, SharedRow, Signals,
};

/// Where all cases and all money stand.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    pub stages: Vec<StageCount>,
    pub cases: i64,
    pub overdue_count: i64,
    pub overdue: Vec<OverdueCase>,
    pub payment_exceptions: usize,
    pub budget: Vec<BudgetRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct StageCount {
    pub href: String,
    pub stage: String,
    pub count: i64,
    pub overdue: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct OverdueCase {
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub stage: String,
    pub owner: Option<String>,
    pub due_on: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BudgetRow {
    pub fiscal_year: i64,
    pub code: String,
    pub title: String,
    pub total_fen: i64,
    pub committed_fen: i64,
    pub ordered_fen: i64,
    pub paid_fen: i64,
    pub remaining_fen: i64,
}

/// Acts outside applications, newest first.
#[derive(Debug, Clone, Serialize)]
pub struct Journal {
    pub entries: Vec<JournalRow>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct JournalRow {
    pub number: i64,
    pub at_millis: i64,
    pub action: Message,
    pub role: String,
    pub person: Option<String>,
    pub subject: Message,
    pub subject_id: String,
    /// In words.
    pub details: Vec<Message>,
}

/// The audit: before it was asked for, or what it found.
#[derive(Debug, Clone, Serialize)]
pub struct Audit {
    pub report: Option<AuditReport>,
}

#[derive(Debug, Clone, Serialize)]
pub struct AuditReport {
    pub at_millis: i64,
    pub applications: u64,
    pub events: u64,
    pub verdicts: u64,
    pub budget_lines: u64,
    pub seals: u64,
    pub exported: u64,
    pub faults: Vec<AuditFault>,
}

#[derive(Debug, Clone, Serialize)]
pub struct AuditFault {
    pub subject: Message,
    pub what: Message,
}

impl Page for Overview {
    const TEMPLATE: &'static str = "supervisor/overview.html";
    const TITLE: &'static str = "overview-title";

    fn samples() -> Vec<Self> {
        samples::overviews()
    }
}

impl Page for Journal {
    const TEMPLATE: &'static str = "supervisor/journal.html";
    const TITLE: &'static str = "journal-title";

    fn samples() -> Vec<Self> {
        samples::journals()
    }
}

impl Page for Audit {
    const TEMPLATE: &'static str = "supervisor/audit.html";
    const TITLE: &'static str = "audit-title";

    fn samples() -> Vec<Self> {
        samples::audits()
    }
}
