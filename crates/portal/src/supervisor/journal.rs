//! Acts outside applications, newest first, page by page, each detail in words.
//! What happened to a case stands on the page of the case.

use axum::extract::Query;
use axum::response::Response;
use engine::queries::supervision::JournalEntry;
use serde::Deserialize;
use serde_json::Value;
use templates::Message;
use templates::pages::supervisor::{Journal, JournalRow};

use crate::error::PortalError;
use crate::page::Visit;

/// Ids and fingerprints say nothing to a reader; the API has them.
const UNSPOKEN: [&str; 5] = ["attachment", "batch", "budget_line", "pack", "sha256"];

/// Where the list goes on: acts before this number.
#[derive(Debug, Default, Deserialize)]
pub struct Before {
    before: Option<i64>,
}

pub async fn show(visit: Visit, Query(query): Query<Before>) -> Result<Response, PortalError> {
    let page = visit.engine().journal(visit.signed()?, query.before).await?;
    let next = page.next.map(|number| format!("/supervisor/journal?before={number}"));
    let entries = page.entries.into_iter().map(|entry| row(&visit, entry));
    visit.show(&Journal { entries: entries.collect(), next }).await
}

fn row(visit: &Visit, entry: JournalEntry) -> JournalRow {
    let spoken = entry.detail.iter().filter(|(name, _)| !UNSPOKEN.contains(&name.as_str()));
    JournalRow {
        number: entry.number,
        at_millis: entry.at.millis(),
        details: spoken.filter_map(|(name, value)| detail(visit, name, value)).collect(),
        action: named(visit, "journal", entry.action),
        role: entry.role.key().to_owned(),
        person: entry.person,
        subject: named(visit, "journal-subject", entry.subject_kind),
        subject_id: entry.subject_id,
    }
}

/// A detail in words; nothing where there is nothing to say. A name the catalogue does not know stays as it is.
fn detail(visit: &Visit, name: &str, value: &Value) -> Option<Message> {
    let value = match value {
        Value::Null => return None,
        Value::Array(codes) if name == "roles" => Value::String(roles(visit, codes)),
        Value::Array(values) => Value::String(values.iter().map(plain).collect::<Vec<_>>().join(", ")),
        Value::Object(_) => Value::String(value.to_string()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    };
    let message =
        Message::new(format!("journal-detail-{}", name.replace('_', "-"))).with("value", value.clone());
    let catalogue = visit.state.templates().catalogue();
    let known = catalogue.say_exactly(visit.locale, &message).is_some();
    Some(if known { message } else { Message::verbatim(format!("{name}: {}", plain(&value))) })
}

fn roles(visit: &Visit, codes: &[Value]) -> String {
    let catalogue = visit.state.templates().catalogue();
    let label = |code: &Value| catalogue.say(visit.locale, &Message::new(format!("role-{}", plain(code))));
    codes.iter().map(label).collect::<Vec<_>>().join(" · ")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The label of a code; an act older or newer than the catalogue keeps its code.
fn named(visit: &Visit, family: &str, code: String) -> Message {
    let message = Message::new(format!("{family}-{code}"));
    let catalogue = visit.state.templates().catalogue();
    if catalogue.say_exactly(visit.locale, &message).is_some() { message } else { Message::verbatim(code) }
}
