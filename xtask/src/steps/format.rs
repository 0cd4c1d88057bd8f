//! Formatting: one style, decided by rustfmt and never in a review.
//! Nothing is rewritten here; `cargo fmt --all` does that.

use anyhow::Result;

use super::Context;
use crate::command;
use crate::summary::Outcome;
use crate::workspace::cargo;

pub const ABOUT: &str = "cargo fmt leaves nothing to change";

pub fn run(context: &mut Context) -> Result<Outcome> {
    command::run(&mut cargo(&["fmt", "--all", "--check"]), context.deadline)?;
    Ok(Outcome::Passed)
}
