//! The audit on a page: what it checks, and what it found when somebody asked.
//! It reads everything and repairs nothing.

use axum::response::Response;
use engine::audit::Subject;
use templates::Message;
use templates::pages::supervisor::{Audit, AuditFault, AuditReport};

use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::faults::finding;
use crate::page::Visit;

pub async fn ask(visit: Visit) -> Result<Response, PortalError> {
    visit.show(&Audit { report: None }).await
}

pub async fn run(visit: Visit, CheckedForm(_): CheckedForm) -> Result<Response, PortalError> {
    let report = visit.engine().supervised_audit(visit.signed()?).await?;
    let fault = |fault: engine::audit::AuditFault| AuditFault {
        subject: subject(fault.subject),
        what: finding(&fault.finding),
    };
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

fn subject(subject: Subject) -> Message {
    match subject {
        Subject::Named(name) => Message::verbatim(name),
        Subject::Seal(number) => Message::new("audit-subject-seal").with("number", number),
        Subject::Journal => Message::new("audit-subject-journal"),
    }
}
