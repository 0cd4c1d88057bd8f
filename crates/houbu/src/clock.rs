//! The machine's clock: the one place that reads it.
//! Everything else takes the time as an argument or asks the engine.

use engine::SystemClock;
use workflow::Timestamp;

/// Reads the machine's clock in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl SystemClock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let millis = since.map_or(0, |duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
        Timestamp::from_millis(millis)
    }
}
