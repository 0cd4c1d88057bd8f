//! The Message-ID: made from the outbox row, so that every attempt bears the same one.
//!
//! Its characters are few enough that it is also a safe file name. Draws no randomness.

use std::fmt;

use crate::error::{Field, MailError, Refusal};

/// The longest Message-ID in bytes, without brackets: fits one header line and one file name.
pub const MAXIMUM_MESSAGE_ID_BYTES: usize = 200;

/// A checked `id@domain`; shown in angle brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// Makes the Message-ID of an outbox row. The same arguments always make the same id.
    pub fn of_outbox(outbox_id: &str, domain: &str) -> Result<Self, MailError> {
        if !is_dot_atom(outbox_id) || !is_dot_atom(domain) {
            return Err(MailError::refused(Field::MessageId, Refusal::InvalidMessageId));
        }
        let id = format!("{outbox_id}@{domain}");
        if id.len() > MAXIMUM_MESSAGE_ID_BYTES {
            let reason = Refusal::TooLong { limit: MAXIMUM_MESSAGE_ID_BYTES };
            return Err(MailError::refused(Field::MessageId, reason));
        }
        Ok(Self(id))
    }

    /// `id@domain` without brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "<{}>", self.0)
    }
}

/// Parts of letters, digits, hyphens and underscores with single dots between: never `..`, never empty.
fn is_dot_atom(text: &str) -> bool {
    text.split('.').all(|part| {
        !part.is_empty()
            && part.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
    })
}
