//! Every code a person may meet has words in both languages: stages, commands, events, roles, refusals,
//! faults of figures and of fields, and every text a policy pack's verdicts ask for.

use std::collections::BTreeSet;

use engine::trial::TrialFault;
use templates::{Catalogue, Locale};
use workflow::command::Grade;
use workflow::effect::MailKind;
use workflow::panel::Conflict;
use workflow::pipeline::Track;
use workflow::{CommandKind, EventKind, RefusalReason, Role, Stage};

use crate::source::{rust_files, without_tests};

/// Keys no catalogue has, each with its language.
fn unsaid<'a>(keys: impl Iterator<Item = String> + 'a) -> Vec<String> {
    let known: Vec<(Locale, BTreeSet<String>)> =
        Locale::ALL.iter().map(|locale| (*locale, Catalogue::keys(*locale).into_iter().collect())).collect();
    let missing = |key: String| {
        let lacking = known.iter().filter(|(_, keys)| !keys.contains(&key));
        lacking.map(|(locale, _)| format!("{key} in {locale}")).collect::<Vec<_>>()
    };
    keys.flat_map(missing).collect()
}

#[test]
fn stages_commands_events_and_roles_have_words() {
    let stages = Stage::ALL.iter().map(|stage| format!("stage-{}", stage.key()));
    let commands = CommandKind::ALL.iter().map(|kind| format!("command-{}", kind.key()));
    let events = EventKind::KEYS.iter().map(|key| format!("event-{key}"));
    let roles = Role::ALL.iter().map(|role| format!("role-{}", role.key()));
    let grades = Grade::ALL.iter().map(|grade| format!("grade-{}", grade.key()));
    let tracks = Track::ALL.iter().map(|track| format!("track-{}", track.key()));
    let keys = stages.chain(commands).chain(events).chain(roles).chain(grades).chain(tracks);
    assert_eq!(unsaid(keys), Vec::<String>::new());
}

#[test]
fn every_stage_is_told_in_a_sentence_to_both_sides() {
    let sides = |stage: &Stage| ["applicant", "staff"].map(|side| format!("stage-{}-{side}", stage.key()));
    assert_eq!(unsaid(Stage::ALL.iter().flat_map(sides)), Vec::<String>::new());
}

#[test]
fn every_refusal_has_words() {
    assert!(RefusalReason::KEYS.len() > 60, "only {:?}", RefusalReason::KEYS);
    assert_eq!(unsaid(RefusalReason::KEYS.iter().map(|key| format!("refusal-{key}"))), Vec::<String>::new());
}

#[test]
fn every_fault_of_a_trial_has_words() {
    assert_eq!(unsaid(TrialFault::CODES.iter().map(ToString::to_string)), Vec::<String>::new());
}

#[test]
fn every_conflict_has_words() {
    assert_eq!(
        unsaid(Conflict::ALL.iter().map(|kind| format!("conflict-{}", kind.key()))),
        Vec::<String>::new()
    );
    let catalogue = Catalogue::load().unwrap();
    let count = |kind: &Conflict| (kind.key().to_owned(), 7.into());
    let mut told: templates::Arguments = Conflict::ALL.iter().map(count).collect();
    told.extend(["seats", "able", "candidates"].map(|name| (name.to_owned(), 3.into())));
    for locale in Locale::ALL {
        // A draw that fails names every reason: none may be missing from the sentence.
        let text = catalogue.text(locale, "draw-fault-too-few", &told);
        assert_eq!(text.matches('7').count(), Conflict::ALL.len(), "{locale}: {text}");
    }
}

#[test]
fn every_finding_of_an_audit_has_words() {
    let named = |file: &str, from: &str| -> Vec<String> {
        let text = std::fs::read_to_string(crate::source::root().join(file)).unwrap();
        let body = text.split(from).nth(1).unwrap().split("\n}").next().unwrap();
        body.lines().map(str::trim).filter(|line| !line.starts_with("//")).map(str::to_owned).collect()
    };
    let variant = |line: &String| {
        let name = line.split([' ', ',', '(']).next()?;
        name.starts_with(char::is_uppercase).then(|| kebab(name))
    };
    let mut codes: Vec<String> = named("crates/engine/src/audit/finding.rs", "pub enum Finding {")
        .iter()
        .filter_map(variant)
        .collect();
    // The last is a seal's own fault, under its own code.
    assert_eq!((codes.len(), codes.pop().as_deref()), (31, Some("seal")));
    let renamed =
        |line: &String| Some(line.strip_prefix("#[serde(rename = \"")?.split('"').next()?.to_owned());
    let seals = named("crates/engine/src/seal/fault.rs", "pub enum SealFault {");
    codes.extend(seals.iter().filter_map(renamed));
    assert_eq!(codes.len(), 39);
    assert_eq!(unsaid(codes.into_iter().map(|code| format!("audit-fault-{code}"))), Vec::<String>::new());
}

/// The variants of faults that are serialised under the name of their variant.
#[test]
fn every_fault_of_a_draw_and_of_marks_and_every_lost_right_has_words() {
    let variants = |file: &str, head: &str| -> Vec<String> {
        let text = std::fs::read_to_string(crate::source::root().join(file)).unwrap();
        let body = text.split(head).nth(1).unwrap().split("\n}").next().unwrap();
        let lines = body.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
        lines.filter_map(|line| line.split([' ', ',', '(']).next()).map(kebab).collect()
    };
    let draws = variants("crates/workflow/src/panel/draw.rs", "pub enum DrawFault {");
    let marks = variants("crates/workflow/src/panel/tally.rs", "pub enum TallyFault {");
    let lost = variants("crates/workflow/src/migration.rs", "pub enum LostRight {");
    assert_eq!((draws.len(), marks.len(), lost.len()), (4, 4, 10));
    let keys = draws.into_iter().map(|key| format!("draw-fault-{key}"));
    let keys = keys.chain(marks.into_iter().map(|key| format!("tally-fault-{key}")));
    let keys = keys.chain(lost.into_iter().map(|key| format!("lost-right-{key}")));
    assert_eq!(unsaid(keys), Vec::<String>::new());
}

fn kebab(variant: &str) -> String {
    let mut text = String::new();
    for character in variant.chars() {
        if character.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(character.to_lowercase());
    }
    text
}

/// The workflow's, and those that the engine names itself.
#[test]
fn every_mail_that_is_enqueued_can_be_written() {
    let mut names: BTreeSet<String> = MailKind::ALL.iter().map(|kind| kind.key().to_owned()).collect();
    for file in rust_files().into_iter().filter(|file| file.path.starts_with("crates/engine/src")) {
        let calls = without_tests(&file.text).split("enqueue_mail(").skip(1);
        let first = |call: &str| call.split(';').next()?.split('"').nth(1).map(str::to_owned);
        names.extend(calls.filter_map(first).filter(|name| !name.contains('{')));
    }
    assert!(names.contains("role-lent") && names.contains("password-reset"), "{names:?}");
    let unwritten: Vec<&String> =
        names.iter().filter(|name| !templates::mails::NAMES.contains(&name.as_str())).collect();
    assert_eq!(unwritten, Vec::<&String>::new());
}

/// What stands behind `=> "` in `FactProblem::code`.
#[test]
fn every_problem_of_a_figure_has_words() {
    let text = std::fs::read_to_string(crate::source::root().join("crates/rules/src/facts.rs")).unwrap();
    let named = text.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once("=> \""));
    let codes: Vec<String> =
        named.filter_map(|(_, rest)| rest.split('"').next()).map(str::to_owned).collect();
    assert!(codes.len() >= 16, "only {codes:?}");
    assert_eq!(unsaid(codes.iter().map(|code| format!("error-{code}"))), Vec::<String>::new());
}

/// Every code the engine gives to a wrong field.
#[test]
fn every_fault_of_a_field_has_words() {
    let mut codes = BTreeSet::new();
    let engine = rust_files().into_iter().filter(|file| file.path.starts_with("crates/engine/src"));
    for file in engine {
        let text = without_tests(&file.text).to_owned();
        for opening in ["FieldFault::new(", "EngineError::field(", "faults.add("] {
            codes.extend(text.split(opening).skip(1).filter_map(last_literal));
        }
    }
    assert!(codes.len() > 20, "only {codes:?}");
    assert_eq!(unsaid(codes.iter().map(|code| format!("error-{code}"))), Vec::<String>::new());
}

/// The last text literal before the call's closing bracket, when it looks like a code.
fn last_literal(call: &str) -> Option<String> {
    let mut depth = 1_usize;
    let end = call.char_indices().find_map(|(index, character)| {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(index)
    })?;
    let code = call[..end].trim().trim_end_matches(',').strip_suffix('"')?.rsplit('"').next()?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_code.then(|| code.to_owned())
}

/// Criteria, parts of amounts, review reasons and checks of every shipped pack.
#[test]
fn packs_have_words_for_what_they_decide() {
    for files in houbu::embedded_programmes() {
        let pack = rules::Pack::from_files(files).expect("a shipped pack compiles");
        let programme = pack.programme();
        let mut keys: Vec<String> = Vec::new();
        for criterion in &programme.criteria {
            let code = &criterion.code;
            keys.extend([
                format!("criterion-{code}"),
                format!("criterion-{code}-met"),
                format!("criterion-{code}-not-met"),
            ]);
        }
        keys.extend(programme.checks.iter().map(|check| format!("check-{}", check.code)));
        for ruling in &programme.rulings {
            let script = pack.file(&ruling.script).expect("the script is in the pack");
            let said = |call: &str, prefix: &str| -> Vec<String> {
                let calls = script.split(call).skip(1);
                calls
                    .filter_map(|rest| rest.split('"').next())
                    .map(|code| format!("{prefix}-{code}"))
                    .collect()
            };
            keys.extend(said("amount(\"", "amount"));
            keys.extend(said("needs_review(\"", "review"));
            keys.extend(said("leave_amount_to_person(\"", "review"));
        }
        for locale in Locale::ALL {
            let texts = pack.texts(locale.tag()).expect("a pack speaks both languages");
            let missing: Vec<&String> = keys
                .iter()
                .filter(|key| !texts.lines().any(|line| line.starts_with(&format!("{key} ="))))
                .collect();
            assert!(missing.is_empty(), "{} {locale}: {missing:?}", programme.code);
        }
    }
}
