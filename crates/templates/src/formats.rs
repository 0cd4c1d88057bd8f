//! How figures, days and instants are written. Integers in, text out; nothing is rounded here.
//! No clock is read, and every instant is told in the time of Shanghai.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use crate::Locale;

/// Asia/Shanghai has been UTC+8 without summer time since 1992.
const SHANGHAI_OFFSET_SECONDS: i32 = 8 * 3600;

/// What stands for a hidden character.
const MASK: char = '*';

/// Characters left readable at each end of a masked number: enough to recognise one's own.
const MASK_SHOWN_CHARACTERS: usize = 4;

const FEN_PER_YUAN: u64 = 100;
const FEN_PER_WAN: i64 = 1_000_000;

/// `123456780` fen as `1,234,567.80`.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let magnitude = fen.unsigned_abs();
    format!("{sign}{}.{:02}", grouped(magnitude / FEN_PER_YUAN), magnitude % FEN_PER_YUAN)
}

pub fn money(locale: Locale, fen: i64) -> String {
    match locale {
        Locale::ZhCn => format!("{} 元", yuan(fen)),
        Locale::En => format!("{} yuan", yuan(fen)),
    }
}

/// The short form: ten-thousands in Chinese, whole yuan in English. Nothing is cut off:
/// an amount that does not come out even keeps its digits.
pub fn wan(locale: Locale, fen: i64) -> String {
    match locale {
        Locale::ZhCn => {
            let sign = if fen < 0 { "-" } else { "" };
            let magnitude = fen.unsigned_abs();
            let fraction = format!("{:06}", magnitude % FEN_PER_WAN.unsigned_abs());
            let fraction = fraction.trim_end_matches('0');
            let whole = grouped(magnitude / FEN_PER_WAN.unsigned_abs());
            if fraction.is_empty() {
                format!("{sign}{whole} 万元")
            } else {
                format!("{sign}{whole}.{fraction} 万元")
            }
        }
        Locale::En => {
            let text = yuan(fen);
            format!("{} yuan", text.strip_suffix(".00").unwrap_or(&text))
        }
    }
}

/// `5905` hundredths of a point as `59.05`.
pub fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let magnitude = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
}

/// Digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub fn day(locale: Locale, day: NaiveDate) -> String {
    match locale {
        Locale::ZhCn => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Locale::En => day.format("%-d %B %Y").to_string(),
    }
}

pub fn weekday(locale: Locale, day: NaiveDate) -> &'static str {
    let names = match locale {
        Locale::ZhCn => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        Locale::En => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    };
    names[day.weekday().num_days_from_monday() as usize]
}

/// `2026-03-02 09:00`, in Shanghai.
pub fn instant(millis: i64) -> Option<String> {
    shanghai(millis).map(|moment| moment.format("%Y-%m-%d %H:%M").to_string())
}

/// The Shanghai day of an instant.
pub fn day_of_instant(millis: i64) -> Option<NaiveDate> {
    shanghai(millis).map(|moment| moment.date_naive())
}

fn shanghai(millis: i64) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(SHANGHAI_OFFSET_SECONDS)?;
    DateTime::from_timestamp_millis(millis).map(|moment| moment.with_timezone(&offset))
}

/// Hides the middle of a number; one too short to hide partly is hidden whole.
pub fn masked(text: &str) -> String {
    let length = text.chars().count();
    if length <= MASK_SHOWN_CHARACTERS * 2 {
        return MASK.to_string().repeat(length);
    }
    text.chars()
        .enumerate()
        .map(|(position, character)| {
            let shown = position < MASK_SHOWN_CHARACTERS || position >= length - MASK_SHOWN_CHARACTERS;
            if shown { character } else { MASK }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn money_keeps_every_fen() {
        assert_eq!(money(Locale::ZhCn, 123_456_780), "1,234,567.80 元");
        assert_eq!(money(Locale::En, -5), "-0.05 yuan");
        assert_eq!(yuan(i64::MIN), "-92,233,720,368,547,758.08");
        assert_eq!(wan(Locale::ZhCn, 30_000_000), "30 万元");
        assert_eq!(wan(Locale::ZhCn, 12_345_600), "12.3456 万元");
        assert_eq!(wan(Locale::ZhCn, 1_234_567_001), "1,234.567001 万元");
        assert_eq!(wan(Locale::En, 30_000_000), "300,000 yuan");
    }

    #[test]
    fn points_keep_both_decimals() {
        assert_eq!(points(6_000), "60.00");
        assert_eq!(points(5_905), "59.05");
        assert_eq!(points(7), "0.07");
    }

    #[test]
    fn instants_are_told_in_shanghai() {
        assert_eq!(instant(1_772_413_200_000).as_deref(), Some("2026-03-02 09:00"));
        let monday = day_of_instant(1_772_413_200_000).unwrap();
        assert_eq!(day(Locale::ZhCn, monday), "2026年3月2日");
        assert_eq!(day(Locale::En, monday), "2 March 2026");
        assert_eq!(weekday(Locale::ZhCn, monday), "周一");
        assert_eq!(instant(i64::MAX), None);
    }

    #[test]
    fn short_numbers_are_hidden_whole() {
        assert_eq!(masked("6222020200112233"), "6222********2233");
        assert_eq!(masked("12345678"), "********");
    }
}
