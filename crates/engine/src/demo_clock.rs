//! Moving the demo clock, so that a visitor can walk months in minutes. Only in a demo.
//!
//! The clock only goes forward; what became due meanwhile happens before the answer.

use serde::{Deserialize, Serialize};
use workflow::{Date, Timestamp};

use crate::{Engine, EngineError};

/// The office opens.
const OFFICE_OPENS_HOUR: u32 = 9;
/// No holiday keeps an office shut for longer.
const SEARCH_LIMIT_DAYS: u32 = 40;

/// How far the clock is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockStep {
    NextWorkingDay,
    /// To the morning of the next day on which anything is due.
    NextDeadline,
}

impl ClockStep {
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "next-working-day" => Some(Self::NextWorkingDay),
            "next-deadline" => Some(Self::NextDeadline),
            _ => None,
        }
    }
}

impl Engine {
    /// Moves the clock, then lets happen and reminds of what is due by then. Anybody may, in a demo.
    pub async fn advance_demo_clock(&self, step: ClockStep) -> Result<Timestamp, EngineError> {
        if !self.settings.demo {
            return Err(EngineError::NotFound { what: "demo-clock" });
        }
        let today = self.today().await?;
        let day = match step {
            ClockStep::NextWorkingDay => self.next_working_day(today).await?,
            ClockStep::NextDeadline => store::applications::next_deadline(&self.store, today)
                .await?
                .ok_or_else(|| EngineError::Conflict { what: "no-deadline-ahead".to_owned() })?,
        };
        let corrupt = || EngineError::Corrupt { what: "the clock cannot show that day".to_owned() };
        let morning = Timestamp::in_shanghai(day, OFFICE_OPENS_HOUR, 0).ok_or_else(corrupt)?;
        self.set_demo_clock(morning).await?;
        self.close_calls().await?;
        self.reconcile_deadlines().await?;
        self.remind().await?;
        Ok(morning)
    }

    /// Past the last loaded year weekdays stand in: a demo must go on.
    async fn next_working_day(&self, today: Date) -> Result<Date, EngineError> {
        let calendar = self.calendar().await?;
        let mut day = today.next();
        for _ in 0..SEARCH_LIMIT_DAYS {
            if calendar.is_working_day(day).unwrap_or(!day.is_weekend()) {
                break;
            }
            day = day.next();
        }
        Ok(day)
    }
}
