//! Acts outside applications, newest first, page by page.
//! What happened to a case stands on the page of the case.

use axum::extract::Query;
use axum::response::Response;
use engine::queries::supervision::JournalEntry;
use serde::Deserialize;
use templates::Message;
use templates::pages::supervisor::{Detail, Journal, JournalRow};

use crate::error::PortalError;
use crate::page::Visit;

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
    let detail = |(name, value): (String, serde_json::Value)| Detail {
        name,
        value: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    };
    JournalRow {
        number: entry.number,
        at_millis: entry.at.millis(),
        action: named(visit, "journal", entry.action),
        role: entry.role.key().to_owned(),
        person: entry.person,
        subject: named(visit, "journal-subject", entry.subject_kind),
        subject_id: entry.subject_id,
        details: entry.detail.into_iter().map(detail).collect(),
    }
}

/// The label of a code; an act older or newer than the catalogue keeps its code.
fn named(visit: &Visit, family: &str, code: String) -> Message {
    let message = Message::new(format!("{family}-{code}"));
    let catalogue = visit.state.templates().catalogue();
    if catalogue.say_exactly(visit.locale, &message).is_some() { message } else { Message::verbatim(code) }
}
