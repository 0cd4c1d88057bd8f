//! Packs to try: one small enough for a single script, and those that ship.
//! It reads files and builds requests; what must come of them is for the tests to say.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use engine::trial::{TrialRequest, TrialTask};

/// Facts of the small pack.
pub const FACTS: &str = r#"{"x": 7, "word": "a", "xs": [1, 2.5, 3]}"#;

pub type Files = BTreeMap<String, String>;

/// A script of the corpus.
pub struct Trick {
    pub name: String,
    /// From its first line: `// expect failed: what it tries`.
    pub expected: String,
    pub script: String,
}

/// The whole corpus, sorted by name.
pub fn scripts() -> Vec<Trick> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("containment/corpus");
    let mut tricks: Vec<Trick> =
        files_in(&folder).into_iter().map(|(file, text)| trick(&file, &text)).collect();
    tricks.sort_by(|a, b| a.name.cmp(&b.name));
    tricks
}

fn trick(file: &str, text: &str) -> Trick {
    let expected = text.strip_prefix("// expect ").and_then(|rest| rest.split_once(':'));
    let (expected, _) = expected.unwrap_or_else(|| panic!("{file} says not what to expect"));
    let name = file.trim_end_matches(".rhai").to_owned();
    Trick { name, expected: expected.to_owned(), script: written_out(text) }
}

/// `<<3|ab>>` is `ababab`: nobody wants to read five thousand brackets.
fn written_out(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<<") {
        let Some((repeated, end)) = after.split_once(">>") else { break };
        let Some((Ok(times), part)) = repeated.split_once('|').map(|(n, part)| (n.parse::<usize>(), part))
        else {
            whole.push_str(before);
            whole.push_str("<<");
            rest = after;
            continue;
        };
        whole.push_str(before);
        whole.push_str(&part.repeat(times));
        rest = end;
    }
    whole + rest
}

/// Every folder under `rules/`.
pub fn shipped() -> BTreeMap<String, Files> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let entries = std::fs::read_dir(rules).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.iter().map(|path| (path.file_name().unwrap().display().to_string(), files_in(path))).collect()
}

fn files_in(folder: &Path) -> Files {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    entries.map(|path| (named(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// One ruling, three facts, no parameter, no criterion.
pub fn small_pack(script: &str) -> Files {
    let mut manifest = "code = \"small\"\ntitle_zh = \"小\"\ntitle_en = \"Small\"\ninstrument = \"reward\"\n\
         version = \"1\"\neffective_from = \"2026-01-01\"\n[[ruling]]\ncode = \"SMALL\"\n\
         script = \"small.rhai\"\npurpose = \"award\"\ntitle_zh = \"小\"\ntitle_en = \"Small\"\n"
        .to_owned();
    for (key, kind) in [("x", "kind = \"number\""), ("word", "kind = \"text\""), ("xs", LIST)] {
        // Writing to a string cannot fail.
        let _ = write!(
            manifest,
            "[[fact]]\nkey = \"{key}\"\n{kind}\ntitle_zh = \"事实\"\ntitle_en = \"Fact\"\n\
             source = \"form\"\noptional = true\n"
        );
    }
    let texts = "small = small\n";
    [
        ("programme.toml", manifest.as_str()),
        ("small.rhai", script),
        ("texts.zh-CN.ftl", texts),
        ("texts.en.ftl", texts),
    ]
    .map(|(name, text)| (name.to_owned(), text.to_owned()))
    .into()
}

const LIST: &str = "kind = \"list\"\nof = \"number\"";

/// The small pack with this script, judged on its facts.
pub fn evaluation(script: &str) -> TrialRequest {
    let facts = FACTS.to_owned();
    let task = TrialTask::Evaluate { ruling: "SMALL".to_owned(), facts, overrides: BTreeMap::new() };
    TrialRequest { files: small_pack(script), task }
}

/// Processes whose arguments are these two words, by id.
pub fn processes_called(first: &str, second: &str) -> Vec<String> {
    let wanted = format!("\0{first}\0{second}\0");
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let is_wanted = |entry: &std::fs::DirEntry| {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).ends_with(&wanted)
    };
    entries.filter(is_wanted).map(|entry| entry.file_name().display().to_string()).collect()
}
