//! A door: the clock ticks. Runs what the engine says is due and stores each next run.
//!
//! Owns the cron table, the worker and one file per job. It decides nothing about a case, names no
//! database, and holds no transaction while a job runs. Two schedulers may run beside each other.

mod error;
mod job;
mod jobs;
mod schedule;
mod worker;

pub use error::SchedulerError;
pub use job::{Outcome, Post};
pub use schedule::{Entry, Job, SCHEDULE, next_after};
pub use worker::{Nudge, Ran, Scheduler};
