//! Reminders of deadlines: three working days before, on the day, and after it.
//!
//! Derived from the rows whenever asked, so a missed morning is made up; each person is told once of
//! each (case, due day, kind), whoever asks and however often.

use std::collections::BTreeMap;

use store::people::PersonRow;
use workflow::calendar::Calendar;
use workflow::effect::{Audience, MailKind};
use workflow::id::{ApplicationId, TownId};
use workflow::pipeline::OnOverdue;
use workflow::{Date, Role, Stage};

use crate::notify;
use crate::{Engine, EngineError};

/// The first reminder comes this many working days before the day.
pub const REMINDER_WORKING_DAYS: u16 = 3;
/// Three working days span at most this many days, the longest holiday included.
const HORIZON_DAYS: u64 = 20;
/// After so many days nobody needs a mail to know.
const LATEST_DAYS: i64 = 30;
/// Cases read at a time.
const BATCH_LIMIT_CASES: u32 = 200;
/// Batches of one run: a run ends even if rows keep coming.
const BATCHES_LIMIT: usize = 500;

/// Which of the three reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReminderKind {
    Before,
    OnTheDay,
    After,
}

impl ReminderKind {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::OnTheDay => "on-the-day",
            Self::After => "after",
        }
    }
}

/// The reminder of a deadline that is right today, if any. Before a calendar is loaded, three plain
/// days stand in: a reminder may be early, never missing.
pub(crate) fn kind_today(due: Date, today: Date, calendar: &Calendar) -> Option<ReminderKind> {
    if today > due {
        return (today.days_since(due) <= LATEST_DAYS).then_some(ReminderKind::After);
    }
    if today == due {
        return Some(ReminderKind::OnTheDay);
    }
    let first = calendar.subtract_working_days(due, REMINDER_WORKING_DAYS);
    let near = match first {
        Ok(first) => today >= first,
        Err(_) => due.days_since(today) <= i64::from(REMINDER_WORKING_DAYS),
    };
    near.then_some(ReminderKind::Before)
}
