//! The outbox, leases, the schedule, mails, counters and settings.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload_json TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    available_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_until BIGINT,
    fence BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    failed_at BIGINT,
    last_error TEXT,
    dedupe_key TEXT UNIQUE
);
CREATE INDEX outbox_waiting ON outbox (available_at, id) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until BIGINT NOT NULL,
    fence BIGINT NOT NULL
);
CREATE TABLE schedule (
    job TEXT PRIMARY KEY,
    next_due BIGINT NOT NULL,
    last_run BIGINT
);
CREATE TABLE job_runs (
    job TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    outcome TEXT,
    PRIMARY KEY (job, due_at)
);
CREATE TABLE mails (
    id TEXT PRIMARY KEY,
    outbox_id TEXT UNIQUE,
    message_id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    recipient_person TEXT REFERENCES people (id),
    locale TEXT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    attempts BIGINT NOT NULL,
    last_error TEXT
);
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX mails_by_recipient ON mails (recipient, id);
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value_json TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &[];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
