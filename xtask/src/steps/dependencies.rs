//! Dependency policy: the bans, licences and sources of `deny.toml`.
//! Advisories are left out: their database cannot be had without a connection.

use anyhow::Result;

use super::Context;
use crate::command;
use crate::summary::Outcome;
use crate::workspace::{cargo, has_cargo_command};

pub const ABOUT: &str = "cargo deny agrees with every dependency, where it is installed";

pub fn run(context: &mut Context) -> Result<Outcome> {
    if !has_cargo_command("deny") {
        return Ok(Outcome::Skipped("cargo-deny is not installed".to_owned()));
    }
    let arguments = ["deny", "--offline", "check", "bans", "licenses", "sources"];
    command::run(&mut cargo(&arguments), context.deadline)?;
    Ok(Outcome::Passed)
}
