//! Pages under `docs/measurements/`: what was measured, at which commit, on which day.
//! The numbers come from the caller; here only the frame is written.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::read;
use crate::npm::relative;
use crate::workspace::root;

/// Writes the page and says where it stands.
pub fn write(name: &str, how: &str, body: &str) -> Result<()> {
    let folder = root().join("docs/measurements");
    fs::create_dir_all(&folder)?;
    let page = folder.join(format!("{name}.md"));
    let text = format!(
        "# {name}\n\n- command: `{how}`\n- commit: {}\n- date: {}\n- machine: {}\n\n{}\n",
        commit()?,
        read(Command::new("date").args(["-u", "+%Y-%m-%d"]))?.trim(),
        machine(),
        body.trim_end()
    );
    fs::write(&page, text).with_context(|| format!("cannot write {}", page.display()))?;
    println!("written: {}", relative(&page));
    Ok(())
}

fn commit() -> Result<String> {
    let git = |arguments: &[&str]| read(Command::new("git").args(arguments).current_dir(root()));
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changes = git(&["status", "--porcelain", "--untracked-files=no"])?;
    let suffix = if changes.is_empty() { "" } else { " with uncommitted changes" };
    Ok(format!("{}{suffix}", commit.trim()))
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!("{cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}
