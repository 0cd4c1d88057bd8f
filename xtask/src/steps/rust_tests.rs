//! Every Rust test, on SQLite and on PostgreSQL, then the examples in the documentation.
//! The tests start the SMTP test server themselves; its node packages are installed before.

use anyhow::Result;

use super::Context;
use crate::postgres::URL_VARIABLE;
use crate::summary::Outcome;
use crate::workspace::{cargo, has_cargo_command};
use crate::{command, npm};

pub const ABOUT: &str = "every Rust test passes, on SQLite and on PostgreSQL";

pub fn run(context: &mut Context) -> Result<Outcome> {
    for package in npm::test_packages()? {
        npm::install(&package, context.deadline)?;
    }
    let url = context.postgres_url()?;
    let tests = if has_cargo_command("nextest") {
        ["nextest", "run", "--workspace"].as_slice()
    } else {
        ["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"].as_slice()
    };
    let ran = command::run(cargo(tests).env(URL_VARIABLE, &url), context.deadline);
    let examples = command::run(&mut cargo(&["test", "--workspace", "--doc"]), context.deadline);
    ran.and(examples)?;
    Ok(Outcome::Passed)
}
