//! Mail into memory: what tests read back.
//!
//! Checks a message as the other transports do, so that a test does not pass with one they would refuse.

use std::sync::{Arc, Mutex, PoisonError};

use super::Delivery;
use crate::error::MailError;
use crate::message::Message;

#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    messages: Arc<Mutex<Vec<Message>>>,
}

impl Memory {
    pub(super) fn messages(&self) -> Vec<Message> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn deliver(&self, message: &Message) -> Result<Delivery, MailError> {
        message.encode()?;
        self.messages.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
        Ok(Delivery { message_id: message.message_id.clone(), answer: String::from("remembered") })
    }
}
