//! Bank messages of ISO 20022: payment files out, status reports in, and the answers of a demo bank.
//!
//! Only this module names the XML library. Messages are UTF-8; text is escaped, never CDATA.

mod compose;
pub mod message_error;
pub mod pain001;
mod pain001_read;
pub mod pain002;
pub mod pain002_answer;
mod pain002_read;
mod scan;

use std::fmt;
use std::str::FromStr;

use workflow::id::PaymentBatchId;

use crate::instruction::ForeignReference;

/// Largest message read, in bytes: 10,000 payments take about 10 MiB with the longest texts.
pub const MESSAGE_MAX_BYTES: usize = 20 * 1024 * 1024;
/// Deepest nesting read, in levels: the published schemas stay below 20.
pub const MESSAGE_MAX_LEVELS: usize = 32;
/// Most transactions read from one message: twice what one batch may hold.
pub const MESSAGE_MAX_TRANSACTIONS: usize = 20_000;
/// Longest text of one element read, in characters: the published schemas stay below 2,048.
pub const ELEMENT_MAX_CHARS: usize = 4_096;

/// Everything we read or write is in this namespace, with the message's name at the end.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";
/// The clearing system of China in the external code list of ISO 20022.
const CLEARING_SYSTEM: &str = "CNAPS";
/// The only currency of this system.
const CURRENCY: &str = "CNY";

macro_rules! batch_references {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub PaymentBatchId);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!($prefix, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = ForeignReference;

            fn from_str(text: &str) -> Result<Self, ForeignReference> {
                let id = text.strip_prefix($prefix).and_then(|digits| digits.parse().ok());
                let reference = id.map(Self).ok_or(ForeignReference)?;
                let same = reference.to_string().eq_ignore_ascii_case(text);
                if same { Ok(reference) } else { Err(ForeignReference) }
            }
        }
    )*};
}

batch_references! {
    /// `MsgId` of a batch's payment file, 35 characters. Follows from the batch's id alone.
    MessageId "HBB";
    /// `PmtInfId` of a batch's payment file, 35 characters. Follows from the batch's id alone.
    PaymentInformationId "HBP";
}
