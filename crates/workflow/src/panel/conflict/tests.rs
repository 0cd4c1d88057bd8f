//! Each kind of conflict alone: found when it is there, not found when it nearly is.
//! Where the facts come from is tested elsewhere.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn me() -> PersonId {
    PersonId::new(Uuid::from_u128(7))
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn tie(key: &str, from: &str, until: Option<&str>) -> Tie {
    Tie { key: key.to_owned(), from: day(from), until: until.map(day) }
}

fn case() -> CaseFacts {
    CaseFacts {
        organisations: strings(&["91320684750503512L"]),
        phones: strings(&["0513-82100001", "138 1234 5678"]),
        addresses: strings(&["南通市海门区示例路 1 号"]),
        bank_accounts: strings(&["9805 0078 8016 0001"]),
        works: strings(&["ZL202010000001.1"]),
        agreements: strings(&["2024-320684-000001"]),
        ..CaseFacts::default()
    }
}

/// Facts of an expert on the first day of a year's review.
fn check(change: impl FnOnce(&mut ExpertFacts), expect: &[Conflict]) {
    let mut facts = ExpertFacts::unknown(me());
    change(&mut facts);
    assert_eq!(conflicts(&facts, &case(), day("2026-03-02"), LOOK_BACK_YEARS), expect, "{facts:?}");
}

#[test]
fn a_stranger_has_no_conflict() {
    check(|_| {}, &[]);
    let unlike = ["91320684138774279B", "914403001922038216"];
    check(|expert| expert.positions = unlike.map(|code| tie(code, "2020-01-01", None)).to_vec(), &[]);
}

#[test]
fn a_position_counts_now_and_for_three_years_after_its_last_day() {
    let position = |from: &'static str, until: Option<&'static str>, expect: &[Conflict]| {
        check(|expert| expert.positions = vec![tie(" 91320684 750503512l", from, until)], expect);
    };
    let same: &[Conflict] = &[Conflict::SameOrganisation];
    position("2019-01-01", None, same);
    position("2019-01-01", Some("2023-03-02"), same);
    position("2019-01-01", Some("2023-03-01"), &[]);
    position("2026-03-02", None, same);
    position("2026-03-03", None, &[]);
    let mut past = ExpertFacts::unknown(me());
    past.positions = vec![tie("91320684750503512L", "2019-01-01", Some("2023-03-02"))];
    assert_eq!(conflicts(&past, &case(), day("2026-03-02"), 2), []);
    assert_eq!(conflicts(&past, &case(), day("2026-03-02"), 10), same);
}

#[test]
fn telephones_meet_however_they_are_written() {
    for same in ["+86 138-1234-5678", "008613812345678", "１３８１２３４５６７８", "(86)13812345678"]
    {
        check(|expert| expert.phones = strings(&[same]), &[Conflict::SharedPhone]);
    }
    for same in ["051382100001", "+86 513 8210 0001", "（0513）82100001 转 801"] {
        check(|expert| expert.phones = strings(&[same]), &[Conflict::SharedPhone]);
    }
    for other in ["13812345679", "0513-82100002", "82100001", "", "无"] {
        check(|expert| expert.phones = strings(&[other]), &[]);
    }
    assert_eq!(phone("+86 10 8210 0001"), phone("010-82100001"));
    assert_eq!(phone("86100001"), "86100001", "a local number that begins like the country's prefix");
}

#[test]
fn addresses_and_accounts_meet_without_their_blanks_and_marks() {
    check(|e| e.addresses = strings(&["南通市海门区示例路１号"]), &[Conflict::SharedAddress]);
    check(|e| e.addresses = strings(&["南通市海门区示例路 11 号"]), &[]);
    check(|e| e.bank_accounts = strings(&["９８０５-00788016-0001"]), &[Conflict::SharedBankAccount]);
    check(|e| e.bank_accounts = strings(&["9805007880160002"]), &[]);
}

#[test]
fn a_text_that_stands_for_none_is_shared_with_nobody() {
    let mut expert = ExpertFacts::unknown(me());
    let nothing = strings(&["", "无", "暂无", "海门区", "0", "-"]);
    expert.phones.clone_from(&nothing);
    expert.addresses.clone_from(&nothing);
    expert.bank_accounts.clone_from(&nothing);
    let same = CaseFacts {
        phones: nothing.clone(),
        addresses: nothing.clone(),
        bank_accounts: nothing,
        ..CaseFacts::default()
    };
    assert_eq!(conflicts(&expert, &same, day("2026-03-02"), LOOK_BACK_YEARS), []);
}

#[test]
fn works_agreements_participation_and_declaration() {
    check(|e| e.works = strings(&["zl 2020 1 0000001.1"]), &[Conflict::SharedWork]);
    let number = "2024-320684-000001";
    check(|e| e.agreements = vec![tie(number, "2024-05-01", None)], &[Conflict::SharedAgreement]);
    check(|e| e.agreements = vec![tie(number, "2019-05-01", Some("2021-05-01"))], &[]);
    let mut touched = case();
    touched.participants.insert(me());
    touched.declared.insert(me());
    let found = conflicts(&ExpertFacts::unknown(me()), &touched, day("2026-03-02"), LOOK_BACK_YEARS);
    assert_eq!(found, [Conflict::WorkedOnApplication, Conflict::Declared]);
}

#[test]
fn keys_are_those_that_are_written() {
    for kind in Conflict::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
    }
}

proptest! {
    #[test]
    fn normalising_twice_is_normalising_once(text in "\\PC{0,32}") {
        prop_assert_eq!(key(&key(&text)), key(&text));
        let narrowed = phone(&text);
        prop_assert!(narrowed.chars().all(|character| character.is_ascii_digit()));
    }
}
