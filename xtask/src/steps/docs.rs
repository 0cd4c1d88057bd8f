//! Documentation: every crate's pages build, and no link in them is broken.
//! A warning of rustdoc counts as an error.

use anyhow::Result;

use super::Context;
use crate::command;
use crate::summary::Outcome;
use crate::workspace::cargo;

pub const ABOUT: &str = "the crates' documentation builds without a warning";

pub fn run(context: &mut Context) -> Result<Outcome> {
    let mut command = cargo(&["doc", "--workspace", "--no-deps"]);
    command::run(command.env("RUSTDOCFLAGS", "-D warnings"), context.deadline)?;
    Ok(Outcome::Passed)
}
