//! The house is what `docs/ARCHITECTURE.md` says: which room may open onto which, which library
//! only one room may name, and that the pure middle stays pure. Read from `cargo metadata` over
//! normal dependencies and from the sources; tests, benches and xtask may name anything.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::source::{Source, code_only, has_word, root, rust_files, without_tests};

/// Each room with every room it may depend on: the table of the architecture.
const EDGES: [(&str, &[&str]); 11] = [
    ("workflow", &[]),
    ("rules", &[]),
    ("treasury", &["workflow"]),
    ("store", &["workflow", "treasury", "migrations"]),
    ("engine", &["workflow", "rules", "treasury", "store"]),
    ("templates", &[]),
    ("mail", &[]),
    ("portal", &["engine", "workflow", "templates"]),
    ("scheduler", &["engine", "workflow", "templates", "mail"]),
    (
        "houbu",
        &[
            "engine",
            "mail",
            "migrations",
            "portal",
            "rules",
            "scheduler",
            "store",
            "templates",
            "treasury",
            "workflow",
        ],
    ),
    ("migrations", &[]),
];

/// Each library, with everything whose name it begins, and the only rooms that may name it.
const LIBRARIES: [(&str, &[&str]); 20] = [
    ("rhai", &["rules"]),
    ("quick-xml", &["treasury"]),
    ("sea-orm", &["store", "migrations"]),
    ("sea-query", &["store", "migrations"]),
    ("sqlx", &["store", "migrations"]),
    ("object_store", &["store"]),
    ("csv", &["engine"]),
    ("calamine", &["engine"]),
    ("rust_xlsxwriter", &["engine"]),
    ("parquet", &["engine"]),
    ("arrow", &["engine"]),
    ("minijinja", &["templates"]),
    ("fluent", &["templates"]),
    ("lettre", &["mail"]),
    ("axum", &["portal"]),
    ("tower-sessions", &["portal"]),
    ("cron", &["scheduler"]),
    ("clap", &["houbu"]),
    ("anyhow", &["houbu"]),
    ("rustix", &["houbu"]),
];

/// Packages of the workspace that no rule binds.
const FREE: [&str; 2] = ["houbu-tests", "xtask"];

/// Crates that return values and touch nothing: what may not stand in them.
const PURE: [&str; 3] = ["crates/workflow/src/", "crates/treasury/src/", "crates/rules/src/"];
const IMPURE: [&str; 13] = [
    "tokio",
    "async fn",
    "async move",
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "SystemTime",
    "Instant::now",
    "rand",
    "getrandom",
    "thread_rng",
    "now_v7",
];

type Dependencies = BTreeMap<String, BTreeSet<String>>;

/// Normal dependencies of each package of the workspace, by package name.
fn dependencies() -> Dependencies {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo describes the workspace");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    read_dependencies(&metadata)
}

fn read_dependencies(metadata: &Value) -> Dependencies {
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let normal = |package: &Value| -> BTreeSet<String> {
        let all = package["dependencies"].as_array().into_iter().flatten();
        all.filter(|dependency| dependency["kind"].is_null()).map(name).collect()
    };
    let packages = metadata["packages"].as_array().expect("metadata lists packages");
    packages.iter().map(|package| (name(package), normal(package))).collect()
}

fn forbidden_edges(packages: &Dependencies) -> Vec<String> {
    let mut found = Vec::new();
    for (package, dependencies) in packages {
        if FREE.contains(&package.as_str()) {
            continue;
        }
        let Some((_, allowed)) = EDGES.iter().find(|(room, _)| room == package) else {
            found.push(format!("{package} has no place in the table of edges"));
            continue;
        };
        for dependency in dependencies.iter().filter(|name| packages.contains_key(*name)) {
            if !allowed.contains(&dependency.as_str()) {
                found.push(format!("{package} → {dependency} is no allowed edge"));
            }
        }
    }
    found
}

fn forbidden_libraries(packages: &Dependencies) -> Vec<String> {
    let mut found = Vec::new();
    for (package, dependencies) in packages {
        for (library, rooms) in LIBRARIES {
            if FREE.contains(&package.as_str()) || rooms.contains(&package.as_str()) {
                continue;
            }
            for dependency in dependencies.iter().filter(|name| is_of_family(name, library)) {
                found.push(format!("{package} names {dependency}, which belongs to {rooms:?}"));
            }
        }
    }
    found
}

fn is_of_family(name: &str, library: &str) -> bool {
    name.strip_prefix(library).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn impurities(source: &Source) -> Vec<String> {
    if !PURE.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    lines_with(source, &IMPURE)
}

fn object_store_outside_files(source: &Source) -> Vec<String> {
    let is_bound = source.path.starts_with("crates/") || source.path.starts_with("migrations/");
    if !is_bound || source.path.starts_with("crates/store/src/files") {
        return Vec::new();
    }
    lines_with(source, &["object_store"])
}

fn lines_with(source: &Source, words: &[&str]) -> Vec<String> {
    let code = code_only(without_tests(&source.text));
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        for word in words.iter().filter(|word| has_word(line, word)) {
            found.push(format!("{}:{}: {word} may not stand here", source.path, number + 1));
        }
    }
    found
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn rooms_open_only_onto_allowed_rooms() {
    let packages = dependencies();
    for (room, _) in EDGES {
        assert!(packages.contains_key(room), "{room} stands in the table but not in the workspace");
    }
    assert_none(&forbidden_edges(&packages));
}

#[test]
fn libraries_are_named_only_by_their_room() {
    assert_none(&forbidden_libraries(&dependencies()));
}

#[test]
fn the_pure_middle_touches_nothing() {
    let sources = rust_files();
    for folder in PURE {
        assert!(sources.iter().any(|source| source.path.starts_with(folder)), "{folder} is empty");
    }
    assert_none(&sources.iter().flat_map(impurities).collect::<Vec<_>>());
}

#[test]
fn object_storage_is_named_only_in_files() {
    assert_none(&rust_files().iter().flat_map(object_store_outside_files).collect::<Vec<_>>());
}

/// The checks themselves: each finds what it is there for.
mod examples {
    use super::*;
    use serde_json::json;

    fn packages(room: &str, dependency: &str) -> Dependencies {
        read_dependencies(&json!({ "packages": [
            { "name": "store", "dependencies": [] },
            { "name": "engine", "dependencies": [] },
            { "name": room, "dependencies": [
                { "name": dependency, "kind": null },
                { "name": "store", "kind": "dev" },
            ] },
        ] }))
    }

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_forbidden_edge_is_found() {
        assert_eq!(forbidden_edges(&packages("mail", "engine")).len(), 1);
        assert_eq!(forbidden_edges(&packages("portal", "engine")), Vec::<String>::new());
        assert_eq!(forbidden_edges(&packages("attic", "serde")).len(), 1);
        assert_eq!(forbidden_edges(&packages("xtask", "engine")), Vec::<String>::new());
    }

    #[test]
    fn a_library_in_the_wrong_room_is_found() {
        assert_eq!(forbidden_libraries(&packages("mail", "rhai")).len(), 1);
        assert_eq!(forbidden_libraries(&packages("houbu", "axum-login")).len(), 1);
        assert_eq!(forbidden_libraries(&packages("engine", "sea-orm")).len(), 1);
        assert_eq!(forbidden_libraries(&packages("migrations", "sea-orm-migration")).len(), 0);
        assert_eq!(forbidden_libraries(&packages("rules", "rhai")).len(), 0);
        assert_eq!(forbidden_libraries(&packages("houbu-tests", "rhai")).len(), 0);
    }

    #[test]
    fn an_impurity_is_found_in_code_only() {
        let found = |text: &str| impurities(&source("crates/workflow/src/x.rs", text)).len();
        assert_eq!(found("fn f() {}\nasync fn g() { std::fs::read(p); }\n"), 2);
        assert_eq!(found("// tokio\nlet operand = \"SystemTime\";\n"), 0);
        assert_eq!(found("#[cfg(test)]\nmod tests {\n use std::fs;\n}\n"), 0);
        assert_eq!(impurities(&source("crates/store/src/x.rs", "use tokio::fs;")).len(), 0);
    }

    #[test]
    fn object_storage_outside_its_file_is_found() {
        let found = |path| object_store_outside_files(&source(path, "use object_store::path;"));
        assert_eq!(found("crates/store/src/people.rs").len(), 1);
        assert_eq!(found("crates/store/src/files.rs").len(), 0);
        assert_eq!(found("crates/store/src/files/local.rs").len(), 0);
    }
}
