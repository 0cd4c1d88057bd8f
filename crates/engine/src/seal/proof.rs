//! Proofs: that an entry of a publicity list stood in the record when a seal was made.
//!
//! A proof carries the entry as the public list shows it, the way from it to the signed root, and the signed
//! statement. Checking it needs a public key and nothing else: no database, no network.

use serde::{Deserialize, Serialize};
use workflow::Timestamp;
use workflow::id::{ApplicationId, NoticeId};

use super::file::signed_statement;
use super::key::PublicKey;
use super::leaf::LISTED_TAG;
use super::make::stored_leaves;
use super::merkle::{Step, leaf_hash, path_of, root_by};
use super::statement::Statement;
use crate::{Engine, EngineError};

const FORMAT: &str = "houbu-proof-v1";
/// More steps than a tree of any size has; a longer path is rubbish.
const PATH_MAXIMUM_STEPS: usize = 64;

/// The proof of one list, or of one entry of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeProof {
    pub format: String,
    pub statement: String,
    pub signature: String,
    pub public_key: String,
    pub entries: Vec<ProvenEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenEntry {
    pub body: String,
    /// From the leaf to the root.
    pub path: Vec<ProofStep>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofStep {
    pub side: Side,
    pub hash: String,
}

/// Where the hash beside stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Left,
    Right,
}

/// What a sound proof says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFinding {
    pub statement: Statement,
    /// Number of the list, first day, last day, position, organisation, masked code, fen: as the list shows them.
    pub entries: Vec<Vec<String>>,
}

impl Engine {
    /// The proof of a list under the first seal that covers it; of one case's entry when one is named.
    /// `Conflict` names `not-sealed-yet` until a seal was made.
    pub async fn notice_proof(
        &self,
        notice: NoticeId,
        only: Option<ApplicationId>,
    ) -> Result<NoticeProof, EngineError> {
        let items = store::notices::items(&self.store, notice).await?;
        let wanted = items.iter().filter(|item| only.is_none_or(|case| case == item.application_id));
        let names: Vec<String> =
            wanted.map(|item| format!("listed/{notice}/{}", item.application_id)).collect();
        if names.is_empty() {
            return Err(EngineError::NotFound { what: "notice" });
        }
        let unsealed = || EngineError::Conflict { what: "not-sealed-yet".to_owned() };
        let number = store::seals::first_over(&self.store, &names[0]).await?.ok_or_else(unsealed)?;
        let seal = store::seals::find(&self.store, number).await?.ok_or_else(unsealed)?;
        let leaves = stored_leaves(&self.store, number).await?;
        let hashes: Vec<_> = leaves.values().map(|body| leaf_hash(body)).collect();
        let mut entries = Vec::with_capacity(names.len());
        for name in &names {
            let index = leaves.keys().position(|key| key == name).ok_or_else(unsealed)?;
            let path = path_of(hashes.clone(), index).iter().map(step).collect();
            entries.push(ProvenEntry { body: leaves[name].clone(), path });
        }
        let (statement, signature) = (seal.statement, seal.signature);
        Ok(NoticeProof {
            format: FORMAT.to_owned(),
            statement,
            signature,
            public_key: seal.public_key,
            entries,
        })
    }

    /// The first seal that covers a list, with its instant; nothing before the next night.
    pub async fn notice_seal(&self, notice: NoticeId) -> Result<Option<(i64, Timestamp)>, EngineError> {
        let items = store::notices::items(&self.store, notice).await?;
        let Some(item) = items.first() else { return Ok(None) };
        let name = format!("listed/{notice}/{}", item.application_id);
        let Some(number) = store::seals::first_over(&self.store, &name).await? else { return Ok(None) };
        let seal = store::seals::find(&self.store, number).await?;
        Ok(seal.map(|seal| (seal.number, seal.sealed_at)))
    }

    /// The proof of one case's entry, both named by their numbers.
    pub async fn numbered_proof(&self, notice: &str, application: &str) -> Result<NoticeProof, EngineError> {
        let list = store::notices::find_by_number(&self.store, notice).await?;
        let case = store::applications::find_by_number(&self.store, application).await?;
        let list = list.ok_or(EngineError::NotFound { what: "notice" })?;
        let case = case.ok_or(EngineError::NotFound { what: "application" })?;
        self.notice_proof(list.id, Some(case.id)).await
    }

    /// The public keys of the seals, the present one first, as PEM.
    pub fn seal_keys_pem(&self) -> Result<String, EngineError> {
        Ok(self.sealer()?.trusted().iter().map(PublicKey::pem).collect())
    }
}

fn step(step: &Step) -> ProofStep {
    let side = if step.on_the_left { Side::Left } else { Side::Right };
    ProofStep { side, hash: hex::encode(step.beside) }
}

/// Checks a proof offline. What is wrong with it comes back in plain words.
pub fn check_proof(text: &str, trusted: &[PublicKey]) -> Result<ProofFinding, String> {
    let proof: NoticeProof =
        serde_json::from_str(text).map_err(|error| format!("the proof cannot be read: {error}"))?;
    if proof.format != FORMAT {
        return Err(format!("the proof is no {FORMAT}"));
    }
    let statement = signed_statement(&proof.statement, &proof.signature, trusted)
        .map_err(|what| format!("the statement {what}"))?;
    if proof.entries.is_empty() {
        return Err("the proof proves nothing: it has no entry".to_owned());
    }
    let mut entries = Vec::with_capacity(proof.entries.len());
    for (entry, position) in proof.entries.iter().zip(1..) {
        let root =
            root_reached(entry).ok_or_else(|| format!("the path of entry {position} cannot be read"))?;
        if root != statement.root {
            return Err(format!("entry {position} does not stand under the signed root"));
        }
        let mut lines = entry.body.lines().map(str::to_owned);
        if lines.next().as_deref() != Some(LISTED_TAG) {
            return Err(format!("entry {position} is no entry of a publicity list"));
        }
        entries.push(lines.collect());
    }
    Ok(ProofFinding { statement, entries })
}

fn root_reached(entry: &ProvenEntry) -> Option<String> {
    if entry.path.len() > PATH_MAXIMUM_STEPS {
        return None;
    }
    let step = |step: &ProofStep| {
        let beside = hex::decode(&step.hash).ok()?.try_into().ok()?;
        Some(Step { beside, on_the_left: step.side == Side::Left })
    };
    let path: Option<Vec<Step>> = entry.path.iter().map(step).collect();
    Some(hex::encode(root_by(leaf_hash(&entry.body), &path?)))
}
