//! Identity codes and their check digits: USCC (GB 32100-2015), ID card (GB 11643-1999), CNAPS (ISO 7064).
//!
//! A code keeps the region it was issued in for ever, so regions are never compared with today's table.

mod regions;

pub use regions::{Ended, Region, find_region};

use crate::clock::Date;

/// What is wrong with a code. The position is 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("{expected} characters are expected, {found} were given")]
    Length { expected: usize, found: usize },
    #[error("character {position} is not allowed there")]
    Character { position: usize },
    #[error("the check digit does not match: a character was mistyped")]
    CheckDigit,
    #[error("the birth date inside the number does not exist")]
    BirthDate,
}

/// The 31 characters of a USCC, in order of their values 0–30 (no I, O, S, V, Z).
const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const USCC_LENGTH: usize = 18;
/// Positions 3–8 hold the region: digits only.
const USCC_REGION: std::ops::Range<usize> = 2..8;

/// The code in capitals without spaces, as it is stored and compared.
pub fn normalise_code(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect::<String>().to_uppercase()
}

/// Checks a unified social credit code as normalised by [`normalise_code`].
pub fn check_uscc(code: &str) -> Result<(), CodeError> {
    let characters = fixed_length(code, USCC_LENGTH)?;
    let mut values = [0; USCC_LENGTH];
    for (index, character) in characters.iter().enumerate() {
        let value = USCC_ALPHABET.chars().position(|allowed| allowed == *character);
        let digit_needed = USCC_REGION.contains(&index) && !character.is_ascii_digit();
        values[index] =
            value.filter(|_| !digit_needed).ok_or(CodeError::Character { position: index + 1 })?;
    }
    let expected = uscc_check_value(&values);
    if values[USCC_LENGTH - 1] == expected { Ok(()) } else { Err(CodeError::CheckDigit) }
}

/// The value 0–30 of the check character; a remainder of 0 gives 0, never 31.
fn uscc_check_value(values: &[usize; USCC_LENGTH]) -> usize {
    let sum: usize = values.iter().zip(USCC_WEIGHTS).map(|(value, weight)| value * weight).sum();
    (31 - sum % 31) % 31
}

/// Completes 17 characters to a valid code (demo enterprises, tests).
pub fn complete_uscc(first_seventeen: &str) -> Option<String> {
    let mut values = [0; USCC_LENGTH];
    let characters: Vec<char> = first_seventeen.chars().collect();
    if characters.len() != USCC_LENGTH - 1 {
        return None;
    }
    for (index, character) in characters.iter().enumerate() {
        values[index] = USCC_ALPHABET.chars().position(|allowed| allowed == *character)?;
    }
    let check = USCC_ALPHABET.chars().nth(uscc_check_value(&values))?;
    Some(format!("{first_seventeen}{check}"))
}

const ID_CARD_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CARD_CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
const ID_CARD_LENGTH: usize = 18;

/// Checks a resident identity card number: digits, a date that exists, the check digit.
pub fn check_id_card(code: &str) -> Result<(), CodeError> {
    let characters = fixed_length(code, ID_CARD_LENGTH)?;
    let mut sum = 0;
    for (index, weight) in ID_CARD_WEIGHTS.iter().enumerate() {
        let digit = characters[index].to_digit(10).ok_or(CodeError::Character { position: index + 1 })?;
        sum += digit * weight;
    }
    let number = |range: std::ops::Range<usize>| -> u32 {
        characters[range]
            .iter()
            .filter_map(|character| character.to_digit(10))
            .fold(0, |sum, digit| sum * 10 + digit)
    };
    let year = i32::try_from(number(6..10)).unwrap_or(0);
    if year < 1800 || Date::from_ymd(year, number(10..12), number(12..14)).is_none() {
        return Err(CodeError::BirthDate);
    }
    let expected = ID_CARD_CHECKS[(sum % 11) as usize];
    if characters[ID_CARD_LENGTH - 1] == expected { Ok(()) } else { Err(CodeError::CheckDigit) }
}

const CNAPS_LENGTH: usize = 12;

/// Checks a CNAPS bank code: 12 digits, the last by ISO 7064 MOD 11,10.
pub fn check_cnaps(code: &str) -> Result<(), CodeError> {
    let characters = fixed_length(code, CNAPS_LENGTH)?;
    let mut product = 10;
    for (index, character) in characters.iter().enumerate() {
        let digit = character.to_digit(10).ok_or(CodeError::Character { position: index + 1 })?;
        if index == CNAPS_LENGTH - 1 {
            return if (product + digit) % 10 == 1 { Ok(()) } else { Err(CodeError::CheckDigit) };
        }
        let sum = (product + digit) % 10;
        product = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    Err(CodeError::CheckDigit)
}

/// A bank account number has no common check: 8 to 32 digits after removing spaces and hyphens.
pub fn check_account_number(number: &str) -> Result<(), CodeError> {
    const SHORTEST_DIGITS: usize = 8;
    const LONGEST_DIGITS: usize = 32;
    if let Some(position) = number.chars().position(|character| !character.is_ascii_digit()) {
        return Err(CodeError::Character { position: position + 1 });
    }
    if (SHORTEST_DIGITS..=LONGEST_DIGITS).contains(&number.len()) {
        Ok(())
    } else {
        Err(CodeError::Length { expected: SHORTEST_DIGITS, found: number.len() })
    }
}

/// Keeps the first and last few characters: `6222****0018`. Shorter texts are hidden whole.
pub fn mask(code: &str) -> String {
    const SHOWN_EACH_SIDE: usize = 4;
    let characters: Vec<char> = code.chars().collect();
    if characters.len() <= SHOWN_EACH_SIDE * 2 {
        return "*".repeat(characters.len());
    }
    let head: String = characters[..SHOWN_EACH_SIDE].iter().collect();
    let tail: String = characters[characters.len() - SHOWN_EACH_SIDE..].iter().collect();
    format!("{head}{}{tail}", "*".repeat(characters.len() - SHOWN_EACH_SIDE * 2))
}

fn fixed_length(code: &str, expected: usize) -> Result<Vec<char>, CodeError> {
    let characters: Vec<char> = code.chars().collect();
    let found = characters.len();
    if found == expected { Ok(characters) } else { Err(CodeError::Length { expected, found }) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_examples_hold() {
        for code in ["91320684750503512L", "91320684138774279B", "914403001922038216", "9144030071526726XG"] {
            assert_eq!(check_uscc(code), Ok(()), "{code}");
        }
        for code in ["11010519491231002X", "440524188001010014"] {
            assert_eq!(check_id_card(code), Ok(()), "{code}");
        }
        for code in ["310306500019", "310306600011", "306306004210"] {
            assert_eq!(check_cnaps(code), Ok(()), "{code}");
        }
    }

    #[test]
    fn each_fault_is_told_apart() {
        assert_eq!(check_uscc("914403001922038217"), Err(CodeError::CheckDigit));
        assert_eq!(check_uscc("9132068475050351L"), Err(CodeError::Length { expected: 18, found: 17 }));
        assert_eq!(check_uscc("9132068475050351IL"), Err(CodeError::Character { position: 17 }));
        assert_eq!(check_uscc("91A20684750503512L"), Err(CodeError::Character { position: 3 }));
        assert_eq!(check_uscc(&normalise_code(" 91320684 750503512l")), Ok(()));
        assert_eq!(check_id_card("110105194902310020"), Err(CodeError::BirthDate));
        assert_eq!(check_id_card("110105194912310021"), Err(CodeError::CheckDigit));
        assert_eq!(check_cnaps("310306500018"), Err(CodeError::CheckDigit));
        assert_eq!(check_account_number("1234"), Err(CodeError::Length { expected: 8, found: 4 }));
        assert_eq!(mask("6222021234560018"), "6222********0018");
        assert_eq!(mask("1234"), "****");
    }

    proptest! {
        #[test]
        fn completed_codes_are_valid_and_one_changed_character_is_seen(
            serial in 0_u64..10_000_000_000, at in 8_usize..17,
        ) {
            let code = complete_uscc(&format!("9132068{serial:010}")).unwrap();
            prop_assert_eq!(check_uscc(&code), Ok(()));
            let mut characters: Vec<char> = code.chars().collect();
            characters[at] = if characters[at] == 'A' { 'B' } else { 'A' };
            let changed: String = characters.into_iter().collect();
            prop_assert!(changed == code || check_uscc(&changed).is_err());
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            let _ = (check_uscc(&text), check_id_card(&text), check_cnaps(&text), mask(&text));
        }
    }
}
