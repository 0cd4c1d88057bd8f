//! Outbox, leases, schedule: two workers never hold the same thing, and a late one changes nothing.
//! Time is an argument here: nobody waits for a lease to run out.

use std::collections::BTreeSet;

use harness::on_both_databases;
use store::outbox::{self, Claimed, OutboxDraft};
use store::{Store, StoreError, leases, schedule};
use uuid::Uuid;
use workflow::Timestamp;
use workflow::id::OutboxId;

use super::seed::NOW;

const ROWS: u128 = 120;
const WORKERS: u32 = 6;
const LEASE_MS: i64 = 60_000;

fn effect(number: u128) -> OutboxDraft {
    OutboxDraft {
        id: OutboxId::new(Uuid::from_u128(number)),
        kind: "mail".to_owned(),
        payload_json: "{}".to_owned(),
        created_at: NOW,
        available_at: NOW,
        dedupe_key: Some(format!("once-{number}")),
    }
}

async fn enqueue(store: &Store, rows: u128) {
    let unit = store.begin().await.unwrap();
    for number in 1..=rows {
        assert!(outbox::enqueue(&unit, &effect(number)).await.unwrap());
    }
    unit.commit().await.unwrap();
}

async fn claim_until_empty(store: Store, worker: u32) -> Vec<Claimed> {
    let mut all = Vec::new();
    loop {
        let claimed = outbox::claim(&store, &format!("w{worker}"), NOW, 7, LEASE_MS).await.unwrap();
        if claimed.is_empty() {
            return all;
        }
        all.extend(claimed);
    }
}

fn is_conflict<T>(result: &Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Conflict { .. }))
}

on_both_databases! {
    async fn workers_never_claim_the_same_row_with_the_same_fence(database: Database) {
        enqueue(database.store(), ROWS).await;
        let mut stores = Vec::new();
        for _ in 0..WORKERS {
            stores.push(database.open_again().await);
        }
        let workers = stores.into_iter().zip(1..).map(|(store, worker)| tokio::spawn(claim_until_empty(store, worker)));
        let mut claims = Vec::new();
        for worker in futures::future::join_all(workers).await {
            claims.extend(worker.unwrap());
        }
        let distinct: BTreeSet<_> = claims.iter().map(|claimed| (claimed.row.id, claimed.fence)).collect();
        assert_eq!(claims.len(), distinct.len(), "a row was claimed twice with one fence");
        // Under a lease nobody else gets the row at all.
        assert_eq!(claims.len(), usize::try_from(ROWS).unwrap());
    }

    async fn a_stale_fence_changes_nothing(database: Database) {
        enqueue(database.store(), 1).await;
        let store = database.store();
        let slow = outbox::claim(store, "slow", NOW, 1, LEASE_MS).await.unwrap().remove(0);
        assert!(outbox::claim(store, "early", NOW, 1, LEASE_MS).await.unwrap().is_empty());
        let later = NOW.plus_millis(LEASE_MS);
        let quick = outbox::claim(store, "quick", later, 1, LEASE_MS).await.unwrap().remove(0);
        assert!(quick.fence > slow.fence);
        assert_eq!(quick.row.attempts, 2);

        let unit = store.begin().await.unwrap();
        let id = slow.row.id;
        assert!(is_conflict(&outbox::complete(&unit, id, slow.fence, later).await));
        assert!(is_conflict(&outbox::retry(&unit, id, slow.fence, later, "late").await));
        assert!(is_conflict(&outbox::fail(&unit, id, slow.fence, later, "late").await));
        assert_eq!(outbox::find(&unit, id).await.unwrap().unwrap(), quick.row);
        outbox::complete(&unit, id, quick.fence, later).await.unwrap();
        assert!(is_conflict(&outbox::complete(&unit, id, quick.fence, later).await), "done is done");
        assert_eq!(outbox::count_waiting(&unit).await.unwrap(), 0);
        unit.commit().await.unwrap();
        let much_later = later.plus_millis(10 * LEASE_MS);
        assert!(outbox::claim(store, "w", much_later, 1, LEASE_MS).await.unwrap().is_empty());
    }

    async fn an_effect_is_retried_when_it_is_time_and_given_up_for_good(database: Database) {
        enqueue(database.store(), 1).await;
        let store = database.store();
        let first = outbox::claim(store, "w", NOW, 5, LEASE_MS).await.unwrap().remove(0);
        let again_at = NOW.plus_millis(500);
        let unit = store.begin().await.unwrap();
        let long = "长".repeat(2_000);
        outbox::retry(&unit, first.row.id, first.fence, again_at, &long).await.unwrap();
        unit.commit().await.unwrap();
        assert!(outbox::claim(store, "w", NOW.plus_millis(499), 5, LEASE_MS).await.unwrap().is_empty());
        let second = outbox::claim(store, "w", again_at, 5, LEASE_MS).await.unwrap().remove(0);
        assert!(second.row.last_error.unwrap().chars().count() <= 500);
        let unit = store.begin().await.unwrap();
        outbox::fail(&unit, first.row.id, second.fence, again_at, "no such mailbox").await.unwrap();
        assert_eq!(outbox::failed(&unit, 9).await.unwrap().len(), 1);
        // The key stays taken: what was given up is not silently done again.
        let same_key = OutboxDraft { id: OutboxId::new(Uuid::from_u128(77)), ..effect(1) };
        assert!(!outbox::enqueue(&unit, &same_key).await.unwrap());
        unit.commit().await.unwrap();
    }

    async fn a_lease_has_one_holder(database: Database) {
        let unit = database.store().begin().await.unwrap();
        let until = NOW.plus_millis(LEASE_MS);
        let take = |owner: &'static str, now: Timestamp| {
            leases::take(&unit, "scheduler", owner, now, now.plus_millis(LEASE_MS))
        };
        assert_eq!(take("a", NOW).await.unwrap(), Some(1));
        assert_eq!(take("b", NOW).await.unwrap(), None);
        assert_eq!(take("a", NOW).await.unwrap(), Some(2));
        assert_eq!(take("b", until).await.unwrap(), Some(3));
        assert!(is_conflict(&leases::give_back(&unit, "scheduler", 2, until).await));
        leases::give_back(&unit, "scheduler", 3, until).await.unwrap();
        assert_eq!(take("a", until).await.unwrap(), Some(4));
        assert_eq!(leases::find(&unit, "scheduler").await.unwrap().unwrap().owner, "a");
    }

    async fn a_due_instant_runs_once(database: Database) {
        let unit = database.store().begin().await.unwrap();
        let next = NOW.plus_millis(1);
        let row = schedule::ScheduleRow { job: "mail".to_owned(), next_due: NOW, last_run: None };
        schedule::save(&unit, &row).await.unwrap();
        assert_eq!(schedule::due(&unit, NOW).await.unwrap().len(), 1);
        assert!(schedule::start_run(&unit, "mail", NOW, NOW).await.unwrap());
        assert!(!schedule::start_run(&unit, "mail", NOW, NOW).await.unwrap());
        assert_eq!(schedule::unfinished(&unit).await.unwrap().len(), 1);
        schedule::advance(&unit, "mail", NOW, next, NOW).await.unwrap();
        assert!(is_conflict(&schedule::advance(&unit, "mail", NOW, next, NOW).await));
        schedule::finish_run(&unit, "mail", NOW, next, "done").await.unwrap();
        assert!(schedule::unfinished(&unit).await.unwrap().is_empty());
        assert_eq!(schedule::runs(&unit, "mail", 5).await.unwrap().len(), 1);
        assert_eq!(schedule::find(&unit, "mail").await.unwrap().unwrap().next_due, next);
        assert_eq!(schedule::list(&unit).await.unwrap().len(), 1);
    }
}
