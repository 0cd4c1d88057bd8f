//! The work tree as text, for the tests that read it: which files there are, and a Rust source
//! without its comments, its literals or its unit tests. Judges nothing itself.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A file of the work tree; the path is relative to the root and uses slashes.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand inside the workspace")
}

/// Every UTF-8 file that is committed or could be.
pub fn tracked_files() -> Vec<Source> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the work tree");
    assert!(listing.status.success(), "{}", String::from_utf8_lossy(&listing.stderr));
    let names = String::from_utf8(listing.stdout).expect("file names are UTF-8");
    let mut paths: Vec<&str> = names.split_terminator('\0').collect();
    paths.sort_unstable();
    paths.dedup();
    let read = |path: &str| fs::read_to_string(root().join(path)).ok();
    paths.into_iter().filter_map(|path| Some(Source { path: path.to_owned(), text: read(path)? })).collect()
}

pub fn rust_files() -> Vec<Source> {
    tracked_files().into_iter().filter(Source::is_rust).collect()
}

/// Without the unit tests at the end: everything from the first `#[cfg(test)]` whose module has
/// a body. A mere `mod tests;` stays, its file counts by itself.
pub fn without_tests(text: &str) -> &str {
    for (position, marker) in text.match_indices("#[cfg(test)]") {
        let at_line_start = text[..position].ends_with('\n') || position == 0;
        let mut after = text[position + marker.len()..].lines().map(str::trim);
        let module = after.find(|line| !line.is_empty() && !line.starts_with("#["));
        if at_line_start && module.is_some_and(|line| line.ends_with('{')) {
            return &text[..position];
        }
    }
    text
}

/// The same lines with comments and the contents of literals blanked.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal_or_comment(rest, code.chars().next_back());
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    code
}

/// Bytes of the comment or literal that begins here, or 0.
fn literal_or_comment(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') && !rest.starts_with('"') {
        return 0;
    }
    if let Some(length) = raw_string(rest) {
        return length;
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    character(rest)
}

fn raw_string(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    body[hashes..].strip_prefix('"')?;
    let opening = rest.len() - body.len() + hashes + 1;
    let closing = format!("\"{}", "#".repeat(hashes));
    Some(rest[opening..].find(&closing).map_or(rest.len(), |end| opening + end + closing.len()))
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (position, c) in rest.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return position + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    rest.len()
}

/// A character literal, told apart from a lifetime by its closing quote.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices();
    if characters.next().map(|(_, c)| c) != Some('\'') {
        return 0;
    }
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), _) => quoted(rest, '\''),
        (Some(_), Some((position, '\''))) => position + 1,
        _ => 0,
    }
}

/// Whether a word stands in a line, not as a part of a longer one.
pub fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(position, _)| {
        !line[..position].ends_with(is_part) && !line[position + word.len()..].starts_with(is_part)
    })
}

#[test]
fn comments_and_literals_are_blanked() {
    let text = "let a = \"tokio // \\\" x\"; // tokio\nlet b = r#\"a \" tokio\"#; /* tokio\n */ f('\"', 't', b'\\'');";
    let code = code_only(text);
    assert_eq!(code.lines().count(), text.lines().count());
    assert!(!code.contains("tokio") && code.contains("let b ="), "{code}");
    assert_eq!(code_only("fn f<'a>(x: &'a str) -> &'a str {}"), "fn f<'a>(x: &'a str) -> &'a str {}");
}

#[test]
fn unit_tests_are_cut_off() {
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n}\n"), "a\n");
    assert_eq!(without_tests("a\n#[cfg(test)]\n#[expect(x)]\nmod t {\n}\n"), "a\n");
    let declared = "a\n#[cfg(test)]\nmod tests;\nb\n";
    assert_eq!(without_tests(declared), declared);
}

#[test]
fn a_word_is_not_found_inside_another() {
    assert!(has_word("use rand::Rng;", "rand"));
    assert!(!has_word("let operand = brand;", "rand"));
}
