//! Settings that pages and jobs must agree on, such as the offset of the demo clock.
//! Configuration of the installation is no setting: it lives outside the database.

use workflow::Timestamp;

use crate::error::StoreError;
use crate::row::{execute, find as find_row, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "settings", key 1;
    /// One setting.
    pub struct SettingRow {
        key: String,
        value_json: String,
        updated_at: Timestamp,
    }
}

pub async fn find(on: &impl Source, key: &str) -> Result<Option<SettingRow>, StoreError> {
    find_row(on, "WHERE t.key = $1", values![key.to_owned()]).await
}

pub async fn set(unit: &UnitOfWork, key: &str, value_json: &str, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (key, value_json, updated_at) VALUES ($1, $2, $3) \
               ON CONFLICT (key) DO UPDATE SET value_json = $2, updated_at = $3";
    execute(unit, sql, values![key.to_owned(), value_json.to_owned(), at]).await.map(|_| ())
}
