//! Texts that go into bank messages, checked once when they are made.
//!
//! A text is refused, never cut or cleaned: what a person entered is what the bank reads.

use workflow::identity;

/// Longest name of a party or bank, in characters: `Max140Text` of ISO 20022.
pub const NAME_MAX_CHARS: usize = 140;
/// Longest remittance text, in characters: one `Ustrd` of ISO 20022.
pub const REMITTANCE_MAX_CHARS: usize = 140;
/// Longest identifier, in characters: `Max35Text` of ISO 20022.
pub const IDENTIFIER_MAX_CHARS: usize = 35;
/// Longest account number, in digits: no Chinese bank issues longer ones, and ISO 20022 takes 34.
pub const ACCOUNT_NUMBER_MAX_DIGITS: usize = 32;
/// Shortest account number, in digits: no Chinese bank issues shorter ones.
pub const ACCOUNT_NUMBER_MIN_DIGITS: usize = 8;
/// Length of a CNAPS code, in digits: bank 3, area 4, serial 4, check 1.
pub const BANK_CODE_DIGITS: usize = 12;

/// Where a text stands, so that a message can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    PayeeName,
    PayeeAccount,
    PayeeBankCode,
    PayeeBankName,
    DebtorName,
    DebtorAccount,
    DebtorBankCode,
    Remittance,
    MessageId,
    ReasonCode,
    ReasonText,
}

impl Field {
    /// Stable key for the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PayeeName => "payee-name",
            Self::PayeeAccount => "payee-account",
            Self::PayeeBankCode => "payee-bank-code",
            Self::PayeeBankName => "payee-bank-name",
            Self::DebtorName => "debtor-name",
            Self::DebtorAccount => "debtor-account",
            Self::DebtorBankCode => "debtor-bank-code",
            Self::Remittance => "remittance",
            Self::MessageId => "message-id",
            Self::ReasonCode => "reason-code",
            Self::ReasonText => "reason-text",
        }
    }
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    Empty,
    TooLong {
        limit_chars: usize,
    },
    TooShort {
        limit_chars: usize,
    },
    /// A control character, tab and line ends included; `position` counts characters from 1.
    ControlCharacter {
        position: usize,
    },
    /// A character XML 1.0 cannot carry; `position` counts characters from 1.
    ForbiddenCharacter {
        position: usize,
    },
    /// Blank at the start or the end, which some banks cut and some do not.
    OuterSpace,
    NotDigits,
    CheckDigit,
}

impl TextProblem {
    /// Stable key for the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::TooShort { .. } => "too-short",
            Self::ControlCharacter { .. } => "control-character",
            Self::ForbiddenCharacter { .. } => "forbidden-character",
            Self::OuterSpace => "outer-space",
            Self::NotDigits => "not-digits",
            Self::CheckDigit => "check-digit",
        }
    }
}

/// A text that cannot go into a bank message, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", .field.key(), .problem.key())]
pub struct TextError {
    pub field: Field,
    pub problem: TextProblem,
}

/// True for the characters of XML 1.0 (`Char`).
pub(crate) const fn is_xml_char(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Accepts a text of 1 to `limit_chars` printable characters without outer blanks.
pub fn check_text(field: Field, text: &str, limit_chars: usize) -> Result<(), TextError> {
    let refuse = |problem| Err(TextError { field, problem });
    if text.is_empty() {
        return refuse(TextProblem::Empty);
    }
    for (index, character) in text.chars().enumerate() {
        let position = index + 1;
        if character.is_control() {
            return refuse(TextProblem::ControlCharacter { position });
        }
        if !is_xml_char(character) {
            return refuse(TextProblem::ForbiddenCharacter { position });
        }
    }
    if text.trim() != text {
        return refuse(TextProblem::OuterSpace);
    }
    if text.chars().count() > limit_chars {
        return refuse(TextProblem::TooLong { limit_chars });
    }
    Ok(())
}

/// Accepts a bank account number: digits only, within the limits of length.
pub fn check_account_number(field: Field, text: &str) -> Result<(), TextError> {
    check_text(field, text, ACCOUNT_NUMBER_MAX_DIGITS)?;
    check_digits(field, text)?;
    if text.len() < ACCOUNT_NUMBER_MIN_DIGITS {
        let problem = TextProblem::TooShort { limit_chars: ACCOUNT_NUMBER_MIN_DIGITS };
        return Err(TextError { field, problem });
    }
    Ok(())
}

/// Accepts a CNAPS code: 12 digits, the last a check digit by ISO 7064 MOD 11,10.
pub fn check_bank_code(field: Field, text: &str) -> Result<(), TextError> {
    check_text(field, text, BANK_CODE_DIGITS)?;
    check_digits(field, text)?;
    if text.len() < BANK_CODE_DIGITS {
        let problem = TextProblem::TooShort { limit_chars: BANK_CODE_DIGITS };
        return Err(TextError { field, problem });
    }
    let problem = TextProblem::CheckDigit;
    identity::check_cnaps(text).map_err(|_| TextError { field, problem })
}

fn check_digits(field: Field, text: &str) -> Result<(), TextError> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(TextError { field, problem: TextProblem::NotDigits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(result: Result<(), TextError>) -> Option<TextProblem> {
        result.err().map(|error| error.problem)
    }

    #[test]
    fn hostile_texts_are_refused_or_left_alone() {
        let check = |text: &str, expect: Option<TextProblem>| {
            assert_eq!(problem(check_text(Field::PayeeName, text, 20)), expect, "{text:?}");
        };
        check("海门后补科技有限公司", None);
        check("R&D ]]> \"x\" 'y' <z>", None);
        check("🏭👩‍🔬 公司", None);
        check("", Some(TextProblem::Empty));
        check(" 公司", Some(TextProblem::OuterSpace));
        check("公司\u{3000}", Some(TextProblem::OuterSpace));
        check("公\r\n司", Some(TextProblem::ControlCharacter { position: 2 }));
        check("公\t司", Some(TextProblem::ControlCharacter { position: 2 }));
        check("公\0", Some(TextProblem::ControlCharacter { position: 2 }));
        check("公司\u{85}厂", Some(TextProblem::ControlCharacter { position: 3 }));
        check("公司\u{FFFE}", Some(TextProblem::ForbiddenCharacter { position: 3 }));
        check(&"名".repeat(20), None);
        check(&"名".repeat(21), Some(TextProblem::TooLong { limit_chars: 20 }));
    }

    #[test]
    fn published_bank_codes_pass_and_every_single_wrong_digit_fails() {
        for code in ["310306500019", "310306600011", "306306004210"] {
            assert_eq!(check_bank_code(Field::PayeeBankCode, code), Ok(()), "{code}");
            for (index, digit) in code.char_indices() {
                for other in ('0'..='9').filter(|other| *other != digit) {
                    let mut wrong = code.to_owned();
                    wrong.replace_range(index..=index, &other.to_string());
                    let found = problem(check_bank_code(Field::PayeeBankCode, &wrong));
                    assert_eq!(found, Some(TextProblem::CheckDigit), "{wrong}");
                }
            }
        }
        let found = |code: &str| problem(check_bank_code(Field::PayeeBankCode, code));
        assert_eq!(found("31030650001"), Some(TextProblem::TooShort { limit_chars: 12 }));
        assert_eq!(found("3103065000199"), Some(TextProblem::TooLong { limit_chars: 12 }));
        assert_eq!(found("３10306500019"), Some(TextProblem::NotDigits));
    }

    #[test]
    fn account_numbers_are_digits() {
        let found = |text: &str| problem(check_account_number(Field::PayeeAccount, text));
        assert_eq!(found("32050164273600000123"), None);
        assert_eq!(found("12345"), Some(TextProblem::TooShort { limit_chars: 8 }));
        assert_eq!(found(&"1".repeat(33)), Some(TextProblem::TooLong { limit_chars: 32 }));
        assert_eq!(found("6222-0000"), Some(TextProblem::NotDigits));
    }

    #[test]
    fn what_a_form_accepts_a_bank_file_carries() {
        for digits in 0..40 {
            let number = "1".repeat(digits);
            let carried = check_account_number(Field::PayeeAccount, &number).is_ok();
            assert_eq!(identity::check_account_number(&number).is_ok(), carried, "{digits}");
        }
    }
}
