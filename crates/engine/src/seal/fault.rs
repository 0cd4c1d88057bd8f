//! What may be wrong with a seal or its file, by itself. Codes for the catalogues, English for the terminal.
//! Whether the record agrees with a sound seal is the audit's to say.

use std::fmt;

use serde::Serialize;

/// Said of a seal: `is not signed with the published key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code")]
pub enum SealFault {
    #[serde(rename = "seal-unreadable")]
    Unreadable { what: String },
    #[serde(rename = "seal-format")]
    Format { format: &'static str },
    #[serde(rename = "seal-unsigned")]
    Unsigned,
    #[serde(rename = "seal-no-statement")]
    NoStatement,
    #[serde(rename = "seal-leaves-unordered")]
    LeavesUnordered,
    #[serde(rename = "seal-leaves-differ")]
    LeavesDiffer,
    #[serde(rename = "seal-unlinked")]
    Unlinked,
    #[serde(rename = "seal-digest-differs")]
    DigestDiffers,
    #[serde(rename = "seal-stored-leaves-differ")]
    StoredLeavesDiffer,
}

impl fmt::Display for SealFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = match self {
            Self::Unreadable { what } => return write!(formatter, "cannot be read: {what}"),
            Self::Format { format } => return write!(formatter, "is no {format}"),
            Self::Unsigned => "is not signed with the published key",
            Self::NoStatement => "is signed, and is no statement of a seal",
            Self::LeavesUnordered => "does not hold its leaves in order",
            Self::LeavesDiffer => "does not hold the leaves that were signed",
            Self::Unlinked => "does not follow from the one before it",
            Self::DigestDiffers => "has another digest than its statement",
            Self::StoredLeavesDiffer => "does not cover the leaves that are stored for it",
        };
        formatter.write_str(plain)
    }
}
