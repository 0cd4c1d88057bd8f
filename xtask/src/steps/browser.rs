//! The journey in Chromium, driven by the node package in `tests/browser`.
//! It gets the freshly built binary, the database server and the browser by environment.

use anyhow::{Context as _, Result};

use super::Context;
use crate::postgres::URL_VARIABLE;
use crate::summary::Outcome;
use crate::workspace::{cargo, root, target_directory};
use crate::{command, npm};

pub const ABOUT: &str = "a person's journey works in Chromium";

pub fn run(context: &mut Context) -> Result<Outcome> {
    let package = root().join("tests/browser");
    if !package.join("package.json").is_file() {
        return Ok(Outcome::Skipped("tests/browser does not exist yet".to_owned()));
    }
    npm::install(&package, context.deadline)?;
    command::run(&mut cargo(&["build", "--workspace", "--bins"]), context.deadline)?;
    let chromium = command::locate("chromium").context("chromium is not on the path")?;
    let mut journey = npm::npm(&package, &["test"]);
    journey
        .env(URL_VARIABLE, context.postgres_url()?)
        .env("HOUBU_BIN", target_directory()?.join("debug/houbu"))
        .env("HOUBU_CHROMIUM", chromium);
    command::run(&mut journey, context.deadline)?;
    Ok(Outcome::Passed)
}
