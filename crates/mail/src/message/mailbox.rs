//! A name and an address, checked before they come near a header.
//!
//! The mail library panics on a line break in a name, and a forged header is worse: both end here. Only
//! plain ASCII addresses are taken, because a server need not know how to handle any other.

use lettre::Address;

use super::breaks_a_line;
use crate::error::{Field, MailError, Refusal};

/// The longest display name in characters: four times the longest enterprise name met in practice.
pub const MAXIMUM_NAME_CHARACTERS: usize = 120;
/// The longest mail address in bytes: the limit of RFC 5321 for a forward path.
pub const MAXIMUM_ADDRESS_BYTES: usize = 254;
/// What may stand before the @ beside letters and digits: RFC 5322 `atext` and the dot, nothing quoted.
const LOCAL_PART_PUNCTUATION: &str = "!#$%&'*+-/=?^_`{|}~.";

/// A checked sender or recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox(lettre::message::Mailbox);

impl Mailbox {
    /// Checks a display name (may be empty) and an address.
    pub fn parse(name: &str, address: &str) -> Result<Self, MailError> {
        Ok(Self(lettre::message::Mailbox::new(parse_name(name)?, parse_address(address)?)))
    }

    /// The display name, when there is one.
    pub fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The address.
    pub fn address(&self) -> &str {
        self.0.email.as_ref()
    }

    pub(crate) fn inner(&self) -> &lettre::message::Mailbox {
        &self.0
    }
}

fn parse_name(name: &str) -> Result<Option<String>, MailError> {
    if name.chars().count() > MAXIMUM_NAME_CHARACTERS {
        let reason = Refusal::TooLong { limit: MAXIMUM_NAME_CHARACTERS };
        return Err(MailError::refused(Field::Name, reason));
    }
    if name.chars().any(breaks_a_line) {
        return Err(MailError::refused(Field::Name, Refusal::ControlCharacter));
    }
    let name = name.trim();
    Ok((!name.is_empty()).then(|| name.to_owned()))
}

fn parse_address(address: &str) -> Result<Address, MailError> {
    let refused = |reason| MailError::refused(Field::Address, reason);
    if address.is_empty() {
        return Err(refused(Refusal::EmptyAddress));
    }
    if address.len() > MAXIMUM_ADDRESS_BYTES {
        return Err(refused(Refusal::TooLong { limit: MAXIMUM_ADDRESS_BYTES }));
    }
    if address.chars().any(breaks_a_line) {
        return Err(refused(Refusal::ControlCharacter));
    }
    let (local_part, domain) = address.rsplit_once('@').ok_or(refused(Refusal::InvalidAddress))?;
    let plain =
        |character: char| character.is_ascii_alphanumeric() || LOCAL_PART_PUNCTUATION.contains(character);
    if !domain.is_ascii() || !local_part.chars().all(plain) {
        return Err(refused(Refusal::InvalidAddress));
    }
    address.parse().map_err(|_| refused(Refusal::InvalidAddress))
}
