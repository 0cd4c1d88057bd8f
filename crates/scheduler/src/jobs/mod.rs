//! One file per job; this one only knows which is which.
//! Jobs ask the engine and report an outcome: when they run, and who runs them, is settled outside.

mod close_calls;
mod deliver_mail;
mod purge;
mod reconcile_deadlines;
mod remind;
mod seal;

use crate::job::{Outcome, Post};
use crate::schedule::Job;

/// Runs a job. An error of the engine is a reason to try again: the next tick may find it gone.
pub async fn run(post: &Post, job: Job) -> Outcome {
    let outcome = match job {
        Job::DeliverMail => deliver_mail::run(post).await,
        Job::ReconcileDeadlines => reconcile_deadlines::run(post).await,
        Job::CloseCalls => close_calls::run(post).await,
        Job::Remind => remind::run(post).await,
        Job::Purge => purge::run(post).await,
        Job::Seal => seal::run(post).await,
    };
    outcome.unwrap_or_else(|error| Outcome::Retry(error.to_string()))
}
