//! Ticks: missed ones are made up once, two schedulers share them, a dead taker's is taken over.
//! What each job does when it runs is tested beside this file.

use std::sync::Arc;

use harness::{House, on_both_databases};
use scheduler::{Job, Post, SCHEDULE, Scheduler};
use workflow::Timestamp;

use super::steps::set_time;

/// Another scheduler on the same database, with connections of its own.
async fn another(house: &House, owner: &str) -> Scheduler {
    let engine = engine::Engine::new(
        house.database.open_again().await,
        Arc::new(houbu::MachineClock),
        Arc::new(houbu::MachineChance),
        house.engine.settings().clone(),
    );
    let templates = Arc::new(houbu::words(&engine).await.unwrap());
    Scheduler::new(Post {
        engine,
        templates,
        transport: mail::Transport::memory(),
        sender: mail::Mailbox::parse("Houbu", "houbu@houbu.test").unwrap(),
        owner: owner.to_owned(),
    })
}

async fn ran(scheduler: &Scheduler) -> Vec<Job> {
    scheduler.run_due().await.unwrap().into_iter().map(|run| run.job).collect()
}

fn keys(mut jobs: Vec<Job>) -> Vec<&'static str> {
    jobs.sort_by_key(|job| job.key());
    jobs.into_iter().map(Job::key).collect()
}

fn all() -> Vec<&'static str> {
    keys(SCHEDULE.iter().map(|entry| entry.job).collect())
}

/// Plans every job from this instant on.
async fn planned(house: &House, day: &str) -> Timestamp {
    let now = set_time(house, day, 9, 0).await;
    ran(&house.scheduler).await;
    now
}

on_both_databases! {
    async fn ticks_missed_in_three_days_are_made_up_once(database: Database) {
        let house = House::open(database).await;
        planned(&house, "2026-03-02").await;
        set_time(&house, "2026-03-05", 9, 0).await;
        assert_eq!(keys(ran(&house.scheduler).await), all());
        let store = house.database.store();
        let rows = store::schedule::list(store).await.unwrap();
        let now = house.engine.now().await.unwrap();
        assert!(rows.iter().all(|row| row.next_due > now.plus_seconds(-1)), "{rows:?}");
        for entry in &SCHEDULE {
            let runs = store::schedule::runs(store, entry.job.key(), 9).await.unwrap();
            assert!(runs.iter().all(|run| run.outcome.as_deref() == Some("done")), "{runs:?}");
        }
    }

    async fn two_schedulers_run_each_tick_once(database: Database) {
        let house = House::open(database).await;
        let (first, second) = (another(&house, "first").await, another(&house, "second").await);
        planned(&house, "2026-03-02").await;
        for day in ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"] {
            set_time(&house, day, 9, 0).await;
            let (left, right) = tokio::join!(ran(&first), ran(&second));
            let mut jobs = left;
            jobs.extend(right);
            // The ten-second job may come due again while the others run.
            jobs.sort_by_key(|job| job.key());
            jobs.dedup_by(|next, previous| next == previous && *next == Job::DeliverMail);
            assert_eq!(keys(jobs), all(), "{day}");
        }
    }

    async fn a_tick_whose_taker_died_is_taken_over_after_its_lease(database: Database) {
        let house = House::open(database).await;
        planned(&house, "2026-03-02").await;
        let now = set_time(&house, "2026-03-03", 8, 31).await;
        let due = house.engine.due_jobs(now).await.unwrap();
        let remind = due.into_iter().find(|due| due.job == "remind").unwrap();
        let due_at = remind.due_at;
        let taken = house.engine.take_tick(remind.clone(), now.plus_seconds(86_400)).await.unwrap();
        assert!(taken.is_some());
        assert_eq!(house.engine.take_tick(remind, now.plus_seconds(86_400)).await.unwrap(), None);
        assert!(!ran(&house.scheduler).await.contains(&Job::Remind));
        set_time(&house, "2026-03-03", 9, 2).await;
        let runs = house.scheduler.run_due().await.unwrap();
        let again = runs.iter().find(|run| run.job == Job::Remind).unwrap();
        assert_eq!(again.due_at, due_at);
        assert!(!ran(&house.scheduler).await.contains(&Job::Remind));
    }

    async fn a_clock_that_went_back_silences_no_job(database: Database) {
        let house = House::open(database).await;
        planned(&house, "2026-06-01").await;
        planned(&house, "2026-03-02").await;
        set_time(&house, "2026-03-03", 9, 0).await;
        assert_eq!(keys(ran(&house.scheduler).await), all());
    }
}
