//! Supervision: everything at a glance, the journal, the audit. Reads only.
//! No action of any kind hangs on these.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query, State};
use engine::audit::AuditReport;
use engine::queries::supervision::{JournalEntry, Overview};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::budget::BudgetLineBody;
use super::case_body::CaseItem;
use super::values::{After, Listed, iso};
use crate::error::PortalError;
use crate::extract::CurrentPerson;
use crate::state::PortalState;

/// Everything at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewBody {
    pub stages: Vec<StageBody>,
    pub overdue_count: i64,
    /// The newest of them.
    pub overdue: Vec<CaseItem>,
    pub budget: Vec<BudgetLineBody>,
    pub payment_exceptions: usize,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StageBody {
    pub stage: String,
    pub cases: i64,
    pub overdue: i64,
}

/// One act outside applications.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalItem {
    pub number: i64,
    pub at: String,
    /// Absent when the clock acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    pub role: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    #[schema(value_type = Object)]
    pub detail: BTreeMap<String, Value>,
}

/// What the audit saw. Sound when there is no fault.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditBody {
    pub sound: bool,
    pub applications: u64,
    pub events: u64,
    pub verdicts: u64,
    pub budget_lines: u64,
    /// In the database, and as files outside it.
    pub seals: u64,
    pub seal_files: u64,
    pub faults: Vec<AuditFaultBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AuditFaultBody {
    pub subject: String,
    pub what: String,
}

/// Where all cases and all money stand
#[utoipa::path(
    get,
    path = "/api/v1/supervision/overview",
    tag = "supervision",
    responses((status = 200, body = OverviewBody))
)]
pub async fn overview(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<OverviewBody>, PortalError> {
    Ok(Json(state.engine().overview(&signed).await?.into()))
}

/// Acts outside applications, newest first
#[utoipa::path(
    get,
    path = "/api/v1/supervision/journal",
    tag = "supervision",
    responses((status = 200, body = Listed<JournalItem>))
)]
pub async fn journal(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<JournalItem>>, PortalError> {
    let page = state.engine().journal(&signed, query.id()?).await?;
    let items = page.entries.into_iter().map(JournalItem::from).collect();
    Ok(Json(Listed { items, next: page.next.map(|number| number.to_string()) }))
}

/// Replay every application and compare it with what is stored
#[utoipa::path(
    get,
    path = "/api/v1/supervision/audit",
    tag = "supervision",
    responses((status = 200, body = AuditBody))
)]
pub async fn audit(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<AuditBody>, PortalError> {
    Ok(Json(state.engine().supervised_audit(&signed).await?.into()))
}

impl From<Overview> for OverviewBody {
    fn from(overview: Overview) -> Self {
        let stages = overview.stages.iter().map(|tally| StageBody {
            stage: tally.stage.key().to_owned(),
            cases: tally.count,
            overdue: tally.overdue,
        });
        Self {
            stages: stages.collect(),
            overdue_count: overview.overdue_count,
            overdue: overview.overdue.into_iter().map(CaseItem::from).collect(),
            budget: overview.budget.into_iter().map(BudgetLineBody::from).collect(),
            payment_exceptions: overview.payment_exceptions,
        }
    }
}

impl From<JournalEntry> for JournalItem {
    fn from(entry: JournalEntry) -> Self {
        Self {
            number: entry.number,
            at: iso(entry.at),
            person: entry.person,
            role: entry.role.key().to_owned(),
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject_id,
            detail: entry.detail,
        }
    }
}

impl From<AuditReport> for AuditBody {
    fn from(report: AuditReport) -> Self {
        let fault =
            |fault: engine::audit::AuditFault| AuditFaultBody { subject: fault.subject, what: fault.what };
        Self {
            sound: report.faults.is_empty(),
            applications: report.applications,
            events: report.events,
            verdicts: report.verdicts,
            budget_lines: report.budget_lines,
            seals: report.seals,
            seal_files: report.exported,
            faults: report.faults.into_iter().map(fault).collect(),
        }
    }
}
