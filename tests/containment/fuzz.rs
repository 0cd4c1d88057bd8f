//! Fuzzing: scripts made by chance from the corpus and the shipped packs, tried by a serving process.
//! A round is a second of processor time of the server and its workers; what was seen is counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use engine::trial::{TrialRequest, TrialTask, WORKERS_MAX_COUNT};
use harness::trials::{TrialServer, Tried};
use serde_json::Value;

use super::generate::grown;
use super::mutate::{Chance, mutated};
use super::packs::{FACTS, Files, scripts, shipped, small_pack};

/// A round, in hundredths of a second.
const ROUND_CENTISECONDS: u64 = 100;
/// Of a script that killed its worker, as much is printed.
const SHOWN_CHARACTERS: usize = 2_000;

/// A draft that can be judged, before anything is changed in it.
struct Base {
    files: Files,
    script: String,
    ruling: String,
    facts: String,
}

/// What was counted in all rounds, by name; those that begin with `worst` are the largest seen.
pub type Counts = BTreeMap<String, u64>;

pub struct Fuzzer {
    server: TrialServer,
    bases: Vec<Base>,
    tricks: Vec<String>,
    /// What is being tried now, by its number.
    asked: BTreeMap<u64, TrialRequest>,
}

impl Fuzzer {
    pub async fn start() -> Self {
        // Those that compile; a change of the others rarely does.
        let tricks = scripts().into_iter().filter(|trick| trick.expected != "not-compiled");
        let tricks = tricks.map(|trick| trick.script).collect();
        Self { server: TrialServer::start().await, bases: bases(), tricks, asked: BTreeMap::new() }
    }

    /// One round; a violation when the server died, fell silent, or a worker opened something.
    pub async fn round(&mut self, seed: u64, counts: &mut Counts) -> Option<String> {
        let begun = self.server.processor_centiseconds();
        let mut number = 0;
        let mut violation = None;
        loop {
            let is_over = self.server.processor_centiseconds().saturating_sub(begun) >= ROUND_CENTISECONDS;
            while !is_over && self.asked.len() < WORKERS_MAX_COUNT {
                let request = self.request(seed, number);
                self.server.ask(number, request.clone()).await;
                self.asked.insert(number, request);
                number += 1;
            }
            if self.asked.is_empty() {
                break;
            }
            let Some(tried) = self.server.hear().await else {
                return Some(self.bury(seed, counts).await);
            };
            violation = violation.or(self.judge(seed, &tried, counts));
        }
        if !self.server.is_well().await {
            return Some(self.bury(seed, counts).await);
        }
        violation
    }

    /// The server is dead or deaf: what it was asked is told, and another one is started.
    async fn bury(&mut self, seed: u64, counts: &mut Counts) -> String {
        *counts.entry("server deaths".to_owned()).or_default() += 1;
        let asked: Vec<String> = self.asked.values().map(shown).collect();
        self.asked.clear();
        self.server = TrialServer::start().await;
        format!("round {seed}: the server died of one of\n{}", asked.join("\n---\n"))
    }

    fn judge(&mut self, seed: u64, tried: &Tried, counts: &mut Counts) -> Option<String> {
        let request = self.asked.remove(&tried.number);
        let mut add = |name: &str, more: u64| *counts.entry(name.to_owned()).or_default() += more;
        add("scripts", 1);
        add("server deaths", 0);
        add(&format!("outcome: {}", tried.outcome), 1);
        add("worker deaths", u64::from(tried.is_death()));
        add("files opened", tried.opened.len() as u64);
        for (name, worst) in [("worst wall, µs", tried.micros), ("worst memory, KiB", tried.peak_kib)] {
            let most = counts.entry(name.to_owned()).or_default();
            *most = worst.max(*most);
        }
        let script = request.as_ref().map(shown).unwrap_or_default();
        // Many a loop ends at the deadline; what ends otherwise is worth reading.
        if tried.is_death() && tried.outcome != "trial-fault-deadline" {
            eprintln!(
                "round {seed}, script {}: {} ({})\n{script}",
                tried.number, tried.outcome, tried.detail
            );
        }
        let is_broken =
            ["trial-fault-unreadable", "trial-fault-busy", "error"].contains(&tried.outcome.as_str());
        (!tried.opened.is_empty() || is_broken).then(|| format!("round {seed}: {tried:?}\n{script}"))
    }

    fn request(&self, seed: u64, number: u64) -> TrialRequest {
        let mut chance = Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let base = chance.one_of(&self.bases);
        let mut files = base.files.clone();
        let trick = chance.one_of(&self.tricks);
        let from =
            if base.ruling == "SMALL" { chance.one_of(&self.tricks) } else { &base.files[&base.script] };
        let mut facts = base.facts.clone();
        // Mostly the script; now and then another file, or the facts.
        match chance.below(12) {
            0 => {
                let names: Vec<&String> = base.files.keys().collect();
                let file = (*chance.one_of(&names)).clone();
                let changed = mutated(&base.files[&file], trick, &mut chance);
                files.insert(file, changed);
            }
            1 => facts = mutated(&facts, trick, &mut chance),
            2..=4 => drop(files.insert(base.script.clone(), mutated(from, trick, &mut chance))),
            _ => {
                let names: &[&str] = if base.ruling == "SMALL" { &["x", "word", "xs"] } else { &[] };
                files.insert(base.script.clone(), grown(from, names, &mut chance));
            }
        }
        let task = match chance.below(24) {
            0 => TrialTask::Compile,
            1 => TrialTask::Check,
            2 | 3 => TrialTask::Cases,
            _ => TrialTask::Evaluate { ruling: base.ruling.clone(), facts, overrides: BTreeMap::new() },
        };
        TrialRequest { files, task }
    }
}

fn shown(request: &TrialRequest) -> String {
    let mut text = String::new();
    for (file, script) in &request.files {
        if Path::new(file).extension().is_some_and(|extension| extension == "rhai") {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{file}:\n{script}");
        }
    }
    text.truncate(text.floor_char_boundary(SHOWN_CHARACTERS));
    text
}

/// The small pack, as often as all others together, and every ruling of every shipped pack with facts of
/// one of its cases.
fn bases() -> Vec<Base> {
    let mut bases = Vec::new();
    for (name, files) in shipped() {
        let cases: Vec<Value> = serde_json::from_str(&files["cases.json"]).unwrap();
        let packed = files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
        let pack = rules::Pack::from_files(packed).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        for ruling in &pack.programme().rulings {
            let (script, ruling) = (ruling.script.clone(), ruling.code.clone());
            let case = cases.iter().find(|case| case["programme"] == ruling.as_str());
            let facts = case.map_or_else(|| "{}".to_owned(), |case| case["inputs"].to_string());
            bases.push(Base { files: files.clone(), script, ruling, facts });
        }
    }
    let small = |_| Base {
        files: small_pack(""),
        script: "small.rhai".to_owned(),
        ruling: "SMALL".to_owned(),
        facts: FACTS.to_owned(),
    };
    let as_many = bases.len();
    bases.extend((0..as_many).map(small));
    bases
}
