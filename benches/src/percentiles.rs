//! Durations of many single calls, and what of them a page reports.
//! Nearest rank, no interpolation: every figure printed was measured.

use std::time::{Duration, Instant};

#[derive(Default)]
pub struct Durations(Vec<Duration>);

impl Durations {
    /// Times one call and keeps its result out of the measured span.
    pub fn time<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = call();
        self.0.push(start.elapsed());
        result
    }

    /// The duration that `share` percent of the calls did not pass.
    pub fn percentile(&mut self, share: usize) -> Duration {
        self.0.sort_unstable();
        let rank = (self.0.len() * share).div_ceil(100).max(1) - 1;
        self.0.get(rank).copied().unwrap_or_default()
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Microseconds with one decimal.
pub fn micros(duration: Duration) -> String {
    format!("{:.1}", duration.as_secs_f64() * 1e6)
}
