//! `houbu calendar load`: holiday notices enter the database, the shipped ones or those of a file.
//! What is there already is left alone.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;

use crate::assembly::{House, national_notices};
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// Load the shipped notices, or those of a JSON file laid out like rules/calendar.json.
    Load {
        #[arg(long)]
        from: Option<PathBuf>,
    },
}

pub async fn run(command: CalendarCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    let CalendarCommand::Load { from } = command;
    let notices = match from {
        None => national_notices()?,
        Some(file) => {
            let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            serde_json::from_str(&text).with_context(|| file.display().to_string())?
        }
    };
    let house = House::open(settings).await?;
    let added = house.engine.install_notices(notices).await?;
    println!("{added} notices loaded");
    Ok(ExitCode::SUCCESS)
}
