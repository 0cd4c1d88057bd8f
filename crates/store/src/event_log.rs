//! The event log of each application: append-only, numbered from 1, chained with a keyed hash.
//!
//! `hash = HMAC-SHA256(key, previous hash ‖ every other column)`, each column behind its length. Without the
//! key, which is not in the database, nobody can edit, drop or swap an event and mend the chain behind it.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use workflow::id::{ApplicationId, PersonId};
use workflow::{Role, Timestamp};

use crate::error::StoreError;
use crate::row::{find as find_row, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::store::Store;
use crate::unit_of_work::UnitOfWork;

table! { "events", key 2;
    /// One thing that happened to an application, and what makes it attributable.
    pub struct EventRow {
        application_id: ApplicationId,
        seq: i64,
        at: Timestamp,
        actor_person: Option<PersonId>,
        actor_role: Role,
        kind: String,
        payload_json: String,
        idempotency_key: String,
        input_hash: String,
        pack_fingerprint: Option<String>,
        previous_hash: String,
        hash: String,
        /// For whom the actor stood in, by a delegation.
        on_behalf_of: Option<PersonId>,
    }
}

/// An event before it has a number and a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDraft {
    pub at: Timestamp,
    pub actor_person: Option<PersonId>,
    pub actor_role: Role,
    pub kind: String,
    pub payload_json: String,
    pub idempotency_key: String,
    pub input_hash: String,
    pub pack_fingerprint: Option<String>,
    pub on_behalf_of: Option<PersonId>,
}

/// Where a chain is broken: the first event that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    pub seq: i64,
    pub what: ChainFaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFaultKind {
    /// The event is missing, or another stands in its place.
    Gap,
    /// The event does not follow from the one before it.
    Link,
    /// The event's content is not what was hashed.
    Content,
    /// The projection names a later event than the log holds.
    Truncated,
}

impl fmt::Display for ChainFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            ChainFaultKind::Gap => "is missing",
            ChainFaultKind::Link => "does not follow from the one before it",
            ChainFaultKind::Content => "has been changed",
            ChainFaultKind::Truncated => "has been cut off",
        };
        write!(formatter, "event {} {what}", self.seq)
    }
}

/// Appends events behind `expected_version`, the number of the last event (0 for none). A conflict when the
/// log has moved on.
pub async fn append(
    unit: &UnitOfWork,
    application: ApplicationId,
    expected_version: i64,
    drafts: &[EventDraft],
) -> Result<Vec<EventRow>, StoreError> {
    let last = last(unit, application).await?;
    if last.as_ref().map_or(0, |event| event.seq) != expected_version {
        return Err(StoreError::conflict("event log moved on meanwhile"));
    }
    let mut previous = last.map_or_else(|| root(unit.chain_key(), application), |event| event.hash);
    let mut appended = Vec::with_capacity(drafts.len());
    for (draft, seq) in drafts.iter().zip(expected_version + 1..) {
        let event = sealed(unit.chain_key(), application, seq, draft, previous);
        previous = event.hash.clone();
        insert_row(unit, &event).await?;
        appended.push(event);
    }
    Ok(appended)
}

/// The last event of an application.
pub async fn last(on: &impl Source, application: ApplicationId) -> Result<Option<EventRow>, StoreError> {
    find_row(on, "WHERE t.application_id = $1 ORDER BY t.seq DESC", values![application]).await
}

/// All events of an application, first to last.
pub async fn read(on: &impl Source, application: ApplicationId) -> Result<Vec<EventRow>, StoreError> {
    list_rows(on, "WHERE t.application_id = $1 ORDER BY t.seq", values![application]).await
}

/// Checks the chain of an application; `version` is the number of events the projection knows of.
pub async fn verify(
    store: &Store,
    application: ApplicationId,
    version: i64,
) -> Result<Result<(), ChainFault>, StoreError> {
    let events = read(store, application).await?;
    Ok(verify_chain(&store.chain_key(), application, version, &events))
}

/// The same for events already read.
pub fn verify_events(
    store: &Store,
    application: ApplicationId,
    version: i64,
    events: &[EventRow],
) -> Result<(), ChainFault> {
    verify_chain(&store.chain_key(), application, version, events)
}

fn verify_chain(
    key: &[u8],
    application: ApplicationId,
    version: i64,
    events: &[EventRow],
) -> Result<(), ChainFault> {
    let mut previous = root(key, application);
    for (event, seq) in events.iter().zip(1..) {
        let fault = |what| Err(ChainFault { seq, what });
        if event.seq != seq || event.application_id != application {
            return fault(ChainFaultKind::Gap);
        }
        if event.previous_hash != previous {
            return fault(ChainFaultKind::Link);
        }
        if event.hash != hash(key, event) {
            return fault(ChainFaultKind::Content);
        }
        previous.clone_from(&event.hash);
    }
    let stored = i64::try_from(events.len()).unwrap_or(i64::MAX);
    if stored < version {
        return Err(ChainFault { seq: stored + 1, what: ChainFaultKind::Truncated });
    }
    Ok(())
}

fn sealed(
    key: &[u8],
    application: ApplicationId,
    seq: i64,
    draft: &EventDraft,
    previous: String,
) -> EventRow {
    let draft = draft.clone();
    let mut event = EventRow {
        application_id: application,
        seq,
        at: draft.at,
        actor_person: draft.actor_person,
        actor_role: draft.actor_role,
        kind: draft.kind,
        payload_json: draft.payload_json,
        idempotency_key: draft.idempotency_key,
        input_hash: draft.input_hash,
        pack_fingerprint: draft.pack_fingerprint,
        previous_hash: previous,
        hash: String::new(),
        on_behalf_of: draft.on_behalf_of,
    };
    event.hash = hash(key, &event);
    event
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of every length")
}

/// What the first event follows: no chain can be moved to another application.
fn root(key: &[u8], application: ApplicationId) -> String {
    let mut mac = keyed(key);
    mac.update(application.to_string().as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn hash(key: &[u8], event: &EventRow) -> String {
    let mut mac = keyed(key);
    let mut field = |bytes: Option<&[u8]>| match bytes {
        // Absent and empty differ, and no two neighbours can trade characters.
        None => mac.update(&[0]),
        Some(bytes) => {
            mac.update(&[1]);
            mac.update(&(bytes.len() as u64).to_be_bytes());
            mac.update(bytes);
        }
    };
    field(Some(event.previous_hash.as_bytes()));
    field(Some(event.application_id.to_string().as_bytes()));
    field(Some(&event.seq.to_be_bytes()));
    field(Some(&event.at.millis().to_be_bytes()));
    field(event.actor_person.map(|person| person.to_string()).as_deref().map(str::as_bytes));
    field(Some(event.actor_role.key().as_bytes()));
    field(Some(event.kind.as_bytes()));
    field(Some(event.payload_json.as_bytes()));
    field(Some(event.idempotency_key.as_bytes()));
    field(Some(event.input_hash.as_bytes()));
    field(event.pack_fingerprint.as_deref().map(str::as_bytes));
    // The last field, and only where it is: events from before it was known keep their hash.
    if let Some(person) = event.on_behalf_of {
        field(Some(person.to_string().as_bytes()));
    }
    hex::encode(mac.finalize().into_bytes())
}
