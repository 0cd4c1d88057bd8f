//! Delegations, departments, writing turns, objections, and plans that move running cases.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
ALTER TABLE events ADD COLUMN on_behalf_of TEXT;
ALTER TABLE people ADD COLUMN department TEXT;
ALTER TABLE applications ADD COLUMN notice_id TEXT;
CREATE INDEX applications_by_notice ON applications (notice_id);
CREATE TABLE delegations (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    from_person TEXT NOT NULL REFERENCES people (id),
    to_person TEXT NOT NULL REFERENCES people (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT delegations_two_people CHECK (from_person <> to_person),
    CONSTRAINT delegations_days CHECK (first_day <= last_day)
);
CREATE INDEX delegations_by_receiver ON delegations (to_person, last_day);
CREATE INDEX delegations_by_giver ON delegations (from_person, last_day);
CREATE TABLE writing_turns (
    application_id TEXT PRIMARY KEY REFERENCES applications (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    taken_at BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE TABLE objections (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    application_id TEXT NOT NULL REFERENCES applications (id),
    notice_id TEXT NOT NULL REFERENCES notices (id),
    name TEXT NOT NULL,
    identity_number TEXT NOT NULL,
    contact TEXT NOT NULL,
    locale TEXT NOT NULL,
    body TEXT NOT NULL,
    filed_at BIGINT NOT NULL,
    decision TEXT,
    reply TEXT,
    decided_by TEXT REFERENCES people (id),
    decided_at BIGINT
);
CREATE INDEX objections_by_application ON objections (application_id, id);
CREATE TABLE migration_plans (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    call_id TEXT NOT NULL REFERENCES calls (id),
    to_fingerprint TEXT NOT NULL REFERENCES packs (fingerprint),
    stages_json TEXT NOT NULL,
    reason TEXT NOT NULL,
    drawn_by TEXT NOT NULL REFERENCES people (id),
    drawn_at BIGINT NOT NULL,
    applied_by TEXT REFERENCES people (id),
    applied_at BIGINT,
    moved BIGINT NOT NULL,
    CONSTRAINT migration_plans_two_people CHECK (applied_by IS NULL OR applied_by <> drawn_by)
);
CREATE INDEX migration_plans_by_call ON migration_plans (call_id, id);
";

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, &[]).await
    }
}
