//! What a connection is like when it is acquired again, whatever its last user was cancelled at.
//!
//! These tests reach below the unit of work, which would hide the fault they look for.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use super::*;

const WRITES: i64 = 600;
/// A BEGIN takes tens of microseconds, a poll about one.
const POLLS_MAXIMUM: u64 = 400;

#[expect(clippy::disallowed_methods, reason = "a test is told where its server is")]
fn settings(backend: Backend, folder: &TempDir) -> StoreSettings {
    let url = match backend {
        Backend::Sqlite => {
            format!("sqlite://{}?mode=rwc", folder.path().join("t.sqlite").display())
        }
        Backend::Postgres => std::env::var("HOUBU_TEST_POSTGRES_URL")
            .expect("HOUBU_TEST_POSTGRES_URL is set: run the tests with `cargo xtask test`"),
    };
    StoreSettings {
        url,
        max_connections: 1,
        chain_key: vec![7; CHAIN_KEY_MINIMUM_BYTES],
        files_root: folder.path().join("files"),
    }
}

async fn count(store: &Store, table: &str) -> Result<i64, StoreError> {
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}");
    crate::row::integer(store, &sql, Vec::new()).await
}

/// One connection, left in a transaction as a cancelled BEGIN leaves it; then it is used again.
async fn check_left_transaction(backend: Backend) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(settings(backend, &folder)).await.unwrap();
    let left = "BEGIN; CREATE TABLE left_open (x BIGINT)";
    store.database.execute_unprepared(left).await.unwrap();
    store.ping().await.unwrap();
    let gone = count(&store, "left_open").await;
    assert!(gone.is_err(), "the transaction went on under the next user");
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_acquired_connection_is_never_inside_a_transaction_on_sqlite() {
    check_left_transaction(Backend::Sqlite).await;
}

#[tokio::test]
async fn an_acquired_connection_is_never_inside_a_transaction_on_postgres() {
    check_left_transaction(Backend::Postgres).await;
}

/// A sequence that looks random and is the same in every run.
fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

async fn polls(count: u64) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}

/// BEGIN is cancelled at a random moment, then one row is written and acknowledged; again and again.
async fn check_cancelled_begin(backend: Backend, spawned: bool) {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(backend, &folder);
    let table = format!("acknowledged_{spawned}");
    let store = Store::open(settings.clone()).await.unwrap();
    let create = format!("DROP TABLE IF EXISTS {table}; CREATE TABLE {table} (x BIGINT)");
    store.database.execute_unprepared(&create).await.unwrap();
    let (mut state, mut cancelled) = (0x9e37_79b9_7f4a_7c15, 0_u64);
    for write in 0..WRITES {
        let patience = polls(next_random(&mut state) % POLLS_MAXIMUM);
        tokio::select! {
            biased;
            // With `spawned` off, only the hook on acquiring stands between the fault and the next user.
            unit = async { if spawned { store.begin().await } else { store.begin_here().await } } => {
                unit.unwrap().roll_back().await.unwrap();
            }
            () = patience => cancelled += 1,
        }
        let insert = format!("INSERT INTO {table} VALUES ({write})");
        store.database.execute_unprepared(&insert).await.unwrap();
    }
    store.close().await.unwrap();
    let reopened = Store::open(settings).await.unwrap();
    assert_eq!(count(&reopened, &table).await.unwrap(), WRITES, "acknowledged writes are gone");
    assert!(cancelled > 50, "only {cancelled} were cancelled");
    let drop = format!("DROP TABLE {table}");
    reopened.database.execute_unprepared(&drop).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_begin_loses_no_later_write_on_sqlite() {
    check_cancelled_begin(Backend::Sqlite, true).await;
    check_cancelled_begin(Backend::Sqlite, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_begin_loses_no_later_write_on_postgres() {
    check_cancelled_begin(Backend::Postgres, true).await;
    check_cancelled_begin(Backend::Postgres, false).await;
}
