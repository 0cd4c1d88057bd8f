//! When each job is due next, and every run there was: one per job and due instant, whoever ran it.
//! When a job is due is computed elsewhere and stored here, so that a missed tick is caught up.

use workflow::Timestamp;

use crate::error::StoreError;
use crate::row::{
    Row, change_one, execute, find as find_row, insert as insert_row, insert_sql, list as list_rows, replace,
    table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "schedule", key 1;
    /// A job and its next due instant.
    pub struct ScheduleRow {
        job: String,
        next_due: Timestamp,
        last_run: Option<Timestamp>,
    }
}

table! { "job_runs", key 2;
    /// One run of a job for one due instant.
    pub struct JobRunRow {
        job: String,
        due_at: Timestamp,
        started_at: Timestamp,
        finished_at: Option<Timestamp>,
        outcome: Option<String>,
    }
}

pub async fn find(on: &impl Source, job: &str) -> Result<Option<ScheduleRow>, StoreError> {
    find_row(on, "WHERE t.job = $1", values![job.to_owned()]).await
}

pub async fn list(on: &impl Source) -> Result<Vec<ScheduleRow>, StoreError> {
    list_rows(on, "ORDER BY t.job", Vec::new()).await
}

/// Jobs whose time has come, the longest due first.
pub async fn due(on: &impl Source, now: Timestamp) -> Result<Vec<ScheduleRow>, StoreError> {
    list_rows(on, "WHERE t.next_due <= $1 ORDER BY t.next_due, t.job", values![now]).await
}

/// Inserts the job or overwrites its row.
pub async fn save(unit: &UnitOfWork, row: &ScheduleRow) -> Result<(), StoreError> {
    if replace(unit, row).await? { Ok(()) } else { insert_row(unit, row).await }
}

/// Moves a job on; a conflict when another scheduler has done so.
pub async fn advance(
    unit: &UnitOfWork,
    job: &str,
    from: Timestamp,
    next_due: Timestamp,
    ran_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE schedule SET next_due = $3, last_run = $4 WHERE job = $1 AND next_due = $2";
    change_one(unit, "schedule moved on", sql, values![job.to_owned(), from, next_due, ran_at]).await
}

/// Starts a run. Answers false when this due instant had its run already.
pub async fn start_run(
    unit: &UnitOfWork,
    job: &str,
    due_at: Timestamp,
    started_at: Timestamp,
) -> Result<bool, StoreError> {
    let row = JobRunRow { job: job.to_owned(), due_at, started_at, finished_at: None, outcome: None };
    let sql = format!("{} ON CONFLICT (job, due_at) DO NOTHING", insert_sql(&JobRunRow::TABLE, 0));
    Ok(execute(unit, sql, row.values()).await? == 1)
}

pub async fn finish_run(
    unit: &UnitOfWork,
    job: &str,
    due_at: Timestamp,
    finished_at: Timestamp,
    outcome: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE job_runs SET finished_at = $3, outcome = $4 WHERE job = $1 AND due_at = $2";
    change_one(unit, "job run", sql, values![job.to_owned(), due_at, finished_at, outcome.to_owned()]).await
}

/// Runs that were started and never finished: their process is gone.
pub async fn unfinished(on: &impl Source) -> Result<Vec<JobRunRow>, StoreError> {
    list_rows(on, "WHERE t.finished_at IS NULL ORDER BY t.due_at, t.job", Vec::new()).await
}

/// The last runs of a job, newest first.
pub async fn runs(on: &impl Source, job: &str, limit: u32) -> Result<Vec<JobRunRow>, StoreError> {
    let rows = crate::Page::first(limit).rows();
    list_rows(on, "WHERE t.job = $1 ORDER BY t.due_at DESC LIMIT $2", values![job.to_owned(), rows]).await
}

/// Makes the job due at `next_due` unless it is due earlier.
pub async fn bring_forward(unit: &UnitOfWork, job: &str, next_due: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO schedule (job, next_due) VALUES ($1, $2) ON CONFLICT (job) \
               DO UPDATE SET next_due = $2 WHERE schedule.next_due > $2";
    execute(unit, sql, values![job.to_owned(), next_due]).await.map(|_| ())
}

/// Takes over a run whose process is gone. Answers false when somebody else was faster, or it has ended.
pub async fn restart_run(
    unit: &UnitOfWork,
    run: &JobRunRow,
    started_at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE job_runs SET started_at = $4 \
               WHERE job = $1 AND due_at = $2 AND started_at = $3 AND finished_at IS NULL";
    let cells = values![run.job.clone(), run.due_at, run.started_at, started_at];
    Ok(execute(unit, sql, cells).await? == 1)
}

/// Forgets finished runs that were due before `before`. Answers how many.
pub async fn forget_runs(unit: &UnitOfWork, before: Timestamp) -> Result<u64, StoreError> {
    let sql = "DELETE FROM job_runs WHERE due_at < $1 AND finished_at IS NOT NULL";
    execute(unit, sql, values![before]).await
}
