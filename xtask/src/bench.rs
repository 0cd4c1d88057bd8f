//! Measurements: runs one of `benches/`, a package outside the workspace, and keeps its page.
//! What is measured and how stands there; the page is what it printed.

use anyhow::{Result, ensure};

use crate::{command, measurement, workspace};

pub fn run(name: &str) -> Result<()> {
    let manifest = workspace::root().join("benches/Cargo.toml");
    ensure!(manifest.is_file(), "benches/ does not exist yet: there is nothing to measure");
    let build = ["run", "--release", "--manifest-path", "benches/Cargo.toml", "--", name];
    let printed = command::read(&mut workspace::cargo(&build))?;
    ensure!(!printed.trim().is_empty(), "the measurement {name} printed nothing");
    print!("{printed}");
    measurement::write(name, &format!("cargo xtask bench {name}"), &printed)
}
