//! Every code a person may meet has words in both languages: stages, commands, events, roles, refusals,
//! faults of figures and of fields, and every text a policy pack's verdicts ask for.

use std::collections::BTreeSet;

use templates::{Catalogue, Locale};
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
    assert_eq!(unsaid(stages.chain(commands).chain(events).chain(roles)), Vec::<String>::new());
}

#[test]
fn every_refusal_has_words() {
    assert_eq!(unsaid(REFUSALS.iter().map(|key| format!("refusal-{key}"))), Vec::<String>::new());
}

/// The keys of the enum, read from the one place that names them.
#[test]
fn the_list_of_refusals_is_whole() {
    let text = std::fs::read_to_string(crate::source::root().join("crates/workflow/src/refusal.rs")).unwrap();
    let named = text.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once("=> \""));
    let keys: Vec<&str> = named.filter_map(|(_, rest)| rest.split('"').next()).collect();
    assert_eq!(keys, REFUSALS);
    assert!(REFUSALS.contains(&RefusalReason::WrongStage.key()));
}

const REFUSALS: [&str; 28] = [
    "wrong-stage",
    "role-required",
    "own-organisation",
    "not-your-case",
    "second-officer-required",
    "maker-is-checker",
    "window-not-open",
    "window-closed",
    "organisation-not-confirmed",
    "incomplete",
    "not-eligible",
    "judgement-missing",
    "reason-required",
    "text-too-long",
    "defects-required",
    "too-many-defects",
    "correction-rounds-used",
    "already-published",
    "not-published",
    "publicity-running",
    "amount-required",
    "amount-fixed",
    "amount-not-positive",
    "not-overdue",
    "overdue-does-not-lapse",
    "deadline-known",
    "calendar-not-loaded",
    "payment-elsewhere",
];

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
