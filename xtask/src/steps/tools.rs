//! The first step: what the other steps need from the machine.
//! Nothing is installed when everything is present.

use anyhow::Result;

use super::Context;
use crate::summary::Outcome;
use crate::tools;

pub const ABOUT: &str = "Node.js, Chromium, fonts, PostgreSQL and xmllint are present, or get installed";

pub fn run(context: &mut Context) -> Result<Outcome> {
    tools::ensure_all(context.deadline)?;
    Ok(Outcome::Passed)
}
