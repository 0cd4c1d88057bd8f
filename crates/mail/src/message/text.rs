//! The subject and the text of a message, within limits and without characters that do not belong.
//!
//! What they say is none of this crate's business.

use super::breaks_a_line;
use crate::error::{Field, MailError, Refusal};

/// The longest subject in characters: what a mail list can show, several times over.
pub const MAXIMUM_SUBJECT_CHARACTERS: usize = 200;
/// The longest text in bytes: a notice with every criterion explained is a tenth of it.
pub const MAXIMUM_BODY_BYTES: usize = 256 * 1024;

/// A checked subject line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// Refuses line breaks, other control characters and over-long subjects.
    pub fn parse(text: &str) -> Result<Self, MailError> {
        if text.chars().count() > MAXIMUM_SUBJECT_CHARACTERS {
            let reason = Refusal::TooLong { limit: MAXIMUM_SUBJECT_CHARACTERS };
            return Err(MailError::refused(Field::Subject, reason));
        }
        if text.chars().any(breaks_a_line) {
            return Err(MailError::refused(Field::Subject, Refusal::ControlCharacter));
        }
        Ok(Self(text.trim().to_owned()))
    }

    /// The subject as given, decoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A checked plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBody(String);

impl TextBody {
    /// Takes lines and tabs; refuses other control characters and over-long texts.
    pub fn parse(text: &str) -> Result<Self, MailError> {
        if text.len() > MAXIMUM_BODY_BYTES {
            let reason = Refusal::TooLong { limit: MAXIMUM_BODY_BYTES };
            return Err(MailError::refused(Field::Body, reason));
        }
        let text = text.replace("\r\n", "\n");
        if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t')) {
            return Err(MailError::refused(Field::Body, Refusal::ControlCharacter));
        }
        Ok(Self(text))
    }

    /// The text as given, with `\n` between lines.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
