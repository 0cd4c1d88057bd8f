//! Node packages: installed from their lock file, and again only when the lock file changed.
//! No package may fetch a browser of its own; the journeys use the system's Chromium.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::clock::Deadline;
use crate::command;
use crate::workspace;

/// Inside `node_modules`, so that it goes when they go.
const INSTALL_STAMP: &str = "node_modules/.houbu-installed";

/// Runs npm in a package's folder.
pub fn run(package: &Path, arguments: &[&str], deadline: Deadline) -> Result<()> {
    command::run(&mut npm(package, arguments), deadline)
}

/// The same as a command, for a caller that adds to its environment.
pub fn npm(package: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command
        .args(arguments)
        .current_dir(package)
        .env("PUPPETEER_SKIP_DOWNLOAD", "1")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("npm_config_audit", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_update_notifier", "false");
    command
}

/// `npm ci`, skipped when this very lock file is installed already.
pub fn install(package: &Path, deadline: Deadline) -> Result<()> {
    let lock = package.join("package-lock.json");
    ensure!(lock.is_file(), "{} is missing: run npm install there and commit it", lock.display());
    let fingerprint = fingerprint(&[package.join("package.json"), lock])?;
    let stamp = package.join(INSTALL_STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|found| found == fingerprint) {
        println!("{}: packages are installed", relative(package));
        return Ok(());
    }
    run(package, &["ci"], deadline)?;
    fs::create_dir_all(package.join("node_modules"))?;
    fs::write(&stamp, fingerprint).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Every node package that the tests bring along.
pub fn test_packages() -> Result<Vec<PathBuf>> {
    let mut packages = Vec::new();
    for entry in fs::read_dir(workspace::root().join("tests"))? {
        let folder = entry?.path();
        if folder.join("package.json").is_file() {
            packages.push(folder);
        }
    }
    packages.sort();
    Ok(packages)
}

/// Names and contents of files, as one short text: equal exactly when nothing changed.
pub fn fingerprint(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        relative(file).hash(&mut hasher);
        let contents = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        contents.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// A path as a developer would write it at the root.
pub fn relative(path: &Path) -> String {
    path.strip_prefix(workspace::root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_follows_contents_and_names() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&first, "one").unwrap();
        fs::write(&second, "one").unwrap();
        let before = fingerprint(std::slice::from_ref(&first)).unwrap();
        assert_eq!(before, fingerprint(std::slice::from_ref(&first)).unwrap());
        assert_ne!(before, fingerprint(std::slice::from_ref(&second)).unwrap());
        fs::write(&first, "two").unwrap();
        assert_ne!(before, fingerprint(&[first]).unwrap());
    }

    #[test]
    fn a_package_without_a_lock_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let deadline = Deadline::after(std::time::Duration::from_mins(1));
        let error = install(folder.path(), deadline).unwrap_err();
        assert!(error.to_string().contains("package-lock.json is missing"), "{error}");
    }
}
