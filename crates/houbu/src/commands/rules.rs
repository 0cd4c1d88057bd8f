//! `houbu rules …`: packs checked, and described for other systems that fill their facts; packs as files, and
//! their verdicts executed again. Checking and describing need no database.

mod check;
mod kept;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use rules::Pack;

use check::CheckArguments;

use crate::assembly::{House, embedded_programmes, programmes_in};
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Compile packs, run their cases, and try them on imagined enterprises.
    Check(CheckArguments),
    /// Print the JSON Schema of the facts a programme judges.
    Schema(SchemaArguments),
    /// Execute every stored verdict again and compare its bytes.
    Replay,
    /// Write a programme's pack to a folder, byte for byte.
    Export(kept::ExportArguments),
    /// Begin a draft from the files of a folder.
    Import(kept::ImportArguments),
}

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Code of a programme.
    programme: String,
    /// Folder laid out like `rules/`, instead of the shipped programmes.
    #[arg(long)]
    from: Option<PathBuf>,
}

/// Commands that need neither configuration nor database; nothing for the others.
pub fn run_alone(command: &RulesCommand) -> Option<anyhow::Result<ExitCode>> {
    match command {
        RulesCommand::Check(arguments) => Some(check::run(arguments)),
        RulesCommand::Schema(arguments) => Some(schema(arguments)),
        RulesCommand::Replay | RulesCommand::Export(_) | RulesCommand::Import(_) => None,
    }
}

pub async fn run(command: RulesCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    let house = House::open(settings).await?;
    match command {
        RulesCommand::Check(arguments) => check::run(&arguments),
        RulesCommand::Schema(arguments) => schema(&arguments),
        RulesCommand::Replay => kept::replay(&house).await,
        RulesCommand::Export(arguments) => kept::export(&house, &arguments).await,
        RulesCommand::Import(arguments) => kept::import(&house, arguments).await,
    }
}

fn schema(arguments: &SchemaArguments) -> anyhow::Result<ExitCode> {
    let programmes = match &arguments.from {
        Some(folder) => programmes_in(folder)?,
        None => embedded_programmes(),
    };
    for files in programmes {
        let named = files.get(engine::definitions::MANIFEST).and_then(|text| std::str::from_utf8(text).ok());
        if named.and_then(engine::definitions::programme_code).as_ref() == Some(&arguments.programme) {
            let pack = Pack::from_files(files)?;
            println!("{:#}", pack.facts_schema());
            return Ok(ExitCode::SUCCESS);
        }
    }
    anyhow::bail!("there is no programme `{}`", arguments.programme)
}
