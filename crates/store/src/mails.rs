//! Mails from their rendering to their delivery. The message id is fixed at rendering, so that a retry after
//! an unknown outcome can be recognised by the receiver.

use workflow::Timestamp;
use workflow::id::{MailId, OutboxId, PersonId};

use crate::Page;
use crate::cell::keyed;
use crate::error::StoreError;
use crate::row::{
    change_one, find as find_row, insert as insert_row, integer, list as list_rows, table, values,
};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

keyed! {
    /// How far a mail has come.
    pub enum MailState {
        Queued = "queued",
        Sent = "sent",
        Failed = "failed",
    }
}

table! { "mails", key 1;
    /// One mail to one recipient.
    pub struct MailRow {
        id: MailId,
        outbox_id: Option<OutboxId>,
        message_id: String,
        recipient: String,
        recipient_person: Option<PersonId>,
        locale: String,
        name: String,
        subject: String,
        body: String,
        state: MailState,
        created_at: Timestamp,
        sent_at: Option<Timestamp>,
        attempts: i64,
        last_error: Option<String>,
    }
}

/// Inserts a mail; a second one for the same outbox row is a conflict.
pub async fn insert(unit: &UnitOfWork, mail: &MailRow) -> Result<(), StoreError> {
    insert_row(unit, mail).await
}

pub async fn find(on: &impl Source, id: MailId) -> Result<Option<MailRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

pub async fn find_by_outbox(on: &impl Source, outbox: OutboxId) -> Result<Option<MailRow>, StoreError> {
    find_row(on, "WHERE t.outbox_id = $1", values![outbox]).await
}

/// Mails, newest first (`after` is an id); all of them when neither state nor recipient narrows.
pub async fn list(
    on: &impl Source,
    state: Option<MailState>,
    recipient: Option<&str>,
    page: &Page,
) -> Result<Vec<MailRow>, StoreError> {
    let tail = "WHERE ($1 IS NULL OR t.state = $1) AND ($2 IS NULL OR t.recipient = $2) \
                AND ($3 IS NULL OR t.id < $3) ORDER BY t.id DESC LIMIT $4";
    let recipient = recipient.map(str::to_owned);
    list_rows(on, tail, values![state, recipient, page.after.clone(), page.rows()]).await
}

pub async fn count(on: &impl Source, state: MailState) -> Result<i64, StoreError> {
    integer(on, "SELECT COUNT(*) FROM mails WHERE state = $1", values![state]).await
}

/// Records a delivery.
pub async fn mark_sent(unit: &UnitOfWork, id: MailId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE mails SET state = 'sent', sent_at = $2, attempts = attempts + 1, last_error = NULL \
               WHERE id = $1 AND state = 'queued'";
    change_one(unit, "mail already settled", sql, values![id, at]).await
}

/// Records an attempt that did not deliver; `last` when it was the last one.
pub async fn mark_attempt(unit: &UnitOfWork, id: MailId, error: &str, last: bool) -> Result<(), StoreError> {
    let state = if last { MailState::Failed } else { MailState::Queued };
    let sql = "UPDATE mails SET state = $2, attempts = attempts + 1, last_error = $3 \
               WHERE id = $1 AND state = 'queued'";
    change_one(unit, "mail already settled", sql, values![id, state, error.to_owned()]).await
}
