//! Bad programme files: each fault has its line and its remedy, and all are told at once.
//! The running version is never touched by a file that is refused.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;

const SOUND: &str = include_str!("../../../../rules/technical-contract/programme.toml");

/// The shipped file with one text in place of another; answers with the faults and the line of the change.
fn changed(from: &str, to: &str) -> (Vec<String>, usize) {
    assert!(SOUND.contains(from), "{from} does not stand in the file");
    let text = SOUND.replacen(from, to, 1);
    let at = SOUND.find(from).unwrap() + to.len() - to.trim_start_matches('\n').len();
    let faults = read_definition(&text, Some(2026)).err().unwrap_or_default();
    (faults.iter().map(ToString::to_string).collect(), line_of(&text, at))
}

/// Exactly one fault, so many lines below the change, in these words.
fn one(from: &str, to: &str, below: isize, words: &[&str]) {
    let (faults, line) = changed(from, to);
    let [fault] = faults.as_slice() else { panic!("one fault was expected: {faults:#?}") };
    assert!(
        fault.starts_with(&format!("programme.toml:{}: ", line.saturating_add_signed(below))),
        "{fault}, not line {line} + {below}"
    );
    for word in words {
        assert!(fault.contains(word), "`{word}` is missing: {fault}");
    }
}

#[test]
fn the_shipped_file_is_sound() {
    assert_eq!(read_definition(SOUND, Some(2026)).unwrap().unwrap().check(), Ok(()));
}

#[test]
fn an_unknown_stage() {
    let words = ["key: unknown variant `quality-gate`", "`formal-check`", "write one of those"];
    one("key = \"formal-check\"", "key = \"quality-gate\"", 0, &words);
}

#[test]
fn a_cycle() {
    let twice = "[[pipeline.stage]]\nkey = \"formal-check\"\nowner = \"officer\"\nlimit_working_days = 5\n\n\
                 [[pipeline.stage]]\nkey = \"approval\"";
    let words = ["stage formal-check is listed twice", "keep one"];
    one("[[pipeline.stage]]\nkey = \"approval\"", twice, 1, &words);
}

#[test]
fn an_impossible_separation() {
    let rung = "key = \"approval\"\nowner = \"director\"\nrung = [{ role = \"bureau-meeting\", quorum = 1 }]";
    one(
        "key = \"approval\"\nowner = \"director\"",
        rung,
        2,
        &["quorum of at least two", "one person is no meeting"],
    );
    let rung = "key = \"approval\"\nowner = \"director\"\nrung = [{ role = \"finance-maker\" }]";
    one("key = \"approval\"\nowner = \"director\"", rung, 2, &["a rung is the section-head, the director"]);
    let owner = "key = \"disbursement\"\nowner = \"finance-checker\"";
    let words = ["owned by finance-checker", "must be finance-maker"];
    one("key = \"disbursement\"\nowner = \"finance-maker\"", owner, 1, &words);
}

#[test]
fn a_negative_limit_and_one_out_of_range() {
    let words = ["limit_working_days: invalid value: integer `-5`", "not negative"];
    one("limit_working_days = 5", "limit_working_days = -5", 0, &words);
    one("limit_working_days = 5", "limit_working_days = 0", 0, &["from 1 to 60"]);
    one("limit_working_days = 5\n", "", -3, &["formal-check needs limit_working_days"]);
}

#[test]
fn a_date_outside_the_calendar() {
    let words = ["effective_from is no day of the calendar", "\"2026-03-02\""];
    one("effective_from = \"2026-01-01\"", "effective_from = \"2026-02-30\"", 0, &words);
    let milestone = |day: &str| {
        format!(
            "on_overdue = \"escalate\"\n\n[[pipeline.stage]]\nkey = \"acceptance\"\nowner = \"officer\"\n\
             limit_working_days = 5\n\n[[pipeline.stage]]\nkey = \"disbursement\"\nowner = \"finance-maker\"\n\
             limit_working_days = 3\n\n[[pipeline.stage.instalment]]\npercent = 100\n\
             [pipeline.stage.instalment.milestone]\ntitle = \"验收\"\ndue_on = \"{day}\"\n"
        )
    };
    let end = "on_overdue = \"escalate\"\n\n[[pipeline.stage]]\nkey = \"disbursement\"\nowner = \"finance-maker\"\n\
               limit_working_days = 3\non_overdue = \"escalate\"\n";
    assert_eq!(changed(end, &milestone("2026-12-01")).0, Vec::<String>::new());
    let words = ["due_on 2027-03-01 lies beyond the last holiday notice, of 2026", "load the notice first"];
    one(end, &milestone("2027-03-01"), 16, &words);
    one(end, &milestone("2026-02-30"), 16, &["due_on: "]);
}

#[test]
fn an_unknown_key_and_a_missing_one() {
    one(
        "max_rounds = 1",
        "max_round = 1",
        0,
        &["max_round: unknown field", "correct the name, or remove it"],
    );
    one("owner = \"officer\"\n", "", -2, &["missing field `owner`", "add it"]);
}

#[test]
fn a_text_that_is_no_programme() {
    one("key = \"formal-check\"", "key = formal check", 0, &[""]);
    let faults = read_definition("code = \"x\"", None).unwrap_err();
    assert!(faults[0].to_string().contains("no [pipeline]"), "{faults:?}");
}

#[test]
fn only_a_standard_has_no_pipeline() {
    let ruling = |purpose: &str| format!("[[ruling]]\ncode = \"X\"\npurpose = \"{purpose}\"\n");
    let (check, award) = (ruling("self-check"), ruling("award"));
    assert_eq!(read_definition(&check, None), Ok(None));
    for text in [format!("{check}{award}"), award] {
        let faults = read_definition(&text, None).unwrap_err();
        assert!(faults[0].to_string().contains("no [pipeline]"), "{faults:?}");
    }
    let dated = format!("effective_from = \"soon\"\n{check}");
    assert_eq!(read_definition(&dated, None).unwrap_err().len(), 1, "a standard has dates too");
}

/// Two in one stage, one in another, one in the dates: four in one answer, in the order of their lines.
#[test]
fn everything_at_once() {
    let text = SOUND
        .replacen("effective_from = \"2026-01-01\"", "effective_from = \"tomorrow\"", 1)
        .replacen(
            "limit_working_days = 5\non_overdue = \"escalate\"",
            "limit_working_days = -1\non_overdue = \"shout\"",
            1,
        )
        .replacen("key = \"award\"", "key = \"prize\"", 1);
    let faults = read_definition(&text, Some(2026)).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 4, "{told:#?}");
    for (fault, word) in told.iter().zip(["effective_from", "integer `-1`", "`shout`", "`prize`"]) {
        assert!(fault.contains(word), "{told:#?}");
    }
}
