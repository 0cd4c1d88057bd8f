//! What the language can say beyond a single figure: lists and groups of outputs, records, lists
//! of records, soft criteria, parameters that change with the day. Each through a small pack.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{
    Case, CaseFile, CaseResult, Eligibility, FactProblem, Mismatch, Outcome, Pack, PackLibrary,
    ParameterOverrides, RuleError, Validators, Verdict,
};
use support::{judge, run, small_files};

fn outputs(verdict: &Verdict) -> String {
    serde_json::to_string(&verdict.outputs).unwrap()
}

fn case(inputs: &str, expected: &str) -> Case {
    let text = format!(r#"[{{"id":"x","programme":"SMALL","inputs":{inputs},"expected":{expected}}}]"#);
    CaseFile::parse(&text).unwrap().cases.remove(0)
}

fn library(files: BTreeMap<String, Vec<u8>>) -> PackLibrary {
    PackLibrary::new(vec![Arc::new(Pack::from_files(files).unwrap())], Validators::new())
}

const OUTPUTS: &str = r#"
output("range", [x / 10, x / 2]);
output("flags", ["A", "B"]);
output("na.band", "C");
output("na.points", [5, ()]);
output("na.deep.er", true);
output("gone", ());
output("lost.one", ());
"#;

#[test]
fn an_output_may_be_a_list_or_a_group() {
    let verdict = run(OUTPUTS, r#"{"x": 100}"#).unwrap();
    assert_eq!(
        outputs(&verdict),
        concat!(
            r#"{"flags":{"list":[{"text":"A"},{"text":"B"}]},"na.band":{"text":"C"},"#,
            r#""na.deep.er":{"boolean":true},"na.points":{"list":[{"number":"5"},"missing"]},"#,
            r#""range":{"list":[{"number":"10"},{"number":"50"}]}}"#
        )
    );
    assert_eq!(serde_json::from_str::<Verdict>(&verdict.to_json()).unwrap(), verdict);
}

#[test]
fn a_case_compares_lists_in_order_and_groups_field_by_field() {
    let library = library(small_files(OUTPUTS));
    let differs = |expected: &str| match library.check(&case(r#"{"x": 100}"#, expected)) {
        CaseResult::Passed => None,
        CaseResult::Failed(mismatches) => Some(mismatches),
        CaseResult::Unsupported => panic!("the pack has the ruling"),
    };
    for right in [
        r#"{"range": [10, 50], "na": {"band": "C", "points": [5, null]}, "flags": ["A", "B"]}"#,
        r#"{"na": {"deep": {"er": true}}, "gone": null, "lost": {"one": null}, "lost": null}"#,
    ] {
        assert_eq!(differs(right), None, "{right}");
    }
    for wrong in [
        r#"{"range": [50, 10]}"#,
        r#"{"range": [10]}"#,
        r#"{"range": [10, 50.01]}"#,
        r#"{"na": {"band": "D"}}"#,
        r#"{"na": {"points": [5, 6]}}"#,
        r#"{"na": {"band": null}}"#,
        r#"{"lost": {"one": 0}}"#,
        r#"{"gone": 0}"#,
        r#"{"flags": ["A"]}"#,
    ] {
        assert_eq!(differs(wrong).map(|mismatches| mismatches.len()), Some(1), "{wrong}");
    }
    let mismatches = differs(r#"{"na": {"band": "D"}}"#).unwrap();
    let Mismatch { field, got, .. } = &mismatches[0];
    assert_eq!((field.as_str(), got.as_str()), ("na", "{band: C, deep: {er: true}, points: [5, null]}"));
}

#[test]
fn what_cannot_be_an_output_is_an_error() {
    for script in [
        r#"output("n", [[1, 2]]);"#,
        r#"output("na", 1); output("na.band", 2);"#,
        r#"output("na.band", 2); output("na", 1);"#,
    ] {
        assert!(run(script, "{}").is_err(), "{script}");
    }
    assert!(run(r#"output("na", 1); output("nab.c", 2); output("na", 3);"#, "{}").is_ok());
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

fn with_manifest(script: &str, more: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = small_files(script);
    files.get_mut("programme.toml").unwrap().extend_from_slice(more.as_bytes());
    files
}

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

const SOFT: &str = r#"
[[criterion]]
ruling = "SMALL"
code = "size"
clause = "S"
document = "d"
article = "1"

[[criterion]]
ruling = "SMALL"
code = "word"
clause = "W"
document = "d"
article = "2"
"#;

fn softly(facts: &str) -> Verdict {
    let script = r#"criterion("size", "S").at_least(x, 10);
        if soft_criterion("word", "W").equals(word, "yes") { output("said", true); }
        amount("part").fixed(100);"#;
    let mut files = with_manifest(script, SOFT);
    for locale in ["zh-CN", "en"] {
        let texts: String = ["size", "word"]
            .iter()
            .flat_map(|code| ["", "-met", "-not-met"].map(|suffix| format!("criterion-{code}{suffix} = t\n")))
            .collect();
        files.insert(format!("texts.{locale}.ftl"), texts.into_bytes());
    }
    judge(&Pack::from_files(files).unwrap(), "SMALL", facts)
}

#[test]
fn a_soft_criterion_asks_a_person_and_refuses_nobody() {
    let both = softly(r#"{"x": 10, "word": "yes"}"#);
    assert_eq!((both.eligibility, both.amount_fen()), (Eligibility::Eligible, Some(10_000)));
    assert!(both.review_reasons.is_empty() && both.outputs.contains_key("said"));

    let soft = softly(r#"{"x": 10, "word": "no"}"#);
    assert_eq!((soft.eligibility, soft.amount.clone()), (Eligibility::NeedsReview, None));
    assert!(soft.failed_clauses().is_empty() && soft.review_reasons.contains("word"));
    assert_eq!(soft.soft_findings().map(|criterion| criterion.clause.as_str()).collect::<Vec<_>>(), ["W"]);
    assert_eq!(soft.criteria[1].outcome, Outcome::NotMet);

    let unknown = softly(r#"{"x": 10}"#);
    assert_eq!(unknown.eligibility, Eligibility::NeedsReview);
    assert!(unknown.review_reasons.contains("word") && unknown.soft_findings().next().is_none());

    let hard = softly(r#"{"x": 9, "word": "no"}"#);
    assert_eq!(hard.eligibility, Eligibility::Ineligible);
    assert!(hard.review_reasons.is_empty());
    assert_eq!(hard.failed_clauses().into_iter().collect::<Vec<_>>(), ["S"]);
}

#[test]
fn only_a_soft_criterion_adds_a_word_to_the_trace() {
    let verdict = softly(r#"{"x": 10, "word": "yes"}"#);
    let line = |index: usize| serde_json::to_string(&verdict.criteria[index]).unwrap();
    assert!(!line(0).contains("soft"), "{}", line(0));
    assert!(line(1).ends_with(r#","soft":true}"#), "{}", line(1));
    let old = line(1).replace(r#","soft":true"#, "");
    assert!(!serde_json::from_str::<rules::CriterionTrace>(&old).unwrap().soft);
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
        (fact(&format!("kind = \"boolean\"\n{form}changeable = \"raise\"")), "only a number is raised"),
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
