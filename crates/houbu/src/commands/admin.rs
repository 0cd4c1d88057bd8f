//! `houbu admin create`: the first account, from the machine itself.
//! The password is read from standard input, so that it stands in no history.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use workflow::Role;

use crate::assembly::House;
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Create an administrator; asks for the password.
    Create {
        /// Mail address to sign in with.
        login: String,
        /// Name as pages show it.
        name: String,
    },
}

pub async fn run(command: AdminCommand, settings: Settings) -> anyhow::Result<ExitCode> {
    let AdminCommand::Create { login, name } = command;
    let house = House::open(settings).await?;
    print!("Password: ");
    std::io::stdout().flush()?;
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).context("no password was given")?;
    let password = password.trim_end_matches(['\r', '\n']);
    let id = house.engine.create_account(&login, &name, password, &[Role::Administrator]).await?;
    println!("administrator {login} created ({id})");
    Ok(ExitCode::SUCCESS)
}
