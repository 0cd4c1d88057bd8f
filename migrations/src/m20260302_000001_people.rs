//! Towns, people and their roles, organisations and memberships.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE towns (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL
);
CREATE TABLE people (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE CHECK (login = lower(login)),
    name TEXT NOT NULL,
    phone TEXT,
    id_card TEXT,
    password_hash TEXT NOT NULL,
    locale TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    town_id TEXT REFERENCES towns (id)
);
CREATE TABLE person_roles (
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);
CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    uscc TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    town_id TEXT NOT NULL REFERENCES towns (id),
    registered_on TEXT NOT NULL,
    address TEXT NOT NULL,
    legal_representative TEXT NOT NULL,
    account_name TEXT NOT NULL,
    account_number TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    bank_name TEXT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by TEXT REFERENCES people (id),
    created_at BIGINT NOT NULL,
    profile_json TEXT NOT NULL
);
CREATE INDEX organisations_unconfirmed ON organisations (id) WHERE confirmed_at IS NULL;
CREATE TABLE memberships (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL CHECK (kind IN ('preparer', 'legal-representative')),
    state TEXT NOT NULL CHECK (state IN ('requested', 'active', 'refused', 'left')),
    requested_at BIGINT NOT NULL,
    decided_by TEXT REFERENCES people (id),
    decided_at BIGINT
);
CREATE UNIQUE INDEX memberships_live ON memberships (person_id, organisation_id)
    WHERE state IN ('requested', 'active');
CREATE INDEX memberships_by_organisation ON memberships (organisation_id, state);
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
