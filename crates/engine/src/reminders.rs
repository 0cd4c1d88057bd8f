//! Reminders of deadlines: three working days before, on the day, and after it.
//!
//! Derived from the rows whenever asked, so a missed morning is made up; each person is told once of
//! each (case, due day, kind), whoever asks and however often.

use serde_json::json;
use store::UnitOfWork;
use workflow::application::StageClock;
use workflow::calendar::Calendar;
use workflow::effect::{Audience, MailKind};
use workflow::id::ApplicationId;
use workflow::pipeline::OnOverdue;
use workflow::{Application, Date, Role, Stage, State, Timestamp};

use crate::case::{Loaded, state_of};
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
/// A deadline that somebody is to be reminded of.
#[derive(Debug, Clone, Copy)]
struct Reminder {
    application: ApplicationId,
    stage: Stage,
    due: Date,
    kind: ReminderKind,
    owner: Role,
}

impl Engine {
    /// Enqueues every reminder that is right today. Answers how many cases were looked at for one.
    pub async fn remind(&self) -> Result<u32, EngineError> {
        let today = self.today().await?;
        let calendar = self.calendar().await?;
        let mut reminded = 0;
        for reminder in self.case_reminders(today, &calendar).await? {
            self.send_reminder(reminder).await?;
            reminded += 1;
        }
        for reminder in self.draft_reminders(today, &calendar).await? {
            self.send_reminder(reminder).await?;
            reminded += 1;
        }
        Ok(reminded)
    }

    async fn case_reminders(&self, today: Date, calendar: &Calendar) -> Result<Vec<Reminder>, EngineError> {
        let until = today.plus_days(HORIZON_DAYS);
        let earliest = days_before(today, LATEST_DAYS);
        let mut after = Some((earliest, ApplicationId::new(uuid::Uuid::nil())));
        let mut reminders = Vec::new();
        for _ in 0..BATCHES_LIMIT {
            let rows = store::applications::due(&self.store, until, after, BATCH_LIMIT_CASES).await?;
            let Some(last) = rows.last() else { break };
            after = last.due_on.map(|day| (day, last.id));
            for row in rows {
                let (Some(due), Some(owner)) = (row.due_on, row.owner_role) else {
                    continue;
                };
                let application = state_of(&row.state_json)?;
                let kind =
                    kind_today(due, today, calendar).filter(|kind| awaits_a_person(&application, *kind));
                let stage = application.stage();
                reminders.extend(kind.map(|kind| Reminder { application: row.id, stage, due, kind, owner }));
            }
        }
        Ok(reminders)
    }

    /// A draft's limit is the last day of its call; after it the draft lapses, and says so itself.
    async fn draft_reminders(&self, today: Date, calendar: &Calendar) -> Result<Vec<Reminder>, EngineError> {
        let until = today.plus_days(HORIZON_DAYS);
        let mut after = None;
        let mut reminders = Vec::new();
        for _ in 0..BATCHES_LIMIT {
            let drafts =
                store::applications::drafts_closing(&self.store, today, until, after, BATCH_LIMIT_CASES)
                    .await?;
            let Some(last) = drafts.last() else { break };
            after = Some(last.id);
            for draft in drafts {
                let due = draft.closes_on;
                let (application, stage, owner) = (draft.id, Stage::Draft, Role::Applicant);
                let kind = kind_today(due, today, calendar);
                reminders.extend(kind.map(|kind| Reminder { application, stage, due, kind, owner }));
            }
        }
        Ok(reminders)
    }

    async fn send_reminder(&self, reminder: Reminder) -> Result<(), EngineError> {
        let engine = self.clone();
        self.in_unit(move |unit, now| Box::pin(async move { enqueue(&engine, unit, now, reminder).await }))
            .await
    }
}

async fn enqueue(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    reminder: Reminder,
) -> Result<(), EngineError> {
    let Reminder { application, stage, due, kind, owner } = reminder;
    let loaded = Loaded::read(engine, unit, application).await?;
    if loaded.application.stage() != stage {
        return Ok(());
    }
    let mut audiences = vec![match owner {
        Role::Applicant => Audience::Applicant,
        other => Audience::Holders(other),
    }];
    if kind == ReminderKind::After && owner != Role::Director {
        audiences.push(Audience::Holders(Role::Director));
    }
    let dedupe = format!("{application}:{due}:{}", kind.key());
    for audience in audiences {
        for person in notify::recipients(unit, &loaded, audience).await? {
            let mut case = notify::case_reference(engine, &loaded, &person.locale);
            if audience == Audience::Holders(Role::Expert) && loaded.pipeline.is_blind() {
                case["organisation"] = "".into();
            }
            let context = json!({
                "case": case,
                "stage": stage.key(),
                "due_at_millis": last_minute(due).millis(),
                "kind": kind.key(),
            });
            let mail = MailKind::DeadlineReminder.key();
            notify::enqueue_mail(engine, unit, now, &person, mail, context, &dedupe).await?;
        }
    }
    Ok(())
}

/// Nobody is reminded of what the clock does by itself.
fn awaits_a_person(application: &Application, kind: ReminderKind) -> bool {
    if matches!(application.state, State::Publicity { listing: Some(_) }) {
        return false;
    }
    let lapses = |clock: &StageClock| clock.on_overdue == OnOverdue::Lapse;
    kind != ReminderKind::After || !application.clock.as_ref().is_some_and(lapses)
}

/// A deadline is a day, and the whole day counts: 23:59.
fn last_minute(day: Date) -> Timestamp {
    day.next().start().plus_seconds(-60)
}

fn days_before(day: Date, days: i64) -> Date {
    let days = chrono::Days::new(days.unsigned_abs());
    Date::new(day.naive().checked_sub_days(days).unwrap_or(day.naive()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use workflow::calendar::CalendarNotice;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// 2026 with its spring holiday only.
    fn calendar() -> Calendar {
        Calendar::new(vec![CalendarNotice {
            year: 2026,
            published_on: date("2025-11-04"),
            document: String::new(),
            off: vec![[date("2026-02-15"), date("2026-02-23")]],
            work: vec![date("2026-02-14"), date("2026-02-28")],
        }])
    }

    fn check(due: &str, today: &str, expect: Option<&str>) {
        let kind = kind_today(date(due), date(today), &calendar());
        assert_eq!(kind.map(ReminderKind::key), expect, "due {due}, today {today}");
    }

    #[test]
    fn three_working_days_reach_over_holidays_and_worked_weekends() {
        check("2026-03-12", "2026-03-08", None);
        check("2026-03-12", "2026-03-09", Some("before"));
        check("2026-03-12", "2026-03-12", Some("on-the-day"));
        check("2026-03-12", "2026-03-13", Some("after"));
        check("2026-02-25", "2026-02-12", None);
        check("2026-02-25", "2026-02-13", Some("before"));
    }

    #[test]
    fn a_deadline_long_past_is_left_alone() {
        check("2026-03-02", "2026-04-01", Some("after"));
        check("2026-03-02", "2026-04-02", None);
    }

    #[test]
    fn without_a_calendar_three_plain_days_stand_in() {
        check("2027-01-15", "2027-01-11", None);
        check("2027-01-15", "2027-01-12", Some("before"));
    }

    #[test]
    fn a_deadline_ends_with_its_day() {
        assert_eq!(last_minute(date("2026-03-02")).minute_text(), "2026-03-02 23:59");
        assert_eq!(days_before(date("2026-03-01"), 1), date("2026-02-28"));
    }
}
