//! Records and lists of records: how they are read, what scripts see of them, and which mistakes
//! in their definitions are refused. Each through a small pack.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use rules::{FactProblem, Pack, ParameterOverrides, RuleError, Verdict};
use support::with_manifest;

fn outputs(verdict: &Verdict) -> String {
    serde_json::to_string(&verdict.outputs).unwrap()
}

const RECORDS: &str = r#"
[[fact]]
key = "ip"
kind = "record"
title_zh = "知识产权"
title_en = "IP"
source = "form"
optional = true

[[fact.field]]
key = "advanced"
kind = "integer"
title_zh = "先进程度"
title_en = "Advanced"
lowest = "0"
highest = "8"
changeable = "raise"

[[fact.field]]
key = "bonus"
kind = "integer"
title_zh = "加分"
title_en = "Bonus"
optional = true

[[fact]]
key = "loans"
kind = "list"
of = "record"
max_length = 3
title_zh = "贷款"
title_en = "Loans"
source = "form"
optional = true

[[fact.field]]
key = "bank"
kind = "text"
title_zh = "银行"
title_en = "Bank"

[[fact.field]]
key = "interest"
kind = "money-yuan"
title_zh = "利息"
title_en = "Interest"
optional = true

[[fact]]
key = "years"
kind = "list"
of = "number"
title_zh = "各年"
title_en = "Years"
source = "form"
optional = true

[[check]]
code = "bonus-exceeds"
fact = "ip"
holds = "ip.bonus <= ip.advanced"
title_zh = "加分不超过"
title_en = "Bonus within"
"#;

fn recorded(script: &str, facts: &str) -> Result<Verdict, RuleError> {
    let pack = Pack::from_files(with_manifest(script, RECORDS))?;
    let facts = pack.read_facts(facts).unwrap_or_else(|faults| panic!("{faults:?}"));
    pack.evaluate("SMALL", &facts, &ParameterOverrides::new())
}

const SOME: &str = r#"{"ip": {"advanced": 6}, "years": [3, null, 5, 1], "loans": [
    {"bank": "A", "interest": "100.50"}, {"bank": "B", "interest": 300}, {"bank": "A"}]}"#;

/// What the expression is, as an output of a pack with records.
fn expressed(expression: &str, facts: &str) -> Result<String, RuleError> {
    let verdict = recorded(&format!("output(\"n\", {expression});"), facts)?;
    Ok(serde_json::to_string(&verdict.outputs.get("n")).unwrap())
}

#[test]
fn words_for_lists_leave_the_unknown_unknown() {
    let number = |text: &str| format!(r#"{{"number":"{text}"}}"#);
    for (expression, expected) in [
        ("ip.advanced + 1", number("7")),
        ("first_known(ip.bonus, 0)", number("0")),
        ("sum(loans, \"interest\")", number("400.5")),
        ("largest(loans, \"interest\") - smallest(loans, \"interest\")", number("199.5")),
        ("sum(only(loans, \"bank\", \"A\"), \"interest\")", number("100.5")),
        ("count(only(loans, \"bank\", \"A\"))", number("2")),
        ("sum(only(loans, \"bank\", \"C\"), \"interest\")", number("0")),
        ("at(loans, 2).interest", number("300")),
        ("largest(years) + smallest(years) + average(years) + count(years)", number("12")),
        ("average(loans, \"interest\")", number("200.25")),
        ("at(years, 1) + at(years, 4)", number("4")),
        ("contains(years, 5)", r#"{"boolean":true}"#.to_owned()),
        ("contains([1, 2], 3)", r#"{"boolean":false}"#.to_owned()),
        ("is_missing(ip.bonus)", r#"{"boolean":true}"#.to_owned()),
    ] {
        assert_eq!(expressed(expression, SOME).unwrap(), expected, "{expression}");
    }
    for unknown in [
        "ip.bonus",
        "ip.bonus + 1",
        "at(loans, 3).interest",
        "at(loans, 4).interest",
        "at(years, 2)",
        "at(years, 9)",
        "contains(years, 4)",
        "largest([])",
        "average([(), ()])",
        "sum(only(loans, \"bank\", ()), \"interest\")",
    ] {
        assert_eq!(expressed(unknown, SOME).unwrap(), "null", "{unknown}");
    }
    for of_nothing in [
        "ip.advanced",
        "sum(loans, \"interest\")",
        "largest(years)",
        "count(loans)",
        "at(years, 1)",
        "contains(years, 1)",
        "average(years)",
        "count(only(loans, \"bank\", \"A\"))",
    ] {
        assert_eq!(expressed(of_nothing, "{}").unwrap(), "null", "{of_nothing}");
    }
    for wrong in ["at(years, 0)", "at(years, 1.5)", "sum(loans)", "largest([word, 1])"] {
        assert!(
            expressed(wrong, r#"{"word": "w", "years": [1], "loans": [{"bank": "A"}]}"#).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn a_loop_reads_records_and_nothing_changes_them() {
    let script = "let n = 0; for loan in loans { if !is_missing(loan.interest) { n += loan.interest; } } output(\"n\", n);";
    assert_eq!(outputs(&recorded(script, SOME).unwrap()), r#"{"n":{"number":"400.5"}}"#);
    for script in
        ["ip.advanced = 8;", "let copy = ip; copy.advanced = 8;", "loans[0].interest = 1;", "loans.clear();"]
    {
        assert!(recorded(script, SOME).is_err(), "{script}");
    }
}

#[test]
fn an_unknown_field_is_found_with_the_nearest_when_the_pack_is_loaded() {
    let refusal = |script: &str| match recorded(script, "{}") {
        Err(RuleError::PackRefused { findings }) => {
            findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        }
        other => panic!("{script}: {other:?}"),
    };
    for (script, expected) in [
        (
            "output(\"n\", ip.advnaced);",
            "small.rhai:1:16: `ip` has no field `advnaced`; did you mean `advanced`?",
        ),
        ("output(\"n\", ip.interest);", "`ip` has no field `interest`; declare it"),
        (
            "output(\"n\", sum(loans, \"intrest\"));",
            "`loans` has no field `intrest`; did you mean `interest`?",
        ),
        ("output(\"n\", at(loans, 1).intrest);", "no record has a field `intrest`; did you mean `interest`?"),
        ("for l in loans { output(\"n\", l.intrest); }", "no record has a field `intrest`"),
        ("output(\"n\", sum(only(loans, \"bnak\", 1), \"intrest\"));", "`loans` has no field `bnak`"),
        ("output(\"n\", loans.interest);", "`loans` is no record; of a list, take one"),
        ("output(\"n\", x.interest);", "`x` is no record"),
        ("output(\"n\", sum(years, \"interest\"));", "`years` is no list of records"),
    ] {
        let found = refusal(script);
        assert!(found.contains(expected), "{script}: {found}");
    }
    assert!(refusal("sum(only(loans, \"bank\", 1), \"intrest\");").contains("field `intrest`"));
}

#[test]
fn records_are_read_at_their_field_and_written_back_the_same() {
    let pack = Pack::from_files(with_manifest("", RECORDS)).unwrap();
    let canonical = pack.read_facts(SOME).unwrap().to_json();
    assert_eq!(
        canonical,
        concat!(
            r#"{"ip":{"advanced":"6"},"loans":[{"bank":"A","interest":"100.5"},"#,
            r#"{"bank":"B","interest":"300"},{"bank":"A"}],"years":["3",null,"5","1"]}"#
        )
    );
    assert_eq!(pack.read_facts(&canonical).unwrap().to_json(), canonical);
    let faults = pack.read_facts(
        r#"{"ip": {"advanced": 1.5, "bnous": 1}, "loans": [{"bank": 3, "interest": 1}, 7, {"interest": "1.234"}]}"#,
    );
    let place = |fault: &rules::FactError| {
        (fault.fact.clone(), fault.item, fault.field.clone().unwrap_or_default(), fault.problem.code())
    };
    let places: Vec<_> = faults.unwrap_err().iter().map(place).collect();
    let at = |fact: &str, item, field: &str, code| (fact.to_owned(), item, field.to_owned(), code);
    assert_eq!(
        places,
        [
            at("ip", None, "advanced", "not-an-integer"),
            at("ip", None, "bnous", "unknown"),
            at("loans", Some(0), "bank", "not-text"),
            at("loans", Some(1), "", "not-a-record"),
            at("loans", Some(2), "interest", "finer-than-fen"),
        ]
    );
    assert_eq!(pack.read_facts(r#"{"ip": [1]}"#).unwrap_err()[0].problem.code(), "not-a-record");
    assert_eq!(
        pack.read_facts(r#"{"loans": [{}, {}, {}, {}]}"#).unwrap_err()[0].problem.code(),
        "wrong-length"
    );
}

#[test]
fn a_record_that_lacks_a_required_field_is_not_judged() {
    let pack =
        Pack::from_files(with_manifest("output(\"n\", [ip.advanced, count(loans)]);", RECORDS)).unwrap();
    let facts =
        pack.read_facts(r#"{"ip": {"bonus": 1}, "loans": [{"bank": "A"}, {"interest": 5}]}"#).unwrap();
    let missing = pack.missing_facts("SMALL", &facts);
    let places: Vec<_> =
        missing.iter().map(|fault| (fault.fact.as_str(), fault.item, fault.field.as_deref())).collect();
    assert_eq!(places, [("ip", None, Some("advanced")), ("loans", Some(1), Some("bank"))]);
    assert!(matches!(
        pack.evaluate("SMALL", &facts, &ParameterOverrides::new()),
        Err(RuleError::FactsRefused { faults }) if faults == missing
    ));
}

#[test]
fn checks_and_bounds_look_into_records() {
    let pack = Pack::from_files(with_manifest("", RECORDS)).unwrap();
    let problems = |facts: &str| {
        let faults = pack.check_facts(&pack.read_facts(facts).unwrap()).unwrap();
        faults.into_iter().map(|fault| (fault.field.clone(), fault.problem.clone())).collect::<Vec<_>>()
    };
    assert_eq!(problems(r#"{"ip": {"advanced": 8}}"#), []);
    assert_eq!(problems(r#"{"ip": {"advanced": 8, "bonus": 8}}"#), []);
    let beyond = problems(r#"{"ip": {"advanced": 9}}"#);
    assert!(
        matches!(&beyond[..], [(Some(field), FactProblem::OutOfRange { .. })] if field == "advanced"),
        "{beyond:?}"
    );
    let check = problems(r#"{"ip": {"advanced": 1, "bonus": 2}}"#);
    assert!(matches!(&check[..], [(None, FactProblem::CheckFailed { .. })]), "{check:?}");
}

/// Each mistake in a manifest, and what is said about it.
#[test]
fn facts_that_make_no_sense_are_refused_with_the_reason() {
    let fact = |more: &str| {
        format!("\n[[fact]]\nkey = \"f\"\ntitle_zh = \"f\"\ntitle_en = \"f\"\noptional = true\n{more}\n")
    };
    let field = "[[fact.field]]\nkey = \"a\"\ntitle_zh = \"a\"\ntitle_en = \"a\"\nkind = ";
    let form = "source = \"form\"\n";
    let refusal = |more: &str| match Pack::from_files(with_manifest("", more)) {
        Err(fault) => fault.to_string(),
        Ok(_) => panic!("{more} was let through"),
    };
    for (more, expected) in [
        (fact("kind = \"number\""), "it has no `source`"),
        (fact(&format!("kind = \"record\"\n{form}")), "a record has fields"),
        (fact(&format!("kind = \"number\"\n{form}{field}\"number\"")), "only a record or a list of records"),
        (fact(&format!("kind = \"record\"\n{form}{field}\"list\"")), "fact `f.a`: a field is a plain value"),
        (
            fact(&format!("kind = \"record\"\n{form}{field}\"text\"\n{form}")),
            "neither `source` nor `default`",
        ),
        (fact(&format!("kind = \"record\"\n{form}{field}\"text\"\n{field}\"text\"")), "declared twice"),
        (fact(&format!("kind = \"list\"\nof = \"list\"\n{form}")), "a list cannot hold lists"),
        (fact(&format!("kind = \"text\"\n{form}step = \"1\"")), "only a number has a step"),
        (fact(&format!("kind = \"number\"\n{form}step = \"0\"")), "a step is more than zero"),
        (fact(&format!("kind = \"number\"\n{form}lowest = \"2\"\nhighest = \"1\"")), "`lowest` is above"),
        (fact(&format!("kind = \"text\"\n{form}changeable = \"raise\"")), "only a number or a yes-or-no"),
        (fact(&format!("kind = \"number\"\n{form}evidence = \"deed\"")), "no document has the code `deed`"),
        (
            "\n[[monotone]]\nruling = \"SMALL\"\nfact = \"word\"\namount = \"rises\"\n".to_owned(),
            "no fact that can rise",
        ),
        (
            "\n[[monotone]]\nruling = \"SMAL\"\nfact = \"x\"\namount = \"falls\"\n".to_owned(),
            "no ruling `SMAL`",
        ),
    ] {
        let found = refusal(&more);
        assert!(found.contains(expected), "{more}: {found}");
    }
    let sound = fact(&format!(
        "kind = \"integer\"\n{form}step = \"5\"\nlowest = \"0\"\nhighest = \"10\"\nchangeable = \"either\""
    ));
    let sound = sound + "[[monotone]]\nruling = \"SMALL\"\nfact = \"f\"\namount = \"rises\"\n";
    let pack = Pack::from_files(with_manifest("", &sound)).unwrap();
    assert_eq!(pack.programme().monotone.len(), 1);
    assert_eq!(pack.programme().facts.last().unwrap().smallest_step(), Some(5.into()));
}

#[test]
fn a_form_asks_for_a_record_part_by_part() {
    let form = |fields: &str| {
        let mut files = with_manifest("", RECORDS);
        let form = format!(
            r#"{{"sections": [{{"key": "s", "title_zh": "s", "title_en": "s", "ruling": "SMALL", "fields": [{fields}]}}]}}"#
        );
        files.insert("form.json".into(), form.into_bytes());
        Pack::from_files(files)
    };
    let field = |fact: &str, kind: &str, more: &str| {
        format!(r#"{{"fact": "{fact}", "title_zh": "t", "title_en": "t", "kind": "{kind}"{more}}}"#)
    };
    let parts = |parts: &[String]| format!(r#", "rows": 2, "parts": [{}]"#, parts.join(", "));
    let (bank, interest) = (field("bank", "text", ""), field("interest", "money", ""));
    let pack = form(
        &[
            field("ip", "record", &parts(&[field("advanced", "integer", "")])),
            field("loans", "record-list", &parts(&[bank.clone(), interest])),
        ]
        .join(", "),
    )
    .unwrap();
    let inputs: Vec<_> =
        pack.form().sections[0].fields.iter().flat_map(rules::form::FormField::inputs).collect();
    assert_eq!(
        inputs,
        ["ip.advanced", "loans.0.bank", "loans.0.interest", "loans.1.bank", "loans.1.interest"]
    );
    for (wrong, expected) in [
        (field("ip", "number", ""), "a record is asked for as `record`"),
        (field("loans", "record", &parts(std::slice::from_ref(&bank))), "a list of records as `record-list`"),
        (field("x", "record", &parts(std::slice::from_ref(&bank))), "nothing else is"),
        (field("ip", "record", ""), "a record is asked for in `parts`"),
        (field("x", "number", &parts(std::slice::from_ref(&bank))), "nothing else has any"),
        (field("ip", "record", &parts(&[bank])), "`ip.bank`: the record has no such field"),
        (field("ip", "record", &parts(&[field("bonus", "record", "")])), "a part is a plain field"),
        (
            field("ip", "record", &parts(&[field("bonus", "integer", r#", "identifying": true"#)])),
            "are said of the whole record",
        ),
    ] {
        let found = form(&wrong).unwrap_err().to_string();
        assert!(found.contains(expected), "{wrong}: {found}");
    }
}
