//! What was acknowledged is there, whatever was cancelled; what was not is not half there.
//! Chance is a fixed sequence here, so that a failure can be repeated.

use std::collections::BTreeSet;

use harness::on_both_databases;
use store::{Store, StoreError, UnitOfWork, counters};

use super::seed::{LINE_TOTAL_FEN, fen, line, raw, raw_run, sow};

const WRITERS: u64 = 8;
const WRITES_PER_WRITER: u64 = 150;
/// A poll takes about a microsecond; a timer would be a thousand times too coarse to hit a BEGIN.
const CANCELLED_AFTER_MAXIMUM_POLLS: [u64; 3] = [500, 50_000, 5_000_000];
/// Fewer acknowledged or cancelled writes than this would prove nothing.
const PROOF_MINIMUM: usize = 50;
const CONCURRENT_TRANSACTIONS: i64 = 400;

/// A sequence that looks random and is the same in every run.
fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

async fn write_in_unit(store: Store, name: String) -> Result<(), StoreError> {
    let unit = store.begin().await?;
    counters::next(&unit, &name).await?;
    unit.commit().await
}

async fn write_in_transact(store: Store, name: String) -> Result<(), StoreError> {
    store.transact(move |unit| Box::pin(async move { counters::next(unit, &name).await.map(|_| ()) })).await
}

async fn write_somehow(store: Store, name: String, in_unit: bool) -> Result<(), StoreError> {
    if in_unit { write_in_unit(store, name).await } else { write_in_transact(store, name).await }
}

async fn polls(count: u64) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}

#[derive(Default)]
struct Tally {
    acknowledged: BTreeSet<String>,
    impatient: usize,
    cancelled: usize,
}

/// Writes many names, each cancelled after a random while.
async fn write_and_cancel(store: Store, writer: u64) -> Tally {
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ (writer + 1);
    let mut tally = Tally::default();
    for write in 0..WRITES_PER_WRITER {
        let name = format!("w{writer}-{write}");
        let maximum = CANCELLED_AFTER_MAXIMUM_POLLS[usize::try_from(write % 3).unwrap()];
        let patience = polls(next_random(&mut state) % maximum);
        let writing = write_somehow(store.clone(), name.clone(), write % 2 == 0);
        tokio::select! {
            biased;
            result = writing => {
                result.unwrap();
                tally.acknowledged.insert(name);
                tally.impatient += 1;
            }
            () = patience => tally.cancelled += 1,
        }
        // Every now and then one that nobody cancels, on whatever connection the cancelled ones left behind.
        if write % 5 == 0 {
            let name = format!("w{writer}-{write}-patient");
            write_in_unit(store.clone(), name.clone()).await.unwrap();
            tally.acknowledged.insert(name);
        }
    }
    tally
}

async fn stored_names(store: &Store) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    store::backup::dump(store, folder.path()).await.unwrap();
    let text = std::fs::read_to_string(folder.path().join("tables/counters.ndjson")).unwrap();
    let names = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    names.map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

async fn take_one_fen(unit: &UnitOfWork) -> Result<(), StoreError> {
    // Read, then write: what fails "database is locked" when the transaction begins as a reader.
    let before = store::budgets::find(unit, line(1)).await?.expect("the line is there");
    assert!(before.committed_fen.fen() < CONCURRENT_TRANSACTIONS);
    store::budgets::commit(unit, line(1), fen(1)).await
}

on_both_databases! {
    async fn a_cancelled_writer_loses_nothing_that_was_acknowledged(database: Database) {
        let writers = (0..WRITERS).map(|writer| tokio::spawn(write_and_cancel(database.store().clone(), writer)));
        let mut total = Tally::default();
        for writer in futures::future::join_all(writers).await {
            let tally = writer.unwrap();
            total.acknowledged.extend(tally.acknowledged);
            total.impatient += tally.impatient;
            total.cancelled += tally.cancelled;
        }
        // What was cancelled late may have happened all the same; only the acknowledged must have.
        let reopened = database.open_again().await;
        let stored = stored_names(&reopened).await;
        let lost: Vec<_> = total.acknowledged.difference(&stored).collect();
        assert!(lost.is_empty(), "{} of {} acknowledged writes are gone", lost.len(), total.acknowledged.len());
        assert!(total.impatient >= PROOF_MINIMUM, "{} acknowledged in time", total.impatient);
        assert!(total.cancelled >= PROOF_MINIMUM, "{} cancelled", total.cancelled);
    }

    async fn four_hundred_transactions_that_read_then_write_all_succeed(database: Database) {
        sow(database.store(), 0).await;
        // Two processes: within one, writers already take turns.
        let stores = [database.store().clone(), database.open_again().await];
        let tasks = (0..CONCURRENT_TRANSACTIONS).zip(stores.iter().cycle()).map(|(_, store)| {
            let store = store.clone();
            tokio::spawn(async move { store.transact(|unit| Box::pin(take_one_fen(unit))).await })
        });
        let outcomes = futures::future::join_all(tasks).await;
        let failed: Vec<_> = outcomes.into_iter().filter_map(|outcome| outcome.unwrap().err()).collect();
        assert!(failed.is_empty(), "{} failed, first: {:?}", failed.len(), failed.first());
        let line = store::budgets::find(database.store(), line(1)).await.unwrap().unwrap();
        assert_eq!(line.committed_fen.fen(), CONCURRENT_TRANSACTIONS);
        assert_eq!(line.total_fen.fen(), LINE_TOTAL_FEN);
    }

    async fn a_caller_that_goes_away_does_not_stop_its_unit_half_way(database: Database) {
        let store = database.store().clone();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (go_on, may_go_on) = tokio::sync::oneshot::channel::<()>();
        let (done, is_done) = tokio::sync::oneshot::channel();
        let caller = tokio::spawn(async move {
            store.transact::<(), StoreError, _>(move |unit| Box::pin(async move {
                begun.send(()).unwrap();
                may_go_on.await.unwrap();
                counters::next(unit, "gone").await?;
                done.send(()).unwrap();
                Ok(())
            })).await
        });
        has_begun.await.unwrap();
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
        go_on.send(()).unwrap();
        is_done.await.unwrap();
        // The next unit waits its turn behind that one, and sees what it wrote.
        let unit = database.store().begin().await.unwrap();
        assert_eq!(counters::next(&unit, "gone").await.unwrap(), 2);
    }

    async fn an_error_or_a_dropped_unit_leaves_nothing(database: Database) {
        let store = database.store();
        let failed = store.transact::<(), StoreError, _>(|unit| Box::pin(async move {
            counters::next(unit, "n").await?;
            Err(StoreError::Busy)
        })).await;
        assert!(matches!(failed, Err(StoreError::Busy)));
        let unit = store.begin().await.unwrap();
        counters::next(&unit, "n").await.unwrap();
        drop(unit);
        let unit = store.begin().await.unwrap();
        counters::next(&unit, "n").await.unwrap();
        unit.roll_back().await.unwrap();
        let unit = store.begin().await.unwrap();
        assert_eq!(counters::next(&unit, "n").await.unwrap(), 1);
        unit.commit().await.unwrap();
    }

    async fn a_second_process_waits_for_the_first(database: Database) {
        let other = database.open_again().await;
        let unit = database.store().begin().await.unwrap();
        counters::next(&unit, "n").await.unwrap();
        let waiting = tokio::spawn(async move {
            let unit = other.begin().await?;
            let number = counters::next(&unit, "n").await?;
            unit.commit().await?;
            Ok::<_, StoreError>(number)
        });
        unit.commit().await.unwrap();
        assert_eq!(waiting.await.unwrap().unwrap(), 2);
    }

    async fn migrating_twice_changes_nothing(database: Database) {
        assert_eq!(database.store().migrations_pending().await.unwrap(), 0);
        database.store().migrate().await.unwrap();
        database.store().ping().await.unwrap();
        let bare = raw(&database).await;
        assert!(raw_run(&bare, "SELECT 1").await.is_ok());
    }
}
