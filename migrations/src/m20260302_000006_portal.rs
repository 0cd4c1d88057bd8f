//! Sessions, tokens, sign-in attempts, password resets and the journal.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    person_id TEXT REFERENCES people (id),
    record_json TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE TABLE api_tokens (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    title TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    last_used_at BIGINT
);
CREATE INDEX api_tokens_by_person ON api_tokens (person_id, id);
CREATE TABLE sign_in_attempts (
    id BIGSERIAL PRIMARY KEY,
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    at BIGINT NOT NULL,
    succeeded BOOLEAN NOT NULL
);
CREATE INDEX sign_in_attempts_by_login ON sign_in_attempts (login, at);
CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address, at);
CREATE TABLE password_resets (
    token_sha256 TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE TABLE journal (
    id BIGSERIAL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_person TEXT,
    actor_role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail_json TEXT NOT NULL
);
CREATE INDEX journal_by_subject ON journal (subject_kind, subject_id, id);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["journal"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
