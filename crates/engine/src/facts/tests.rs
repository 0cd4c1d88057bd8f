//! Records typed into a form: read part by part, and every fault and gap at the input it is about.
//! A pack of its own asks for one record and for a list of them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use super::*;

const MANIFEST: &str = r#"
code = "small"
title_zh = "小"
title_en = "Small"
instrument = "reward"
version = "1"
effective_from = "2026-01-01"

[[ruling]]
code = "SMALL"
script = "small.rhai"
purpose = "award"
title_zh = "小"
title_en = "Small"

[[fact]]
key = "ip"
kind = "record"
title_zh = "知识产权"
title_en = "IP"
source = "form"
optional = true

[[fact.field]]
key = "points"
kind = "integer"
highest = "8"
title_zh = "得分"
title_en = "Points"

[[fact.field]]
key = "owned"
kind = "boolean"
optional = true
title_zh = "自有"
title_en = "Owned"

[[fact]]
key = "loans"
kind = "list"
of = "record"
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
optional = true
title_zh = "利息"
title_en = "Interest"
"#;

const FORM: &str = r#"{"sections": [{"key": "s", "title_zh": "段", "title_en": "Part", "ruling": "SMALL", "fields": [
  {"fact": "ip", "title_zh": "知识产权", "title_en": "IP", "kind": "record", "parts": [
    {"fact": "points", "title_zh": "得分", "title_en": "Points", "kind": "integer", "required": true},
    {"fact": "owned", "title_zh": "自有", "title_en": "Owned", "kind": "boolean"}]},
  {"fact": "loans", "title_zh": "贷款", "title_en": "Loans", "kind": "record-list", "required": true, "rows": 3, "parts": [
    {"fact": "bank", "title_zh": "银行", "title_en": "Bank", "kind": "text", "required": true},
    {"fact": "interest", "title_zh": "利息", "title_en": "Interest", "kind": "money"}]}]}]}"#;

fn pack() -> Pack {
    let files = [
        ("programme.toml", MANIFEST),
        ("form.json", FORM),
        ("small.rhai", r#"amount("interest").fixed(sum(loans, "interest"));"#),
        ("texts.zh-CN.ftl", ""),
        ("texts.en.ftl", ""),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    Pack::from_files(BTreeMap::from(files)).unwrap()
}

fn read_typed(pack: &Pack, typed: &[(&str, &str)]) -> (Answers, ReadFacts) {
    let answers: Answers =
        typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let opened: Date = "2026-01-05".parse().unwrap();
    let supplied = Supplied {
        now: Timestamp::from_millis(1_767_600_000_000),
        call_opened_on: opened,
        fiscal_year: 2026,
        registered_on: None,
    };
    let read = read(pack, &answers, &supplied);
    (answers, read)
}

fn gaps(pack: &Pack, answers: &Answers) -> Vec<String> {
    let fields = pack.form().sections.iter().flat_map(|section| &section.fields);
    fields.flat_map(|field| unanswered(field, answers)).collect()
}

#[test]
fn records_are_read_part_by_part() {
    let pack = pack();
    let (answers, read) = read_typed(
        &pack,
        &[
            ("ip.points", "８"),
            ("ip.owned", "yes"),
            ("loans.0.bank", "A"),
            ("loans.0.interest", "1,000.50"),
            ("loans.1.bank", " "),
            ("loans.2.bank", "B"),
        ],
    );
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    let json = read.facts.to_json();
    let expected = concat!(
        r#"{"ip":{"owned":true,"points":"8"},"#,
        r#""loans":[{"bank":"A","interest":"1000.5"},null,{"bank":"B"}]}"#
    );
    assert_eq!(json, expected);
    assert_eq!(gaps(&pack, &answers), Vec::<String>::new());
    let (_, nothing) = read_typed(&pack, &[("ip.points", ""), ("loans.0.bank", "")]);
    assert_eq!(nothing.facts.to_json(), "{}");
}

#[test]
fn a_fault_stands_at_its_input() {
    let pack = pack();
    let (_, read) =
        read_typed(&pack, &[("ip.points", "1.5"), ("loans.1.interest", "0.001"), ("loans.1.bank", "A")]);
    let faults: Vec<_> = read.faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
    assert_eq!(faults, [("ip.points", "not-an-integer"), ("loans.1.interest", "finer-than-fen")]);
    let (_, read) = read_typed(&pack, &[("ip.points", "9")]);
    let beyond = pack.check_facts(&read.facts).unwrap();
    let beyond: Vec<_> = beyond.iter().map(fault).collect();
    assert_eq!((beyond[0].field.as_str(), beyond[0].code), ("ip.points", "out-of-bounds"));
    assert_eq!(
        (beyond[0].arguments["bounds"].as_str(), beyond[0].arguments["highest"].as_str()),
        ("at-most", "8")
    );
}

#[test]
fn what_is_missing_is_missing_at_its_input() {
    let pack = pack();
    let missing = |typed: &[(&str, &str)]| gaps(&pack, &read_typed(&pack, typed).0);
    // An optional record nobody began asks for nothing; a required list does.
    assert_eq!(missing(&[]), ["loans"]);
    assert_eq!(missing(&[("ip.owned", "no"), ("loans.0.bank", "A")]), ["ip.points"]);
    assert_eq!(missing(&[("loans.0.bank", "A"), ("loans.2.interest", "5")]), ["loans.2.bank"]);
}
