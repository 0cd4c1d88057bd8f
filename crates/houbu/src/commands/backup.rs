//! `houbu backup` and `houbu restore`: everything to a folder, and back, across both databases.
//! A restore needs an empty, migrated database and changes nothing when it fails.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

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
    println!("{} rows, {} files", manifest.rows(), manifest.files());
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(arguments: RestoreArguments, settings: Settings) -> anyhow::Result<ExitCode> {
    let store = open_store(&settings).await?;
    let manifest = store::backup::restore(&store, &arguments.folder).await?;
    println!("{} rows, {} files; now run: houbu audit verify", manifest.rows(), manifest.files());
    Ok(ExitCode::SUCCESS)
}
