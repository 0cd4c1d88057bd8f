//! What can stop the scheduler itself; a job that fails says so in its outcome instead,
//! and is tried again at its next tick.

use engine::EngineError;

#[derive(Debug, thiserror::Error)]
pub enum SchedulerError {
    /// The engine could not be asked.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A line of the cron table cannot be read, or never comes due again.
    #[error("the schedule of {job} names no next instant")]
    NoNextInstant { job: &'static str },
}
