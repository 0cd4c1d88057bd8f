//! The three ways a message can go, behind one call.
//!
//! Which one a deployment uses is a matter of its settings; callers only see `deliver`. Keeps no queue and
//! never tries twice by itself.

mod directory;
mod memory;
mod settings;
mod smtp;

use std::path::PathBuf;

pub use settings::{Credentials, Security, SmtpSettings};

use crate::error::MailError;
use crate::message::{Message, MessageId};

/// Where messages go. Clones share the same destination.
#[derive(Clone, Debug)]
pub struct Transport(Destination);

#[derive(Clone, Debug)]
enum Destination {
    Smtp(smtp::Smtp),
    Directory(directory::Directory),
    Memory(memory::Memory),
}

impl Transport {
    /// Over SMTP. Reads the extra root certificate now, so that a wrong path fails at the start.
    pub fn smtp(settings: SmtpSettings) -> Result<Self, MailError> {
        Ok(Self(Destination::Smtp(smtp::Smtp::prepare(settings)?)))
    }

    /// One `.eml` file per message in a directory, which is made when it is missing.
    pub fn directory(path: impl Into<PathBuf>) -> Self {
        Self(Destination::Directory(directory::Directory::at(path.into())))
    }

    /// Into memory, for tests: see [`Transport::remembered`].
    pub fn memory() -> Self {
        Self(Destination::Memory(memory::Memory::default()))
    }

    /// What a memory transport took so far, in order; nothing for the others.
    pub fn remembered(&self) -> Vec<Message> {
        match &self.0 {
            Destination::Memory(memory) => memory.messages(),
            Destination::Smtp(_) | Destination::Directory(_) => Vec::new(),
        }
    }

    /// Makes one attempt.
    pub async fn deliver(&self, message: &Message) -> Result<Delivery, MailError> {
        match &self.0 {
            Destination::Smtp(smtp) => smtp.deliver(message).await,
            Destination::Directory(directory) => directory.deliver(message).await,
            Destination::Memory(memory) => memory.deliver(message),
        }
    }
}

/// A message the destination has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The message.
    pub message_id: MessageId,
    /// What the destination said: the server's answer, or the file name.
    pub answer: String,
}
