//! What the language can say beyond a single figure: lists and groups of outputs, soft criteria,
//! parameters that change with the day. Each through a small pack.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{
    Case, CaseFile, CaseResult, Eligibility, Mismatch, Outcome, Pack, PackLibrary, Validators, Verdict,
};
use support::{judge, run, small_files, with_manifest};

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

const PERIODS: &str = r#"
[[parameter]]
name = "rate_of_day"
value = "5"
unit = "percent"
title_zh = "比例"
title_en = "Rate"
[parameter.basis]
document = "d"
mark = "V-O"
place = "省"
note_zh = "n"
note_en = "n"

[[parameter.period]]
from = "2027-01-01"
until = "2027-12-31"
value = "8"

[[parameter.period]]
from = "2028-03-01"
value = "10"
[parameter.period.basis]
document = "e"
mark = "GK"
place = "市"
note_zh = "n"
note_en = "n"
"#;

const HALF: &str = r#"amount("a").rate(x, rate_of_day);"#;

#[test]
fn a_parameter_has_the_value_of_the_day() {
    let pack = Pack::from_files(with_manifest(HALF, PERIODS)).unwrap();
    let facts = pack.read_facts(r#"{"x": 100}"#).unwrap();
    let on = |day: &str| {
        let verdict = pack.evaluate("SMALL", &facts, &pack.parameters_on(day)).unwrap();
        (verdict.amount_fen().unwrap() / 100, verdict.parameters["rate_of_day"].to_string())
    };
    let paid = |yuan: i64, rate: &str| (yuan, rate.to_owned());
    for (day, expected) in [
        ("2026-12-31", paid(5, "5")),
        ("2027-01-01", paid(8, "8")),
        ("2027-12-31", paid(8, "8")),
        ("2028-01-01", paid(5, "5")),
        ("2028-02-29", paid(5, "5")),
        ("2028-03-01", paid(10, "10")),
        ("2099-01-01", paid(10, "10")),
    ] {
        assert_eq!(on(day), expected, "{day}");
    }
    assert!(pack.parameters_on("2026-12-31").is_empty());
    let parameter = &pack.programme().parameters[0];
    assert_eq!(parameter.basis_on("2027-06-01").document, "d");
    assert_eq!(parameter.basis_on("2028-06-01").document, "e");
}

#[test]
fn periods_that_overlap_or_end_before_they_begin_are_refused() {
    let refusal = |from: &str, to: &str| {
        Pack::from_files(with_manifest(HALF, &PERIODS.replace(from, to))).unwrap_err().to_string()
    };
    assert!(refusal("2028-03-01", "2027-12-31").contains("`rate_of_day`: two periods overlap"));
    assert!(refusal("2027-12-31", "2026-12-31").contains("`rate_of_day`: a period ends before it begins"));
    assert!(refusal("2028-03-01", "2028-3-1").contains("`2028-3-1` is not a day"));
    // Without an end, the first period reaches into the second.
    assert!(refusal("until = \"2027-12-31\"\n", "").contains("two periods overlap"));
}
