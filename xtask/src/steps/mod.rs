//! The steps of `cargo xtask test`: one table, in the order in which they run.
//! A step that fails does not stop the others, unless they need what it makes.

pub mod assets;
mod browser;
mod dependencies;
mod docs;
mod format;
mod lint;
mod release_ignores_failpoints;
mod rust_tests;
mod tools;
mod web_check;

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::clock::{Deadline, Stopwatch};
use crate::postgres::Cluster;
use crate::summary::{Outcome, Summary};

/// All steps together, on two cores, from a clone that has never been built.
const ALL_STEPS_LIMIT_MINUTES: u64 = 35;

#[derive(Debug)]
struct Step {
    name: &'static str,
    about: &'static str,
    /// Steps that make what this one uses.
    needs: &'static [&'static str],
    run: fn(&mut Context) -> Result<Outcome>,
}

const STEPS: [Step; 10] = [
    Step { name: "tools", about: tools::ABOUT, needs: &[], run: tools::run },
    Step { name: "assets", about: assets::ABOUT, needs: &[], run: assets::run },
    Step { name: "format", about: format::ABOUT, needs: &[], run: format::run },
    Step { name: "lint", about: lint::ABOUT, needs: &["assets"], run: lint::run },
    Step { name: "docs", about: docs::ABOUT, needs: &["assets"], run: docs::run },
    Step { name: "dependencies", about: dependencies::ABOUT, needs: &[], run: dependencies::run },
    Step { name: "web-check", about: web_check::ABOUT, needs: &["assets"], run: web_check::run },
    Step { name: "rust-tests", about: rust_tests::ABOUT, needs: &["tools", "assets"], run: rust_tests::run },
    Step { name: "browser", about: browser::ABOUT, needs: &["tools", "assets"], run: browser::run },
    Step {
        name: "release-ignores-failpoints",
        about: release_ignores_failpoints::ABOUT,
        needs: &["assets"],
        run: release_ignores_failpoints::run,
    },
];

/// What steps share: the time that is left, and one PostgreSQL server for all of them.
#[derive(Debug)]
pub struct Context {
    pub deadline: Deadline,
    cluster: Option<Cluster>,
}

impl Context {
    /// The address of the throw-away server, which is started at the first call.
    pub fn postgres_url(&mut self) -> Result<String> {
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start()?);
        }
        let cluster = self.cluster.as_ref().context("a server was just started")?;
        Ok(cluster.url().to_owned())
    }
}

pub fn list() {
    for step in &STEPS {
        println!("{:<28} {}", step.name, step.about);
    }
}

/// Runs all steps, or only those named; true when none failed.
pub fn run(only: &[String]) -> Result<bool> {
    for name in only {
        STEPS
            .iter()
            .find(|step| step.name == name)
            .with_context(|| format!("no step is called {name}; --list names them all"))?;
    }
    let deadline = Deadline::after(Duration::from_mins(ALL_STEPS_LIMIT_MINUTES));
    let mut context = Context { deadline, cluster: None };
    let mut summary = Summary::default();
    for step in &STEPS {
        if only.is_empty() || only.iter().any(|name| name == step.name) {
            println!("==> {}: {}", step.name, step.about);
            let stopwatch = Stopwatch::start();
            let outcome = outcome(step, &mut context, &summary);
            summary.add(step.name, outcome, stopwatch.elapsed());
        }
    }
    drop(context);
    println!("{}", summary.render());
    Ok(summary.is_good())
}

fn outcome(step: &Step, context: &mut Context, summary: &Summary) -> Outcome {
    if let Some(need) = step.needs.iter().find(|need| summary.is_unmet(need)) {
        return Outcome::Skipped(format!("needs {need}, which did not pass"));
    }
    if context.deadline.left().is_zero() {
        return Outcome::Failed("the time for all steps together is used up".to_owned());
    }
    (step.run)(context).unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_an_earlier_step() {
        for (position, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                let found = STEPS[..position].iter().any(|earlier| earlier.name == *need);
                assert!(found, "{} needs {need}, which does not run before it", step.name);
            }
        }
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(run(&["no-such-step".to_owned()]).is_err());
    }
}
