//! `houbu programmes load|list`: policy packs enter the database here.
//! Loading the same files again changes nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use crate::assembly::{House, embedded_programmes, programmes_in};
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum ProgrammesCommand {
    /// Compile and store packs: the shipped ones, or those of a folder.
    Load {
        #[arg(long)]
        from: Option<PathBuf>,
    },
}

pub async fn run(command: ProgrammesCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    let ProgrammesCommand::Load { from } = command;
    let house = House::open(settings).await?;
    let programmes = match from {
        Some(folder) => programmes_in(&folder)?,
        None => embedded_programmes(),
    };
    for files in programmes {
        let pack = house.engine.adopt_pack(files).await?;
        let programme = pack.programme();
        println!("{} {} {}", programme.code, programme.version, pack.fingerprint());
        let latest = house.engine.publications(&programme.code).await?.into_iter().next();
        if latest.is_some_and(|latest| latest.fingerprint != pack.fingerprint()) {
            println!("  kept, not published: another version holds; `houbu rules import` makes it a draft");
        }
    }
    Ok(ExitCode::SUCCESS)
}
