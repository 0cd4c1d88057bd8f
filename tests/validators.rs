//! Worked cases of what no pack judges (codes, regions, days, clocks, stacking), and of every shipped
//! pack, through the same runner as the command line and the API. Needs no database.

use engine::cases::CaseRunner;
use rules::{CaseResult, Pack};

const FILES: [(&str, &str); 7] = [
    ("uscc", include_str!("validators/uscc.json")),
    ("idcard", include_str!("validators/idcard.json")),
    ("cnaps", include_str!("validators/cnaps.json")),
    ("region", include_str!("validators/region.json")),
    ("workday", include_str!("validators/workday.json")),
    ("govinfo", include_str!("validators/govinfo.json")),
    ("no_dup", include_str!("validators/no_dup.json")),
];

fn runner() -> CaseRunner {
    let calendar = houbu::national_calendar().expect("the shipped notices can be read");
    CaseRunner::from_files(houbu::embedded_programmes(), calendar).expect("the shipped packs compile")
}

fn faults(runner: &CaseRunner, text: &str) -> Vec<String> {
    let judged = runner.run(text).expect("the case file can be read");
    assert!(!judged.is_empty());
    let failed = judged.into_iter().filter(|case| case.result != CaseResult::Passed);
    failed.map(|case| format!("{}: {:?}", case.id, case.result)).collect()
}

#[test]
fn the_cases_of_every_validator_hold() {
    let runner = runner();
    for (name, text) in FILES {
        assert_eq!(faults(&runner, text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_cases_of_every_pack_hold_beside_all_the_others() {
    let runner = runner();
    for pack in runner.packs() {
        let cases = pack.file("cases.json").unwrap_or("[]");
        assert_eq!(faults(&runner, cases), Vec::<String>::new(), "{}", pack.programme().code);
    }
}

/// A case finds its pack by the code of the ruling, so no two packs may judge the same.
#[test]
fn no_ruling_stands_in_two_packs() {
    let runner = runner();
    let rulings =
        |pack: &Pack| pack.programme().rulings.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let mut codes: Vec<String> = runner.packs().iter().flat_map(|pack| rulings(pack)).collect();
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

#[test]
fn inputs_a_validator_does_not_know_are_unsupported_not_wrong() {
    let case = |programme: &str, inputs: &str| {
        format!("[{{\"id\":\"x\",\"programme\":\"{programme}\",\"inputs\":{inputs},\"expected\":{{}}}}]")
    };
    let runner = runner();
    for (programme, inputs) in [
        ("USCC", "{\"number\":1}"),
        ("WORKDAY", "{\"start\":\"2026-01-05\",\"n\":-1}"),
        ("GOVINFO", "{\"received\":\"soon\"}"),
        ("NO_DUP", "{\"items\":[{\"matter\":\"A\",\"amount\":0.001}]}"),
        ("NO_DUP", "{\"items\":[],\"mode\":\"highest\"}"),
    ] {
        let judged = runner.run(&case(programme, inputs)).unwrap();
        assert_eq!(judged[0].result, CaseResult::Unsupported, "{programme} {inputs}");
    }
}
