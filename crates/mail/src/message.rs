//! The message as the caller gives it and as mail writes it: headers, encodings, date.
//!
//! Every part is a checked type, so that writing a message out cannot forge a header or panic. Reads no
//! clock and makes no id: the same message is written as the same bytes on every attempt.

mod mailbox;
mod message_id;
mod text;

use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Envelope;
use lettre::message::SinglePart;
use lettre::message::header::{HeaderName, HeaderValue};

pub use mailbox::{MAXIMUM_ADDRESS_BYTES, MAXIMUM_NAME_CHARACTERS, Mailbox};
pub use message_id::{MAXIMUM_MESSAGE_ID_BYTES, MessageId};
pub use text::{MAXIMUM_BODY_BYTES, MAXIMUM_SUBJECT_CHARACTERS, Subject, TextBody};

use crate::error::{Field, MailError, Refusal};

/// 9999-12-31 23:59:59 UTC in seconds: the last moment a mail date, with its four-digit year, can write.
const LAST_SENT_AT_UNIX_SECONDS: u64 = 253_402_300_799;

/// The language a message is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Locale {
    /// The language tag of the Content-Language header.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// One rendered mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The same on every attempt, so that receivers can drop a second copy.
    pub message_id: MessageId,
    /// The sender.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Mailbox,
    /// The subject line.
    pub subject: Subject,
    /// The text.
    pub text_body: TextBody,
    /// When the mail was enqueued, in seconds since 1970 UTC: the Date header.
    pub sent_at_unix_seconds: i64,
    /// The language of subject and text.
    pub locale: Locale,
}

impl Message {
    /// The bytes as they go over the wire or into an `.eml` file: ASCII lines that end in CRLF.
    pub fn encode(&self) -> Result<Vec<u8>, MailError> {
        let date = u64::try_from(self.sent_at_unix_seconds)
            .ok()
            .filter(|seconds| *seconds <= LAST_SENT_AT_UNIX_SECONDS)
            .ok_or(MailError::refused(Field::SentAt, Refusal::OutOfRange))?;
        let message = lettre::Message::builder()
            .envelope(self.envelope()?)
            .message_id(Some(self.message_id.header()))
            .date(UNIX_EPOCH + Duration::from_secs(date))
            .from(self.from.inner().clone())
            .to(self.to.inner().clone())
            .subject(self.subject.as_str())
            // RFC 3834: asks automatic responders not to answer a machine.
            .raw_header(ascii_header("Auto-Submitted", "auto-generated"))
            .raw_header(ascii_header("Content-Language", self.locale.tag()))
            .singlepart(SinglePart::plain(self.text_body.as_str().to_owned()))
            .map_err(|_| MailError::refused(Field::Name, Refusal::Unencodable))?;
        Ok(message.formatted())
    }

    /// Stated rather than read back from the headers, so that an unusual name cannot change the recipient.
    fn envelope(&self) -> Result<Envelope, MailError> {
        let from = self.from.inner().email.clone();
        let to = self.to.inner().email.clone();
        Envelope::new(Some(from), vec![to])
            .map_err(|_| MailError::refused(Field::Address, Refusal::InvalidAddress))
    }
}

fn ascii_header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Line breaks forge headers; the separators U+2028 and U+2029 are line breaks to some readers.
fn breaks_a_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}
