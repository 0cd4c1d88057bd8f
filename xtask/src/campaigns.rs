//! Campaigns: property and crash tests run many thousand times, in one go or in several.
//! The tests count their trials in a state file, so that a campaign that was cut goes on where it
//! stood; the result is a page with violations over trials. The trials themselves are tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::clock::{Deadline, Stopwatch};
use crate::command;
use crate::measurement;
use crate::npm;
use crate::postgres::{Cluster, URL_VARIABLE};
use crate::steps::assets;
use crate::workspace;

/// A campaign is cut after this time and goes on when it is called again.
const CAMPAIGN_LIMIT_HOURS: u64 = 12;

#[derive(Debug)]
struct Campaign {
    name: &'static str,
    /// The full count, which the page in `docs/measurements/` reports.
    trials: u64,
    about: &'static str,
    /// The one package it is a test of, built to be fast; the integration tests where none is named.
    package: Option<&'static str>,
}

/// A campaign `some-name` is the test `campaign::some_name`.
const CAMPAIGNS: [Campaign; 6] = [
    Campaign {
        name: "money-races",
        trials: 2_000,
        about: "concurrent awards and payments never overspend a line, on both databases",
        package: None,
    },
    Campaign {
        name: "workflow-properties",
        // A walk gives 60 to 179 commands: some 1.2 million in all.
        trials: 10_000,
        about: "walks of some 120 random commands over six pipelines: no panic, no undeclared stage, \
                money conserved, duties apart, replay equals state",
        package: None,
    },
    Campaign {
        name: "crash-disbursement",
        trials: 1_000,
        about: "a killed process restarts to a consistent, once-paid state, on both databases",
        package: None,
    },
    Campaign {
        name: "rule-fuzz",
        // Thirty minutes of processor time.
        trials: 1_800,
        about: "seconds of processor time spent on scripts made by chance from the hostile corpus and the \
                shipped packs: the server lives and answers, and no worker opens a file or a socket",
        package: None,
    },
    Campaign {
        name: "counterfactuals",
        // The rulings take turns: a thousand refused cases of each, and some to spare.
        trials: 20_000,
        about: "refused cases of every ruling that has changeable facts: the smallest change offered is judged \
                again and qualifies, one step less of any member does not, and ways of up to 10,000 steps \
                are walked step by step to see that none shorter was passed by",
        package: Some("rules"),
    },
    Campaign {
        name: "replay",
        // A trial is a history of 2,000 cases.
        trials: 2,
        about: "histories of 2,000 cases under four versions of their rules, written on one database, carried \
                to the other: every stored verdict executes to the same bytes on both",
        package: None,
    },
];

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which campaign; without a name they are listed
    name: Option<String>,
    /// Another number of trials than the full one
    #[arg(long)]
    trials: Option<u64>,
    /// Seed of a new campaign, to repeat an earlier one
    #[arg(long)]
    seed: Option<u64>,
    /// Forget the trials of a campaign that was cut
    #[arg(long)]
    fresh: bool,
}

/// What `var/campaign/NAME.json` holds. The test reads it at its start, takes `seed` and `done`
/// (the trial to begin with), and replaces the file as trials end; it never changes `seed` or
/// `total`. A violation is counted, described on standard error and does not end the campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    seed: u64,
    done: u64,
    total: u64,
    violations: u64,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    counts: BTreeMap<String, u64>,
}

/// Runs or lists; true when every trial was done and none was a violation.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let Some(name) = &arguments.name else {
        for campaign in &CAMPAIGNS {
            println!("{:<22} {:>9} trials: {}", campaign.name, campaign.trials, campaign.about);
        }
        return Ok(true);
    };
    let campaign = CAMPAIGNS
        .iter()
        .find(|campaign| campaign.name == name)
        .with_context(|| format!("no campaign is called {name}; `cargo xtask campaign` lists all"))?;
    let file = workspace::root().join("var/campaign").join(format!("{name}.json"));
    let before = begin(&file, campaign, arguments)?;
    println!("{name}: seed {}, {} of {} trials done", before.seed, before.done, before.total);
    let stopwatch = Stopwatch::start();
    let outcome = run_test(campaign, &file, &before);
    let after = read_state(&file)?;
    ensure!(after.seed == before.seed && after.total == before.total, "the test changed its task");
    if after.done > before.done {
        let how = format!("cargo xtask campaign {name} --trials {}", after.total);
        measurement::write(name, &how, &page(campaign, &before, &after, stopwatch.elapsed()))?;
    }
    outcome?;
    ensure!(after.done == after.total, "{} of {} trials done", after.done, after.total);
    Ok(after.violations == 0)
}

/// Goes on with a campaign of the same size that was cut, or begins one.
fn begin(file: &Path, campaign: &Campaign, arguments: &Arguments) -> Result<State> {
    let total = arguments.trials.unwrap_or(campaign.trials);
    if !arguments.fresh
        && let Ok(state) = read_state(file)
        && state.total == total
        && state.done < total
        && arguments.seed.is_none_or(|seed| seed == state.seed)
    {
        return Ok(state);
    }
    let seed = arguments.seed.unwrap_or_else(|| RandomState::new().hash_one(campaign.name));
    let state = State { seed, done: 0, total, violations: 0, counts: BTreeMap::new() };
    fs::create_dir_all(file.parent().context("a state file stands in a folder")?)?;
    fs::write(file, serde_json::to_string_pretty(&state)?)?;
    Ok(state)
}

fn read_state(file: &Path) -> Result<State> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is damaged", file.display()))
}

fn run_test(campaign: &Campaign, file: &Path, state: &State) -> Result<()> {
    let deadline = Deadline::after(Duration::from_hours(CAMPAIGN_LIMIT_HOURS));
    let mut command = test_command(campaign);
    // A database and the pages' files are the integration tests' need.
    let cluster = if campaign.package.is_none() { Some(prepared(deadline)?) } else { None };
    if let Some(cluster) = &cluster {
        command.env(URL_VARIABLE, cluster.url());
    }
    command
        .env("HOUBU_CAMPAIGN", "1")
        .env("HOUBU_CAMPAIGN_TRIALS", state.total.to_string())
        .env("HOUBU_CAMPAIGN_STATE", PathBuf::from(file));
    command::run(&mut command, deadline)
}

fn prepared(deadline: Deadline) -> Result<Cluster> {
    assets::build(deadline)?;
    for package in npm::test_packages()? {
        npm::install(&package, deadline)?;
    }
    Cluster::start()
}

fn test_command(campaign: &Campaign) -> Command {
    let test = format!("campaign::{}", campaign.name.replace('-', "_"));
    let within = match campaign.package {
        Some(package) => vec!["--package", package, "--release"],
        None => vec!["--workspace"],
    };
    if workspace::has_cargo_command("nextest") {
        let filter = format!("test(={test})");
        let mut command = workspace::cargo(&["nextest", "run", "--profile=campaign"]);
        command.args(within).args(["--run-ignored=all", "--no-capture", "-E", &filter]);
        return command;
    }
    let mut command = workspace::cargo(&["test"]);
    command.args(within).args(["--", "--exact", &test, "--include-ignored", "--nocapture"]);
    command
}

fn page(campaign: &Campaign, before: &State, after: &State, elapsed: Duration) -> String {
    let State { seed, done, total, violations, counts } = after;
    let trials_now = done - before.done;
    let mut text = format!(
        "{}.\n\n| seed | trials | violations |\n|---|---|---|\n| {seed} | {done} of {total} | {violations} |\n\n\
         **{violations} violations in {done} trials.** The last {trials_now} trials took {} s.",
        campaign.about,
        elapsed.as_secs()
    );
    if done < total {
        text.push_str(" The campaign was cut and can go on.");
    }
    if !counts.is_empty() {
        text.push_str("\n\n| counted | |\n|---|---|\n");
        for (name, count) in counts {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "| {name} | {count} |");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(trials: u64) -> Arguments {
        Arguments { name: None, trials: Some(trials), seed: None, fresh: false }
    }

    #[test]
    fn a_campaign_that_was_cut_goes_on_with_its_seed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("campaign/money-races.json");
        let first = begin(&file, &CAMPAIGNS[0], &arguments(50)).unwrap();
        let cut = State { done: 20, violations: 1, ..first.clone() };
        fs::write(&file, serde_json::to_string(&cut).unwrap()).unwrap();
        assert_eq!(begin(&file, &CAMPAIGNS[0], &arguments(50)).unwrap(), cut);
        let fresh = Arguments { fresh: true, seed: Some(7), ..arguments(50) };
        let begun = State { seed: 7, done: 0, total: 50, violations: 0, counts: BTreeMap::new() };
        assert_eq!(begin(&file, &CAMPAIGNS[0], &fresh).unwrap(), begun);
    }

    #[test]
    fn another_size_or_a_finished_campaign_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.json");
        let ended = State { seed: 1, done: 50, total: 50, violations: 0, counts: BTreeMap::new() };
        fs::write(&file, serde_json::to_string(&ended).unwrap()).unwrap();
        assert_eq!(begin(&file, &CAMPAIGNS[0], &arguments(50)).unwrap().done, 0);
        assert_eq!(begin(&file, &CAMPAIGNS[0], &arguments(60)).unwrap().total, 60);
    }

    #[test]
    fn the_page_says_violations_over_trials() {
        let before = State { seed: 1, done: 10, total: 50, violations: 0, counts: BTreeMap::new() };
        let after = State { done: 40, violations: 2, ..before.clone() };
        let text = page(&CAMPAIGNS[0], &before, &after, Duration::from_secs(5));
        assert!(text.contains("**2 violations in 40 trials.** The last 30 trials took 5 s."));
        assert!(text.ends_with("can go on."));
    }
}
