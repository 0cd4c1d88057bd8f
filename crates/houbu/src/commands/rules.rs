//! `houbu rules …`: packs looked at without anybody being judged by them: checked, and described for
//! other systems that fill their facts. Needs no database.

mod check;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use rules::Pack;

use check::CheckArguments;

use crate::assembly::{embedded_programmes, programmes_in};

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Compile packs, run their cases, and try them on imagined enterprises.
    Check(CheckArguments),
    /// Print the JSON Schema of the facts a programme judges.
    Schema(SchemaArguments),
}

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Code of a programme.
    programme: String,
    /// Folder laid out like `rules/`, instead of the shipped programmes.
    #[arg(long)]
    from: Option<PathBuf>,
}

pub fn run(command: &RulesCommand) -> anyhow::Result<ExitCode> {
    match command {
        RulesCommand::Check(arguments) => check::run(arguments),
        RulesCommand::Schema(arguments) => schema(arguments),
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
