//! Files under the store's root, named by the SHA-256 of their bytes. The only place that names `object_store`.
//!
//! A key never comes from a user; the same bytes are stored once; a file is written whole or not at all.

mod folder;

pub use folder::Folder;

use std::path::Path as FilePath;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// The longest file the store takes; whoever accepts uploads has a lower limit of its own.
pub const FILE_MAXIMUM_BYTES: usize = 64 * 1024 * 1024;
/// Keys are spread over 256 folders, so that no folder grows beyond what tools can list.
const FOLDER_DIGITS: usize = 2;
const KEY_DIGITS: usize = 64;

/// What the file system answers instead of a file.
pub type FileError = object_store::Error;

/// The file store.
#[derive(Debug, Clone)]
pub struct Files {
    root: Arc<LocalFileSystem>,
}

impl Files {
    pub(crate) fn open(root: &FilePath) -> Result<Self, StoreError> {
        std::fs::create_dir_all(root).map_err(StoreError::Backup)?;
        let local = LocalFileSystem::new_with_prefix(root).map_err(StoreError::File)?.with_fsync(true);
        Ok(Self { root: Arc::new(local) })
    }

    /// The key under which these bytes are, or would be, stored.
    pub fn key_of(bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// Stores the bytes; answers their key. Storing them twice is the same as once.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String, StoreError> {
        if bytes.len() > FILE_MAXIMUM_BYTES {
            return Err(StoreError::conflict("a file longer than the store takes"));
        }
        let key = Self::key_of(&bytes);
        self.root.put(&location(&key)?, bytes.into()).await.map_err(StoreError::File)?;
        Ok(key)
    }

    /// The bytes under a key, checked against it.
    pub async fn get(&self, key: &str) -> Result<Vec<u8>, StoreError> {
        let found = match self.root.get(&location(key)?).await {
            Err(object_store::Error::NotFound { .. }) => {
                return Err(StoreError::NotFound { what: "file" });
            }
            other => other.map_err(StoreError::File)?,
        };
        let bytes = found.bytes().await.map_err(StoreError::File)?.to_vec();
        if Self::key_of(&bytes) == key { Ok(bytes) } else { Err(StoreError::corrupt("file")) }
    }

    /// Removes a file. The caller knows that no row names it any more.
    pub async fn delete(&self, key: &str) -> Result<(), StoreError> {
        match self.root.delete(&location(key)?).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            other => other.map_err(StoreError::File),
        }
    }

    /// Every key, in order.
    pub async fn list(&self) -> Result<Vec<String>, StoreError> {
        let listing = self.root.list_with_delimiter(None).await.map_err(StoreError::File)?;
        let mut keys = Vec::new();
        for folder in listing.common_prefixes {
            let files = self.root.list_with_delimiter(Some(&folder)).await.map_err(StoreError::File)?;
            keys.extend(files.objects.iter().filter_map(|file| file.location.filename().map(str::to_owned)));
        }
        keys.sort_unstable();
        Ok(keys)
    }
}

fn location(key: &str) -> Result<Path, StoreError> {
    let is_key = key.len() == KEY_DIGITS && key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_key {
        Ok(Path::from(format!("{}/{key}", &key[..FOLDER_DIGITS])))
    } else {
        Err(StoreError::NotFound { what: "file" })
    }
}
