//! Types of the scripts: those of the pages, and those of the browser journey.
//! Each package says in its `check` script how it is checked.

use anyhow::Result;

use super::Context;
use crate::npm;
use crate::summary::Outcome;
use crate::workspace::root;

pub const ABOUT: &str = "the scripts' types hold";

pub fn run(context: &mut Context) -> Result<Outcome> {
    for package in ["web", "tests/browser"].map(|folder| root().join(folder)) {
        if package.join("package.json").is_file() {
            npm::install(&package, context.deadline)?;
            npm::run(&package, &["run", "--if-present", "check"], context.deadline)?;
        }
    }
    Ok(Outcome::Passed)
}
