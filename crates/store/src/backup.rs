//! A portable backup: every table as lines of JSON, every file under its key, and a manifest that counts and
//! hashes them. A backup made on one database can be restored into the other.
//!
//! The key of the event chain is not in it: whoever restores must open the store with the same key.

mod dump;
mod json;
mod restore;

pub use dump::dump;
pub use restore::restore;

use serde::{Deserialize, Serialize};

/// Grows when the layout of a backup changes.
const FORMAT: u32 = 1;
const MANIFEST_FILE: &str = "manifest.json";
const TABLES_FOLDER: &str = "tables";
const FILES_FOLDER: &str = "files";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Names of the migrations the schema had; a backup is restored into exactly that schema.
    pub migrations: Vec<String>,
    pub tables: Vec<TableManifest>,
    /// Keys of the files, in order. A key is the hash of its bytes.
    pub files: Vec<String>,
}

/// One table's part of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableManifest {
    pub name: String,
    pub rows: u64,
    /// Hash of the table's file.
    pub sha256: String,
}

fn table_file(name: &str) -> String {
    format!("{TABLES_FOLDER}/{name}.ndjson")
}
