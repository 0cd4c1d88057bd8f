//! The one table of what runs when, in the bureau's time.
//!
//! Expressions have six fields beginning with seconds; weekdays are written by name, because the
//! numbers mean Sunday first here. What was missed is made up once, from stored rows.

use chrono::TimeZone;
use chrono_tz::Asia::Shanghai;
use cron::Schedule;
use workflow::Timestamp;

use crate::error::SchedulerError;

/// A job of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Job {
    /// Renders and sends what waits in the outbox.
    DeliverMail,
    /// Ends publicity, lets lapse what is overdue, computes deadlines that awaited a calendar.
    ReconcileDeadlines,
    /// Closes calls whose last day has passed.
    CloseCalls,
    /// Reminds of deadlines: three working days before, on the day, after it.
    Remind,
    /// Forgets expired sessions and old records of runs.
    Purge,
    /// Seals the record and writes the seal outside the database.
    Seal,
}

impl Job {
    /// Stable key of the job's rows.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DeliverMail => "deliver-mail",
            Self::ReconcileDeadlines => "reconcile-deadlines",
            Self::CloseCalls => "close-calls",
            Self::Remind => "remind",
            Self::Purge => "purge",
            Self::Seal => "seal",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        SCHEDULE.iter().map(|entry| entry.job).find(|job| job.key() == key)
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub job: Job,
    /// second minute hour day-of-month month day-of-week, in Asia/Shanghai.
    pub expression: &'static str,
}

/// The table. Calls close before drafts lapse with them, and both before the office opens.
pub const SCHEDULE: [Entry; 6] = [
    Entry { job: Job::DeliverMail, expression: "*/10 * * * * *" },
    Entry { job: Job::CloseCalls, expression: "0 1 * * * *" },
    Entry { job: Job::ReconcileDeadlines, expression: "0 5 * * * *" },
    Entry { job: Job::Remind, expression: "0 30 8 * * *" },
    Entry { job: Job::Purge, expression: "0 40 3 * * *" },
    Entry { job: Job::Seal, expression: "0 20 1 * * *" },
];

/// The first instant after `now` at which the entry comes due.
pub fn next_after(entry: &Entry, now: Timestamp) -> Result<Timestamp, SchedulerError> {
    let never = || SchedulerError::NoNextInstant { job: entry.job.key() };
    let schedule: Schedule = entry.expression.parse().map_err(|_| never())?;
    let local = Shanghai.timestamp_millis_opt(now.millis()).single().ok_or_else(never)?;
    let next = schedule.after(&local).find(|instant| instant.timestamp_millis() > now.millis());
    next.map(|instant| Timestamp::from_millis(instant.timestamp_millis())).ok_or_else(never)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use workflow::Date;

    fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
        Timestamp::in_shanghai(Date::from_ymd(2026, 3, day).unwrap(), hour, minute).unwrap()
    }

    fn next(job: Job, now: Timestamp) -> String {
        let entry = SCHEDULE.iter().find(|entry| entry.job == job).unwrap();
        next_after(entry, now).unwrap().iso()
    }

    #[test]
    fn every_line_comes_due_in_the_bureaus_time() {
        let morning = at(2, 9, 0);
        assert_eq!(next(Job::DeliverMail, morning), "2026-03-02T09:00:10.000+08:00");
        assert_eq!(next(Job::CloseCalls, morning), "2026-03-02T09:01:00.000+08:00");
        assert_eq!(next(Job::ReconcileDeadlines, morning), "2026-03-02T09:05:00.000+08:00");
        assert_eq!(next(Job::Remind, morning), "2026-03-03T08:30:00.000+08:00");
        assert_eq!(next(Job::Purge, morning), "2026-03-03T03:40:00.000+08:00");
        assert_eq!(next(Job::Seal, morning), "2026-03-03T01:20:00.000+08:00");
    }

    #[test]
    fn an_instant_is_never_its_own_successor() {
        let tick = at(2, 8, 30);
        assert_eq!(next(Job::Remind, tick.plus_millis(-1)), "2026-03-02T08:30:00.000+08:00");
        assert_eq!(next(Job::Remind, tick), "2026-03-03T08:30:00.000+08:00");
        assert_eq!(next(Job::Remind, at(7, 9, 0)), "2026-03-08T08:30:00.000+08:00");
    }

    #[test]
    fn the_night_run_comes_five_minutes_after_midnight_in_china() {
        assert_eq!(next(Job::ReconcileDeadlines, at(2, 23, 30)), "2026-03-03T00:05:00.000+08:00");
    }

    #[test]
    fn keys_are_unique_and_found_again() {
        for entry in &SCHEDULE {
            assert_eq!(Job::from_key(entry.job.key()), Some(entry.job));
        }
        assert_eq!(Job::from_key("unknown"), None);
    }

    #[test]
    fn rubbish_in_the_table_is_an_error_and_no_panic() {
        let broken = Entry { job: Job::Purge, expression: "5 4 * * *" };
        assert!(matches!(
            next_after(&broken, at(2, 9, 0)),
            Err(SchedulerError::NoNextInstant { job: "purge" })
        ));
    }
}
