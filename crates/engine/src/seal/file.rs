//! A seal as it is written outside the database: the signed statement and every leaf under its root.
//! A file speaks for itself: it can be checked with nothing but a public key.

use serde::{Deserialize, Serialize};
use store::seals::SealRow;

use super::fault::SealFault;
use super::key::PublicKey;
use super::leaf::Leaves;
use super::merkle::{leaf_hash, root_of};
use super::statement::Statement;

const FORMAT: &str = "houbu-seal-file-v1";

/// The file of a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealFile {
    pub format: String,
    pub statement: String,
    pub signature: String,
    pub public_key: String,
    /// In the order of the tree.
    pub leaves: Vec<SealedLeaf>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedLeaf {
    pub name: String,
    pub body: String,
}

/// `houbu-seal-000001.json`.
pub fn seal_file_name(number: i64) -> String {
    format!("houbu-seal-{number:06}.json")
}

impl SealFile {
    pub(crate) fn of(seal: &SealRow, leaves: Leaves) -> Self {
        Self {
            format: FORMAT.to_owned(),
            statement: seal.statement.clone(),
            signature: seal.signature.clone(),
            public_key: seal.public_key.clone(),
            leaves: leaves.into_iter().map(|(name, body)| SealedLeaf { name, body }).collect(),
        }
    }

    /// Checks the file by itself.
    pub fn check(&self, trusted: &[PublicKey]) -> Result<Statement, SealFault> {
        if self.format != FORMAT {
            return Err(SealFault::Format { format: FORMAT });
        }
        let statement = signed_statement(&self.statement, &self.signature, trusted)?;
        if !self.leaves.is_sorted_by(|one, next| one.name < next.name) {
            return Err(SealFault::LeavesUnordered);
        }
        let root = root_of(self.leaves.iter().map(|leaf| leaf_hash(&leaf.body)).collect());
        if statement.leaves != self.leaves.len() as u64 || statement.root != hex::encode(root) {
            return Err(SealFault::LeavesDiffer);
        }
        Ok(statement)
    }
}

/// A statement that one of the trusted keys has signed.
pub fn signed_statement(text: &str, signature: &str, trusted: &[PublicKey]) -> Result<Statement, SealFault> {
    if !trusted.iter().any(|key| key.has_signed(text, signature)) {
        return Err(SealFault::Unsigned);
    }
    Statement::read(text).ok_or(SealFault::NoStatement)
}
