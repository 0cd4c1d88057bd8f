//! Applications, their event log, idempotency keys, attachments and publicity notices.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE applications (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    call_id TEXT NOT NULL REFERENCES calls (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    stage TEXT NOT NULL,
    version BIGINT NOT NULL,
    state_json TEXT NOT NULL,
    amount_fen BIGINT,
    submitted_at BIGINT,
    due_on TEXT,
    owner_role TEXT,
    created_by TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX applications_by_stage ON applications (stage, id);
CREATE INDEX applications_by_organisation ON applications (organisation_id, id);
CREATE INDEX applications_by_call ON applications (call_id, id);
CREATE INDEX applications_by_due_date ON applications (due_on, id);
CREATE UNIQUE INDEX applications_one_live ON applications (call_id, organisation_id)
    WHERE stage NOT IN ('withdrawn', 'rejected', 'lapsed');
CREATE TABLE events (
    application_id TEXT NOT NULL REFERENCES applications (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL CHECK (seq > 0),
    at BIGINT NOT NULL,
    actor_person TEXT,
    actor_role TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload_json TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    pack_fingerprint TEXT REFERENCES packs (fingerprint),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (application_id, seq)
);
CREATE TABLE idempotency_keys (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    outcome_json TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    document_code TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    storage_key TEXT NOT NULL,
    uploaded_by TEXT NOT NULL REFERENCES people (id),
    uploaded_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX attachments_by_application ON attachments (application_id, id);
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    call_id TEXT NOT NULL REFERENCES calls (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    published_by TEXT NOT NULL REFERENCES people (id),
    published_at BIGINT NOT NULL
);
CREATE TABLE notice_items (
    notice_id TEXT NOT NULL REFERENCES notices (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    organisation_name TEXT NOT NULL,
    uscc_masked TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (notice_id, application_id)
);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["events"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
