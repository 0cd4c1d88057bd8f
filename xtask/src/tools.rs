//! The programs that the checks and the demo need from the machine.
//! Root on Debian gets what is missing installed; everybody else is told the exact command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::clock::Deadline;
use crate::command::{self, locate};

/// Below it, the browser journey's packages refuse to run.
const NODE_MAJOR_MINIMUM: u32 = 20;

/// Where Debian puts the servers' own programs, one folder per major version.
const POSTGRES_VERSIONS: &str = "/usr/lib/postgresql";

#[derive(Debug)]
struct Tool {
    what: &'static str,
    package: &'static str,
    is_present: fn() -> bool,
}

const TOOLS: [Tool; 4] = [
    Tool { what: "Chromium", package: "chromium", is_present: || locate("chromium").is_some() },
    Tool { what: "Chinese fonts", package: "fonts-noto-cjk", is_present: has_chinese_fonts },
    Tool {
        what: "PostgreSQL server programs",
        package: "postgresql",
        is_present: || postgres_programs().is_some(),
    },
    Tool { what: "xmllint", package: "libxml2-utils", is_present: || locate("xmllint").is_some() },
];

/// Everything that `cargo xtask test` needs.
pub fn ensure_all(deadline: Deadline) -> Result<()> {
    ensure_node()?;
    for component in ["fmt", "clippy"] {
        ensure!(
            crate::workspace::has_cargo_command(component),
            "cargo {component} is missing; run: rustup component add rustfmt clippy"
        );
    }
    let missing: Vec<&Tool> = TOOLS.iter().filter(|tool| !(tool.is_present)()).collect();
    if missing.is_empty() {
        println!("everything is present");
        return Ok(());
    }
    install(&missing, deadline)
}

/// What the demo needs: Node.js and npm build the pages' assets.
pub fn ensure_node() -> Result<()> {
    let version = command::read(Command::new("node").arg("--version")).unwrap_or_default();
    let is_new_enough = node_major(&version).is_some_and(|major| major >= NODE_MAJOR_MINIMUM);
    ensure!(
        is_new_enough,
        "Node.js {NODE_MAJOR_MINIMUM} or newer is needed, found {}; install it from \
         https://nodejs.org or with your system's packages (nodejs, npm)",
        if version.is_empty() { "none" } else { version.trim() }
    );
    ensure!(
        command::succeeds(Command::new("npm").arg("--version")),
        "npm is missing; it comes with Node.js, on Debian as the package npm"
    );
    Ok(())
}

/// The folder of `initdb` and `pg_ctl`: Debian's newest, or whatever the path offers.
pub fn postgres_programs() -> Option<PathBuf> {
    let versions = fs::read_dir(POSTGRES_VERSIONS).into_iter().flatten().flatten();
    versions
        .map(|version| version.path())
        .filter(|version| version.join("bin/initdb").is_file())
        .max_by_key(|version| major_of_folder(version))
        .map(|version| version.join("bin"))
        .or_else(|| Some(Path::new(&locate("initdb")?).parent()?.to_path_buf()))
}

/// Whether this is the superuser, who may install and must not run a database server.
pub fn is_root() -> bool {
    command::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn install(missing: &[&Tool], deadline: Deadline) -> Result<()> {
    let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
    if !is_root() || locate("apt-get").is_none() {
        bail!("{}", instruction(missing));
    }
    command::run(Command::new("apt-get").args(["--quiet", "update"]), deadline)?;
    let mut command = Command::new("apt-get");
    command
        .args(["--quiet", "install", "--yes", "--no-install-recommends"])
        .args(&packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command::run(&mut command, deadline)?;
    let still_missing: Vec<&Tool> = missing.iter().copied().filter(|tool| !(tool.is_present)()).collect();
    ensure!(still_missing.is_empty(), "after installing: {}", instruction(&still_missing));
    Ok(())
}

fn instruction(missing: &[&Tool]) -> String {
    let names: Vec<&str> = missing.iter().map(|tool| tool.what).collect();
    let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
    format!(
        "missing: {}; on Debian run: sudo apt-get install --no-install-recommends {}",
        names.join(", "),
        packages.join(" ")
    )
}

fn has_chinese_fonts() -> bool {
    command::read(Command::new("fc-list").args([":lang=zh", "family"]))
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}

fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn major_of_folder(version: &Path) -> u32 {
    version.file_name().and_then(|name| name.to_str()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major("v9.1.0"), Some(9));
        assert_eq!(node_major("20"), None);
        assert_eq!(node_major(""), None);
    }

    #[test]
    fn the_newest_server_is_a_number_not_a_word() {
        assert!(major_of_folder(Path::new("/x/15")) > major_of_folder(Path::new("/x/9")));
    }

    #[test]
    fn the_instruction_can_be_pasted() {
        let said = instruction(&[&TOOLS[0], &TOOLS[3]]);
        assert!(said.contains("missing: Chromium, xmllint"), "{said}");
        assert!(said.ends_with("--no-install-recommends chromium libxml2-utils"), "{said}");
    }
}
