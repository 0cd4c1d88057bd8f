//! The witnesses of an audit: seals read from a folder outside the database, and the keys that are believed.
//! A file that cannot be read is itself a finding, never a reason to stop.

use std::path::Path;

use store::Folder;

use super::fault::SealFault;
use super::file::SealFile;
use super::key::PublicKey;
use crate::{Engine, EngineError};

/// Names of other files in the folder are passed over.
const FILE_PREFIX: &str = "houbu-seal-";
const FILE_SUFFIX: &str = ".json";

/// What an audit believes besides the database.
#[derive(Debug, Clone, Default)]
pub struct Witness {
    pub exported: Vec<ExportedSeal>,
    pub trusted: Vec<PublicKey>,
}

/// One file of the folder.
#[derive(Debug, Clone)]
pub struct ExportedSeal {
    pub name: String,
    /// Why it cannot be read, when it cannot.
    pub file: Result<SealFile, SealFault>,
}

impl Witness {
    /// Reads every seal of a folder, which must be there.
    pub async fn read(folder: &Path, trusted: Vec<PublicKey>) -> Result<Self, EngineError> {
        let folder = Folder::open(folder)?;
        let mut exported = Vec::new();
        for name in folder.names().await? {
            if name.starts_with(FILE_PREFIX) && name.ends_with(FILE_SUFFIX) {
                let bytes = folder.get(&name).await?;
                let file = serde_json::from_slice(&bytes)
                    .map_err(|error| SealFault::Unreadable { what: error.to_string() });
                exported.push(ExportedSeal { name, file });
            }
        }
        Ok(Self { exported, trusted })
    }
}

impl Engine {
    /// The witness of this installation: its own folder, as far as there is one, and its own keys.
    pub(crate) async fn own_witness(&self) -> Result<Witness, EngineError> {
        let Ok(sealer) = self.sealer() else { return Ok(Witness::default()) };
        if sealer.folder.is_dir() {
            Witness::read(&sealer.folder, sealer.trusted()).await
        } else {
            Ok(Witness { exported: Vec::new(), trusted: sealer.trusted() })
        }
    }
}
