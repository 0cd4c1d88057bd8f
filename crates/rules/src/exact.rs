//! Exact rational numbers: the only numbers a rule may compute with. Parsing, display and
//! checked arithmetic live here; nothing in this file rounds unless its name says so.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A numerator or denominator never grows past this: a script that multiplies in a loop would
/// otherwise eat memory no operation counter sees.
pub const EXACT_MAX_BITS: u64 = 1_024;
/// Longest decimal text read as a number; well above any amount of money, below any mischief.
pub const NUMBER_MAX_CHARS: usize = 64;
/// Largest exponent of ten in scientific notation; `1e999999999` must not allocate.
pub const EXPONENT_MAX: i32 = 30;

/// An exact rational number of bounded size.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exact(BigRational);

/// Why a number could not be read or computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExactError {
    #[error("`{0}` is not a decimal number")]
    NotANumber(String),
    #[error("the number is larger or finer than {EXACT_MAX_BITS} bits can hold")]
    TooLarge,
    #[error("division by zero")]
    DivisionByZero,
}

impl Exact {
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// `numerator / denominator` in lowest terms.
    pub fn fraction(numerator: i64, denominator: i64) -> Result<Self, ExactError> {
        Self::from(numerator).divide(&Self::from(denominator))
    }

    fn bounded(value: BigRational) -> Result<Self, ExactError> {
        let bits = value.numer().bits().max(value.denom().bits());
        if bits > EXACT_MAX_BITS { Err(ExactError::TooLarge) } else { Ok(Self(value)) }
    }

    pub fn plus(&self, other: &Self) -> Result<Self, ExactError> {
        Self::bounded(&self.0 + &other.0)
    }

    pub fn minus(&self, other: &Self) -> Result<Self, ExactError> {
        Self::bounded(&self.0 - &other.0)
    }

    pub fn times(&self, other: &Self) -> Result<Self, ExactError> {
        Self::bounded(&self.0 * &other.0)
    }

    pub fn divide(&self, other: &Self) -> Result<Self, ExactError> {
        if other.is_zero() {
            return Err(ExactError::DivisionByZero);
        }
        Self::bounded(&self.0 / &other.0)
    }

    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-self.0.clone())
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// The largest integer not above the number: "per full 0.5亿" counts with this.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    #[must_use]
    pub fn ceiling(&self) -> Self {
        Self(self.0.ceil())
    }

    /// Half away from zero, the schoolbook rule.
    #[must_use]
    pub fn rounded_half_up(&self) -> Self {
        Self(self.0.round())
    }

    /// Half away from zero at `decimals` places.
    pub fn rounded_to(&self, decimals: u32) -> Result<Self, ExactError> {
        let scale = Self(BigRational::from(BigInt::from(10).pow(decimals)));
        self.times(&scale)?.rounded_half_up().divide(&scale)
    }

    /// The number itself if it is an integer that fits.
    pub fn to_i64(&self) -> Option<i64> {
        if self.is_integer() { self.0.to_integer().to_i64() } else { None }
    }

    /// Digits after the point, or `None` when the decimal expansion never ends.
    pub fn decimals(&self) -> Option<u32> {
        let mut rest = self.0.denom().clone();
        let twos = strip_factor(&mut rest, 2);
        let fives = strip_factor(&mut rest, 5);
        rest.is_one().then_some(twos.max(fives))
    }
}

fn strip_factor(number: &mut BigInt, factor: u8) -> u32 {
    let mut count = 0;
    while (&*number % factor).is_zero() {
        *number /= factor;
        count += 1;
    }
    count
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let scale = BigInt::from(10).pow(value.scale());
        Self(BigRational::new(BigInt::from(value.mantissa()), scale))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.0.numer() * other.0.denom();
        left.cmp(&(other.0.numer() * self.0.denom()))
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    /// Reads `12`, `-0.05`, `1.2e3` and the fraction form `1/3` that [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, ExactError> {
        let refuse = || ExactError::NotANumber(text.chars().take(NUMBER_MAX_CHARS).collect());
        if let Some((numerator, denominator)) = text.split_once('/') {
            let numerator = read_integer(numerator).ok_or_else(refuse)?;
            let denominator = read_integer(denominator).ok_or_else(refuse)?;
            if denominator.sign() != Sign::Plus {
                return Err(refuse());
            }
            return Self::bounded(BigRational::new(numerator, denominator));
        }
        if text.len() > NUMBER_MAX_CHARS {
            return read_integer(text).map(BigRational::from).map_or_else(|| Err(refuse()), Self::bounded);
        }
        read_decimal(text).ok_or_else(refuse).and_then(Self::bounded)
    }
}

/// Digits that fit `EXACT_MAX_BITS`, with an optional sign.
fn read_integer(text: &str) -> Option<BigInt> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plausible = !digits.is_empty() && digits.len() <= 320 && digits.bytes().all(|b| b.is_ascii_digit());
    if plausible { text.parse().ok() } else { None }
}

fn read_decimal(text: &str) -> Option<BigRational> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if exponent.abs() > EXPONENT_MAX {
        return None;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let dangling = mantissa.contains('.') && fraction.is_empty();
    if dangling || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    read_integer(whole)?;
    let digits = read_integer(&format!("{whole}{fraction}"))?;
    let places = i32::try_from(fraction.len()).ok()? - exponent;
    let power = BigInt::from(10).pow(places.unsigned_abs());
    Some(if places >= 0 { BigRational::new(digits, power) } else { BigRational::from(digits * power) })
}

impl fmt::Display for Exact {
    /// Decimal when the expansion ends, `numerator/denominator` when it does not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(decimals) = self.decimals() else {
            return write!(f, "{}/{}", self.0.numer(), self.0.denom());
        };
        let places = decimals as usize;
        let scaled = (self.0.clone() * BigRational::from(BigInt::from(10).pow(decimals))).to_integer();
        let sign = if scaled.is_negative() { "-" } else { "" };
        let digits = format!("{:0>width$}", scaled.abs().to_string(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn text_round_trips() {
        for text in ["0", "1.2", "-0.05", "12000", "1/3", "-7/3", "0.125", "100"] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact("1.50").to_string(), "1.5");
        assert_eq!(exact("1.2e3").to_string(), "1200");
        assert_eq!(exact("5e-3").to_string(), "0.005");
    }

    #[test]
    fn nonsense_and_huge_exponents_are_refused() {
        for text in
            ["", "-", "1.", ".5", "1,000", "abc", "1e99", "1e-99", "0x10", "1/0", "１２", "1 2", "--1", "+-1"]
        {
            assert!(text.parse::<Exact>().is_err(), "{text:?} was read as a number");
        }
        assert!("9".repeat(400).parse::<Exact>().is_err());
    }

    #[test]
    fn growth_of_fifteen_percent_is_exactly_fifteen() {
        let (first, second, third) = (Exact::from(100), Exact::from(110), Exact::from(132));
        let sum = second.divide(&first).unwrap().plus(&third.divide(&second).unwrap()).unwrap();
        let growth = sum.divide(&Exact::from(2)).unwrap().minus(&Exact::one()).unwrap();
        assert_eq!(growth, exact("0.15"));
    }

    #[test]
    fn growth_without_bound_is_an_error() {
        let mut number = Exact::from(3);
        let outcome = (0..20).try_for_each(|_| {
            number = number.times(&number)?;
            Ok::<(), ExactError>(())
        });
        assert_eq!(outcome, Err(ExactError::TooLarge));
    }

    #[test]
    fn rounding_is_spelled_out() {
        assert_eq!(exact("1000.005").rounded_to(2).unwrap(), exact("1000.01"));
        assert_eq!(exact("1.9").floor(), Exact::from(1));
        assert_eq!(exact("-1.1").floor(), Exact::from(-2));
        assert_eq!(exact("1.1").ceiling(), Exact::from(2));
    }
}
