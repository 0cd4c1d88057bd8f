//! Packs by fingerprint, and the programmes that currently use them.
//!
//! A pack is stored at first use and never changes: a decision can be re-judged years later.

use workflow::Timestamp;

use crate::error::StoreError;
use crate::row::{
    Row, execute, find as find_row, insert as insert_row, insert_sql, list as list_rows, replace, table,
    values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "packs", key 1;
    /// A programme's rules at one version, byte for byte.
    pub struct PackRow {
        fingerprint: String,
        programme_code: String,
        version: String,
        bytes: Vec<u8>,
        stored_at: Timestamp,
        /// Version of the host functions its fingerprint was made with.
        host_version: String,
    }
}

table! { "programmes", key 1;
    /// A policy clause, as the last published pack names it.
    pub struct ProgrammeRow {
        code: String,
        title_zh: String,
        title_en: String,
        /// The pack published last; which one holds on a day, the publications say.
        current_fingerprint: String,
        definition_json: String,
    }
}

/// Stores a pack unless it is there. Answers whether it was new.
pub async fn store_pack(unit: &UnitOfWork, pack: &PackRow) -> Result<bool, StoreError> {
    let sql = format!("{} ON CONFLICT (fingerprint) DO NOTHING", insert_sql(&PackRow::TABLE, 0));
    Ok(execute(unit, sql, pack.values()).await? == 1)
}

pub async fn find_pack(on: &impl Source, fingerprint: &str) -> Result<Option<PackRow>, StoreError> {
    find_row(on, "WHERE t.fingerprint = $1", values![fingerprint.to_owned()]).await
}

/// Inserts the programme or overwrites it.
pub async fn save(unit: &UnitOfWork, programme: &ProgrammeRow) -> Result<(), StoreError> {
    if replace(unit, programme).await? { Ok(()) } else { insert_row(unit, programme).await }
}

pub async fn find(on: &impl Source, code: &str) -> Result<Option<ProgrammeRow>, StoreError> {
    find_row(on, "WHERE t.code = $1", values![code.to_owned()]).await
}

pub async fn list(on: &impl Source) -> Result<Vec<ProgrammeRow>, StoreError> {
    list_rows(on, "ORDER BY t.code", Vec::new()).await
}

/// Every stored pack, oldest first: as many as a bureau has ever published.
pub async fn list_packs(on: &impl Source) -> Result<Vec<PackRow>, StoreError> {
    list_rows(on, "ORDER BY t.stored_at, t.fingerprint", Vec::new()).await
}
