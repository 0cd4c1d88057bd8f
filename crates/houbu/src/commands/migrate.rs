//! `houbu migrate`: brings the tables up to date. Safe to run again.
//! A server refuses to start on tables that are behind.

use std::process::ExitCode;

use crate::assembly::open_store;
use crate::config::Settings;

pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let store = open_store(&settings).await?;
    let pending = store.migrations_pending().await?;
    store.migrate().await?;
    println!("{pending} migrations applied; the tables are up to date");
    Ok(ExitCode::SUCCESS)
}
