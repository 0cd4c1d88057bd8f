//! A folder of named files, each written once and whole, outside the database: where seals go.
//!
//! A name comes from the program, never from a user; what is there is never overwritten.

use std::path::Path as FilePath;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode};

use crate::error::StoreError;

/// The folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Arc<LocalFileSystem>,
}

impl Folder {
    /// Makes the folder where it is not there yet.
    pub fn create(root: &FilePath) -> Result<Self, StoreError> {
        std::fs::create_dir_all(root).map_err(StoreError::Backup)?;
        Self::open(root)
    }

    /// The folder must be there.
    pub fn open(root: &FilePath) -> Result<Self, StoreError> {
        let local = LocalFileSystem::new_with_prefix(root).map_err(StoreError::File)?.with_fsync(true);
        Ok(Self { root: Arc::new(local) })
    }

    /// Writes a file that is not there yet. The same bytes again are no fault, others are a conflict.
    pub async fn put_once(&self, name: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let place = Path::from(name);
        match self.root.put_opts(&place, bytes.clone().into(), PutMode::Create.into()).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) if self.get(name).await? == bytes => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => {
                Err(StoreError::conflict(format!("{name} is there already, with another content")))
            }
            Err(error) => Err(StoreError::File(error)),
        }
    }

    pub async fn get(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let found = self.root.get(&Path::from(name)).await.map_err(StoreError::File)?;
        Ok(found.bytes().await.map_err(StoreError::File)?.to_vec())
    }

    /// The names of all files, in order.
    pub async fn names(&self) -> Result<Vec<String>, StoreError> {
        let listing = self.root.list_with_delimiter(None).await.map_err(StoreError::File)?;
        let names = listing.objects.iter().filter_map(|file| file.location.filename().map(str::to_owned));
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        Ok(names)
    }
}
