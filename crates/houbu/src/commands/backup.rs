//! `houbu backup` and `houbu restore`: everything to a folder, and back, across both databases.
//! A restore needs an empty, migrated database and changes nothing when it fails.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use store::backup::Manifest;

use crate::assembly::open_store;
use crate::config::Settings;

#[derive(Debug, Args)]
pub struct BackupArguments {
    /// A folder that does not exist yet or is empty.
    folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// A folder that `houbu backup` wrote.
    folder: PathBuf,
}

pub async fn back_up(arguments: BackupArguments, settings: Settings) -> anyhow::Result<ExitCode> {
    let store = open_store(&settings).await?;
    let manifest = store::backup::dump(&store, &arguments.folder).await?;
    println!("{}", summary(&manifest));
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(arguments: RestoreArguments, settings: Settings) -> anyhow::Result<ExitCode> {
    let store = open_store(&settings).await?;
    let manifest = store::backup::restore(&store, &arguments.folder).await?;
    println!("{}; now run: houbu audit verify", summary(&manifest));
    Ok(ExitCode::SUCCESS)
}

fn summary(manifest: &Manifest) -> String {
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    format!("{} tables, {rows} rows, {} files", manifest.tables.len(), manifest.files.len())
}
