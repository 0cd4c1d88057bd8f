//! The audit: replays every application from its events and compares with what is stored.
//!
//! Checks the keyed hash chain, every seal, the replayed state, the projection, every stored verdict, and
//! that budget lines, commitments, ledger and cases tell the same of the money.

mod finding;
mod money;
mod sealed;

use store::event_log::EventRow;
use workflow::apply::replay;
use workflow::{Application, Event, EventKind};

use crate::case::state_of;
use crate::packs::pipeline_of;
use crate::perform::project;
use crate::seal::Witness;
use crate::{Engine, EngineError};
pub use finding::{Covering, Finding, Subject};
use sealed::Sealed;

/// Applications read at a time: bounds memory, not the audit.
const BATCH_APPLICATIONS: u32 = 200;

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFault {
    pub subject: Subject,
    pub finding: Finding,
}

/// What the audit saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditReport {
    pub applications: u64,
    pub events: u64,
    pub verdicts: u64,
    pub budget_lines: u64,
    /// Seals in the database, and seal files outside it.
    pub seals: u64,
    pub exported: u64,
    pub faults: Vec<AuditFault>,
}

impl AuditReport {
    fn fault(&mut self, subject: impl Into<Subject>, finding: impl Into<Finding>) {
        self.faults.push(AuditFault { subject: subject.into(), finding: finding.into() });
    }
}

impl Engine {
    /// Replays and compares everything, with the seals of this installation. Reads only.
    pub async fn audit(&self) -> Result<AuditReport, EngineError> {
        self.audit_with(&self.own_witness().await?).await
    }

    /// The same with seals and keys from elsewhere.
    pub async fn audit_with(&self, witness: &Witness) -> Result<AuditReport, EngineError> {
        let mut report = AuditReport::default();
        let mut sealed = Sealed::gather(self, witness, &mut report).await?;
        let mut after = None;
        loop {
            let page = store::Page { after: after.clone(), limit: BATCH_APPLICATIONS };
            let ids = store::applications::ids(&self.store, &page).await?;
            let Some(last) = ids.last() else { break };
            after = Some(last.to_string());
            for id in ids {
                report.applications += 1;
                match store::applications::find(&self.store, id).await {
                    Ok(Some(row)) => self.audit_application(&row, &mut sealed, &mut report).await?,
                    Ok(None) => {}
                    Err(store::StoreError::Corrupt { what }) => {
                        report.fault(id.to_string().as_str(), Finding::RowUnreadable { what });
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        sealed.finish(self, &mut report).await?;
        self.audit_budget(&mut report).await?;
        Ok(report)
    }

    async fn audit_application(
        &self,
        row: &store::applications::ApplicationRow,
        sealed: &mut Sealed,
        report: &mut AuditReport,
    ) -> Result<(), EngineError> {
        let rows = match store::event_log::read(&self.store, row.id).await {
            Err(store::StoreError::Corrupt { what }) => {
                report.fault(row.number.as_str(), Finding::EventUnreadable { what });
                return Ok(());
            }
            rows => rows?,
        };
        if let Err(fault) = store::event_log::verify_events(&self.store, row.id, row.version, &rows) {
            report.fault(row.number.as_str(), fault);
        }
        sealed.compare_log(row.id, &row.number, &rows, report);
        report.events += rows.len() as u64;
        let mut events = Vec::with_capacity(rows.len());
        for event in &rows {
            match event_of(event) {
                Ok(event) => events.push(event),
                Err(error) => {
                    let what = error.to_string();
                    report.fault(row.number.as_str(), Finding::RowUnreadable { what });
                }
            }
        }
        let Some(replayed) = replay(&events) else {
            report.fault(row.number.as_str(), Finding::NoBeginning);
            return Ok(());
        };
        self.compare(row, &replayed, report).await?;
        self.audit_commitment(&row.number, &replayed, report).await?;
        for event in &events {
            self.audit_verdict(&row.number, event, report).await?;
        }
        Ok(())
    }

    async fn compare(
        &self,
        row: &store::applications::ApplicationRow,
        replayed: &Application,
        report: &mut AuditReport,
    ) -> Result<(), EngineError> {
        match state_of(&row.state_json) {
            Ok(stored) if stored == *replayed => {}
            Ok(_) => report.fault(row.number.as_str(), Finding::StateDiffers),
            Err(error) => {
                report.fault(row.number.as_str(), Finding::StateUnreadable { what: error.to_string() });
            }
        }
        let Ok(pack) = self.pack(&replayed.governed_by).await else {
            report.fault(row.number.as_str(), Finding::PackGone);
            return Ok(());
        };
        let projected = project(replayed, &pipeline_of(&pack)?, row.updated_at)?;
        if projected != *row {
            report.fault(row.number.as_str(), Finding::ProjectionDiffers);
        }
        Ok(())
    }

    /// Re-executes the decision an event rests on: the same bytes must come out.
    async fn audit_verdict(
        &self,
        number: &str,
        event: &Event,
        report: &mut AuditReport,
    ) -> Result<(), EngineError> {
        let (EventKind::Submitted { judgement, .. }
        | EventKind::Confirmed { judgement, .. }
        | EventKind::CorrectionAnswered { judgement, .. }) = &event.kind
        else {
            return Ok(());
        };
        report.verdicts += 1;
        let Ok(pack) = self.pack(&judgement.pack_fingerprint).await else {
            report.fault(number, Finding::VerdictPackGone);
            return Ok(());
        };
        match crate::replay::executed(&pack, judgement) {
            Ok(verdict) if verdict == judgement.verdict_json => {}
            Ok(_) => report.fault(number, Finding::VerdictDiffers),
            Err(error) => report.fault(number, Finding::VerdictFails { what: error.to_string() }),
        }
        Ok(())
    }
}

/// The event a row holds.
pub(crate) fn event_of(row: &EventRow) -> Result<Event, EngineError> {
    let kind: EventKind = serde_json::from_str(&row.payload_json)
        .map_err(|error| EngineError::Corrupt { what: format!("event {}: {error}", row.seq) })?;
    Ok(Event {
        at: row.at,
        person: row.actor_person,
        on_behalf_of: row.on_behalf_of,
        role: row.actor_role,
        kind,
    })
}
