//! Making a seal: one unit of work reads every head, signs the root, and stores what changed since the last.
//!
//! A record that contradicts the last seal is never sealed over. The file is written after the commit; what
//! could not be written is written by the next run.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use store::journal::JournalRow;
use store::seals::{SealLeafRow, SealRow};
use store::{Folder, Source, UnitOfWork};
use workflow::Timestamp;

use super::Sealer;
use super::file::{SealFile, seal_file_name};
use super::leaf::{HeadLeaf, Leaves, entry_of, leaves_of};
use super::merkle::{leaf_hash, root_of};
use super::statement::{NO_DIGEST, Statement, digest_of};
use crate::{Engine, EngineError};

/// Rows read at a time: bounds memory, not the seal.
const BATCH_ROWS: i64 = 500;

const JOURNAL_ACT: u8 = 2;

/// What came of sealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealReceipt {
    pub number: i64,
    pub leaves: u64,
    pub digest: String,
    /// Files written now: this seal's, and those an earlier run could not write.
    pub written: Vec<String>,
}

impl Engine {
    /// Seals the record as it stands now, and writes every seal that has no file yet.
    pub async fn seal(&self) -> Result<SealReceipt, EngineError> {
        let sealer = self.sealer()?;
        let signing = std::sync::Arc::clone(&sealer);
        let made = self.in_unit(move |unit, now| Box::pin(async move { make(unit, now, &signing).await }));
        let statement = made.await?;
        let written = self.export_seals(&sealer).await?;
        let digest = digest_of(&statement.text());
        Ok(SealReceipt { number: statement.number, leaves: statement.leaves, digest, written })
    }

    /// Writes the seals whose file is not in the folder.
    async fn export_seals(&self, sealer: &Sealer) -> Result<Vec<String>, EngineError> {
        let folder = Folder::create(&sealer.folder)?;
        let there: BTreeSet<String> = folder.names().await?.into_iter().collect();
        let mut written = Vec::new();
        let mut after = 0;
        loop {
            let seals = store::seals::after(&self.store, after, BATCH_ROWS).await?;
            let Some(last) = seals.last() else { return Ok(written) };
            after = last.number;
            for seal in &seals {
                let name = seal_file_name(seal.number);
                if !there.contains(&name) {
                    let leaves = stored_leaves(&self.store, seal.number).await?;
                    let file = SealFile::of(seal, leaves);
                    let mut bytes = serde_json::to_vec_pretty(&file)
                        .map_err(|error| EngineError::Corrupt { what: error.to_string() })?;
                    bytes.push(b'\n');
                    folder.put_once(&name, bytes).await?;
                    written.push(name);
                }
            }
        }
    }
}

/// The leaves a stored seal covers.
pub(crate) async fn stored_leaves(on: &impl Source, seal: i64) -> Result<Leaves, EngineError> {
    let rows = store::seals::leaves_at(on, seal).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.body)).collect())
}

async fn make(unit: &UnitOfWork, now: Timestamp, sealer: &Sealer) -> Result<Statement, EngineError> {
    store::seals::hold_journal(unit).await?;
    let before = store::seals::last(unit).await?;
    let old = match &before {
        Some(seal) => stored_leaves(unit, seal.number).await?,
        None => Leaves::new(),
    };
    let leaves = leaves_of(unit).await?;
    agrees(unit, &old, &leaves).await?;
    let journal = JournalDigest::continued(unit, before.as_ref()).await?;
    let statement = Statement {
        number: before.as_ref().map_or(0, |seal| seal.number) + 1,
        sealed_at: now.iso(),
        previous: before.map_or_else(|| NO_DIGEST.to_owned(), |seal| seal.digest),
        leaves: leaves.len() as u64,
        root: hex::encode(root_of(leaves.values().map(|body| leaf_hash(body)).collect())),
        journal_acts: journal.acts,
        journal_last: journal.last,
        journal_digest: journal.hex(),
    };
    let text = statement.text();
    let row = SealRow {
        number: statement.number,
        sealed_at: now,
        digest: digest_of(&text),
        signature: sealer.key.sign(&text),
        public_key: sealer.key.public().hex(),
        journal_last: journal.last,
        statement: text,
    };
    let changed = leaves.into_iter().filter(|(name, body)| old.get(name) != Some(body));
    let leaf = |(name, body)| SealLeafRow { name, seal: statement.number, body };
    store::seals::insert(unit, &row, &changed.map(leaf).collect::<Vec<_>>()).await?;
    Ok(statement)
}

/// Refuses a record in which something the last seal covers is gone or different.
async fn agrees(unit: &UnitOfWork, old: &Leaves, leaves: &Leaves) -> Result<(), EngineError> {
    for (name, body) in old {
        let present = leaves.get(name);
        if present == Some(body) {
            continue;
        }
        let kept = match HeadLeaf::read(body) {
            Some(head) if present.is_some() => {
                store::seals::hash_at(unit, head.application, head.events).await?.as_ref() == Some(&head.hash)
            }
            _ => false,
        };
        if !kept {
            let subject = HeadLeaf::read(body).map(|head| head.number);
            let subject = subject.or_else(|| entry_of(body).map(|(notice, _)| notice.to_owned()));
            let what =
                format!("{} is not what the last seal covers", subject.unwrap_or_else(|| name.clone()));
            return Err(EngineError::Corrupt { what });
        }
    }
    Ok(())
}

/// The running digest of the journal: each act hashed onto all before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct JournalDigest {
    pub acts: i64,
    /// Number of the last act; 0 before the first.
    pub last: i64,
    hash: [u8; 32],
}

impl JournalDigest {
    /// From where the seal before ended to the end of the journal.
    async fn continued(unit: &UnitOfWork, before: Option<&SealRow>) -> Result<Self, EngineError> {
        let mut digest = Self::default();
        if let Some(seal) = before {
            let corrupt = || EngineError::Corrupt { what: format!("seal {}", seal.number) };
            let statement = Statement::read(&seal.statement).ok_or_else(corrupt)?;
            let hash = hex::decode(&statement.journal_digest).ok().and_then(|hash| hash.try_into().ok());
            digest = Self {
                acts: statement.journal_acts,
                last: statement.journal_last,
                hash: hash.ok_or_else(corrupt)?,
            };
        }
        loop {
            let rows = store::journal::following(unit, digest.last, BATCH_ROWS).await?;
            if rows.is_empty() {
                return Ok(digest);
            }
            for row in &rows {
                digest.add(row);
            }
        }
    }

    pub(crate) fn add(&mut self, row: &JournalRow) {
        let mut sha = Sha256::new().chain_update([JOURNAL_ACT]).chain_update(self.hash);
        let mut field = |bytes: Option<&[u8]>| match bytes {
            None => sha.update([0]),
            Some(bytes) => {
                sha.update([1]);
                sha.update((bytes.len() as u64).to_be_bytes());
                sha.update(bytes);
            }
        };
        field(Some(&row.id.to_be_bytes()));
        field(Some(&row.at.millis().to_be_bytes()));
        field(row.actor_person.map(|person| person.to_string()).as_deref().map(str::as_bytes));
        field(Some(row.actor_role.key().as_bytes()));
        field(Some(row.action.as_bytes()));
        field(Some(row.subject_kind.as_bytes()));
        field(Some(row.subject_id.as_bytes()));
        field(Some(row.detail_json.as_bytes()));
        self.hash = sha.finalize().into();
        self.acts += 1;
        self.last = row.id;
    }

    pub(crate) fn hex(&self) -> String {
        hex::encode(self.hash)
    }
}
