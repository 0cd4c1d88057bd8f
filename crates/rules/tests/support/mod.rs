//! Loads the shipped packs, and builds small packs around one script.
//! It only builds and calls; what is right is for each test to say.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(dead_code, reason = "each test file uses its own part of the builders")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rules::{Facts, Pack, ParameterOverrides, RuleError, Verdict};

pub fn rules_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

pub fn files_of(programme: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(rules_folder().join(programme)).unwrap();
    let file = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read(path).unwrap())
    };
    entries.map(|entry| file(entry.unwrap().path())).collect()
}

pub fn pack(programme: &str) -> Pack {
    Pack::from_files(files_of(programme)).unwrap_or_else(|fault| panic!("{programme}: {fault}"))
}

/// Every folder under `rules/` is a programme.
pub fn shipped() -> Vec<(String, Pack)> {
    let entries = std::fs::read_dir(rules_folder()).unwrap();
    let folders = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut packs: Vec<_> = folders
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .map(|name| (name.clone(), pack(&name)))
        .collect();
    packs.sort_by(|a, b| a.0.cmp(&b.0));
    packs
}

const SMALL_MANIFEST: &str = r#"
code = "small"
title_zh = "小"
title_en = "Small"
instrument = "reward"
version = "1"
effective_from = "2026-01-01"

[[ruling]]
code = "SMALL"
script = "small.rhai"
purpose = "award"
title_zh = "小"
title_en = "Small"

[[fact]]
key = "x"
kind = "number"
title_zh = "数"
title_en = "Number"
source = "form"
optional = true

[[fact]]
key = "word"
kind = "text"
title_zh = "词"
title_en = "Word"
source = "form"
optional = true
"#;

pub fn small_files(script: &str) -> BTreeMap<String, Vec<u8>> {
    let texts = |name: &str| (name.to_owned(), b"small = small\n".to_vec());
    BTreeMap::from([
        ("programme.toml".to_owned(), SMALL_MANIFEST.as_bytes().to_vec()),
        ("small.rhai".to_owned(), script.as_bytes().to_vec()),
        texts("texts.zh-CN.ftl"),
        texts("texts.en.ftl"),
    ])
}

/// The small pack with more in its manifest: facts, criteria, checks.
pub fn with_manifest(script: &str, more: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = small_files(script);
    files.get_mut("programme.toml").unwrap().extend_from_slice(more.as_bytes());
    files
}

/// Compiles and runs one script with the facts given.
pub fn run(script: &str, facts: &str) -> Result<Verdict, RuleError> {
    let pack = Pack::from_files(small_files(script))?;
    let facts = pack.read_facts(facts).unwrap_or_else(|faults| panic!("{faults:?}"));
    pack.evaluate("SMALL", &facts, &ParameterOverrides::new())
}

pub fn judge(pack: &Pack, ruling: &str, facts: &str) -> Verdict {
    let facts: Facts = pack.read_facts(facts).unwrap_or_else(|faults| panic!("{faults:?}"));
    pack.evaluate(ruling, &facts, &ParameterOverrides::new()).unwrap_or_else(|fault| panic!("{fault}"))
}
