//! Towns and zones of the jurisdiction.
//! Loaded once for a jurisdiction; nothing here changes them.

use workflow::id::TownId;

use crate::error::StoreError;
use crate::row::{find as find_row, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "towns", key 1;
    /// A town or zone.
    pub struct TownRow {
        id: TownId,
        code: String,
        name_zh: String,
        name_en: String,
        position: i64,
    }
}

pub async fn insert(unit: &UnitOfWork, town: &TownRow) -> Result<(), StoreError> {
    insert_row(unit, town).await
}

pub async fn find(on: &impl Source, id: TownId) -> Result<Option<TownRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_code(on: &impl Source, code: &str) -> Result<Option<TownRow>, StoreError> {
    find_row(on, "WHERE t.code = $1", values![code.to_owned()]).await
}

/// All of them, in the order pages show.
pub async fn list(on: &impl Source) -> Result<Vec<TownRow>, StoreError> {
    list_rows(on, "ORDER BY t.position, t.id", Vec::new()).await
}
