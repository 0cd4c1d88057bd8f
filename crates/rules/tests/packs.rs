//! The shipped packs: each carries its cases and one loop runs them all; what is stored today
//! must compile and decide the same tomorrow.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{
    CaseFile, CaseResult, Eligibility, FactProblem, Outcome, OutputValue, Pack, PackLibrary,
    ParameterOverrides, RuleError, Validators,
};
use support::{files_of, judge, pack, shipped};

#[test]
fn every_pack_passes_its_own_cases() {
    for (name, pack) in shipped() {
        let pack = Arc::new(pack);
        let library = PackLibrary::new(vec![Arc::clone(&pack)], Validators::new());
        assert!(pack.cases().len() >= 8, "{name} carries too few cases");
        let failed: Vec<_> = pack
            .cases()
            .iter()
            .map(|case| (case.id.clone(), library.check(case)))
            .filter(|(_, result)| *result != CaseResult::Passed)
            .collect();
        assert!(failed.is_empty(), "{name}: {failed:#?}");
        assert!(
            pack.cases()
                .iter()
                .all(|case| !case.why.is_empty() && !case.source.is_empty() && !case.basis.is_empty())
        );
    }
}

#[test]
fn a_wrong_expectation_is_noticed() {
    let library = PackLibrary::new(vec![Arc::new(pack("technical-contract"))], Validators::new());
    let check = |expected: &str| {
        let text = format!(
            r#"[{{"id":"x","programme":"TECH_CONTRACT","inputs":{{"kind":"unit","paid_total":100001}},"expected":{expected}}}]"#
        );
        library.check(&CaseFile::parse(&text).unwrap().cases[0])
    };
    assert_eq!(check(r#"{"amount": 1000}"#), CaseResult::Passed);
    // Finer than a fen: the unrounded amount is meant.
    assert_eq!(check(r#"{"amount": 1000.005}"#), CaseResult::Passed);
    assert_eq!(check(r#"{"failed": []}"#), CaseResult::Passed);
    for wrong in [
        r#"{"amount": 1000.01}"#,
        r#"{"amount": null}"#,
        r#"{"eligible": false}"#,
        r#"{"failed": ["PAID"]}"#,
        r#"{"nonsense": 1}"#,
    ] {
        assert!(matches!(check(wrong), CaseResult::Failed(mismatches) if mismatches.len() == 1), "{wrong}");
    }
}

#[test]
fn validators_judge_what_no_pack_does_and_the_rest_is_unsupported() {
    let validator: rules::case::Validator =
        Box::new(|inputs| Some(serde_json::json!({"valid": inputs["code"] == "A", "failed": ["b", "a"]})));
    let library = PackLibrary::new(Vec::new(), Validators::from([("USCC".to_owned(), validator)]));
    let check = |programme: &str, expected: &str| {
        let text = format!(
            r#"[{{"id":"x","programme":"{programme}","inputs":{{"code":"A"}},"expected":{expected}}}]"#
        );
        library.check(&CaseFile::parse(&text).unwrap().cases[0])
    };
    assert_eq!(check("USCC", r#"{"valid": true, "failed": ["a", "b"]}"#), CaseResult::Passed);
    assert!(matches!(check("USCC", r#"{"valid": false}"#), CaseResult::Failed(_)));
    assert_eq!(check("GAZELLE", "{}"), CaseResult::Unsupported);
}

#[test]
fn stored_bytes_compile_to_the_same_fingerprint_and_damage_is_noticed() {
    for (name, pack) in shipped() {
        let bytes = pack.to_bytes();
        let again = Pack::from_bytes(&bytes).unwrap();
        assert_eq!(again.fingerprint(), pack.fingerprint(), "{name}");
        assert_eq!(again.to_bytes(), bytes);
        assert!(Pack::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Pack::from_bytes(b"something else").is_err());
        let mut files = files_of(&name);
        files.get_mut("programme.toml").unwrap().push(b'\n');
        assert_ne!(Pack::from_files(files).unwrap().fingerprint(), pack.fingerprint());
    }
}

const SOUND: &str = r#"{"days_registered":1500,"owns_core_ip":true,"tech_field_listed":true,"tech_staff":12,"total_staff":100,
    "sales_y":[30000000,40000000,50000000],"rd_y":[1500000,2000000,2600000],"rd_domestic_total":6100000,
    "ht_revenue":35000000,"total_revenue":52000000,"innovation_score":78,"incident_in_365d":false}"#;

#[test]
fn a_verdict_says_both_sides_the_basis_and_the_facts_of_every_criterion() {
    let pack = pack("hnte-reward");
    let verdict = judge(&pack, "HNTE_COND", SOUND);
    assert_eq!((verdict.criteria.len(), verdict.eligibility), (9, Eligibility::Eligible));
    let ratio = verdict.criteria.iter().find(|criterion| criterion.code == "rd-ratio").unwrap();
    insta::assert_json_snapshot!(ratio, @r#"
    {
      "code": "rd-ratio",
      "clause": "11-5",
      "outcome": "met",
      "observed": {
        "number": "61/1200"
      },
      "comparison": "≥",
      "threshold": {
        "number": "0.05"
      },
      "unit": "percent",
      "legal_basis": {
        "document": "国科发火〔2016〕32号",
        "article": "第十一条（五）"
      },
      "facts_used": [
        "rd_y",
        "sales_y"
      ]
    }
    "#);
    assert_eq!(verdict.outputs["rd_tier_pct"], OutputValue::Number(5.into()));
    assert_eq!(verdict.amount, None);
    for criterion in &verdict.criteria {
        assert_eq!(criterion.outcome, Outcome::Met);
        assert!(
            !criterion.facts_used.is_empty() && !criterion.legal_basis.document.is_empty(),
            "{criterion:?}"
        );
    }
    let read: rules::Verdict = serde_json::from_str(&verdict.to_json()).unwrap();
    assert_eq!(read, verdict);
}

#[test]
fn an_amount_shows_its_steps_and_rounds_down_to_the_fen() {
    let verdict =
        judge(&pack("technical-contract"), "TECH_CONTRACT", r#"{"kind":"unit","paid_total":"100001.00"}"#);
    assert_eq!(verdict.amount.clone().unwrap().to_string(), "1000.005");
    assert_eq!(verdict.amount_fen(), Some(100_000));
    let steps: Vec<_> = verdict.amount_steps.iter().map(|step| step.subtotal.to_string()).collect();
    assert_eq!(steps, ["1000", "1000.005", "1000.005"]);
    assert!(verdict.parameters.contains_key("band_first_rate"));
}

#[test]
fn a_parameter_can_be_replaced_in_its_own_unit_and_only_a_known_one() {
    let pack = pack("hnte-reward");
    let facts = pack.read_facts(r#"{"cert_year":2025,"apply_year":2026,"days_after_prompt":3}"#).unwrap();
    let evaluate = |name: &str| {
        let overrides = ParameterOverrides::from([(name.to_owned(), "12.5".parse().unwrap())]);
        pack.evaluate("HNTE_REWARD", &facts, &overrides)
    };
    assert_eq!(evaluate("wz_reward").unwrap().amount_fen(), Some(12_500_000));
    assert!(matches!(evaluate("wz_rewrad"), Err(RuleError::UnknownParameter { .. })));
}

#[test]
fn contradicting_figures_are_refused_at_their_field() {
    let pack = pack("hnte-reward");
    let faults = |json: &str| {
        let faults = pack.check_facts(&pack.read_facts(json).unwrap()).unwrap();
        let named = |fault: &rules::FactError| match &fault.problem {
            FactProblem::CheckFailed { check, .. } => (fault.fact.clone(), check.clone()),
            other => panic!("{other:?}"),
        };
        faults.iter().map(named).collect::<Vec<_>>()
    };
    assert_eq!(faults(SOUND), []);
    let pair = |fact: &str, check: &str| (fact.to_owned(), check.to_owned());
    assert_eq!(
        faults(r#"{"rd_y":[5,6],"sales_y":[100,100],"expenses_total":10}"#),
        [pair("rd_y", "rd-exceeds-expenses")]
    );
    assert_eq!(faults(r#"{"rd_y":[5],"sales_y":[4]}"#), [pair("rd_y", "rd-exceeds-sales")]);
    assert_eq!(
        faults(r#"{"tech_staff":5,"total_staff":4.5}"#),
        [pair("tech_staff", "tech-staff-exceeds-staff")]
    );
}

#[test]
fn missing_facts_are_named_all_at_once() {
    let pack = pack("hnte-reward");
    let facts = pack.read_facts(r#"{"days_registered": 400}"#).unwrap();
    let missing: Vec<_> =
        pack.missing_facts("HNTE_COND", &facts).into_iter().map(|fault| fault.fact).collect();
    assert_eq!(missing.len(), 10, "{missing:?}");
    assert!(matches!(
        pack.evaluate("HNTE_COND", &facts, &ParameterOverrides::new()),
        Err(RuleError::FactsRefused { faults }) if faults.len() == 10
    ));
}

#[test]
fn one_compiled_pack_serves_many_threads() {
    let pack = Arc::new(pack("technical-contract"));
    let judged = |paid: u64| {
        judge(&pack, "TECH_CONTRACT", &format!(r#"{{"kind":"unit","paid_total":{paid}}}"#)).to_json()
    };
    let alone: BTreeMap<u64, String> = (1..40).map(|paid| (paid * 9_973, judged(paid * 9_973))).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (paid, expected) in &alone {
                    assert_eq!(&judged(*paid), expected);
                }
            });
        }
    });
}
