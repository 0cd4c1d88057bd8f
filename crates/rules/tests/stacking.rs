//! What a programme declares about stacking: wrong names are found when the pack is loaded, the caps are
//! those of the day, and every shipped programme that pays says how it stands beside the others.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use rules::stacking::{CapPeriod, Repeat};
use rules::{FactValue, Facts, Pack, RuleError};
use support::{pack, shipped, with_manifest};

const BASIS: &str =
    "[stacking.basis]\ndocument = \"d\"\nmark = \"GK\"\nplace = \"p\"\nnote_zh = \"n\"\nnote_en = \"n\"\n";
const LIMIT: &str = "[[parameter]]\nname = \"limit\"\nvalue = \"3\"\nunit = \"wan-yuan\"\ntitle_zh = \"限\"\ntitle_en = \"Limit\"\n\
    [parameter.basis]\ndocument = \"d\"\nmark = \"GK\"\nplace = \"p\"\nnote_zh = \"n\"\nnote_en = \"n\"\n\
    [[parameter.period]]\nfrom = \"2027-01-01\"\nvalue = \"5\"\n";

fn declared(stacking: &str) -> Result<Pack, RuleError> {
    let script = "criterion(\"c\", \"1\").more_than(x, 0);\namount(\"a\").fixed(wan(1));";
    let criterion = "[[criterion]]\nruling = \"SMALL\"\ncode = \"c\"\nclause = \"1\"\ndocument = \"d\"\narticle = \"a\"\n";
    let mut files = with_manifest(script, &format!("{criterion}{LIMIT}[stacking]\n{stacking}\n{BASIS}"));
    for locale in ["zh-CN", "en"] {
        let texts =
            b"small = small\ncriterion-c = c\ncriterion-c-met = m\ncriterion-c-not-met = n\namount-a = a\n";
        files.insert(format!("texts.{locale}.ftl"), texts.to_vec());
    }
    Pack::from_files(files)
}

fn found(stacking: &str) -> String {
    match declared(stacking) {
        Err(RuleError::PackRefused { findings }) => {
            findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        }
        Err(other) => panic!("{other}"),
        Ok(_) => String::new(),
    }
}

#[test]
fn wrong_names_are_found_with_the_nearest() {
    let check = |stacking: &str, expect: &str| {
        let said = found(stacking);
        assert!(said.contains(expect), "{stacking}: {said}");
    };
    check("matter = \"m\"\nyearly_cap = \"limt\"", "did you mean `limit`?");
    check("matter = \"m\"\nyearly_cap = \"limit\"\none_per = \"wrd\"", "did you mean `word`?");
    check("matter = \" \"\nyearly_cap = \"limit\"", "say what the money is for");
    check("matter = \"m\"", "parameter `limit` is used by no script");
    check("matter = \"m\"\nmod = \"highest\"", "unknown field");
    assert_eq!(found("matter = \"m\"\nyearly_cap = \"limit\"\ntold_apart_by = \"word\""), "");
}

#[test]
fn a_cap_is_the_one_of_the_day() {
    let pack = declared("matter = \"m\"\nyearly_cap = \"limit\"").unwrap();
    assert_eq!(pack.stacking_caps("2026-12-31"), [(CapPeriod::Year, 3_000_000)]);
    assert_eq!(pack.stacking_caps("2027-01-01"), [(CapPeriod::Year, 5_000_000)]);
}

#[test]
fn every_shipped_programme_that_pays_says_how_it_stacks() {
    for (name, pack) in shipped() {
        assert_eq!(pack.award_ruling().is_some(), pack.programme().stacking.is_some(), "{name}");
    }
    let (province, district) = (pack("rd-award"), pack("rd-award-wuzhong"));
    let matter =
        |pack: &Pack, year| pack.programme().stacking.as_ref().unwrap().matter_of(year, &Facts::default());
    assert_eq!(matter(&province, 2026), matter(&district, 2026), "one year's R&D cost is one matter");
    assert_ne!(matter(&province, 2026), matter(&district, 2025));
    assert_eq!(pack("major-project").programme().stacking.as_ref().unwrap().mode, Repeat::Difference);

    let mut loan = Facts::default();
    loan.set("loan_contract", FactValue::Text("gh-2026 001".into()));
    let claim = |name: &str| pack(name).programme().stacking.clone().unwrap().claim(name, 2026, &loan, 1);
    assert_eq!(claim("loan-interest-sip").loan, claim("loan-interest-snd").loan);
    assert_eq!(claim("loan-interest-snd").loan.as_deref(), Some("GH-2026001"));
}
