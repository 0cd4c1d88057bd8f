//! How long a step took, and how long all of them may take.
//! The only place of this crate that reads a clock.

use std::time::{Duration, Instant};

/// Started when something begins, read when it is over.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "durations shown to a developer; nothing is decided on them but giving up"
    )]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// The moment after which no program is waited for any longer.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    since: Stopwatch,
    limit: Duration,
}

impl Deadline {
    pub fn after(limit: Duration) -> Self {
        Self { since: Stopwatch::start(), limit }
    }

    pub fn left(self) -> Duration {
        self.limit.saturating_sub(self.since.elapsed())
    }
}
