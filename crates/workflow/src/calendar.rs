//! The working-day calendar: weekends, public holidays and swapped working days, by official notice.
//!
//! Versioned by notice date; never guesses past its last loaded year.

use serde::{Deserialize, Serialize};

use crate::clock::Date;

/// A count of working days longer than this is a mistake, not a deadline.
pub const COUNT_LIMIT_WORKING_DAYS: u16 = 1000;

/// One year's holiday notice. A later notice for the same year replaces the earlier one whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarNotice {
    pub year: i32,
    pub published_on: Date,
    /// The official document, e.g. 国办发明电〔2025〕7号.
    pub document: String,
    /// Days off, as inclusive ranges; they may begin in the year before.
    pub off: Vec<[Date; 2]>,
    /// Weekend days that are worked.
    pub work: Vec<Date>,
}

/// Does the start day count? No source fixes it, so it is a setting; the default is the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountFrom {
    #[default]
    NextDay,
    SameDay,
}

/// Why a day cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("no holiday notice for {year} is loaded; load it and ask again")]
    YearNotLoaded { year: i32 },
    #[error("a count of {days} working days passes the limit of {COUNT_LIMIT_WORKING_DAYS}")]
    CountTooLong { days: u16 },
}

/// A deadline: a day, or a promise to compute it when the year's notice is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "due", rename_all = "kebab-case")]
pub enum Due {
    On { day: Date },
    AwaitingCalendar { year: i32 },
}

impl Due {
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::On { day } => Some(day),
            Self::AwaitingCalendar { .. } => None,
        }
    }
}

/// All loaded notices, in order of publication.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    notices: Vec<CalendarNotice>,
}

impl Calendar {
    pub fn new(mut notices: Vec<CalendarNotice>) -> Self {
        notices.sort_by_key(|notice| (notice.year, notice.published_on));
        Self { notices }
    }

    /// The calendar as it was known on a day: later notices are left out.
    #[must_use]
    pub fn as_published_by(&self, day: Date) -> Self {
        let known = self.notices.iter().filter(|notice| notice.published_on <= day);
        Self { notices: known.cloned().collect() }
    }

    pub fn last_loaded_year(&self) -> Option<i32> {
        self.notices.last().map(|notice| notice.year)
    }

    pub fn notices(&self) -> &[CalendarNotice] {
        &self.notices
    }

    fn notice(&self, year: i32) -> Option<&CalendarNotice> {
        self.notices.iter().rev().find(|notice| notice.year == year)
    }

    /// Is this day worked? A late-December day may be named by the next year's notice.
    pub fn is_working_day(&self, day: Date) -> Result<bool, CalendarError> {
        let own = self.notice(day.year()).ok_or(CalendarError::YearNotLoaded { year: day.year() })?;
        let following = self.notice(day.year() + 1);
        let named_off =
            |notice: &CalendarNotice| notice.off.iter().any(|[first, last]| (*first..=*last).contains(&day));
        let notices = [following, Some(own)];
        for notice in notices.into_iter().flatten() {
            if notice.work.contains(&day) {
                return Ok(true);
            }
            if named_off(notice) {
                return Ok(false);
            }
        }
        Ok(!day.is_weekend())
    }

    /// The day on which the n-th working day falls. Zero is the start itself.
    pub fn add_working_days(&self, start: Date, days: u16, from: CountFrom) -> Result<Date, CalendarError> {
        if days > COUNT_LIMIT_WORKING_DAYS {
            return Err(CalendarError::CountTooLong { days });
        }
        let mut day = start;
        let mut left = days;
        if from == CountFrom::SameDay && left > 0 && self.is_working_day(day)? {
            left -= 1;
        }
        while left > 0 {
            day = day.next();
            if self.is_working_day(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// The n-th working day before a day (reminders).
    pub fn subtract_working_days(&self, end: Date, days: u16) -> Result<Date, CalendarError> {
        if days > COUNT_LIMIT_WORKING_DAYS {
            return Err(CalendarError::CountTooLong { days });
        }
        let mut day = end;
        let mut left = days;
        while left > 0 {
            day = day.previous();
            if self.is_working_day(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// Working days after `start` up to and including `end`; zero when `end` is not later.
    pub fn working_days_between(&self, start: Date, end: Date) -> Result<u16, CalendarError> {
        let mut day = start;
        let mut count: u16 = 0;
        while day < end {
            day = day.next();
            if self.is_working_day(day)? {
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }

    /// A deadline that never guesses.
    pub fn due(&self, start: Date, days: u16, from: CountFrom) -> Due {
        match self.add_working_days(start, days, from) {
            Ok(day) => Due::On { day },
            Err(CalendarError::YearNotLoaded { year }) => Due::AwaitingCalendar { year },
            Err(CalendarError::CountTooLong { .. }) => Due::AwaitingCalendar { year: start.year() + 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn notice(year: i32, published_on: &str, off: &[(&str, &str)], work: &[&str]) -> CalendarNotice {
        CalendarNotice {
            year,
            published_on: date(published_on),
            document: String::new(),
            off: off.iter().map(|(first, last)| [date(first), date(last)]).collect(),
            work: work.iter().map(|day| date(day)).collect(),
        }
    }

    fn spring_2020() -> Calendar {
        Calendar::new(vec![
            notice(2020, "2019-11-21", &[("2020-01-24", "2020-01-30")], &["2020-01-19", "2020-02-01"]),
            notice(2020, "2020-01-27", &[("2020-01-24", "2020-02-02")], &["2020-01-19"]),
        ])
    }

    #[test]
    fn the_same_start_ends_differently_under_two_notices() {
        let newest = spring_2020();
        let first = newest.as_published_by(date("2020-01-26"));
        let five = |calendar: &Calendar| calendar.add_working_days(date("2020-01-20"), 5, CountFrom::NextDay);
        assert_eq!(five(&newest), Ok(date("2020-02-04")));
        assert_eq!(five(&first), Ok(date("2020-02-01")));
    }

    #[test]
    fn a_december_day_may_belong_to_the_next_years_notice() {
        let calendar = Calendar::new(vec![
            notice(2022, "2021-10-25", &[], &[]),
            notice(2023, "2022-12-08", &[("2022-12-30", "2023-01-02")], &[]),
        ]);
        assert_eq!(calendar.is_working_day(date("2022-12-30")), Ok(false));
        assert_eq!(calendar.is_working_day(date("2022-12-29")), Ok(true));
    }

    #[test]
    fn it_refuses_to_guess_past_its_last_year() {
        let calendar = spring_2020();
        assert_eq!(
            calendar.due(date("2020-12-31"), 1, CountFrom::NextDay),
            Due::AwaitingCalendar { year: 2021 }
        );
        let refused = calendar.is_working_day(date("2021-01-04"));
        assert_eq!(refused, Err(CalendarError::YearNotLoaded { year: 2021 }));
    }

    #[test]
    fn counting_from_the_same_day_counts_a_worked_start() {
        let calendar = spring_2020();
        let monday = date("2020-03-02");
        assert_eq!(calendar.add_working_days(monday, 1, CountFrom::SameDay), Ok(monday));
        assert_eq!(calendar.add_working_days(monday, 1, CountFrom::NextDay), Ok(date("2020-03-03")));
        assert_eq!(calendar.subtract_working_days(monday, 3), Ok(date("2020-02-26")));
        assert_eq!(calendar.working_days_between(date("2020-02-26"), monday), Ok(3));
    }
}
