//! The seal: one signed root over the head of every application's log, made daily and kept outside too.
//!
//! Whoever holds the database and the chain key can write another history, but not the one that a seal of
//! yesterday covers. What is hashed how stands in docs/RECORD.md, byte for byte; this folder is that page.

mod fault;
mod file;
mod key;
mod leaf;
mod make;
mod merkle;
mod proof;
mod statement;
mod witness;

use std::path::PathBuf;

pub use fault::SealFault;
pub use file::{SealFile, SealedLeaf, seal_file_name};
pub use key::{PublicKey, SealKey};
pub use leaf::{HEAD_TAG, LISTED_TAG};
pub use make::SealReceipt;
pub use proof::{NoticeProof, ProofFinding, check_proof};
pub use statement::Statement;
pub use witness::{ExportedSeal, Witness};

pub(crate) use file::signed_statement;
pub(crate) use leaf::{HeadLeaf, Leaves, entry_of, leaves_of};
pub(crate) use make::JournalDigest;
pub(crate) use merkle::{leaf_hash, root_of};
pub(crate) use statement::{NO_DIGEST, digest_of};

/// What sealing needs: the signing key, the keys that signed before it, and where seals are written.
#[derive(Debug)]
pub struct Sealer {
    pub key: SealKey,
    /// Public keys that are out of use; what they signed stays good.
    pub former: Vec<PublicKey>,
    /// Outside the database; best on another machine.
    pub folder: PathBuf,
}

impl Sealer {
    /// Every key whose signature is believed, the present one first.
    pub fn trusted(&self) -> Vec<PublicKey> {
        let mut keys = vec![self.key.public()];
        keys.extend(self.former.iter().cloned());
        keys
    }
}
