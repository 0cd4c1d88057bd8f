//! Where a read comes from: the pool, or an open unit of work.
//!
//! Reading functions take `&impl Source`; writing functions take a unit of work and nothing else.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, QueryResult, Statement};

use crate::error::StoreError;
use crate::store::{Backend, Store};
use crate::unit_of_work::UnitOfWork;

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::store::Store {}
    impl Sealed for crate::unit_of_work::UnitOfWork {}
}

/// The store or a unit of work. Sealed: there is no third.
pub trait Source: sealed::Sealed + Sync {
    #[doc(hidden)]
    fn connection(&self) -> Connection<'_>;
}

impl Source for Store {
    fn connection(&self) -> Connection<'_> {
        Connection::Pool(self.database())
    }
}

impl Source for UnitOfWork {
    fn connection(&self) -> Connection<'_> {
        Connection::Unit(self.transaction())
    }
}

/// What statements run on.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Connection<'a> {
    Pool(&'a DatabaseConnection),
    Unit(&'a DatabaseTransaction),
}

impl Connection<'_> {
    pub(crate) fn backend(self) -> DbBackend {
        match self {
            Self::Pool(database) => database.get_database_backend(),
            Self::Unit(transaction) => transaction.get_database_backend(),
        }
    }

    pub(crate) fn is_postgres(self) -> bool {
        Backend::from(self.backend()) == Backend::Postgres
    }

    pub(crate) async fn query_all(self, statement: Statement) -> Result<Vec<QueryResult>, StoreError> {
        let rows = match self {
            Self::Pool(database) => database.query_all_raw(statement).await,
            Self::Unit(transaction) => transaction.query_all_raw(statement).await,
        };
        Ok(rows?)
    }

    pub(crate) async fn execute(self, statement: Statement) -> Result<u64, StoreError> {
        let result = match self {
            Self::Pool(database) => database.execute_raw(statement).await,
            Self::Unit(transaction) => transaction.execute_raw(statement).await,
        };
        Ok(result?.rows_affected())
    }
}
