//! Writing a backup, from one snapshot of the database while others go on writing.
//! It writes the manifest last, and never over an older backup.

use std::path::Path;

use sea_orm::{
    AccessMode, DatabaseTransaction, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait, Value,
};
use sha2::{Digest, Sha256};
use tokio::fs::{self, File};
use tokio::io::{AsyncWriteExt, BufWriter};

use super::{FILES_FOLDER, FORMAT, MANIFEST_FILE, Manifest, TABLES_FOLDER, TableManifest, json, table_file};
use crate::cell::{Cell, ColumnKind};
use crate::error::StoreError;
use crate::row::{Table, placeholders};
use crate::source::Connection;
use crate::store::{Backend, Store};
use crate::tables::TABLES;

/// Rows read at once: enough to keep the database busy, few enough to hold in memory with their files.
const PAGE_ROWS: usize = 200;

/// Writes a backup into `folder`, which must not hold one yet.
pub async fn dump(store: &Store, folder: &Path) -> Result<Manifest, StoreError> {
    if fs::try_exists(folder.join(MANIFEST_FILE)).await.map_err(StoreError::Backup)? {
        return Err(StoreError::conflict("the folder already holds a backup"));
    }
    for subfolder in [TABLES_FOLDER, FILES_FOLDER] {
        fs::create_dir_all(folder.join(subfolder)).await.map_err(StoreError::Backup)?;
    }
    let snapshot = store.database().begin_with_options(snapshot_options(store.backend())).await?;
    let mut tables = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        tables.push(dump_table(&snapshot, table, folder).await?);
    }
    snapshot.rollback().await?;
    // A file is stored before a row names it, so every file the snapshot names is there by now.
    let files = dump_files(store, folder).await?;
    let manifest = Manifest { format: FORMAT, migrations: migrations::names(), tables, files };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|_| StoreError::corrupt("manifest"))?;
    // The manifest comes last: a folder without one is no backup.
    write(&folder.join(MANIFEST_FILE), &text).await?;
    Ok(manifest)
}

fn snapshot_options(backend: Backend) -> TransactionOptions {
    match backend {
        Backend::Sqlite => TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
            ..TransactionOptions::default()
        },
        Backend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
    }
}

async fn dump_table(
    snapshot: &DatabaseTransaction,
    table: &Table,
    folder: &Path,
) -> Result<TableManifest, StoreError> {
    let file = File::create(folder.join(table_file(table.name))).await.map_err(StoreError::Backup)?;
    let mut writer = BufWriter::new(file);
    let (mut hash, mut rows, mut after) = (Sha256::new(), 0_u64, None);
    loop {
        let (lines, last) = page(snapshot, table, after).await?;
        for line in &lines {
            hash.update(line.as_bytes());
            writer.write_all(line.as_bytes()).await.map_err(StoreError::Backup)?;
            rows += 1;
        }
        if lines.len() < PAGE_ROWS {
            break;
        }
        after = last;
    }
    writer.flush().await.map_err(StoreError::Backup)?;
    writer.get_ref().sync_all().await.map_err(StoreError::Backup)?;
    Ok(TableManifest { name: table.name.to_owned(), rows, sha256: hex::encode(hash.finalize()) })
}

type Key = Option<Vec<Value>>;

/// The next lines behind `after`, and the key of the last of them.
async fn page(
    snapshot: &DatabaseTransaction,
    table: &Table,
    after: Key,
) -> Result<(Vec<String>, Key), StoreError> {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let key = names[..table.key_columns].join(", ");
    let condition = match &after {
        Some(values) => format!("WHERE ({key}) > ({})", placeholders(1, values.len())),
        None => String::new(),
    };
    let sql = format!(
        "SELECT {} FROM {} {condition} ORDER BY {key} LIMIT {PAGE_ROWS}",
        names.join(", "),
        table.name
    );
    let connection = Connection::Unit(snapshot);
    let statement = Statement::from_sql_and_values(connection.backend(), sql, after.unwrap_or_default());
    let rows = connection.query_all(statement).await?;
    let lines = rows.iter().map(|row| json::row_to_line(table, row).map(|line| line + "\n"));
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let last = match rows.last() {
        Some(row) => Some(
            table.columns[..table.key_columns]
                .iter()
                .enumerate()
                .map(|(index, (_, kind))| match kind {
                    ColumnKind::Integer => i64::read(row, index).map(|value| value.value()),
                    _ => String::read(row, index).map(|value| value.value()),
                })
                .collect::<Result<Vec<_>, _>>()?,
        ),
        None => None,
    };
    Ok((lines, last))
}

async fn dump_files(store: &Store, folder: &Path) -> Result<Vec<String>, StoreError> {
    let keys = store.files().list().await?;
    for key in &keys {
        let bytes = store.files().get(key).await?;
        write(&folder.join(FILES_FOLDER).join(key), &bytes).await?;
    }
    Ok(keys)
}

async fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut file = File::create(path).await.map_err(StoreError::Backup)?;
    file.write_all(bytes).await.map_err(StoreError::Backup)?;
    file.sync_all().await.map_err(StoreError::Backup)
}
