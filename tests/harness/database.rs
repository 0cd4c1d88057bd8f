//! A migrated, empty database that belongs to one test and goes when the test does.
//! Seeding it is left to the test.

use std::future::Future;
use std::path::PathBuf;

use store::{Backend, Store, StoreSettings};
use tempfile::TempDir;

use crate::postgres::PostgresDatabase;

/// Connections of a test's pool: more than its tasks can keep busy on two cores.
const CONNECTIONS_MAXIMUM: u32 = 10;
/// Any key does; a test that restores elsewhere needs the same.
const CHAIN_KEY: &[u8] = b"the chain key of every test";

/// One test's database. The store is open; more can be opened beside it.
#[derive(Debug)]
pub struct Database {
    store: Store,
    settings: StoreSettings,
    folder: TempDir,
    /// Dropped with this value, after the pool.
    _postgres: Option<PostgresDatabase>,
}

impl Database {
    /// A fresh database with the schema of today.
    pub async fn open(backend: Backend) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (url, postgres) = match backend {
            Backend::Sqlite => {
                let file = folder.path().join("houbu.sqlite");
                (format!("sqlite://{}?mode=rwc", file.display()), None)
            }
            Backend::Postgres => {
                let database = PostgresDatabase::create().await;
                (database.url().to_owned(), Some(database))
            }
        };
        let settings = settings(url, folder.path().join("files"));
        let store = Store::open(settings.clone()).await.expect("the test's database opens");
        store.migrate().await.expect("the schema is made");
        Self { store, settings, folder, _postgres: postgres }
    }

    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Where the database is, for whoever opens it by other means.
    pub fn url(&self) -> &str {
        &self.settings.url
    }

    /// What the store was opened with.
    pub fn settings(&self) -> StoreSettings {
        self.settings.clone()
    }

    /// A folder that goes with the database.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// A second store on the same database, as another process would have it.
    pub async fn open_again(&self) -> Store {
        Store::open(self.settings()).await.expect("the test's database opens again")
    }
}

pub(crate) fn settings(url: String, files_root: PathBuf) -> StoreSettings {
    StoreSettings { url, max_connections: CONNECTIONS_MAXIMUM, chain_key: CHAIN_KEY.to_vec(), files_root }
}

/// Runs one test on a database of its own.
pub fn run<Running: Future<Output = ()>>(backend: Backend, test: fn(Database) -> Running) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async move { test(Database::open(backend).await).await });
}
