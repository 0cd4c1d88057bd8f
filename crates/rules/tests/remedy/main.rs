//! The smallest change that would have qualified: exact on small scripts and on the shipped packs'
//! worked figures, and proved by brute force on random refused cases of every shipped ruling.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod campaign;
#[path = "../../../../tests/campaign/progress.rs"]
mod progress;
mod proof;
mod refused;
#[path = "../support/mod.rs"]
mod support;

use rules::remedy::{Change, Obstacle, Remedies};
use rules::{Eligibility, OutputValue, Pack, ParameterOverrides};
use support::pack;

fn remedies(pack: &Pack, ruling: &str, facts: &str) -> Remedies {
    let facts = pack.read_facts(facts).unwrap_or_else(|faults| panic!("{faults:?}"));
    let remedies = pack.remedies(ruling, &facts, &ParameterOverrides::new()).unwrap();
    proof::prove(pack, ruling, &facts, &remedies, 40);
    remedies
}

fn told(changes: &[Change]) -> Vec<String> {
    let shown = |value: &OutputValue| match value {
        OutputValue::Number(number) => number.to_string(),
        OutputValue::Boolean(value) => value.to_string(),
        OutputValue::Text(text) => text.clone(),
        other => panic!("{other:?} is no value of a change"),
    };
    let tell = |change: &Change| {
        format!("{} {} -> {} ({})", change.fact, shown(&change.from), shown(&change.to), change.steps)
    };
    changes.iter().map(tell).collect()
}

/// The alternatives for one criterion, and what stands in the way.
fn of(remedies: &Remedies, code: &str) -> (Vec<Vec<String>>, Option<Obstacle>) {
    let found = remedies.criteria.iter().find(|criterion| criterion.code == code).unwrap();
    (found.changes.iter().map(|changes| told(changes)).collect(), found.obstacle)
}

fn whole(remedies: &Remedies) -> Vec<Vec<String>> {
    remedies.whole.iter().map(|remedy| told(&remedy.changes)).collect()
}

/// An enterprise that passes all conditions, with some of its facts replaced.
fn enterprise(replaced: &serde_json::Value) -> String {
    let mut facts = serde_json::json!({
        "days_registered": 900, "owns_core_ip": true, "tech_field_listed": true, "tech_staff": 20,
        "total_staff": 95, "sales_y": [30_000_000, 35_000_000, 40_000_000],
        "rd_y": [2_000_000, 2_500_000, 3_000_000], "rd_domestic_total": 7_000_000,
        "ht_revenue": 30_000_000, "total_revenue": 45_000_000, "innovation_score": 80,
        "incident_in_365d": false,
    });
    for (key, value) in replaced.as_object().unwrap() {
        facts[key] = value.clone();
    }
    facts.to_string()
}

#[test]
fn nine_of_ninety_five_need_one_more() {
    let pack = pack("hnte-reward");
    let found = remedies(&pack, "HNTE_COND", &enterprise(&serde_json::json!({"tech_staff": 9})));
    assert_eq!(whole(&found), [["tech_staff 9 -> 10 (1)"]]);
    assert_eq!(found.whole[0].leads_to, Eligibility::Eligible);
    assert_eq!(of(&found, "tech-staff-share"), (vec![vec!["tech_staff 9 -> 10 (1)".into()]], None));
}

#[test]
fn more_research_needs_more_of_it_at_home() {
    let pack = pack("hnte-reward");
    let facts = enterprise(
        &serde_json::json!({"rd_y": [1_000_000, 1_000_000, 1_000_000], "rd_domestic_total": 1_800_000}),
    );
    let found = remedies(&pack, "HNTE_COND", &facts);
    // 5% of 105 million is 5.25 million, and 60% of that 3.15 million.
    assert_eq!(of(&found, "rd-ratio").0, [["rd_y 1000000 -> 3250000 (2250000)"]]);
    assert_eq!(
        whole(&found),
        [["rd_y 1000000 -> 3250000 (2250000)", "rd_domestic_total 1800000 -> 3150000 (1350000)"]]
    );
}

#[test]
fn several_failures_are_turned_together_and_what_cannot_change_is_said() {
    let pack = pack("hnte-reward");
    let several = serde_json::json!({"tech_staff": 9, "owns_core_ip": false, "innovation_score": 70});
    let found = remedies(&pack, "HNTE_COND", &enterprise(&several));
    assert_eq!(
        whole(&found),
        [["owns_core_ip false -> true (1)", "tech_staff 9 -> 10 (1)", "innovation_score 70 -> 71 (1)"]]
    );
    let incident = serde_json::json!({"tech_staff": 9, "incident_in_365d": true});
    let found = remedies(&pack, "HNTE_COND", &enterprise(&incident));
    assert!(found.whole.is_empty());
    assert_eq!(of(&found, "no-incident"), (Vec::new(), Some(Obstacle::Unchangeable)));
    assert_eq!(of(&found, "tech-staff-share").0, [["tech_staff 9 -> 10 (1)"]]);
    assert_eq!(found.unchangeable().count(), 1);
}

#[test]
fn figures_that_contradict_each_other_are_never_proposed() {
    let pack = pack("hnte-reward");
    let facts = enterprise(&serde_json::json!({
        "rd_y": [1_000_000, 1_000_000, 1_000_000], "expenses_total": 4_000_000
    }));
    let found = remedies(&pack, "HNTE_COND", &facts);
    // R&D of 5.25 million would exceed all costs.
    assert_eq!(of(&found, "rd-ratio"), (Vec::new(), Some(Obstacle::OutOfReach)));
    assert!(found.whole.is_empty());
}

#[test]
fn a_case_that_is_not_refused_has_no_remedy() {
    let pack = pack("hnte-reward");
    let facts = pack.read_facts(&enterprise(&serde_json::json!({}))).unwrap();
    let found = pack.remedies("HNTE_COND", &facts, &ParameterOverrides::new()).unwrap();
    assert_eq!(found, Remedies::default());
}

#[test]
fn what_remains_for_a_person_is_told_apart_from_a_yes() {
    let pack = pack("hnte-reward");
    let facts = enterprise(&serde_json::json!({"tech_staff": 9, "innovation_score": null}));
    let found = remedies(&pack, "HNTE_COND", &facts);
    assert_eq!(whole(&found), [["tech_staff 9 -> 10 (1)"]]);
    assert_eq!(found.whole[0].leads_to, Eligibility::NeedsReview);
}

/// A pack of one script over `a`, `b`, `c` (0 to 10 each, either way), `far` (raise) and `way`.
fn small(script: &str) -> Pack {
    let mut files = support::small_files(script);
    let mut manifest = String::from_utf8(files["programme.toml"].clone()).unwrap();
    for key in ["a", "b", "c"] {
        manifest += &fact(key, "integer", "changeable = \"either\"\nlowest = \"0\"\nhighest = \"10\"");
    }
    manifest += &fact("far", "money-yuan", "changeable = \"raise\"");
    manifest += &fact("narrow", "integer", "changeable = \"raise\"\nhighest = \"9000\"");
    manifest +=
        &fact("way", "text", "changeable = \"either\"\nchoices = [\"by-road\", \"by-rail\", \"by-sea\"]");
    for code in ["one", "two"].into_iter().filter(|code| script.contains(&format!("\"{code}\""))) {
        let stated = format!("ruling = \"SMALL\"\ncode = \"{code}\"\nclause = \"{code}\"\n");
        manifest.extend(["[[criterion]]\n", &stated, "document = \"文\"\narticle = \"一\"\n"]);
        for locale in ["zh-CN", "en"] {
            let text =
                format!("criterion-{code} = x\ncriterion-{code}-met = x\ncriterion-{code}-not-met = x\n");
            files.get_mut(&format!("texts.{locale}.ftl")).unwrap().extend(text.into_bytes());
        }
    }
    files.insert("programme.toml".into(), manifest.into_bytes());
    Pack::from_files(files).unwrap_or_else(|fault| panic!("{fault}"))
}

fn fact(key: &str, kind: &str, more: &str) -> String {
    format!(
        "[[fact]]\nkey = \"{key}\"\nkind = \"{kind}\"\ntitle_zh = \"数\"\ntitle_en = \"Number\"\n\
         source = \"form\"\noptional = true\n{more}\n"
    )
}

#[test]
fn a_score_no_single_fact_reaches_is_reached_by_the_fewest() {
    let pack = small(r#"criterion("one", "one").at_least(a + b + c, 22); amount("all").fixed(1);"#);
    let found = remedies(&pack, "SMALL", r#"{"a":1,"b":2,"c":3}"#);
    // Three are needed: 10 + 10 + 3 is reached by two.
    assert_eq!(whole(&found)[0].len(), 2, "{:?}", whole(&found));
    assert_eq!(found.whole[0].changes.iter().map(|change| change.steps).sum::<u64>(), 16);
}

#[test]
fn a_narrow_window_is_found_by_walking() {
    let pack =
        small(r#"criterion("one", "one").is_true(narrow == 777 || narrow >= 8000); amount("all").fixed(1);"#);
    let found = remedies(&pack, "SMALL", r#"{"narrow": 0}"#);
    assert_eq!(whole(&found), [["narrow 0 -> 777 (777)"]]);
    let pack = small(r#"criterion("one", "one").equals(narrow, 777); amount("all").fixed(1);"#);
    assert_eq!(whole(&remedies(&pack, "SMALL", r#"{"narrow": 0}"#)), [["narrow 0 -> 777 (777)"]]);
}

#[test]
fn a_far_threshold_is_found_by_halving() {
    let pack = small(r#"criterion("one", "one").at_least(far, yi(3) + 1); amount("all").fixed(1);"#);
    let found = remedies(&pack, "SMALL", r#"{"far": "0.5"}"#);
    assert_eq!(whole(&found), [["far 0.5 -> 300000001.5 (300000001)"]]);
    assert!(found.evaluations < 13_000, "{} evaluations", found.evaluations);
}

#[test]
fn another_choice_may_open_another_branch() {
    let script = r#"if way == "by-sea" { criterion("one", "one").at_least(a, 3); }
        else { criterion("two", "two").at_least(b, 100); }
        amount("all").fixed(1);"#;
    let pack = small(script);
    let found = remedies(&pack, "SMALL", r#"{"way": "by-road", "a": 5, "b": 1}"#);
    assert_eq!(whole(&found), [["way by-road -> by-sea (1)"]]);
    let found = remedies(&pack, "SMALL", r#"{"way": "by-road", "a": 1, "b": 1}"#);
    assert_eq!(whole(&found), [["a 1 -> 3 (2)", "way by-road -> by-sea (1)"]]);
}

#[test]
fn two_facts_that_pull_against_each_other_settle() {
    let script = r#"criterion("one", "one").at_least(a, 2 * b); criterion("two", "two").at_least(b, 4);
        amount("all").fixed(1);"#;
    let found = remedies(&small(script), "SMALL", r#"{"a": 1, "b": 1}"#);
    assert_eq!(whole(&found), [["a 1 -> 8 (7)", "b 1 -> 4 (3)"]]);
}

#[test]
fn a_search_ends_at_its_limit_and_says_so() {
    let script = r#"criterion("one", "one").is_true(narrow == 9001 || a * b * c == 12345);
        criterion("two", "two").is_true(narrow == 9002 || far < 0); amount("all").fixed(1);"#;
    let found = remedies(&small(script), "SMALL", r#"{"a":1,"b":1,"c":1,"narrow":0,"far":0}"#);
    assert!(found.whole.is_empty() && found.unchangeable().count() == 2);
    assert!(found.evaluations <= rules::remedy::probe::EVALUATIONS_MAX_COUNT);
}
