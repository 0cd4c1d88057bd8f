//! The record: seals with the leaves they cover, and who read which case when.
//!
//! One script for both databases; see `dialect` for what it may use. A leaf is stored only by the seal
//! that saw it change: the leaves of a seal are, for each name, the newest at or before it.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE seals (
    number BIGINT PRIMARY KEY CHECK (number > 0),
    sealed_at BIGINT NOT NULL,
    statement TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    signature TEXT NOT NULL,
    public_key TEXT NOT NULL,
    journal_last BIGINT NOT NULL
);
CREATE TABLE seal_leaves (
    name TEXT NOT NULL,
    seal BIGINT NOT NULL REFERENCES seals (number),
    body TEXT NOT NULL,
    PRIMARY KEY (name, seal)
);
CREATE TABLE case_readings (
    application_id TEXT NOT NULL REFERENCES applications (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    minute BIGINT NOT NULL,
    door TEXT NOT NULL,
    roles TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (application_id, person_id, minute, door)
);
CREATE INDEX case_readings_by_case ON case_readings (application_id, at);
CREATE INDEX case_readings_by_person ON case_readings (person_id, at);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["seals", "seal_leaves", "case_readings"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
