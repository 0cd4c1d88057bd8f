//! Hostile and mistaken scripts: each ends in an error that names the place, and the process lives.
//! The arithmetic a script may rely on stands here too, since it is all a script has.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rules::{LintProblem, Pack, ParameterOverrides, RuleError};
use support::{files_of, run, small_files};

#[test]
fn hostile_scripts_are_errors() {
    let hostile = [
        ("infinite loop", "loop { }"),
        ("while", "let i = 0; while true { i += 1; }"),
        ("deep recursion", "fn dig(n) { dig(n + 1) } dig(0);"),
        ("huge string", r#"let s = "ab"; loop { s += s; }"#),
        ("huge array", "let a = [1, 2]; loop { a += a; }"),
        ("nested arrays", "let a = [1]; loop { a = [a, a]; }"),
        ("huge map", r#"let m = #{a: 1}; let i = 0; loop { i += 1; m["k" + i] = m; }"#),
        ("closure bomb", "let f = 1; for i in 0..12000 { let g = f; f = || g; }"),
        ("curry bomb", r#"let f = Fn("percent"); loop { f = f.curry(f); }"#),
        ("import", r#"import "/etc/passwd" as p;"#),
        ("eval", r#"eval("1 + 1");"#),
        ("call", r#"call("percent", 1);"#),
        ("sleep", "sleep(1000000);"),
        ("print", r#"print("hello");"#),
        ("debug", r#"debug("hello");"#),
        ("exact growth", "let n = x + 3; loop { n = n * n; }"),
        ("range", "let n = 0; for i in 0..9223372036854775807 { n = i; }"),
        ("integer overflow", "let n = 9223372036854775807; n = n + 1; output(\"n\", n);"),
        ("many criteria", r#"let s = "a"; for i in 0..100 { s += "a"; criterion(s, "1").is_true(true); }"#),
        ("many outputs", r#"let s = "a"; for i in 0..100 { s += "a"; output(s, 1); }"#),
        ("many steps", r#"let a = amount("a"); for i in 0..1000 { a.fixed(1); }"#),
        ("exit", "exit(1);"),
        ("timestamp", "timestamp();"),
    ];
    for (name, script) in hostile {
        assert!(run(script, r#"{"x": 7}"#).is_err(), "{name} was let through");
    }
    let deep = format!("let n = {}1{};", "(".repeat(5_000), ")".repeat(5_000));
    assert!(run(&deep, "{}").is_err());
    assert!(run(&format!("let n = 1{};", " + 1".repeat(20_000)), "{}").is_err());
}

#[test]
fn the_caller_can_stop_a_script() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let stop = Arc::new(move || counter.fetch_add(1, Ordering::Relaxed) >= 2);
    let pack = Pack::from_files(small_files("loop { }")).unwrap().with_interrupt(stop);
    let facts = pack.read_facts("{}").unwrap();
    let fault = pack.evaluate("SMALL", &facts, &ParameterOverrides::new()).unwrap_err();
    assert!(fault.to_string().contains("terminated"), "{fault}");
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

/// What `output("n", …)` of an expression is.
fn value(expression: &str) -> Result<String, RuleError> {
    let verdict = run(&format!("output(\"n\", {expression});"), r#"{"x": 0.3, "word": "a"}"#)?;
    Ok(serde_json::to_string(&verdict.outputs.get("n")).unwrap())
}

#[test]
fn numbers_of_every_kind_mix_exactly() {
    let number = |text: &str| format!(r#"{{"number":"{text}"}}"#);
    for (expression, expected) in [
        ("1 / 3", "1/3"),
        ("7 / 2", "3.5"),
        ("0.1 + 0.2", "0.3"),
        ("1.0 / 3.0", "1/3"),
        ("x * 3", "0.9"),
        ("2 - x", "1.7"),
        ("-x", "-0.3"),
        ("-(1 + 2)", "-3"),
        ("x / 0.3", "1"),
        ("percent(60)", "0.6"),
        ("percent(0.5)", "0.005"),
        ("wan(5000) + yi(2)", "250000000"),
        ("permille(3)", "0.003"),
        ("floor(7 / 2) + ceiling(7 / 2)", "7"),
        ("round_to(2 / 3, 2)", "0.67"),
        ("min(x, 1) + max(x, 1)", "1.3"),
        ("sum([1, x, ()])", "1.3"),
        ("band(5, [[5, 1], [10, 2]], 3)", "1"),
        ("band(5.01, [[5, 1], [10, 2]], 3)", "2"),
        ("band(11, [[5, 1], [10, 2]], 3)", "3"),
        ("first_known((), 4)", "4"),
        ("len([1, 2]) + first([1, 2]) + last([1, 2])", "5"),
    ] {
        assert_eq!(value(expression).unwrap(), number(expected), "{expression}");
    }
    for (expression, expected) in [
        ("x == 0.3", true),
        ("x >= 0.3", true),
        ("1 < x", false),
        ("0.30 == x", true),
        ("x != 0.3", false),
        ("2.0 > 1", true),
        ("!(x > 1)", true),
    ] {
        assert_eq!(value(expression).unwrap(), format!(r#"{{"boolean":{expected}}}"#), "{expression}");
    }
    for unknown in ["ratio((), 2)", "sum([(), ()])", "x + ()", "ratio(1, 0)"] {
        assert_eq!(value(unknown).unwrap(), "null", "{unknown}");
    }
    for error in [
        "1 / 0",
        "x / 0",
        "x < ()",
        "() < 1",
        "x < \"a\"",
        "x > true",
        "band(1, [[5, 1], [4, 2]], 3)",
        "percent(\"a\")",
        "round_to(x, 99)",
    ] {
        assert!(value(error).is_err(), "{error}");
    }
}

#[test]
fn a_script_cannot_change_what_it_judges() {
    for script in ["x = 5;", "let x = 5;", "x += 1;"] {
        assert!(run(script, r#"{"x": 7}"#).is_err(), "{script}");
    }
}

/// The problems a pack is refused for, with their lines.
fn problems(files: std::collections::BTreeMap<String, Vec<u8>>) -> Vec<(usize, LintProblem)> {
    match Pack::from_files(files) {
        Err(RuleError::PackRefused { findings }) => {
            findings.into_iter().map(|found| (found.line, found.problem)).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn mistakes_are_found_when_the_pack_is_loaded() {
    let script = |text: &str| problems(small_files(text)).remove(0);
    let suggestion = |name: &str| Some(name.to_owned());
    assert_eq!(
        script("let a = 1;\noutput(\"n\", wrod);"),
        (2, LintProblem::UnknownName { name: "wrod".into(), suggestion: suggestion("word") })
    );
    assert_eq!(
        script("output(\"n\", precent(1));"),
        (1, LintProblem::UnknownFunction { name: "precent".into(), suggestion: suggestion("percent") })
    );
    assert!(matches!(script("let a = ;"), (1, LintProblem::Syntax { .. })));
    assert_eq!(
        script("criterion(\"a\", \"\").is_true(true);"),
        (1, LintProblem::CriterionWithoutClause { code: "a".into() })
    );
    assert_eq!(
        script("\ncriterion(\"a\", \"1\").is_true(true);"),
        (2, LintProblem::UndeclaredCriterion { code: "a".into() })
    );
    let mut files = small_files("");
    files.remove("small.rhai");
    assert_eq!(problems(files)[0].1, LintProblem::FileMissing);
}

#[test]
fn the_lint_reads_manifest_script_and_texts_together() {
    let changed = |file: &str, from: &str, to: &str| {
        let mut files = files_of("technical-contract");
        let text = String::from_utf8(files[file].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert(file.into(), text.replacen(from, to, 1).into_bytes());
        problems(files).into_iter().map(|(_, problem)| problem).collect::<Vec<_>>()
    };
    let duplicate =
        "criterion(\"actually-paid\", \"PAID\").more_than(paid_total, 0);\n if kind == \"registrar\"";
    assert_eq!(
        changed("eligibility.rhai", "if kind == \"registrar\"", duplicate),
        [LintProblem::DuplicateCriterion { code: "actually-paid".into() }]
    );
    assert_eq!(
        changed("eligibility.rhai", ".cap(unit_year_cap)", ""),
        [LintProblem::UnusedParameter { name: "unit_year_cap".into() }]
    );
    assert!(matches!(
        changed("eligibility.rhai", "\"PAID\"", "\"PAYED\"")[..],
        [LintProblem::ClauseDiffers { .. }]
    ));
    assert!(matches!(
        changed("texts.en.ftl", "criterion-actually-paid-met", "criterion-x")[..],
        [LintProblem::TextMissing { .. }]
    ));
    assert!(matches!(
        changed("form.json", "\"fact\": \"paid_total\"", "\"fact\": \"payed\"")[..],
        [LintProblem::FormFactUnknown { .. }]
    ));
    assert!(matches!(
        changed("programme.toml", "2026-01-01", "2026-02-30")[..],
        [LintProblem::NotADate { .. }]
    ));
    assert!(matches!(
        changed("programme.toml", "instrument =", "instrumnet =")[..],
        [LintProblem::Syntax { .. }]
    ));
}

#[test]
fn a_criterion_left_open_or_compared_twice_is_an_error() {
    // Stored packs skip the lint, so the undeclared criterion reaches evaluation.
    let run_stored = |script: &str| {
        let mut bytes = b"HOUBU-PACK-1\n".to_vec();
        for (path, content) in small_files(script) {
            for part in [path.as_bytes(), &content] {
                bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
                bytes.extend_from_slice(part);
            }
        }
        let pack = Pack::from_bytes(&bytes).unwrap();
        pack.evaluate("SMALL", &pack.read_facts("{}").unwrap(), &ParameterOverrides::new())
    };
    assert!(run_stored("criterion(\"a\", \"1\").is_true(true);").is_ok());
    assert!(run_stored("criterion(\"a\", \"1\");").is_err());
    assert!(run_stored("let c = criterion(\"a\", \"1\"); c.is_true(true); c.is_true(true);").is_err());
    assert!(run_stored("amount(\"a\").fixed(-1);").is_err());
    assert!(run_stored("amount(\"a\").fixed(yi(2000));").is_err());
}
