//! Reading what was typed: required and optional texts, e-mail addresses, numbers of a phone.
//!
//! Every function adds its fault and goes on, so that a person hears of all faults at once.

use crate::error::{Faults, FieldFault};

/// A name, an address line, a title.
pub(crate) const LINE_MAX_CHARACTERS: usize = 200;
/// RFC 5321 allows no longer path.
const EMAIL_MAX_CHARACTERS: usize = 254;

/// A trimmed text that must be there, in one line.
pub(crate) fn required(faults: &mut Faults, field: &str, typed: &str, limit: usize) -> String {
    if typed.trim().is_empty() {
        faults.add(field, "required");
    }
    optional(faults, field, typed, limit)
}

/// A trimmed text in one line; may be empty.
pub(crate) fn optional(faults: &mut Faults, field: &str, typed: &str, limit: usize) -> String {
    let text = typed.trim();
    if text.chars().any(char::is_control) {
        faults.add(field, "control-character");
    }
    if text.chars().count() > limit {
        faults.push(FieldFault::new(field, "too-long").with("limit", limit));
    }
    text.to_owned()
}

/// An address in lower case, as logins are stored and compared.
pub(crate) fn email(faults: &mut Faults, field: &str, typed: &str) -> String {
    let address = normalise_email(typed);
    if address.is_empty() {
        faults.add(field, "required");
    } else if !is_email(&address) {
        faults.add(field, "email");
    }
    address
}

pub(crate) fn normalise_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// ASCII, one `@`, a dot in the domain, nothing a mail header could stumble over.
fn is_email(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.bytes().all(is_inner) && !label.starts_with('-') && !label.ends_with('-')
    };
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    address.len() <= EMAIL_MAX_CHARACTERS
        && !local.is_empty()
        && dots
        && local.bytes().all(is_local)
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_rubbish() {
        let check = |text: &str, expect: bool| assert_eq!(is_email(&normalise_email(text)), expect, "{text}");
        check("officer@haimen.example.cn", true);
        check(" Officer+a@Haimen.example ", true);
        check("officer@haimen", false);
        check("officer haimen@a.cn", false);
        check("a@b@c.cn", false);
        check("a..b@c.cn", false);
        check("a@-c.cn", false);
        check("a\r\nBcc:x@c.cn", false);
        check("甲@c.cn", false);
    }
}
