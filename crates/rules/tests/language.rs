//! What the language can say beyond a single figure: lists and groups of outputs, records, lists
//! of records, soft criteria, parameters that change with the day. Each through a small pack.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{Case, CaseFile, CaseResult, Mismatch, Pack, PackLibrary, Validators, Verdict};
use support::{run, small_files};

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
