//! Named leases: one holder at a time, until an instant, with a fence that only grows.
//! Nothing here waits: who does not get a lease is told so and comes back later.

use workflow::Timestamp;

use crate::cell::Cell;
use crate::error::StoreError;
use crate::row::{change_one, find as find_row, query, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "leases", key 1;
    /// Who holds what, until when.
    pub struct LeaseRow {
        name: String,
        owner: String,
        until: Timestamp,
        fence: i64,
    }
}

/// Takes or renews a lease. Answers the new fence, or none while somebody else holds it.
pub async fn take(
    unit: &UnitOfWork,
    name: &str,
    owner: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let sql = "INSERT INTO leases (name, owner, until, fence) VALUES ($1, $2, $3, 1) \
               ON CONFLICT (name) DO UPDATE SET owner = $2, until = $3, fence = leases.fence + 1 \
               WHERE leases.until <= $4 OR leases.owner = $2 RETURNING fence";
    let cells = values![name.to_owned(), owner.to_owned(), until, now];
    query(unit, sql.to_owned(), cells).await?.first().map(|row| i64::read(row, 0)).transpose()
}

/// Gives a lease back early. A conflict when the fence is stale.
pub async fn give_back(unit: &UnitOfWork, name: &str, fence: i64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE leases SET until = $3 WHERE name = $1 AND fence = $2";
    change_one(unit, "lease lost", sql, values![name.to_owned(), fence, now]).await
}

/// Who holds it, or held it last.
pub async fn find(on: &impl Source, name: &str) -> Result<Option<LeaseRow>, StoreError> {
    find_row(on, "WHERE t.name = $1", values![name.to_owned()]).await
}
