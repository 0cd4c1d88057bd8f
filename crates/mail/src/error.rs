//! What can go wrong with a mail, sorted by what the caller should do about it.
//!
//! `Refused` is the writer's fault and never reaches a server; `Temporary` may be tried again, always with
//! the same Message-ID; `Permanent` may not. The rest are settings that cannot be used at all.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// Why a mail, or the transport that should carry it, failed.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// A part of the message was not acceptable; nothing was sent.
    #[error("the {field} was refused: {reason}")]
    Refused {
        /// The part that was refused.
        field: Field,
        /// What is wrong with it.
        reason: Refusal,
    },
    /// Not delivered, or not known to be: try again later with the same Message-ID.
    #[error("not delivered while {stage}, may be tried again: {source}")]
    Temporary {
        /// How far the attempt came.
        stage: Stage,
        /// The server's reply code, when it gave one.
        code: Option<u16>,
        /// The failure underneath.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The server refuses this very message; trying again would be refused again.
    #[error("refused for good while {stage}: {source}")]
    Permanent {
        /// How far the attempt came.
        stage: Stage,
        /// The server's reply code.
        code: u16,
        /// The failure underneath.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Mail without encryption was asked for to another machine.
    #[error("mail without encryption is only for this machine itself, not for {host}")]
    PlainOutsideLoopback {
        /// The host of the settings.
        host: String,
    },
    /// The extra root certificate could not be read or used.
    #[error("the certificate file {} cannot be used: {source}", path.display())]
    Certificate {
        /// The file of the settings.
        path: PathBuf,
        /// The failure underneath.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The machine's TLS could not be set up for the host.
    #[error("encryption cannot be set up for {host}: {source}")]
    Encryption {
        /// The host of the settings.
        host: String,
        /// The failure underneath.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl MailError {
    /// Whether another attempt can succeed without a change to the message or the settings file.
    pub fn may_be_retried(&self) -> bool {
        matches!(self, Self::Temporary { .. })
    }

    /// Whether the receiver may have the message although no answer said so.
    pub fn outcome_is_unknown(&self) -> bool {
        matches!(self, Self::Temporary { stage: Stage::Sending, code: None, .. })
    }

    pub(crate) fn refused(field: Field, reason: Refusal) -> Self {
        Self::Refused { field, reason }
    }
}

/// The part of a message that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name shown beside an address.
    Name,
    /// A mail address.
    Address,
    /// The subject line.
    Subject,
    /// The text of the message.
    Body,
    /// The Message-ID.
    MessageId,
    /// The time of sending.
    SentAt,
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Name => "display name",
            Self::Address => "mail address",
            Self::Subject => "subject",
            Self::Body => "text",
            Self::MessageId => "message id",
            Self::SentAt => "time of sending",
        })
    }
}

/// What is wrong with a refused part; `code` is the key under which a catalogue explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The address is empty.
    EmptyAddress,
    /// A line break or another control character, which could forge a header.
    ControlCharacter,
    /// Longer than the limit, in the unit of the field's constant.
    TooLong {
        /// The longest that is accepted.
        limit: usize,
    },
    /// Not an address that mail can be sent to.
    InvalidAddress,
    /// Not letters, digits, dots, hyphens and underscores with a dot-separated domain.
    InvalidMessageId,
    /// Outside the years 1970 to 9999, which a mail header can write.
    OutOfRange,
    /// The text cannot be written as a mail header.
    Unencodable,
}

impl Refusal {
    /// A stable key for catalogues and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::EmptyAddress => "empty-address",
            Self::ControlCharacter => "control-character",
            Self::TooLong { .. } => "too-long",
            Self::InvalidAddress => "invalid-address",
            Self::InvalidMessageId => "invalid-message-id",
            Self::OutOfRange => "out-of-range",
            Self::Unencodable => "unencodable",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyAddress => formatter.write_str("it is empty"),
            Self::ControlCharacter => {
                formatter.write_str("it contains a line break or another control character")
            }
            Self::TooLong { limit } => write!(formatter, "it is longer than {limit}"),
            Self::InvalidAddress => formatter.write_str("it is not a valid mail address"),
            Self::InvalidMessageId => {
                formatter.write_str("only letters, digits, dots, hyphens and underscores may be used")
            }
            Self::OutOfRange => formatter.write_str("it is outside the years 1970 to 9999"),
            Self::Unencodable => formatter.write_str("it cannot be written as a mail header"),
        }
    }
}

/// How far an attempt came. Only after `Sending` began may the receiver have the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reaching the server and greeting it.
    Connecting,
    /// Agreeing on encryption.
    Securing,
    /// Presenting name and password.
    SigningIn,
    /// Naming sender and recipient.
    Addressing,
    /// Handing over the content and waiting for the answer.
    Sending,
    /// Writing a file.
    Writing,
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connecting => "connecting",
            Self::Securing => "securing the connection",
            Self::SigningIn => "signing in",
            Self::Addressing => "naming the recipient",
            Self::Sending => "sending the content",
            Self::Writing => "writing the file",
        })
    }
}
