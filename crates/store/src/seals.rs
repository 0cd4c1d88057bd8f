//! Seals, the leaves they cover, and the folder outside the database that each is written to.
//!
//! What a leaf says and how a seal is signed is the engine's; here they are text that never changes.

use workflow::id::{ApplicationId, NoticeId};
use workflow::{Date, Money, Timestamp};

use crate::error::StoreError;
use crate::row::{
    execute, find as find_row, insert as insert_row, list as list_rows, project, projection, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

projection! {
    /// The hash of one event.
    pub struct EventHash {
        hash: String = "e.hash",
    }
}

table! { "seals", key 1;
    /// One seal: what was signed, and the signature.
    pub struct SealRow {
        number: i64,
        sealed_at: Timestamp,
        statement: String,
        digest: String,
        signature: String,
        public_key: String,
        /// The last act of the journal that the seal covers; 0 for none.
        journal_last: i64,
    }
}

table! { "seal_leaves", key 2;
    /// A leaf as it stood from this seal on.
    pub struct SealLeafRow {
        name: String,
        seal: i64,
        body: String,
    }
}

projection! {
    /// The last event of an application.
    pub struct Head {
        application_id: ApplicationId = "e.application_id",
        /// Absent when somebody took the application and left its events.
        number: Option<String> = "a.number",
        events: i64 = "e.seq",
        hash: String = "e.hash",
    }
}

projection! {
    /// A line of a publicity list, and the head of its case when the list was published.
    pub struct Listed {
        notice_id: NoticeId = "n.id",
        notice_number: String = "n.number",
        first_day: Date = "n.first_day",
        last_day: Date = "n.last_day",
        position: i64 = "i.position",
        organisation_name: String = "i.organisation_name",
        uscc_masked: String = "i.uscc_masked",
        amount_fen: Money = "i.amount_fen",
        application_id: ApplicationId = "i.application_id",
        events: i64 = "e.seq",
        hash: String = "e.hash",
    }
}

/// Waits for every writer of the journal and keeps others out until the unit ends, so that no act with a lower
/// number appears behind a sealed one. SQLite has one writer anyway.
pub async fn hold_journal(unit: &UnitOfWork) -> Result<(), StoreError> {
    if unit.connection().is_postgres() {
        execute(unit, "LOCK TABLE journal IN SHARE MODE", Vec::new()).await?;
    }
    Ok(())
}

/// The head of every application's log, in one look.
pub async fn heads(on: &impl Source) -> Result<Vec<Head>, StoreError> {
    let tail = "FROM events e JOIN (SELECT application_id, MAX(seq) AS seq FROM events GROUP BY application_id) m \
                ON m.application_id = e.application_id AND m.seq = e.seq \
                LEFT JOIN applications a ON a.id = e.application_id";
    project(on, tail, Vec::new()).await
}

/// Every line of every publicity list. A list and the events that published its cases bear one instant.
pub async fn listed(on: &impl Source) -> Result<Vec<Listed>, StoreError> {
    let tail = "FROM notice_items i JOIN notices n ON n.id = i.notice_id \
                JOIN events e ON e.application_id = i.application_id AND e.seq = (SELECT MAX(p.seq) FROM events p \
                WHERE p.application_id = i.application_id AND p.at = n.published_at)";
    project(on, tail, Vec::new()).await
}

/// The hash of one event; nothing when there is no such event.
pub async fn hash_at(
    on: &impl Source,
    application: ApplicationId,
    seq: i64,
) -> Result<Option<String>, StoreError> {
    let tail = "FROM events e WHERE e.application_id = $1 AND e.seq = $2";
    let rows: Vec<EventHash> = project(on, tail, values![application, seq]).await?;
    Ok(rows.into_iter().next().map(|row| row.hash))
}

pub async fn insert(unit: &UnitOfWork, seal: &SealRow, leaves: &[SealLeafRow]) -> Result<(), StoreError> {
    insert_row(unit, seal).await?;
    for leaf in leaves {
        insert_row(unit, leaf).await?;
    }
    Ok(())
}

pub async fn last(on: &impl Source) -> Result<Option<SealRow>, StoreError> {
    find_row(on, "ORDER BY t.number DESC", Vec::new()).await
}

pub async fn find(on: &impl Source, number: i64) -> Result<Option<SealRow>, StoreError> {
    find_row(on, "WHERE t.number = $1", values![number]).await
}

/// Seals above a number, oldest first.
pub async fn after(on: &impl Source, number: i64, limit: i64) -> Result<Vec<SealRow>, StoreError> {
    list_rows(on, "WHERE t.number > $1 ORDER BY t.number LIMIT $2", values![number, limit]).await
}

/// The leaves a seal covers: of each name the newest at or before it.
pub async fn leaves_at(on: &impl Source, seal: i64) -> Result<Vec<SealLeafRow>, StoreError> {
    let tail =
        "WHERE t.seal = (SELECT MAX(l.seal) FROM seal_leaves l WHERE l.name = t.name AND l.seal <= $1)";
    list_rows(on, tail, values![seal]).await
}

/// The leaves that one seal saw change.
pub async fn leaves_of(on: &impl Source, seal: i64) -> Result<Vec<SealLeafRow>, StoreError> {
    list_rows(on, "WHERE t.seal = $1", values![seal]).await
}

/// The first seal that covers a leaf.
pub async fn first_over(on: &impl Source, name: &str) -> Result<Option<i64>, StoreError> {
    let tail = "WHERE t.name = $1 ORDER BY t.seal";
    let leaf: Option<SealLeafRow> = find_row(on, tail, values![name.to_owned()]).await?;
    Ok(leaf.map(|leaf| leaf.seal))
}
