//! The golden history: decisions made once, with the packs that made them, kept in `tests/golden/`. Whatever
//! changes in the rules' engine, they come out byte for byte; what is there is never written again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use rules::{HOST_VERSION, Pack, ParameterOverrides};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::history::Dice;

/// Decisions of each pack beside those of its own cases.
const VARIANTS: usize = 40;
/// Of a fingerprint, as much names a folder.
const NAME_DIGITS: usize = 16;

/// One line of `history.jsonl`.
#[derive(Serialize, Deserialize)]
struct Decision {
    pack: String,
    ruling: String,
    facts: Box<RawValue>,
    verdict: Box<RawValue>,
}

fn folder() -> PathBuf {
    crate::source::root().join("tests/golden")
}

fn kept() -> Vec<Decision> {
    let text = std::fs::read_to_string(folder().join("history.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn pack_in(folder: &Path) -> Pack {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        files.insert(entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap());
    }
    Pack::from_draft(files).unwrap().0
}

#[test]
fn the_golden_history_comes_out_byte_for_byte() {
    let mut packs: BTreeMap<String, Pack> = BTreeMap::new();
    for entry in std::fs::read_dir(folder().join("packs")).unwrap() {
        let pack = pack_in(&entry.unwrap().path());
        packs.insert(pack.fingerprint().to_owned(), pack);
    }
    let mut wrong = Vec::new();
    let decisions = kept();
    assert!(decisions.len() >= 200, "only {} decisions", decisions.len());
    for (number, decision) in decisions.iter().enumerate() {
        let Some(pack) = packs.get(&decision.pack) else {
            wrong.push(format!("line {}: its pack has another fingerprint", number + 1));
            continue;
        };
        let facts = pack.read_facts(decision.facts.get()).unwrap();
        assert_eq!(facts.to_json(), decision.facts.get(), "line {}", number + 1);
        let verdict = pack.evaluate(&decision.ruling, &facts, &ParameterOverrides::new()).unwrap();
        if verdict.to_json() != decision.verdict.get() {
            wrong.push(format!("line {}: {} is now {}", number + 1, decision.verdict, verdict.to_json()));
        }
    }
    assert!(wrong.is_empty(), "host functions {HOST_VERSION}:\n{}", wrong.join("\n"));
}

/// Adds the shipped packs that are not in it yet, with decisions of theirs.
#[test]
#[ignore = "writes tests/golden; run it when a pack is shipped"]
fn shipped_packs_join_the_golden_history() {
    let known: BTreeSet<String> = kept().into_iter().map(|decision| decision.pack).collect();
    let mut text = std::fs::read_to_string(folder().join("history.jsonl")).unwrap_or_default();
    for files in houbu::embedded_programmes() {
        let pack = Pack::from_files(files.clone()).unwrap();
        if known.contains(pack.fingerprint()) {
            continue;
        }
        let name = format!("{}-{}", pack.programme().code, &pack.fingerprint()[..NAME_DIGITS]);
        let place = folder().join("packs").join(name);
        std::fs::create_dir_all(&place).unwrap();
        for (name, bytes) in files {
            std::fs::write(place.join(name), bytes).unwrap();
        }
        for decision in decisions(&pack) {
            writeln!(text, "{}", serde_json::to_string(&decision).unwrap()).unwrap();
        }
    }
    std::fs::write(folder().join("history.jsonl"), text).unwrap();
}

/// The pack's own cases, and cases that differ from them in some figures.
fn decisions(pack: &Pack) -> Vec<Decision> {
    let mut dice = Dice(pack.programme().code.len() as u64);
    let mut seen = BTreeSet::new();
    let mut decided = Vec::new();
    let mut add = |ruling: &str, facts: &str| {
        let Ok(facts) = pack.read_facts(facts) else { return };
        let Ok(verdict) = pack.evaluate(ruling, &facts, &ParameterOverrides::new()) else { return };
        if seen.insert((ruling.to_owned(), facts.to_json())) {
            decided.push(Decision {
                pack: pack.fingerprint().to_owned(),
                ruling: ruling.to_owned(),
                facts: RawValue::from_string(facts.to_json()).unwrap(),
                verdict: RawValue::from_string(verdict.to_json()).unwrap(),
            });
        }
    };
    let cases: Vec<_> = pack.cases().iter().filter(|case| pack.ruling(&case.programme).is_some()).collect();
    for case in &cases {
        add(&case.programme, case.inputs.get());
    }
    for _ in 0..VARIANTS {
        let Some(case) = cases.get(usize::try_from(dice.throw(cases.len().max(1) as u64)).unwrap()) else {
            break;
        };
        let mut facts: Value = serde_json::from_str(case.inputs.get()).unwrap();
        vary(&mut facts, &mut dice);
        add(&case.programme, &facts.to_string());
    }
    decided
}

/// Some figures a little or altogether otherwise; no binary float is made of any.
fn vary(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|value| vary(value, dice)),
        Value::Array(items) => items.iter_mut().for_each(|value| vary(value, dice)),
        Value::Bool(truth) if dice.throw(8) == 0 => *truth = !*truth,
        Value::Number(number) => {
            if let Some(whole) = number.as_i64() {
                let by = i64::try_from(dice.throw(5)).unwrap() - 2;
                *value = Value::from(match dice.throw(3) {
                    0 => whole + by,
                    1 => whole.saturating_mul(by + 3) / 2,
                    _ => whole,
                });
            }
        }
        _ => {}
    }
}
