//! What seals say of the record: gathered from the database and from files outside it, held against what is
//! stored now. A seal whose signature is not believed convicts nobody, and is itself a fault.

use std::collections::BTreeMap;

use store::event_log::EventRow;
use store::seals::SealRow;
use workflow::id::ApplicationId;

use super::{AuditReport, Covering, Finding, Subject};
use crate::seal::{
    HeadLeaf, JournalDigest, Leaves, NO_DIGEST, SealFault, Statement, Witness, digest_of, entry_of,
    leaf_hash, leaves_of, root_of, signed_statement,
};
use crate::{Engine, EngineError};

/// Rows read at a time: bounds memory, not the audit.
const BATCH_ROWS: i64 = 500;

/// The head of a log as one seal covers it.
#[derive(Debug)]
struct SealedHead {
    number: String,
    hash: String,
    by: Covering,
}

/// Everything seals promise.
#[derive(Debug, Default)]
pub struct Sealed {
    heads: BTreeMap<ApplicationId, BTreeMap<(i64, String), SealedHead>>,
    entries: BTreeMap<String, BTreeMap<String, Covering>>,
    /// By the last act: how many acts, their digest, and which seal says so.
    journal: BTreeMap<i64, Vec<(i64, String, Covering)>>,
}

impl Sealed {
    /// Reads every seal, in the database and outside, and checks each by itself.
    pub async fn gather(
        engine: &Engine,
        witness: &Witness,
        report: &mut AuditReport,
    ) -> Result<Self, EngineError> {
        let mut sealed = Self::default();
        let stored = sealed.gather_stored(engine, witness, report).await?;
        for exported in &witness.exported {
            report.exported += 1;
            let checked = exported.file.as_ref().map_err(Clone::clone);
            match checked.and_then(|file| Ok((file, file.check(&witness.trusted)?))) {
                Err(what) => report.fault(exported.name.as_str(), Finding::Seal(what)),
                Ok((file, statement)) => {
                    let contradiction = match stored.get(&statement.number) {
                        Some(text) if *text == file.statement => None,
                        Some(_) => Some(Finding::SealNotTheExported),
                        None => Some(Finding::SealGone),
                    };
                    if let Some(what) = contradiction {
                        report.fault(Subject::Seal(statement.number), what);
                    }
                    let by = Covering::exported(&statement, &exported.name);
                    for leaf in &file.leaves {
                        sealed.promise(&leaf.name, &leaf.body, &by);
                    }
                    sealed.promise_journal(&statement, &by);
                }
            }
        }
        Ok(sealed)
    }

    /// Answers the statement of each stored seal.
    async fn gather_stored(
        &mut self,
        engine: &Engine,
        witness: &Witness,
        report: &mut AuditReport,
    ) -> Result<BTreeMap<i64, String>, EngineError> {
        let mut stored = BTreeMap::new();
        let mut leaves = Leaves::new();
        let mut last: Option<SealRow> = None;
        loop {
            let after = last.as_ref().map_or(0, |seal| seal.number);
            let seals = store::seals::after(&engine.store, after, BATCH_ROWS).await?;
            if seals.is_empty() {
                return Ok(stored);
            }
            for seal in seals {
                report.seals += 1;
                let changed = store::seals::leaves_of(&engine.store, seal.number).await?;
                leaves.extend(changed.iter().map(|leaf| (leaf.name.clone(), leaf.body.clone())));
                match check_stored(&seal, last.as_ref(), &leaves, witness) {
                    Err(what) => report.fault(Subject::Seal(seal.number), Finding::Seal(what)),
                    Ok(statement) => {
                        let by = Covering::stored(&statement);
                        for leaf in &changed {
                            self.promise(&leaf.name, &leaf.body, &by);
                        }
                        self.promise_journal(&statement, &by);
                    }
                }
                stored.insert(seal.number, seal.statement.clone());
                last = Some(seal);
            }
        }
    }

    fn promise(&mut self, name: &str, body: &str, by: &Covering) {
        if let Some(head) = HeadLeaf::read(body) {
            let promise = SealedHead { number: head.number, hash: head.hash.clone(), by: by.clone() };
            let of_case = self.heads.entry(head.application).or_default();
            of_case.entry((head.events, head.hash)).or_insert(promise);
        } else {
            let of_entry = self.entries.entry(name.to_owned()).or_default();
            of_entry.entry(body.to_owned()).or_insert_with(|| by.clone());
        }
    }

    fn promise_journal(&mut self, statement: &Statement, by: &Covering) {
        if statement.journal_acts > 0 {
            let promise = (statement.journal_acts, statement.journal_digest.clone(), by.clone());
            self.journal.entry(statement.journal_last).or_default().push(promise);
        }
    }

    /// Holds one log against every seal that covers it; the first contradiction is enough.
    pub fn compare_log(
        &mut self,
        application: ApplicationId,
        number: &str,
        rows: &[EventRow],
        report: &mut AuditReport,
    ) {
        for ((events, _), head) in self.heads.remove(&application).unwrap_or_default() {
            let (event, by) = (events, head.by);
            match rows.iter().find(|row| row.seq == events) {
                Some(row) if row.hash == head.hash => continue,
                Some(_) => report.fault(number, Finding::EventNotTheSealed { event, by }),
                None => report.fault(number, Finding::LogCutOff { event, by }),
            }
            return;
        }
    }

    /// What is left once every log was compared: applications that are gone, lists, and the journal.
    pub async fn finish(mut self, engine: &Engine, report: &mut AuditReport) -> Result<(), EngineError> {
        for heads in self.heads.values() {
            if let Some(((events, _), head)) = heads.last_key_value() {
                let gone = Finding::ApplicationGone { events: *events, by: head.by.clone() };
                report.fault(head.number.as_str(), gone);
            }
        }
        let present = leaves_of(&engine.store).await?;
        for (name, bodies) in &self.entries {
            let wrong = bodies.iter().find(|(body, _)| present.get(name) != Some(body));
            if let Some((body, by)) = wrong {
                let (notice, organisation) = entry_of(body).unwrap_or((name, "?"));
                let organisation = organisation.to_owned();
                report.fault(notice, Finding::EntryDiffers { organisation, by: by.clone() });
            }
        }
        self.compare_journal(engine, report).await
    }

    async fn compare_journal(
        &mut self,
        engine: &Engine,
        report: &mut AuditReport,
    ) -> Result<(), EngineError> {
        let mut digest = JournalDigest::default();
        loop {
            let rows = store::journal::following(&engine.store, digest.last, BATCH_ROWS).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                digest.add(row);
                for (acts, sealed, by) in self.journal.remove(&row.id).unwrap_or_default() {
                    if acts != digest.acts || sealed != digest.hex() {
                        report.fault(Subject::Journal, Finding::JournalDiffers { act: row.id, by });
                        return Ok(());
                    }
                }
            }
        }
        for (last, promises) in &self.journal {
            if let Some((_, _, by)) = promises.first() {
                report.fault(Subject::Journal, Finding::JournalCutOff { act: *last, by: by.clone() });
            }
        }
        Ok(())
    }
}

/// A stored seal follows the one before, is signed, and covers the leaves that are stored for it.
fn check_stored(
    seal: &SealRow,
    before: Option<&SealRow>,
    leaves: &Leaves,
    witness: &Witness,
) -> Result<Statement, SealFault> {
    let statement = signed_statement(&seal.statement, &seal.signature, &witness.trusted)?;
    let previous = before.map_or(NO_DIGEST, |seal| seal.digest.as_str());
    let number = before.map_or(0, |seal| seal.number) + 1;
    if statement.previous != previous || statement.number != number || seal.number != number {
        return Err(SealFault::Unlinked);
    }
    if seal.digest != digest_of(&seal.statement) {
        return Err(SealFault::DigestDiffers);
    }
    let root = hex::encode(root_of(leaves.values().map(|body| leaf_hash(body)).collect()));
    if statement.root != root || statement.leaves != leaves.len() as u64 {
        return Err(SealFault::StoredLeavesDiffer);
    }
    Ok(statement)
}
