//! Every stored verdict again, from the facts and the pack it was made of: the same bytes must come out, on
//! another machine, another database, years later.
//!
//! Reads only. A verdict that other host functions computed is executed all the same and told apart.

use std::collections::BTreeMap;

use rules::{HOST_VERSION, ParameterOverrides};
use sha2::{Digest, Sha256};
use workflow::EventKind;
use workflow::application::Judgement;
use workflow::id::ApplicationId;

use crate::audit::event_of;
use crate::{Engine, EngineError, Pack};

/// Decisions read at a time: bounds memory, not the replay.
const BATCH_DECISIONS: u32 = 200;
/// The events that carry a verdict.
const KINDS: [&str; 3] = ["submitted", "confirmed", "correction-answered"];
/// The host functions of verdicts that say nothing of them.
const FIRST_HOST_VERSION: &str = "1";

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplayReport {
    pub decisions: u64,
    pub mismatches: Vec<ReplayMismatch>,
    /// Decisions by the pack that made them.
    pub packs: BTreeMap<String, u64>,
    /// Decisions by the version of the host functions that computed them.
    pub host_versions: BTreeMap<String, u64>,
    /// SHA-256 over every re-executed verdict in order: equal histories have equal digests.
    pub digest: String,
}

/// A decision that came out otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayMismatch {
    pub application: ApplicationId,
    pub seq: i64,
    pub pack: String,
    pub what: String,
}

impl Engine {
    /// Re-executes every stored verdict.
    pub async fn replay_verdicts(&self) -> Result<ReplayReport, EngineError> {
        let mut report = ReplayReport::default();
        let mut digest = Sha256::new();
        let mut after = None;
        loop {
            let rows =
                store::publications::events_of_kinds(&self.store, &KINDS, after, BATCH_DECISIONS).await?;
            let Some(last) = rows.last() else { break };
            after = Some((last.application_id, last.seq));
            for row in rows {
                let event = event_of(&row)?;
                let (EventKind::Submitted { judgement, .. }
                | EventKind::Confirmed { judgement, .. }
                | EventKind::CorrectionAnswered { judgement, .. }) = &event.kind
                else {
                    continue;
                };
                report.count(judgement);
                match self.again(judgement).await {
                    Ok(verdict) => {
                        digest.update(verdict.as_bytes());
                        if verdict != judgement.verdict_json {
                            report.differ(&row, judgement, "the verdict has other bytes".to_owned());
                        }
                    }
                    Err(error) => report.differ(&row, judgement, error.to_string()),
                }
            }
        }
        report.digest = hex::encode(digest.finalize());
        Ok(report)
    }

    async fn again(&self, judgement: &Judgement) -> Result<String, EngineError> {
        let pack = self.pack(&judgement.pack_fingerprint).await?;
        executed(&pack, judgement)
    }
}

/// The verdict of a judgement, executed anew.
pub(crate) fn executed(pack: &Pack, judgement: &Judgement) -> Result<String, EngineError> {
    let facts = pack.read_facts(&judgement.facts_json);
    let facts = facts.map_err(|_| EngineError::Corrupt { what: "facts of a verdict".to_owned() })?;
    let verdict = pack.evaluate(&judgement.ruling, &facts, &ParameterOverrides::new());
    Ok(verdict.map_err(|error| EngineError::Pack(error.to_string()))?.to_json())
}

impl ReplayReport {
    /// Verdicts computed by other host functions than these.
    pub fn foreign(&self) -> u64 {
        let foreign = self.host_versions.iter().filter(|(version, _)| *version != HOST_VERSION);
        foreign.map(|(_, count)| count).sum()
    }

    fn count(&mut self, judgement: &Judgement) {
        self.decisions += 1;
        *self.packs.entry(judgement.pack_fingerprint.clone()).or_default() += 1;
        let version = judgement.host_version.as_deref().unwrap_or(FIRST_HOST_VERSION);
        *self.host_versions.entry(version.to_owned()).or_default() += 1;
    }

    fn differ(&mut self, row: &store::event_log::EventRow, judgement: &Judgement, what: String) {
        self.mismatches.push(ReplayMismatch {
            application: row.application_id,
            seq: row.seq,
            pack: judgement.pack_fingerprint.clone(),
            what,
        });
    }
}
