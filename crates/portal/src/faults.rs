//! From the engine's codes to the catalogue's keys: wrong fields and refusals.
//!
//! A code is said by `error-<code>` with its arguments and `$field`, the label `field-<name>` (underscores
//! become hyphens); a refusal by `refusal-<reason>` with its own numbers, `$stage` and `$command`.

use engine::FieldFault;
use engine::audit::Finding;
use engine::migrations::UnsafeMove;
use serde_json::{Map, Value};
use templates::{Arguments, FieldError, Message};
use workflow::migration::LostRight;
use workflow::panel::Conflict;
use workflow::{Refusal, Timestamp};

/// The errors of a form, as a page shows them.
pub fn field_errors(faults: &[FieldFault]) -> Vec<FieldError> {
    faults.iter().map(|fault| FieldError::new(fault.field.clone(), message(fault))).collect()
}

/// One fault as a text.
pub fn message(fault: &FieldFault) -> Message {
    let args: Arguments =
        fault.arguments.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect();
    let has_label = args.contains_key("field");
    let said = Message { args, ..Message::new(format!("error-{}", fault.code)) };
    if has_label { said } else { said.about(&format!("field-{}", fault.field.replace('_', "-"))) }
}

/// A refusal with the stage, the command and the numbers of its reason.
pub fn refusal_message(refusal: &Refusal) -> Message {
    named("refusal", "reason", particulars(&refusal.reason))
        .with_message("stage", &Message::new(format!("stage-{}", refusal.stage.key())))
        .with_message("command", &Message::new(format!("command-{}", refusal.command.key())))
}

/// What a case would lose by a migration.
pub fn lost_right(lost: &LostRight) -> Message {
    named("lost-right", "lost", particulars(lost))
}

/// One line per case and right, as far as `limit` goes.
pub fn losses(moves: &[UnsafeMove], limit: usize) -> Vec<Message> {
    let lines = moves.iter().flat_map(|planned| planned.lost.iter().map(move |lost| (planned, lost)));
    let line = |(planned, lost): (&UnsafeMove, &LostRight)| {
        Message::new("failure-migration-loss")
            .with("number", planned.number.clone())
            .with_message("stage", &Message::new(format!("stage-{}", planned.stage.key())))
            .with_message("lost", &lost_right(lost))
    };
    lines.take(limit).map(line).collect()
}

/// It is somebody else's turn to write.
pub fn being_written(who: &str, until: Timestamp) -> Message {
    Message::new("failure-being-written").with("who", who).with("until_millis", until.millis())
}

/// What an audit found.
pub fn finding(finding: &Finding) -> Message {
    named("audit-fault", "code", particulars(finding))
}

fn particulars(reason: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(reason) {
        Ok(Value::Object(particulars)) => particulars,
        _ => Map::new(),
    }
}

/// The text of a tagged value: its tag names the text, the rest is what the text is told.
fn named(family: &str, tag: &str, mut particulars: Map<String, Value>) -> Message {
    let key = particulars.remove(tag);
    let key = key.as_ref().and_then(Value::as_str).unwrap_or_default();
    particulars.into_iter().fold(Message::new(format!("{family}-{key}")), tell)
}

/// Keys become their labels, and a reason within a reason its own text.
fn tell(message: Message, (name, value): (String, Value)) -> Message {
    match (name.as_str(), value) {
        ("role" | "stage", Value::String(key)) => {
            message.with_message(&name, &Message::new(format!("{name}-{key}")))
        }
        ("figure" | "account", Value::String(key)) => {
            message.with_message(&name, &Message::new(format!("audit-{name}-{key}")))
        }
        ("fault", Value::Object(fault)) => {
            let family = if message.key == "refusal-draw-impossible" { "draw-fault" } else { "tally-fault" };
            message.with_message("fault", &named(family, "fault", fault))
        }
        ("lost", Value::Object(lost)) => message.with_message("lost", &named("lost-right", "lost", lost)),
        // Of what nobody is excluded for, there are none.
        ("excluded", Value::Object(counts)) => Conflict::ALL.iter().fold(message, |message, kind| {
            let count = counts.get(kind.key()).and_then(Value::as_u64).unwrap_or_default();
            message.with(kind.key(), count)
        }),
        (_, value) => message.with(&name, plain(value)),
    }
}

/// Lists become one text; everything else is passed on.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let texts: Vec<_> = items.iter().map(|item| item.as_str().unwrap_or_default()).collect();
            Value::from(texts.join(", "))
        }
        Value::Null => Value::from(""),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use templates::{Catalogue, Locale};
    use workflow::panel::{Seed, TallyFault, draw};
    use workflow::{CommandKind, RefusalReason, Stage};

    use super::*;

    fn say(message: &Message) -> String {
        Catalogue::load().unwrap().say_exactly(Locale::En, message).unwrap()
    }

    /// Every particular any reason has; each reason takes its own.
    fn superset() -> Value {
        let day = "2026-03-02";
        serde_json::json!({
            "role": "officer", "opens_on": day, "closed_on": day, "first": day, "last": day, "last_day": day,
            "day": day, "due": null, "year": 2027, "field": "reason", "fields": ["a"], "findings": ["b"],
            "limit": 3, "amount": 500, "ceiling": 500, "left": 500,
            "mean_hundredths": 5_905, "pass_mark_hundredths": 6_000,
            "quorum": 3, "present": 2, "in_favour": 1, "person": "00000000-0000-7000-8000-000000000001",
            "lost": { "lost": "skips", "stage": "site-visit" }, "stage": "approval",
            "before": day, "after": day, "fault": { "fault": "no-scores" },
            "seats": 3, "able": 1, "candidates": 5, "excluded": { "declared": 4 }, "found": 9,
            "expert": "00000000-0000-7000-8000-000000000001", "code": "plan", "points": 31, "max": 30,
        })
    }

    fn with(name: &str, value: &Value) -> Value {
        let mut filled = superset();
        filled[name] = value.clone();
        filled
    }

    /// The keys the catalogue has for a family, without its prefix.
    fn said(family: &str) -> Vec<String> {
        let keys = Catalogue::keys(Locale::En);
        keys.iter().filter_map(|key| key.strip_prefix(family)).map(str::to_owned).collect()
    }

    fn must_be_said(message: &Message) {
        let catalogue = Catalogue::load().unwrap();
        for locale in Locale::ALL {
            assert!(catalogue.say_exactly(locale, message).is_some(), "{locale}: {message:?}");
        }
    }

    #[test]
    fn every_refusal_is_given_what_its_text_asks_for() {
        for key in RefusalReason::KEYS {
            let mut told = with("reason", &Value::from(*key));
            if *key == "draw-impossible" {
                told["fault"] = with("fault", &"too-few".into());
            }
            let reason: RefusalReason = serde_json::from_value(told).unwrap();
            assert_eq!(reason.key(), *key);
            let refusal = Refusal { stage: Stage::FormalCheck, command: CommandKind::PassCheck, reason };
            must_be_said(&refusal_message(&refusal));
        }
    }

    #[test]
    fn every_reason_within_a_refusal_is_given_what_its_text_asks_for() {
        for key in said("lost-right-") {
            let lost: LostRight = serde_json::from_value(with("lost", &Value::from(key))).unwrap();
            must_be_said(&lost_right(&lost));
        }
        for (family, reason) in [("draw-fault-", "draw-impossible"), ("tally-fault-", "marks-wrong")] {
            for key in said(family) {
                let mut told = with("reason", &reason.into());
                told["fault"] = with("fault", &Value::from(key));
                let reason: RefusalReason = serde_json::from_value(told).unwrap();
                let command = CommandKind::DrawPanel;
                must_be_said(&refusal_message(&Refusal { stage: Stage::ExpertReview, command, reason }));
            }
        }
    }

    fn refused(reason: RefusalReason) -> String {
        let command = CommandKind::DrawPanel;
        say(&refusal_message(&Refusal { stage: Stage::ExpertReview, command, reason }))
    }

    #[test]
    fn a_reason_within_a_reason_is_said_with_its_numbers() {
        let fault = draw(Seed::new([0; 32]), 3, Vec::new()).unwrap_err();
        let text = refused(RefusalReason::DrawImpossible { fault });
        assert!(text.contains("3 seats") && text.contains("same organisation 0"), "{text}");
        let fault = TallyFault::AboveMaximum { code: "plan".to_owned(), points: 31, max: 30 };
        let text = refused(RefusalReason::MarksWrong { fault });
        assert!(text.contains("“plan”") && text.contains("30"), "{text}");
        let lost = LostRight::Skips { stage: Stage::SiteVisit };
        let text = refused(RefusalReason::MigrationUnsafe { lost });
        assert!(text.contains("“Site visit”"), "{text}");
        let reason = RefusalReason::BelowPassMark { mean_hundredths: 5_905, pass_mark_hundredths: 6_000 };
        assert!(refused(reason.clone()).contains("59.05"), "{}", refused(reason));
    }

    #[test]
    fn whoever_writes_is_named_with_the_minute() {
        let text = say(&being_written("Officer", Timestamp::from_millis(1_772_413_200_000)));
        assert!(text.contains("Officer") && text.contains("2026-03-02 09:00"), "{text}");
    }

    #[test]
    fn an_unsafe_migration_has_a_line_for_each_right_up_to_the_limit() {
        let planned =
            |number: &str, lost| UnsafeMove { number: number.to_owned(), stage: Stage::Correction, lost };
        let both = vec![LostRight::Correction, LostRight::NoClock { stage: Stage::Approval }];
        let moves = [planned("HM-1", both), planned("HM-2", vec![LostRight::Track])];
        let lines: Vec<String> = losses(&moves, 3).iter().map(say).collect();
        assert!(lines[0].starts_with("HM-1") && lines[1].contains("“Approval”"), "{lines:?}");
        assert!(lines[2].starts_with("HM-2"), "{lines:?}");
        assert_eq!(losses(&moves, 2).len(), 2);
    }
}
