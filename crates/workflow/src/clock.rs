//! Instants and dates. A [`Timestamp`] is milliseconds since 1970 in UTC; a [`Date`] is a day in China.
//!
//! The bureau's zone is Asia/Shanghai: +08:00 without summer time since 1991, so a fixed offset is exact
//! for every date this system handles. The present never comes from here: it is an argument.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// Seconds that Asia/Shanghai is ahead of UTC.
const SHANGHAI_OFFSET_SECONDS: i32 = 8 * 3600;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A calendar day in Asia/Shanghai, written `2026-03-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(NaiveDate);

/// The text was not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date: yyyy-mm-dd is expected")]
pub struct DateError;

fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(SHANGHAI_OFFSET_SECONDS).expect("eight hours is a valid offset")
}

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The instant at which a clock in China shows this date and time.
    pub fn in_shanghai(date: Date, hour: u32, minute: u32) -> Option<Self> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
        let local = shanghai().from_local_datetime(&date.0.and_time(time)).single()?;
        Some(Self(local.timestamp_millis()))
    }

    fn local(self) -> DateTime<FixedOffset> {
        let utc = DateTime::<Utc>::from_timestamp_millis(self.0).unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
        utc.with_timezone(&shanghai())
    }

    /// The day in China.
    pub fn date(self) -> Date {
        Date(self.local().date_naive())
    }

    /// `2026-03-02 09:00` in China.
    pub fn minute_text(self) -> String {
        self.local().format("%Y-%m-%d %H:%M").to_string()
    }

    /// ISO 8601 with offset and milliseconds: `2026-03-02T09:00:00.000+08:00`.
    pub fn iso(self) -> String {
        self.local().to_rfc3339_opts(chrono::SecondsFormat::Millis, false)
    }

    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1000))
    }
}

impl Date {
    pub const fn new(date: NaiveDate) -> Self {
        Self(date)
    }

    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    pub fn year(self) -> i32 {
        chrono::Datelike::year(&self.0)
    }

    pub fn is_weekend(self) -> bool {
        matches!(chrono::Datelike::weekday(&self.0), chrono::Weekday::Sat | chrono::Weekday::Sun)
    }

    /// The next day; saturates at the end of time.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.succ_opt().unwrap_or(self.0))
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.pred_opt().unwrap_or(self.0))
    }

    #[must_use]
    pub fn plus_days(self, days: u64) -> Self {
        Self(self.0.checked_add_days(Days::new(days)).unwrap_or(self.0))
    }

    /// The same day so many months later, or the last of that month where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: u8) -> Self {
        Self(self.0.checked_add_months(Months::new(u32::from(months))).unwrap_or(self.0))
    }

    /// Days from `earlier` to this day; negative when it lies before.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// Midnight in China at the start of this day.
    pub fn start(self) -> Timestamp {
        Timestamp::in_shanghai(self, 0, 0).unwrap_or(Timestamp(0))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map(Self).map_err(|_| DateError)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_day_in_china_begins_eight_hours_before_utc() {
        let morning = Timestamp::in_shanghai(Date::from_ymd(2026, 3, 2).unwrap(), 9, 0).unwrap();
        assert_eq!(morning.iso(), "2026-03-02T09:00:00.000+08:00");
        assert_eq!(morning.minute_text(), "2026-03-02 09:00");
        assert_eq!(morning.plus_seconds(-9 * 3600 - 1).date().to_string(), "2026-03-01");
        assert_eq!(morning.date().start().plus_seconds(9 * 3600), morning);
    }
}
