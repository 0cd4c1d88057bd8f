//! A rendered message becomes a delivered one: over SMTP, into a directory, or into memory.
//!
//! Owns the mail format and the classification of failures (try again, or give up). It never renders a
//! template, keeps no outbox, reads no clock and decides no retry: the caller says what to send and when.
//! A message is enqueued once and sent at least once; every attempt bears the same Message-ID.

mod error;
mod message;
mod transport;

pub use error::{Field, MailError, Refusal, Stage};
pub use message::{
    Locale, MAXIMUM_ADDRESS_BYTES, MAXIMUM_BODY_BYTES, MAXIMUM_MESSAGE_ID_BYTES, MAXIMUM_NAME_CHARACTERS,
    MAXIMUM_SUBJECT_CHARACTERS, Mailbox, Message, MessageId, Subject, TextBody,
};
pub use transport::{Credentials, Delivery, Security, SmtpSettings, Transport};
