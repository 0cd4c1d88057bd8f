//! Money: an integer number of fen with checked arithmetic.
//!
//! One yuan is 100 fen. Nothing here rounds: whoever turns a ratio into money writes the rounding out.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// No sum of this system passes 10¹⁵ fen (ten trillion yuan): far above any budget, far below overflow.
pub const MONEY_LIMIT_FEN: i64 = 1_000_000_000_000_000;

const FEN_PER_YUAN: i64 = 100;

/// An amount in fen. Negative amounts exist only as differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

/// Why a text or a sum is not money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("not an amount: digits, at most one point and two decimals are expected")]
    NotAnAmount,
    #[error("amounts have at most two decimals (fen)")]
    FinerThanFen,
    #[error("the amount passes the limit of {MONEY_LIMIT_FEN} fen")]
    OutOfRange,
}

impl Money {
    pub const ZERO: Self = Self(0);

    /// An amount of whole fen; `None` past [`MONEY_LIMIT_FEN`].
    pub const fn from_fen(fen: i64) -> Option<Self> {
        if fen > MONEY_LIMIT_FEN || fen < -MONEY_LIMIT_FEN { None } else { Some(Self(fen)) }
    }

    /// An amount of whole yuan; `None` past the limit.
    pub const fn from_yuan(yuan: i64) -> Option<Self> {
        match yuan.checked_mul(FEN_PER_YUAN) {
            Some(fen) => Self::from_fen(fen),
            None => None,
        }
    }

    pub const fn fen(self) -> i64 {
        self.0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(fen) => Self::from_fen(fen),
            None => None,
        }
    }

    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Self::from_fen(fen),
            None => None,
        }
    }

    /// The sum of many; `None` as soon as the limit is passed.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Yuan with thousands separators, for a person: `1,234,567.80`.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
        let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}.{fraction}")
    }
}

/// Yuan with two decimals and no separators: `1234567.80`, as bank files want it.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(formatter, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

/// Reads yuan: `1234.5`, `1,234.50`, `1，234.50`; at most two decimals.
impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.trim().chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
        let (negative, digits) = plain.strip_prefix('-').map_or((false, plain.as_str()), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
            return Err(MoneyError::NotAnAmount);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(MoneyError::FinerThanFen);
        }
        let yuan: i64 = whole.parse().map_err(|_| MoneyError::OutOfRange)?;
        let fen: i64 = format!("{fraction:0<2}").parse().map_err(|_| MoneyError::NotAnAmount)?;
        let total = yuan.checked_mul(FEN_PER_YUAN).and_then(|value| value.checked_add(fen));
        let total = total.ok_or(MoneyError::OutOfRange)?;
        Self::from_fen(if negative { -total } else { total }).ok_or(MoneyError::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_type() {
        let check = |text: &str, expect: Result<i64, MoneyError>| {
            assert_eq!(text.parse::<Money>().map(Money::fen), expect, "{text}");
        };
        check("0", Ok(0));
        check("1234.5", Ok(123_450));
        check("1,234,567.80", Ok(123_456_780));
        check(" 200000 ", Ok(20_000_000));
        check("0.010", Ok(1));
        check("0.001", Err(MoneyError::FinerThanFen));
        check("", Err(MoneyError::NotAnAmount));
        check("12.", Err(MoneyError::NotAnAmount));
        check(".5", Err(MoneyError::NotAnAmount));
        check("1e5", Err(MoneyError::NotAnAmount));
        check("二十万", Err(MoneyError::NotAnAmount));
        check("99999999999999999999", Err(MoneyError::OutOfRange));
        check("99999999999999999", Err(MoneyError::OutOfRange));
    }

    #[test]
    fn sums_stop_at_the_limit() {
        let limit = Money::from_fen(MONEY_LIMIT_FEN).unwrap();
        assert_eq!(limit.checked_add(Money::from_fen(1).unwrap()), None);
        assert_eq!(Money::sum([limit, limit]), None);
        assert_eq!(Money::from_fen(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn display_and_grouped_read_back(fen in -MONEY_LIMIT_FEN..=MONEY_LIMIT_FEN) {
            let money = Money::from_fen(fen).unwrap();
            prop_assert_eq!(money.to_string().parse::<Money>(), Ok(money));
            prop_assert_eq!(money.grouped().parse::<Money>(), Ok(money));
        }
    }
}
