//! Mail into a directory: one `.eml` file per message, for demonstrations and for machines without a server.
//!
//! A file is whole or absent. A second attempt at a message finds its file and leaves it alone. Files are
//! never removed here.

use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::fs;
use tokio::io::AsyncWriteExt;

use super::Delivery;
use crate::error::{MailError, Stage};
use crate::message::Message;

/// Tells apart attempts of one process that write at the same time.
static ATTEMPTS: AtomicU64 = AtomicU64::new(0);

#[derive(Clone, Debug)]
pub(super) struct Directory {
    path: Arc<Path>,
}

impl Directory {
    pub(super) fn at(path: PathBuf) -> Self {
        Self { path: path.into() }
    }

    pub(super) async fn deliver(&self, message: &Message) -> Result<Delivery, MailError> {
        let content = message.encode()?;
        let name = format!("{}.eml", message.message_id.as_str());
        self.keep(&name, &content).await.map_err(|source| MailError::Temporary {
            stage: Stage::Writing,
            code: None,
            source: Box::new(source),
        })?;
        Ok(Delivery { message_id: message.message_id.clone(), answer: name })
    }

    async fn keep(&self, name: &str, content: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.path).await?;
        let path = self.path.join(name);
        if fs::try_exists(&path).await? {
            return Ok(());
        }
        let attempt = ATTEMPTS.fetch_add(1, Ordering::Relaxed);
        let partial = self.path.join(format!(".{}-{attempt}.part", process::id()));
        let written = write_and_rename(&partial, &path, content).await;
        if written.is_err() {
            // The first failure is the one worth reporting; the leftover is hidden and harmless.
            let _ = fs::remove_file(&partial).await;
        }
        written
    }
}

async fn write_and_rename(partial: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(partial).await?;
    file.write_all(content).await?;
    // Without this a power cut could leave a name without content.
    file.sync_all().await?;
    fs::rename(partial, path).await
}
