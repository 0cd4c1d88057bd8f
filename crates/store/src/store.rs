//! The store itself: one pool on one database, opened with everything durability needs.
//!
//! It knows connections, not tables.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection as _, Row as _, raw_sql};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};

use tokio::sync::Mutex;

use crate::error::StoreError;
use crate::files::Files;

/// How long anybody waits for a connection, a writer's turn or a lock before the answer is "busy".
pub(crate) const LOCK_WAIT: Duration = Duration::from_secs(30);
/// Connections a pool may hold: more than any machine of a county bureau can use at once.
const CONNECTIONS_MAXIMUM: u32 = 64;
/// The chain key must be worth guarding: shorter ones can be guessed.
const CHAIN_KEY_MINIMUM_BYTES: usize = 16;
/// Two processes that migrate one PostgreSQL database at once take turns on this number.
const MIGRATION_LOCK_KEY: i64 = 0x686f_7562_7530;

/// What a store is opened with.
#[derive(Clone)]
pub struct StoreSettings {
    /// `sqlite://path/houbu.sqlite?mode=rwc` or `postgres://…`.
    pub url: String,
    pub max_connections: u32,
    /// Key of the event chain, kept outside the database.
    pub chain_key: Vec<u8>,
    /// Where attachments lie, outside the web root.
    pub files_root: PathBuf,
}

impl fmt::Debug for StoreSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("StoreSettings")
            .field("max_connections", &self.max_connections)
            .field("files_root", &self.files_root)
            .finish_non_exhaustive()
    }
}

/// Which database stands behind the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl From<DbBackend> for Backend {
    fn from(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Sqlite => Self::Sqlite,
            _ => Self::Postgres,
        }
    }
}

/// A handle on the database and the files; cloning it is cheap.
#[derive(Clone)]
pub struct Store {
    database: DatabaseConnection,
    chain_key: Arc<[u8]>,
    writers: Option<Arc<Mutex<()>>>,
    files: Files,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Store").field("backend", &self.backend()).finish_non_exhaustive()
    }
}

impl Store {
    /// Connects. The schema is not touched: see [`Store::migrate`].
    pub async fn open(settings: StoreSettings) -> Result<Self, StoreError> {
        if settings.chain_key.len() < CHAIN_KEY_MINIMUM_BYTES {
            return Err(StoreError::corrupt(format!(
                "a chain key shorter than {CHAIN_KEY_MINIMUM_BYTES} bytes"
            )));
        }
        let mut options = ConnectOptions::new(settings.url);
        options
            .max_connections(settings.max_connections.clamp(1, CONNECTIONS_MAXIMUM))
            .acquire_timeout(LOCK_WAIT)
            .connect_timeout(LOCK_WAIT)
            .test_before_acquire(false)
            .sqlx_logging(false);
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(LOCK_WAIT)
        });
        options
            .map_sqlx_sqlite_before_acquire(|connection, _| Box::pin(leave_sqlite_transaction(connection)));
        options.map_sqlx_postgres_before_acquire(|connection, _| {
            Box::pin(leave_postgres_transaction(connection))
        });
        let database = Database::connect(options).await?;
        let backend = Backend::from(database.get_database_backend());
        Ok(Self {
            database,
            chain_key: settings.chain_key.into(),
            writers: (backend == Backend::Sqlite).then(Arc::default),
            files: Files::open(&settings.files_root)?,
        })
    }

    pub fn backend(&self) -> Backend {
        Backend::from(self.database.get_database_backend())
    }

    /// Attachments and other large files.
    pub const fn files(&self) -> &Files {
        &self.files
    }

    /// Brings the schema up to date, in one transaction; does nothing when it is.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let unit = self.begin().await?;
        if self.backend() == Backend::Postgres {
            let sql = "SELECT pg_advisory_xact_lock($1)";
            crate::row::execute(&unit, sql, crate::row::values![MIGRATION_LOCK_KEY]).await?;
        }
        Migrator::up(unit.transaction(), None).await?;
        unit.commit().await
    }

    /// How many migrations the schema lacks.
    pub async fn migrations_pending(&self) -> Result<usize, StoreError> {
        Ok(Migrator::get_pending_migrations(&self.database).await?.len())
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> Result<(), StoreError> {
        crate::row::integer(self, "SELECT CAST(1 AS BIGINT)", Vec::new()).await.map(|_| ())
    }

    /// Closes every connection once its work is done.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.database.clone().close().await?)
    }

    pub(crate) const fn database(&self) -> &DatabaseConnection {
        &self.database
    }

    pub(crate) const fn writers(&self) -> Option<&Arc<Mutex<()>>> {
        self.writers.as_ref()
    }

    pub(crate) fn chain_key(&self) -> Arc<[u8]> {
        Arc::clone(&self.chain_key)
    }
}

type Acquired = Result<bool, sea_orm::sqlx::Error>;

/// A connection that still believes in a transaction is dropped; one that merely is in one leaves it.
async fn leave_sqlite_transaction(connection: &mut SqliteConnection) -> Acquired {
    // Fails when there is no transaction, which is the rule; every other failure shows at the next statement.
    let _ = raw_sql("ROLLBACK").execute(&mut *connection).await;
    Ok(!connection.is_in_transaction())
}

/// In a fresh implicit transaction both instants are equal; in one that was left open they are not. Asking is
/// quiet, while a ROLLBACK on each acquire would fill the server's log with warnings.
async fn leave_postgres_transaction(connection: &mut PgConnection) -> Acquired {
    let row = raw_sql("SELECT now() = statement_timestamp()").fetch_one(&mut *connection).await?;
    if !row.try_get::<bool, _>(0)? {
        raw_sql("ROLLBACK").execute(&mut *connection).await?;
    }
    Ok(!connection.is_in_transaction())
}

#[cfg(test)]
mod tests;
