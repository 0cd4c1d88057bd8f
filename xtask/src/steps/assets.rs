//! The pages' stylesheet and script, built by npm from `web/` into `web/dist`, which the portal
//! embeds. Built again only when a source changed or the result is gone.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use super::Context;
use crate::clock::Deadline;
use crate::npm;
use crate::summary::Outcome;
use crate::workspace;

pub const ABOUT: &str = "npm builds web/ into web/dist";

/// Outside `web/dist`, whose every file is served.
const BUILD_STAMP: &str = "var/stamps/web-build";

pub fn run(context: &mut Context) -> Result<Outcome> {
    build(context.deadline)?;
    Ok(Outcome::Passed)
}

pub fn build(deadline: Deadline) -> Result<()> {
    let package = workspace::root().join("web");
    ensure!(package.join("package.json").is_file(), "web/package.json is missing");
    npm::install(&package, deadline)?;
    let dist = package.join("dist");
    let sources = npm::fingerprint(&workspace::files_below(&package)?)?;
    let stamp = workspace::root().join(BUILD_STAMP);
    let is_current = || -> Result<bool> {
        let expected = format!("{sources} {}", npm::fingerprint(&workspace::files_below(&dist)?)?);
        Ok(fs::read_to_string(&stamp)? == expected)
    };
    if is_current().unwrap_or(false) {
        println!("web/dist is current");
        return Ok(());
    }
    npm::run(&package, &["run", "build"], deadline)?;
    let built = workspace::files_below(&dist).context("npm run build made no web/dist")?;
    fs::create_dir_all(stamp.parent().context("a stamp stands in a folder")?)?;
    fs::write(&stamp, format!("{sources} {}", npm::fingerprint(&built)?))?;
    Ok(())
}
