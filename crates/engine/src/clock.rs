//! The engine's time: the machine's clock, moved by the demo offset where there is one.
//!
//! The offset is a row, so that every process of a demo agrees; outside a demo it is never read.

use store::Source;
use workflow::{Date, Timestamp};

use crate::{Engine, EngineError};

/// Where demo and tests begin: 2026-03-02 09:00 in Asia/Shanghai.
pub const DEMO_START: Timestamp = Timestamp::from_millis(1_772_413_200_000);

/// The setting that holds the demo offset in milliseconds.
const OFFSET_KEY: &str = "demo-clock-offset-ms";

/// The machine's clock; implemented in `houbu`, replaced in tests.
pub trait SystemClock: Send + Sync {
    fn now(&self) -> Timestamp;
}

impl Engine {
    /// The present, for every decision, deadline and record.
    pub async fn now(&self) -> Result<Timestamp, EngineError> {
        self.now_on(&self.store).await
    }

    /// The same inside a unit of work, on its own connection.
    pub(crate) async fn now_on(&self, on: &impl Source) -> Result<Timestamp, EngineError> {
        let machine = self.clock.now();
        if !self.settings.demo {
            return Ok(machine);
        }
        let offset = store::settings::find(on, OFFSET_KEY).await?;
        let offset = offset.and_then(|row| row.value_json.parse().ok()).unwrap_or(0);
        Ok(machine.plus_millis(offset))
    }

    pub async fn today(&self) -> Result<Date, EngineError> {
        Ok(self.now().await?.date())
    }

    /// Sets the demo clock to an instant; it goes on running from there. Refused outside a demo.
    pub async fn set_demo_clock(&self, instant: Timestamp) -> Result<(), EngineError> {
        if !self.settings.demo {
            return Err(EngineError::NotFound { what: "demo-clock" });
        }
        let offset = instant.millis() - self.clock.now().millis();
        let unit = self.store.begin().await?;
        store::settings::set(&unit, OFFSET_KEY, &offset.to_string(), instant).await?;
        unit.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_starts_at_nine_in_the_morning_in_china() {
        assert_eq!(DEMO_START.minute_text(), "2026-03-02 09:00");
    }
}
