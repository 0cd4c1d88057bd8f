//! Lints: the workspace's own list and `clippy.toml`, over every target.
//! A warning counts as an error here, so that none is left for the next person.

use anyhow::Result;

use super::Context;
use crate::command;
use crate::summary::Outcome;
use crate::workspace::cargo;

pub const ABOUT: &str = "clippy has nothing to say about any target";

pub fn run(context: &mut Context) -> Result<Outcome> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    command::run(&mut cargo(&arguments), context.deadline)?;
    Ok(Outcome::Passed)
}
