//! Forgetting what has had its time: expired sessions, attempts to sign in, old records of runs, old idempotency keys.
//! It touches nothing that says what happened: events, journal and ledger stay.

use crate::sign_in::THROTTLE_WINDOW_SECONDS;
use crate::{Engine, EngineError};

/// Runs are kept long enough to look into a bad week.
const RUNS_KEPT_DAYS: i64 = 14;
/// Nobody repeats a request after a quarter of a year.
const KEYS_KEPT_DAYS: i64 = 90;
const DAY_SECONDS: i64 = 24 * 3600;

impl Engine {
    /// Safe to run at any time.
    pub async fn purge(&self) -> Result<(), EngineError> {
        // Sessions end by the machine's clock: moving the demo clock signs nobody out.
        let machine_now = self.clock.now();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                store::sessions::delete_expired(unit, machine_now).await?;
                let attempts_before = machine_now.plus_seconds(-THROTTLE_WINDOW_SECONDS);
                store::sign_in::forget_attempts(unit, attempts_before).await?;
                let runs_before = now.plus_seconds(-RUNS_KEPT_DAYS * DAY_SECONDS);
                store::schedule::forget_runs(unit, runs_before).await?;
                let keys_before = now.plus_seconds(-KEYS_KEPT_DAYS * DAY_SECONDS);
                store::idempotency::forget(unit, keys_before).await?;
                Ok(())
            })
        })
        .await
    }
}
