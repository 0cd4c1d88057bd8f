//! Reading a backup into an empty, migrated database: all of it in one transaction, or nothing.
//! It never merges: a database with any row in it is refused.

use std::path::Path;

use sea_orm::Value;
use sha2::{Digest, Sha256};
use tokio::fs::{self, File};
use tokio::io::{AsyncBufReadExt, BufReader};

use super::{FILES_FOLDER, FORMAT, MANIFEST_FILE, Manifest, TableManifest, json, table_file};
use crate::error::StoreError;
use crate::files::Files;
use crate::row::{Table, execute, integer, placeholders};
use crate::store::{Backend, Store};
use crate::tables::TABLES;
use crate::unit_of_work::UnitOfWork;

/// Rows written with one statement: 100 rows of 20 columns stay far below every limit on placeholders.
const BATCH_ROWS: usize = 100;

/// Restores the backup in `folder`. Refused unless the schema is the same and every table is empty.
pub async fn restore(store: &Store, folder: &Path) -> Result<Manifest, StoreError> {
    let manifest = read_manifest(folder).await?;
    if store.migrations_pending().await? > 0 {
        return Err(StoreError::conflict("the database is not migrated"));
    }
    let unit = store.begin().await?;
    for table in TABLES {
        let sql = format!("SELECT COUNT(*) FROM {}", table.name);
        if integer(&unit, &sql, Vec::new()).await? > 0 {
            return Err(StoreError::conflict("the database is not empty"));
        }
    }
    for (table, expected) in TABLES.iter().zip(&manifest.tables) {
        restore_table(&unit, table, expected, folder).await?;
        if table.numbered && store.backend() == Backend::Postgres {
            continue_numbers(&unit, table).await?;
        }
    }
    // Files come before the commit: a row must never name a file that is not there.
    for key in &manifest.files {
        restore_file(store, folder, key).await?;
    }
    unit.commit().await?;
    Ok(manifest)
}

async fn read_manifest(folder: &Path) -> Result<Manifest, StoreError> {
    let text = fs::read(folder.join(MANIFEST_FILE)).await.map_err(StoreError::Backup)?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|_| StoreError::corrupt("manifest"))?;
    if manifest.format != FORMAT {
        return Err(StoreError::conflict("the backup has another format"));
    }
    if manifest.migrations != migrations::names() {
        return Err(StoreError::conflict("the backup has another schema"));
    }
    if !manifest.tables.iter().map(|table| table.name.as_str()).eq(TABLES.iter().map(|table| table.name)) {
        return Err(StoreError::corrupt("manifest: list of tables"));
    }
    Ok(manifest)
}

async fn restore_table(
    unit: &UnitOfWork,
    table: &Table,
    expected: &TableManifest,
    folder: &Path,
) -> Result<(), StoreError> {
    let file = File::open(folder.join(table_file(table.name))).await.map_err(StoreError::Backup)?;
    let mut lines = BufReader::new(file).lines();
    let (mut hash, mut rows, mut batch) = (Sha256::new(), 0_u64, Vec::new());
    while let Some(line) = lines.next_line().await.map_err(StoreError::Backup)? {
        hash.update(line.as_bytes());
        hash.update(b"\n");
        rows += 1;
        batch.extend(json::line_to_values(table, &line)?);
        if batch.len() >= BATCH_ROWS * table.columns.len() {
            insert_batch(unit, table, std::mem::take(&mut batch)).await?;
        }
    }
    insert_batch(unit, table, batch).await?;
    if rows != expected.rows || hex::encode(hash.finalize()) != expected.sha256 {
        return Err(StoreError::corrupt(format!("backup of {}: not what the manifest says", table.name)));
    }
    Ok(())
}

async fn insert_batch(unit: &UnitOfWork, table: &Table, values: Vec<Value>) -> Result<(), StoreError> {
    if values.is_empty() {
        return Ok(());
    }
    let width = table.columns.len();
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let rows = (0..values.len() / width).map(|row| format!("({})", placeholders(row * width + 1, width)));
    let rows: Vec<String> = rows.collect();
    let sql = format!("INSERT INTO {} ({}) VALUES {}", table.name, names.join(", "), rows.join(", "));
    execute(unit, sql, values).await.map(|_| ())
}

/// Rows came with their numbers; the next one must be higher. SQLite sees to that itself.
async fn continue_numbers(unit: &UnitOfWork, table: &Table) -> Result<(), StoreError> {
    let name = table.name;
    let sql = format!(
        "SELECT setval(pg_get_serial_sequence('{name}', 'id'), MAX(id)) FROM {name} HAVING MAX(id) IS NOT NULL"
    );
    execute(unit, sql, Vec::new()).await.map(|_| ())
}

async fn restore_file(store: &Store, folder: &Path, key: &str) -> Result<(), StoreError> {
    let is_key = key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_key {
        return Err(StoreError::corrupt("manifest: key of a file"));
    }
    let bytes = fs::read(folder.join(FILES_FOLDER).join(key)).await.map_err(StoreError::Backup)?;
    if Files::key_of(&bytes) != key {
        return Err(StoreError::corrupt("backup of a file: not what its name says"));
    }
    store.files().put(bytes).await.map(|_| ())
}
