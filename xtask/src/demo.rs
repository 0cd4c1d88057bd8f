//! The demo: builds the pages' assets and the binary, then becomes `houbu demo`.
//! It prepares no content of its own; addresses and accounts are printed by `houbu`.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::clock::Deadline;
use crate::steps::assets;
use crate::{command, tools, workspace};

/// Where the demo is served when nothing else is asked for.
pub const PORT: u16 = 8080;

/// A first build on two slow cores, with room to spare.
const BUILD_LIMIT_MINUTES: u64 = 45;

pub fn run(port: u16, rest: &[String]) -> Result<()> {
    let deadline = Deadline::after(Duration::from_mins(BUILD_LIMIT_MINUTES));
    tools::ensure_node()?;
    assets::build(deadline)?;
    command::run(&mut workspace::cargo(&["build", "--workspace", "--bins"]), deadline)?;
    let binary = workspace::target_directory()?.join("debug/houbu");
    let error = Command::new(&binary)
        .args(["demo", "--port", &port.to_string()])
        .args(rest)
        .current_dir(workspace::root())
        .exec();
    Err(error).with_context(|| format!("cannot start {}", binary.display()))
}
