//! Where things stand in the work tree, and how cargo is called in it.
//! Every path handed out is absolute, so that a command may be given from any folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use anyhow::{Context, Result};

use crate::command;

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands inside the workspace")
}

/// The cargo that built this program, called at the root.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(root());
    command
}

/// Whether `cargo NAME` is installed.
pub fn has_cargo_command(name: &str) -> bool {
    command::succeeds(&mut cargo(&[name, "--version"]))
}

/// Where cargo puts what it builds, whatever the environment says.
pub fn target_directory() -> Result<PathBuf> {
    let text = command::read(&mut cargo(&["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let directory = metadata["target_directory"].as_str().context("cargo named no target folder")?;
    Ok(PathBuf::from(directory))
}

/// Every file below a folder, sorted, without the folders that tools make themselves.
pub fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                found.push(entry.path());
            } else if entry.file_type()?.is_dir() && !is_made_by_a_tool(&entry.path()) {
                open.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_made_by_a_tool(folder: &Path) -> bool {
    folder
        .file_name()
        .is_some_and(|name| ["node_modules", "dist", "target"].map(Into::into).contains(&name.to_owned()))
}
