//! Counters behind human numbers: unique and growing. A number given to a unit that rolls back is given again.
//! Numbers may have gaps for whoever looks; two things never share one.

use crate::error::StoreError;
use crate::row::{integer, table, values};
use crate::unit_of_work::UnitOfWork;

table! { "counters", key 1;
    /// The last number given under a name.
    pub struct CounterRow {
        name: String,
        value: i64,
    }
}

/// The next number under a name, beginning with 1.
pub async fn next(unit: &UnitOfWork, name: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO counters (name, value) VALUES ($1, 1) \
               ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value";
    integer(unit, sql, values![name.to_owned()]).await
}
