//! From the engine's codes to the catalogue's keys: wrong fields and refusals.
//!
//! A code is said by `error-<code>` with its arguments and `$field`, the label `field-<name>` (underscores
//! become hyphens); a refusal by `refusal-<reason>` with its own numbers, `$stage` and `$command`.

use engine::FieldFault;
use serde_json::Value;
use templates::{Arguments, FieldError, Message};
use workflow::Refusal;

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
    let mut message = Message::new(format!("refusal-{}", refusal.reason.key()))
        .with_message("stage", &Message::new(format!("stage-{}", refusal.stage.key())))
        .with_message("command", &Message::new(format!("command-{}", refusal.command.key())));
    let Ok(Value::Object(details)) = serde_json::to_value(&refusal.reason) else { return message };
    for (name, value) in details.into_iter().filter(|(name, _)| name != "reason") {
        message = match (name.as_str(), value) {
            ("role", Value::String(role)) => {
                message.with_message("role", &Message::new(format!("role-{role}")))
            }
            (_, value) => message.with(&name, plain(value)),
        };
    }
    message
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
