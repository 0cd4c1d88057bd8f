//! The worker: waits for the next due instant, a nudge or the end, and runs what is due.
//!
//! A tick is taken by moving its row: of two schedulers one wins. A tick whose taker died is taken
//! over when its lease has passed.

use std::sync::Arc;
use std::time::Duration;

use engine::Tick;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use workflow::Timestamp;

use crate::error::SchedulerError;
use crate::job::{Outcome, Post};
use crate::jobs;
use crate::schedule::{Entry, Job, SCHEDULE, next_after};

/// The longest wait: another process may move the demo clock without a nudge.
const WAIT_MAXIMUM: Duration = Duration::from_secs(5);
/// The shortest wait, so that a row that stays due cannot make the loop spin.
const WAIT_MINIMUM: Duration = Duration::from_millis(200);
/// How soon a job that asked for it runs again.
const RETRY_SECONDS: i64 = 60;

/// Wakes the worker before its time, from a request that made something due.
#[derive(Debug, Clone, Default)]
pub struct Nudge(Arc<Notify>);

impl Nudge {
    pub fn now(&self) {
        self.0.notify_one();
    }
}

/// One run of one job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    pub job: Job,
    pub due_at: Timestamp,
    pub outcome: Outcome,
}

/// A scheduler; several may run on one database.
#[derive(Debug, Clone)]
pub struct Scheduler {
    post: Post,
    nudge: Nudge,
}

impl Scheduler {
    pub fn new(post: Post) -> Self {
        Self { post, nudge: Nudge::default() }
    }

    pub fn nudge(&self) -> Nudge {
        self.nudge.clone()
    }

    /// Runs until `shutdown` resolves; what has begun is finished first.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        loop {
            let wait = match self.run_due().await {
                Ok(_) => self.wait().await,
                Err(error) => {
                    tracing::error!(error = %error, "the scheduler could not run what is due");
                    WAIT_MAXIMUM
                }
            };
            tokio::select! {
                () = &mut shutdown => return,
                () = self.nudge.0.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Runs one job now, whatever its schedule says.
    pub async fn run_job(&self, job: Job) -> Outcome {
        jobs::run(&self.post, job).await
    }

    /// Runs every job that is due now, side by side, each once however many ticks it missed.
    pub async fn run_due(&self) -> Result<Vec<Ran>, SchedulerError> {
        let engine = &self.post.engine;
        let now = engine.now().await?;
        let first = |entry: &Entry| Ok((entry.job.key(), next_after(entry, now)?));
        let plan: Result<Vec<_>, SchedulerError> = SCHEDULE.iter().map(first).collect();
        engine.plan_jobs(plan?).await?;
        let mut running = JoinSet::new();
        for (entry, tick) in self.take_ticks(now).await? {
            running.spawn(run_tick(self.post.clone(), entry, tick));
        }
        let mut runs = Vec::new();
        while let Some(finished) = running.join_next().await {
            match finished {
                Ok(run) => runs.push(run?),
                Err(error) => {
                    tracing::error!(error = %error, "a job broke off; its tick is taken over later");
                }
            }
        }
        Ok(runs)
    }

    async fn take_ticks(&self, now: Timestamp) -> Result<Vec<(Entry, Tick)>, SchedulerError> {
        let engine = &self.post.engine;
        let mut taken = Vec::new();
        for due in engine.due_jobs(now).await? {
            let Some(entry) = entry_of(&due.job) else {
                continue;
            };
            let next = next_after(entry, now)?;
            if let Some(tick) = engine.take_tick(due, next).await? {
                taken.push((*entry, tick));
            }
        }
        for tick in engine.take_over_ticks(now).await? {
            let known = taken.iter().any(|(_, other): &(Entry, Tick)| other.job == tick.job);
            match entry_of(&tick.job) {
                Some(entry) if !known => taken.push((*entry, tick)),
                _ => engine.finish_tick(&tick, "superseded", None).await?,
            }
        }
        Ok(taken)
    }

    /// Until the next row comes due, within bounds.
    async fn wait(&self) -> Duration {
        let engine = &self.post.engine;
        let (Ok(now), Ok(Some(next))) = (engine.now().await, engine.next_job_due().await) else {
            return WAIT_MAXIMUM;
        };
        let millis = u64::try_from(next.millis().saturating_sub(now.millis())).unwrap_or(0);
        Duration::from_millis(millis).clamp(WAIT_MINIMUM, WAIT_MAXIMUM)
    }
}

fn entry_of(job: &str) -> Option<&'static Entry> {
    SCHEDULE.iter().find(|entry| entry.job.key() == job)
}

async fn run_tick(post: Post, entry: Entry, tick: Tick) -> Result<Ran, SchedulerError> {
    let outcome = jobs::run(&post, entry.job).await;
    match &outcome {
        Outcome::Done => tracing::debug!(job = entry.job.key(), "done"),
        Outcome::Retry(why) => tracing::warn!(job = entry.job.key(), why, "to be tried again"),
        Outcome::Fail(why) => tracing::error!(job = entry.job.key(), why, "failed"),
    }
    let now = post.engine.now().await?;
    let again = matches!(outcome, Outcome::Retry(_)).then(|| now.plus_seconds(RETRY_SECONDS));
    post.engine.finish_tick(&tick, &outcome.text(), again).await?;
    Ok(Ran { job: entry.job, due_at: tick.due_at, outcome })
}
