//! Small things that keep the house readable: how a file opens, how long it and its lines are,
//! what it is called, that nothing is left for later, that no text names one machine, and that
//! both languages say the same things. Every violation is reported at once, with file and line.

mod examples;

use std::collections::BTreeSet;

use crate::source::{Source, code_only, has_word, rust_files, tracked_files, without_tests};

const HEADER_LINES_MINIMUM: usize = 2;
const HEADER_LINES_MAXIMUM: usize = 6;
/// A crate's own page in its documentation may say more.
const CRATE_HEADER_LINES_MAXIMUM: usize = 12;
/// Longer ones do not fit beside each other in a review.
const LINE_CHARACTERS_MAXIMUM: usize = 120;
/// A literal or an address cannot always be broken.
const LITERAL_LINE_CHARACTERS_MAXIMUM: usize = 140;
/// A file that does not fit in one head is two files; unit tests at its end do not count.
const FILE_LINES_MAXIMUM: usize = 400;

/// Names that say nothing about what a file owns.
const EMPTY_NAMES: [&str; 9] =
    ["util", "utils", "common", "manager", "managers", "helper", "helpers", "data", "misc"];

/// Text whose every line is looked at for blanks at its end; in Markdown they mean something.
const PLAIN_TEXT: [&str; 11] =
    ["rs", "toml", "ts", "mjs", "css", "html", "ftl", "rhai", "sh", "yaml", "json"];

const LOCALES: &str = "crates/templates/locales/";

fn violation(source: &Source, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", source.path)
}

fn extension(source: &Source) -> &str {
    file_name(source).rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn file_name(source: &Source) -> &str {
    source.path.rsplit('/').next().unwrap_or_default()
}

/// A Rust file opens with what it owns and must not do.
fn header(source: &Source) -> Vec<String> {
    let lines = source.text.lines().take_while(|line| line.starts_with("//!")).count();
    let is_crate = matches!(file_name(source), "lib.rs" | "main.rs");
    let maximum = if is_crate { CRATE_HEADER_LINES_MAXIMUM } else { HEADER_LINES_MAXIMUM };
    if (HEADER_LINES_MINIMUM..=maximum).contains(&lines) {
        return Vec::new();
    }
    let what = format!(
        "opens with {lines} lines of //!, not {HEADER_LINES_MINIMUM} to {maximum} on what it owns \
         and must not do"
    );
    vec![violation(source, 1, &what)]
}

fn line_length(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let is_literal = line.contains('"') || line.contains("://");
        let maximum = if is_literal { LITERAL_LINE_CHARACTERS_MAXIMUM } else { LINE_CHARACTERS_MAXIMUM };
        let length = line.chars().count();
        if length > maximum {
            let what = format!("{length} characters, more than {maximum}");
            found.push(violation(source, number + 1, &what));
        }
    }
    found
}

fn file_length(source: &Source) -> Vec<String> {
    let lines = without_tests(&source.text).lines().count();
    if lines <= FILE_LINES_MAXIMUM {
        return Vec::new();
    }
    let what = format!("{lines} lines without its unit tests, more than {FILE_LINES_MAXIMUM}");
    vec![violation(source, 1, &what)]
}

/// Work left for later belongs in an issue. The words are put together here, lest they be found.
fn left_for_later(source: &Source) -> Vec<String> {
    let markers = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]].map(|word| word.concat());
    let macros = [["to", "do"], ["unimple", "mented"]].map(|word| word.concat() + "!");
    let code = code_only(&source.text);
    let mut found = Vec::new();
    for (number, (line, code)) in source.text.lines().zip(code.lines()).enumerate() {
        let in_text = markers.iter().find(|word| has_word(line, word));
        let in_code = macros.iter().find(|call| code.contains(call.as_str()));
        for word in in_text.into_iter().chain(in_code) {
            found.push(violation(source, number + 1, &format!("{word} leaves work for later")));
        }
    }
    found
}

/// Files, folders and modules say what they own.
fn names(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let stem = source.path.trim_end_matches(".rs");
    for part in stem.split('/').filter(|part| is_empty_name(part)) {
        found.push(violation(source, 1, &format!("the name {part} says nothing")));
    }
    for (number, line) in code_only(&source.text).lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            let name = pair[1].trim_end_matches([';', '{']);
            if pair[0] == "mod" && is_empty_name(name) {
                let what = format!("the name {name} says nothing");
                found.push(violation(source, number + 1, &what));
            }
        }
    }
    found
}

fn is_empty_name(name: &str) -> bool {
    name.starts_with("new_") || name.split('_').any(|word| EMPTY_NAMES.contains(&word))
}

/// No blanks at the end of a line, no tabs in Rust, one line end at the end of a file.
fn blanks(source: &Source) -> Vec<String> {
    if !PLAIN_TEXT.contains(&extension(source)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in source.text.split('\n').enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            found.push(violation(source, number + 1, "ends with a blank"));
        }
        if extension(source) == "rs" && line.contains('\t') {
            found.push(violation(source, number + 1, "has a tab"));
        }
    }
    if !source.text.is_empty() && !source.text.ends_with('\n') {
        let last = source.text.lines().count();
        found.push(violation(source, last, "does not end with a line end"));
    }
    found
}

/// Paths of one machine and addresses that only a package client should know.
/// Put together here, lest this file find itself.
fn machine_words() -> Vec<String> {
    let paths = [["/wo", "rk/"], ["/tmp/ba", "sh_jobs"], ["/tmp/tar", "get-"], ["/ro", "ot/."]];
    let hosts = [
        ["://regi", "stry."],
        ["://ind", "ex.crates"],
        ["static.cra", "tes.io"],
        ["files.python", "hosted."],
        ["deb.deb", "ian.org"],
        ["proxy.go", "lang."],
    ];
    paths.iter().chain(&hosts).map(|parts| parts.concat()).collect()
}

fn machine_names(source: &Source, words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for word in words.iter().filter(|word| names_machine(line, word)) {
            found.push(violation(source, number + 1, &format!("names {word}")));
        }
    }
    found
}

/// A path counts where it begins, not in the middle of an address.
fn names_machine(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(position, _)| {
        let is_inside = |c: char| c.is_alphanumeric() || "._-~*".contains(c);
        !word.starts_with('/') || !line[..position].ends_with(is_inside)
    })
}

/// Every message of one language exists in the other.
fn catalogues(sources: &[Source]) -> Vec<String> {
    let chinese = messages(sources, "zh-CN");
    let english = messages(sources, "en");
    let missing = |from: &Messages, to: &Messages, locale: &str| -> Vec<String> {
        let known: BTreeSet<&str> = to.iter().map(|(key, ..)| key.as_str()).collect();
        let unknown = from.iter().filter(|(key, ..)| !known.contains(key.as_str()));
        let say = |(key, path, line): &(String, String, usize)| {
            format!("{path}:{line}: {key} does not exist in {locale}")
        };
        unknown.map(say).collect()
    };
    let mut found = missing(&chinese, &english, "en");
    found.extend(missing(&english, &chinese, "zh-CN"));
    found
}

/// Key, file and line.
type Messages = Vec<(String, String, usize)>;

fn messages(sources: &[Source], locale: &str) -> Messages {
    let folder = format!("{LOCALES}{locale}/");
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with(&folder)) {
        let mut message = "";
        for (number, line) in source.text.lines().enumerate() {
            let Some((key, _)) = line.split_once('=') else {
                continue;
            };
            let key = match key.trim_start().strip_prefix('.') {
                Some(attribute) => format!("{message}.{}", attribute.trim()),
                None if is_key(key.trim_end()) => {
                    message = key.trim_end();
                    message.to_owned()
                }
                None => continue,
            };
            found.push((key, source.path.clone(), number + 1));
        }
    }
    found
}

fn is_key(key: &str) -> bool {
    let name = key.strip_prefix('-').unwrap_or(key);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Sources of others, which are taken in byte for byte.
fn is_foreign(source: &Source) -> bool {
    source.path.starts_with("LICENSE") || source.path.contains("/schemas/")
}

#[test]
fn rust_files_are_tidy() {
    let checks = [header, line_length, file_length, left_for_later, names];
    let sources = rust_files();
    assert!(!sources.is_empty());
    let found: Vec<String> =
        sources.iter().flat_map(|source| checks.iter().flat_map(|check| check(source))).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_text_is_tidy() {
    let words = machine_words();
    let sources = tracked_files();
    let ours = sources.iter().filter(|source| !is_foreign(source));
    let mut found: Vec<String> = ours.flat_map(blanks).collect();
    found.extend(sources.iter().flat_map(|source| machine_names(source, &words)));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn both_languages_say_the_same_things() {
    let found = catalogues(&tracked_files());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
