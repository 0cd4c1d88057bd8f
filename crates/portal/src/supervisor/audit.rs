//! The audit on a page: what it checks, and what it found when somebody asked.
//! It reads everything and repairs nothing.

use axum::response::Response;
use templates::pages::supervisor::{Audit, AuditFault, AuditReport};

use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

pub async fn ask(visit: Visit) -> Result<Response, PortalError> {
    visit.show(&Audit { report: None }).await
}

pub async fn run(visit: Visit, CheckedForm(_): CheckedForm) -> Result<Response, PortalError> {
    let report = visit.engine().supervised_audit(visit.signed()?).await?;
    let fault = |fault: engine::audit::AuditFault| AuditFault { subject: fault.subject, what: fault.what };
    let report = AuditReport {
        at_millis: visit.engine().now().await?.millis(),
        applications: report.applications,
        events: report.events,
        verdicts: report.verdicts,
        budget_lines: report.budget_lines,
        seals: report.seals,
        exported: report.exported,
        faults: report.faults.into_iter().map(fault).collect(),
    };
    visit.show(&Audit { report: Some(report) }).await
}
