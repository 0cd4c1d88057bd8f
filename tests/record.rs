//! The record: sealed, tampered with, proven, and who read it.
//! Each module owns one promise of docs/RECORD.md.

mod proofs;
mod readings;
mod seals;
mod signals;
mod tamper;

use harness::House;
use store::event_log::{EventDraft, EventRow};
use workflow::id::ApplicationId;
use workflow::{Event, EventKind};

/// An event as it would be written again, with its payload changed.
fn draft(row: &EventRow, change: impl Fn(&str) -> String) -> EventDraft {
    EventDraft {
        at: row.at,
        actor_person: row.actor_person,
        actor_role: row.actor_role,
        kind: row.kind.clone(),
        payload_json: change(&row.payload_json),
        idempotency_key: row.idempotency_key.clone(),
        input_hash: row.input_hash.clone(),
        pack_fingerprint: row.pack_fingerprint.clone(),
        on_behalf_of: row.on_behalf_of,
    }
}

/// Writes a case's whole history again with the chain key: every opinion that was blank says something now.
/// The chain, the replayed state and the projection fit each other afterwards.
async fn rewrite_with_the_key(house: &House, thief: &harness::tamper::Thief, case: ApplicationId) {
    let store = house.database.store();
    let rows = store::event_log::read(store, case).await.unwrap();
    let change = |json: &str| json.replace("\"opinion\":\"\"", "\"opinion\":\"查无问题\"");
    let drafts: Vec<EventDraft> = rows.iter().map(|row| draft(row, change)).collect();
    assert!(drafts.iter().zip(&rows).any(|(draft, row)| draft.payload_json != row.payload_json));
    let event = |draft: &EventDraft| {
        let kind: EventKind = serde_json::from_str(&draft.payload_json).unwrap();
        let (person, on_behalf_of) = (draft.actor_person, draft.on_behalf_of);
        Event { at: draft.at, person, role: draft.actor_role, on_behalf_of, kind }
    };
    let events: Vec<Event> = drafts.iter().map(event).collect();
    let state = workflow::apply::replay(&events).unwrap();
    let mut projection = store::applications::find(store, case).await.unwrap().unwrap();
    projection.state_json = serde_json::to_string(&state).unwrap();
    thief.run(&format!("DELETE FROM events WHERE application_id = '{case}'")).await;
    let unit = store.begin().await.unwrap();
    store::event_log::append(&unit, case, 0, &drafts).await.unwrap();
    store::applications::update(&unit, &projection, projection.version).await.unwrap();
    unit.commit().await.unwrap();
}

/// What an audit finds, as sentences.
async fn found(house: &House) -> Vec<String> {
    let faults = house.engine.audit().await.unwrap().faults;
    faults.into_iter().map(|fault| format!("{}: {}", fault.subject, fault.finding)).collect()
}
