//! The scheduler's memory: when each job is due next, and which tick somebody has taken.
//!
//! A tick is taken by moving its row on, so of two schedulers one gets it; it is remembered under
//! (job, due instant), so it never runs twice; one whose taker died is taken over after a lease.

use store::StoreError;
use workflow::Timestamp;

use crate::{Engine, EngineError};

/// A tick unfinished for so long has lost its taker: no job runs half as long.
const TICK_LEASE_SECONDS: i64 = 1800;

/// A job whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueJob {
    pub job: String,
    pub due_at: Timestamp,
}

/// A tick that is ours to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub job: String,
    pub due_at: Timestamp,
    pub started_at: Timestamp,
}

impl Engine {
    /// Makes sure that every job has a row, none later than its next instant: a clock that was set
    /// back must not silence a job.
    pub async fn plan_jobs(&self, jobs: Vec<(&'static str, Timestamp)>) -> Result<(), EngineError> {
        let rows = store::schedule::list(&self.store).await?;
        let planned = |(job, next): &(&'static str, Timestamp)| {
            rows.iter().any(|row| row.job == *job && row.next_due <= *next)
        };
        let missing: Vec<_> = jobs.into_iter().filter(|entry| !planned(entry)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        self.in_unit(move |unit, _| {
            Box::pin(async move {
                for (job, next) in missing {
                    store::schedule::bring_forward(unit, job, next).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Jobs whose row lies at or before `now`.
    pub async fn due_jobs(&self, now: Timestamp) -> Result<Vec<DueJob>, EngineError> {
        let rows = store::schedule::due(&self.store, now).await?;
        Ok(rows.into_iter().map(|row| DueJob { job: row.job, due_at: row.next_due }).collect())
    }

    /// The earliest next instant of any job.
    pub async fn next_job_due(&self) -> Result<Option<Timestamp>, EngineError> {
        let rows = store::schedule::list(&self.store).await?;
        Ok(rows.iter().map(|row| row.next_due).min())
    }

    /// Takes a tick and sets the job's next instant; `None` when somebody else was faster.
    pub async fn take_tick(&self, due: DueJob, next: Timestamp) -> Result<Option<Tick>, EngineError> {
        let taken: Result<Option<Tick>, EngineError> = self
            .in_unit(move |unit, now| {
                Box::pin(async move {
                    let DueJob { job, due_at } = due;
                    store::schedule::advance(unit, &job, due_at, next, now).await?;
                    let fresh = store::schedule::start_run(unit, &job, due_at, now).await?;
                    Ok(fresh.then_some(Tick { job, due_at, started_at: now }))
                })
            })
            .await;
        match taken {
            Err(EngineError::Conflict { .. } | EngineError::Store(StoreError::Busy)) => Ok(None),
            other => other,
        }
    }

    /// Takes over ticks whose taker has not come back.
    pub async fn take_over_ticks(&self, now: Timestamp) -> Result<Vec<Tick>, EngineError> {
        let before = now.plus_seconds(-TICK_LEASE_SECONDS);
        let mut taken = Vec::new();
        for run in store::schedule::unfinished(&self.store).await? {
            if run.started_at > before {
                continue;
            }
            let tick = Tick { job: run.job.clone(), due_at: run.due_at, started_at: now };
            let ours: bool = self
                .in_unit(move |unit, _| {
                    Box::pin(async move { Ok(store::schedule::restart_run(unit, &run, now).await?) })
                })
                .await?;
            if ours {
                taken.push(tick);
            }
        }
        Ok(taken)
    }

    /// Records how a tick ended; `again` brings the job's next instant forward.
    pub async fn finish_tick(
        &self,
        tick: &Tick,
        outcome: &str,
        again: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        let (tick, outcome) = (tick.clone(), outcome.to_owned());
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let Tick { job, due_at, .. } = &tick;
                store::schedule::finish_run(unit, job, *due_at, now, &outcome).await?;
                if let Some(again) = again {
                    store::schedule::bring_forward(unit, job, again).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
