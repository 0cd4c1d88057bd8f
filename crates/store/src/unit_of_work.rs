//! The unit of work: everything a use case writes, committed together or not at all.
//!
//! A future dropped while BEGIN or COMMIT is on its way leaves a connection in a state nobody knows, so both
//! run in tasks of their own, and [`Store::transact`] does so with the whole unit.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;

use fail::fail_point;
use sea_orm::{DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::OwnedMutexGuard;
use tokio::task::JoinError;

use crate::error::StoreError;
use crate::store::{Backend, LOCK_WAIT, Store};

/// An open transaction. Dropping it rolls back.
#[derive(Debug)]
pub struct UnitOfWork {
    transaction: DatabaseTransaction,
    chain_key: Arc<[u8]>,
    /// SQLite has one writer: waiting here is fair, waiting inside SQLite is not.
    turn: Option<OwnedMutexGuard<()>>,
}

/// What [`Store::transact`] runs.
pub type Work<'unit, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'unit>>;

impl UnitOfWork {
    pub(crate) fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub(crate) fn chain_key(&self) -> &[u8] {
        &self.chain_key
    }

    /// Makes everything durable. An error means nothing of the unit is known to have happened.
    pub async fn commit(self) -> Result<(), StoreError> {
        finish(tokio::spawn(self.commit_here()).await)
    }

    /// Undoes everything.
    pub async fn roll_back(self) -> Result<(), StoreError> {
        finish(tokio::spawn(self.roll_back_here()).await)
    }

    async fn commit_here(self) -> Result<(), StoreError> {
        fail_point!("store::before-commit");
        self.transaction.commit().await?;
        fail_point!("store::after-commit");
        drop(self.turn);
        Ok(())
    }

    async fn roll_back_here(self) -> Result<(), StoreError> {
        self.transaction.rollback().await?;
        drop(self.turn);
        Ok(())
    }
}

impl Store {
    /// Opens a unit of work: IMMEDIATE on SQLite, READ COMMITTED on PostgreSQL.
    pub async fn begin(&self) -> Result<UnitOfWork, StoreError> {
        let store = self.clone();
        finish(tokio::spawn(async move { store.begin_here().await }).await)
    }

    /// Runs a whole unit, from BEGIN to COMMIT, in a task of its own: a caller that goes away stops waiting
    /// and stops nothing else. An error rolls everything back.
    pub async fn transact<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'unit> FnOnce(&'unit UnitOfWork) -> Work<'unit, T, E> + Send + 'static,
    {
        let store = self.clone();
        finish(tokio::spawn(async move { store.transact_here(work).await }).await)
    }

    async fn transact_here<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: for<'unit> FnOnce(&'unit UnitOfWork) -> Work<'unit, T, E>,
    {
        let unit = self.begin_here().await?;
        let outcome = work(&unit).await;
        match outcome {
            Ok(value) => {
                unit.commit_here().await?;
                Ok(value)
            }
            Err(error) => {
                // The reason for giving up matters more than a failure to say so: dropping rolls back as well.
                let _ = unit.roll_back_here().await;
                Err(error)
            }
        }
    }

    pub(crate) async fn begin_here(&self) -> Result<UnitOfWork, StoreError> {
        let turn = match self.writers() {
            Some(writers) => {
                let waiting = tokio::time::timeout(LOCK_WAIT, Arc::clone(writers).lock_owned());
                Some(waiting.await.map_err(|_| StoreError::Busy)?)
            }
            None => None,
        };
        let sqlite_transaction_mode =
            (self.backend() == Backend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
        let transaction = self.database().begin_with_options(options).await?;
        Ok(UnitOfWork { transaction, chain_key: self.chain_key(), turn })
    }
}

/// A task that ran to its end, panicked, or was dropped with its runtime.
fn finish<T, E: From<StoreError>>(outcome: Result<Result<T, E>, JoinError>) -> Result<T, E> {
    match outcome {
        Ok(result) => result,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        Err(_) => Err(StoreError::Busy.into()),
    }
}
