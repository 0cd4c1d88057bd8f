//! Failpoints exist in test builds only: a binary built by itself, as it is shipped, carries none
//! of their names and does not look at the variable that arms them.
//! The names are read from the sources, so that a new failpoint is checked without being listed.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Context;
use crate::command;
use crate::npm::relative;
use crate::summary::Outcome;
use crate::workspace::{cargo, files_below, root, target_directory};

pub const ABOUT: &str = "a binary built to be shipped has no failpoints";

/// How a failpoint is set in the sources; its name follows as a literal.
const CALLS: [&str; 2] = ["fail_point!(", "failpoint("];

pub fn run(context: &mut Context) -> Result<Outcome> {
    let names = names_in_sources()?;
    if names.is_empty() {
        return Ok(Outcome::Skipped("there are no failpoints in the sources".to_owned()));
    }
    // A folder of its own: the workspace's build turns failpoints on for the tests.
    let target = target_directory()?.join("plain");
    let mut build = cargo(&["build", "--package", "houbu", "--bin", "houbu"]);
    command::run(build.env("CARGO_TARGET_DIR", &target), context.deadline)?;
    let binary = target.join("debug/houbu");
    let calm = command::read(Command::new(&binary).arg("--version"))?;
    let armed: Vec<String> = names.iter().map(|name| format!("{name}=panic")).collect();
    let provoked = command::read(Command::new(&binary).arg("--version").env("FAILPOINTS", armed.join(";")))?;
    ensure!(calm == provoked, "with FAILPOINTS set, houbu --version answers differently");
    let bytes = fs::read(&binary)?;
    let found: Vec<&String> = names.iter().filter(|name| contains(&bytes, name)).collect();
    ensure!(found.is_empty(), "the binary carries failpoints: {found:?}");
    println!("{} failpoints in the sources, none in the binary", names.len());
    Ok(Outcome::Passed)
}

fn names_in_sources() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in files_below(&root().join("crates"))? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&file)?;
            names.extend(names_in(&text).with_context(|| relative(&file))?);
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// The names of all failpoints in a source; a name that is no literal cannot be checked.
fn names_in(text: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for call in CALLS {
        for (position, _) in text.match_indices(call) {
            let is_definition = text[..position].ends_with("fn ");
            if !is_definition {
                let rest = text[position + call.len()..].trim_start();
                let name = rest.strip_prefix('"').and_then(|rest| Some(rest.split_once('"')?.0));
                names.push(name.context("a failpoint's name is not a literal")?.to_owned());
            }
        }
    }
    Ok(names)
}

fn contains(bytes: &[u8], name: &str) -> bool {
    bytes.windows(name.len()).any(|window| window == name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_on_one_line_and_on_several() {
        let text = "fail_point!(\"a::b\");\n fail::fail_point!(\n  \"c::d\", |_| x);\n failpoint(\"e\")?;";
        assert_eq!(names_in(text).unwrap(), ["a::b", "c::d", "e"]);
        assert_eq!(names_in("fn failpoint(name: &str) {}").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_name_that_cannot_be_read_is_an_error() {
        assert!(names_in("fail_point!(NAME);").is_err());
    }

    #[test]
    fn a_name_is_found_among_bytes() {
        assert!(contains(b"\0\x01pay::sent\xff", "pay::sent"));
        assert!(!contains(b"\0\x01pay::sen\xff", "pay::sent"));
    }
}
