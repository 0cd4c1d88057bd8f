//! What is known of a file an applicant supplied; its bytes lie in `files` under `storage_key`.
//! Rows only: the bytes are put and fetched elsewhere, and a removed row keeps its file.

use workflow::Timestamp;
use workflow::id::{ApplicationId, AttachmentId, PersonId};

use crate::error::StoreError;
use crate::row::{change_one, find as find_row, insert as insert_row, list as list_rows, table, values};
use crate::source::Source;
use crate::unit_of_work::UnitOfWork;

table! { "attachments", key 1;
    /// A file an applicant supplied.
    pub struct AttachmentRow {
        id: AttachmentId,
        application_id: ApplicationId,
        document_code: String,
        file_name: String,
        media_type: String,
        size_bytes: i64,
        sha256: String,
        storage_key: String,
        uploaded_by: PersonId,
        uploaded_at: Timestamp,
        removed_at: Option<Timestamp>,
    }
}

pub async fn insert(unit: &UnitOfWork, attachment: &AttachmentRow) -> Result<(), StoreError> {
    insert_row(unit, attachment).await
}

pub async fn find(on: &impl Source, id: AttachmentId) -> Result<Option<AttachmentRow>, StoreError> {
    find_row(on, "WHERE t.id = $1", values![id]).await
}

/// Attachments of an application that were not removed, in the order of upload.
pub async fn of_application(
    on: &impl Source,
    application: ApplicationId,
) -> Result<Vec<AttachmentRow>, StoreError> {
    let tail = "WHERE t.application_id = $1 AND t.removed_at IS NULL ORDER BY t.id";
    list_rows(on, tail, values![application]).await
}

/// Takes an attachment off its application. The bytes stay: an event may speak of them.
pub async fn remove(unit: &UnitOfWork, id: AttachmentId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE attachments SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL";
    change_one(unit, "attachment already removed", sql, values![id, at]).await
}
