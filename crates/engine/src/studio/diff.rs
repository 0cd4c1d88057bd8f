//! What one pack says otherwise than another, as a person reads it: figures, criteria, facts and texts by
//! name, and the lines of every file.
//!
//! Reads text only: a draft that does not compile can be compared as well.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};
use similar::{ChangeTag, TextDiff};
use workflow::id::PackDraftId;

use super::{DraftFiles, files_of, found, may_read};
use crate::definitions::MANIFEST;
use crate::{Engine, EngineError, Pack, Signed};

/// Lines shown around a change.
const CONTEXT_LINES: usize = 3;
/// Lines of one file that are shown: a file that is altogether another is read as it is.
const LINES_LIMIT: usize = 2_000;
/// The lists of a manifest that have names of their own, and the key that names an entry.
const NAMED: [(&str, &str); 7] = [
    ("parameter", "name"),
    ("criterion", "code"),
    ("fact", "key"),
    ("check", "code"),
    ("ruling", "code"),
    ("target", "code"),
    ("monotone", "fact"),
];

/// Everything that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Entries of the manifest: parameters, criteria, facts, checks, rulings, targets, and the programme's
    /// own keys.
    pub changes: Vec<Change>,
    /// Messages of the catalogues.
    pub texts: Vec<Change>,
    pub files: Vec<FileDifference>,
}

/// One thing that is new, gone or otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `parameter`, `criterion`, … or the catalogue's locale; `programme` for the manifest's own keys.
    pub kind: String,
    pub name: String,
    /// The part that differs, where both have the entry: `value`, `clause`, `basis.article`.
    pub part: Option<String>,
    /// Nothing where it is new.
    pub old: Option<String>,
    /// Nothing where it is gone.
    pub new: Option<String>,
    pub title_zh: Option<String>,
    pub title_en: Option<String>,
    /// Where a parameter's new figure was published: document and article.
    pub basis: Option<String>,
}

/// The lines of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDifference {
    pub path: String,
    pub added: usize,
    pub removed: usize,
    /// Changed lines and some around them, the groups in order.
    pub groups: Vec<Vec<Line>>,
    /// There is more than is shown.
    pub cut: bool,
}

/// One line, with its number in either file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub kind: LineKind,
    pub old: Option<usize>,
    pub new: Option<usize>,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    Same,
    Added,
    Removed,
}

impl Engine {
    /// What a draft says otherwise than the pack it is based on.
    pub async fn draft_difference(
        &self,
        signed: &Signed,
        id: PackDraftId,
    ) -> Result<Difference, EngineError> {
        may_read(signed)?;
        let row = found(&self.store, id).await?;
        let old = match &row.based_on {
            Some(fingerprint) => texts_of(&*self.pack(fingerprint).await?),
            None => DraftFiles::new(),
        };
        Ok(difference(&old, &files_of(&row)?))
    }

    /// What one published pack says otherwise than another. Policy is public: nobody is asked who they are.
    pub async fn pack_difference(&self, old: &str, new: &str) -> Result<Difference, EngineError> {
        Ok(difference(&texts_of(&*self.pack(old).await?), &texts_of(&*self.pack(new).await?)))
    }
}

fn texts_of(pack: &Pack) -> DraftFiles {
    pack.paths().filter_map(|path| Some((path.to_owned(), pack.file(path)?.to_owned()))).collect()
}

pub(super) fn difference(old: &DraftFiles, new: &DraftFiles) -> Difference {
    let manifest = |files: &DraftFiles| files.get(MANIFEST).and_then(|text| toml::from_str(text).ok());
    let (before, after) = (manifest(old).unwrap_or_default(), manifest(new).unwrap_or_default());
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text = |files: &DraftFiles, path: &String| files.get(path).cloned().unwrap_or_default();
    let files = paths.iter().filter_map(|path| lines(path, &text(old, path), &text(new, path)));
    let catalogues = paths.iter().filter_map(|path| {
        let locale = path.strip_prefix("texts.")?.strip_suffix(".ftl")?;
        Some(spoken(locale, &text(old, path), &text(new, path)))
    });
    Difference {
        changes: declared(&before, &after),
        texts: catalogues.flatten().collect(),
        files: files.collect(),
    }
}

fn declared(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (kind, key) in NAMED {
        let (before, after) = (entries(old, kind, key), entries(new, kind, key));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            changes.extend(entry(kind, name, before.get(name), after.get(name)));
        }
    }
    let own = |table: &Map<String, Value>| {
        let listed = |key: &String| NAMED.iter().any(|(kind, _)| kind == key);
        let own = table.iter().filter(|(key, _)| !listed(key));
        Value::Object(own.map(|(key, value)| (key.clone(), value.clone())).collect())
    };
    let whole = Change { kind: "programme".to_owned(), ..Change::of("", None, None) };
    changes.extend(parts(&whole, &own(old), &own(new)));
    changes
}

fn entries(table: &Map<String, Value>, kind: &str, key: &str) -> BTreeMap<String, Value> {
    let list = table.get(kind).and_then(Value::as_array).into_iter().flatten();
    let named = list.filter_map(|entry| Some((entry.get(key)?.as_str()?.to_owned(), entry.clone())));
    named.collect()
}

impl Change {
    fn of(name: &str, old: Option<String>, new: Option<String>) -> Self {
        let name = name.to_owned();
        Self { kind: String::new(), name, part: None, old, new, title_zh: None, title_en: None, basis: None }
    }
}

fn entry(kind: &str, name: &str, old: Option<&Value>, new: Option<&Value>) -> Vec<Change> {
    let shown = new.or(old);
    let said = |key: &str| Some(shown?.get(key)?.as_str()?.to_owned());
    let basis = new.and_then(|new| new.get("basis")).map(|basis| {
        let part = |key: &str| basis.get(key).and_then(Value::as_str).unwrap_or_default();
        format!("{} {}", part("document"), part("article")).trim().to_owned()
    });
    let whole = Change {
        kind: kind.to_owned(),
        title_zh: said("title_zh"),
        title_en: said("title_en"),
        basis,
        ..Change::of(name, None, None)
    };
    match (old, new) {
        (Some(old), Some(new)) => parts(&whole, old, new),
        (old, new) => {
            // Of a whole entry the figure says most; what has none is named by its title.
            let figure = |entry: &Value| entry.get("value").map(plain).unwrap_or_default();
            vec![Change { old: old.map(figure), new: new.map(figure), ..whole }]
        }
    }
}

/// The leaves that differ, each under its way.
fn parts(whole: &Change, old: &Value, new: &Value) -> Vec<Change> {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    leaves("", old, &mut before);
    leaves("", new, &mut after);
    let ways: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = ways.into_iter().filter(|way| before.get(*way) != after.get(*way));
    let change = |way: &String| Change {
        part: Some(way.clone()),
        old: before.get(way).cloned(),
        new: after.get(way).cloned(),
        ..whole.clone()
    };
    differing.map(change).collect()
}

fn leaves(way: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    let below = |name: &str| if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") };
    match value {
        Value::Object(table) => table.iter().for_each(|(name, value)| leaves(&below(name), value, into)),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                // Stages are known by their key, wherever they stand.
                let key = value.get("key").or_else(|| value.get("from")).and_then(Value::as_str);
                leaves(&below(key.unwrap_or(&(index + 1).to_string())), value, into);
            }
        }
        other => drop(into.insert(way.to_owned(), plain(other))),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Messages of a catalogue; one that goes on over lines is one message.
fn spoken(locale: &str, old: &str, new: &str) -> Vec<Change> {
    let messages = |text: &str| -> BTreeMap<String, String> {
        let mut messages: BTreeMap<String, String> = BTreeMap::new();
        let mut last = None;
        for line in text.lines() {
            if line.starts_with(|first: char| first.is_ascii_alphabetic())
                && let Some((name, said)) = line.split_once('=')
            {
                let name = name.trim().to_owned();
                messages.insert(name.clone(), said.trim().to_owned());
                last = Some(name);
            } else if let Some(message) = last.as_ref().and_then(|name| messages.get_mut(name))
                && line.starts_with([' ', '\t'])
            {
                message.push('\n');
                message.push_str(line.trim());
            }
        }
        messages
    };
    let (before, after) = (messages(old), messages(new));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    let change = |name: &String| Change {
        kind: locale.to_owned(),
        ..Change::of(name, before.get(name).cloned(), after.get(name).cloned())
    };
    differing.map(change).collect()
}

fn lines(path: &str, old: &str, new: &str) -> Option<FileDifference> {
    if old == new {
        return None;
    }
    let compared = TextDiff::from_lines(old, new);
    let (mut added, mut removed, mut shown) = (0, 0, 0);
    let mut groups = Vec::new();
    for group in compared.grouped_ops(CONTEXT_LINES) {
        let mut lines = Vec::new();
        for change in group.iter().flat_map(|operation| compared.iter_changes(operation)) {
            let kind = match change.tag() {
                ChangeTag::Equal => LineKind::Same,
                ChangeTag::Insert => LineKind::Added,
                ChangeTag::Delete => LineKind::Removed,
            };
            added += usize::from(kind == LineKind::Added);
            removed += usize::from(kind == LineKind::Removed);
            shown += 1;
            if shown <= LINES_LIMIT {
                lines.push(Line {
                    kind,
                    old: change.old_index().map(|index| index + 1),
                    new: change.new_index().map(|index| index + 1),
                    text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
                });
            }
        }
        if !lines.is_empty() {
            groups.push(lines);
        }
    }
    Some(FileDifference { path: path.to_owned(), added, removed, groups, cut: shown > LINES_LIMIT })
}

#[cfg(test)]
mod tests;
