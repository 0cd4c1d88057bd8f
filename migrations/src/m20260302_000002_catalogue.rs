//! The jurisdiction's calendar and budget lines, packs, programmes and calls.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE calendar_notices (
    id TEXT PRIMARY KEY,
    year BIGINT NOT NULL,
    published_on TEXT NOT NULL,
    document TEXT NOT NULL,
    content_json TEXT NOT NULL,
    loaded_at BIGINT NOT NULL,
    UNIQUE (year, published_on)
);
CREATE TABLE packs (
    fingerprint TEXT PRIMARY KEY,
    programme_code TEXT NOT NULL,
    version TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    stored_at BIGINT NOT NULL
);
CREATE TABLE programmes (
    code TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    current_fingerprint TEXT NOT NULL REFERENCES packs (fingerprint),
    definition_json TEXT NOT NULL
);
CREATE TABLE budget_lines (
    id TEXT PRIMARY KEY,
    fiscal_year BIGINT NOT NULL,
    code TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    total_fen BIGINT NOT NULL,
    committed_fen BIGINT NOT NULL,
    ordered_fen BIGINT NOT NULL,
    paid_fen BIGINT NOT NULL,
    UNIQUE (fiscal_year, code),
    CONSTRAINT budget_lines_never_overspend CHECK (
        0 <= paid_fen AND paid_fen <= ordered_fen AND ordered_fen <= committed_fen AND committed_fen <= total_fen
    )
);
CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    programme_code TEXT NOT NULL REFERENCES programmes (code),
    pack_fingerprint TEXT NOT NULL REFERENCES packs (fingerprint),
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    fiscal_year BIGINT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    budget_line_id TEXT NOT NULL REFERENCES budget_lines (id),
    notice_zh TEXT NOT NULL,
    notice_en TEXT NOT NULL,
    targets_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
    drafted_by TEXT NOT NULL REFERENCES people (id),
    drafted_at BIGINT NOT NULL,
    opened_by TEXT REFERENCES people (id),
    opened_at BIGINT,
    closed_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX calls_by_state ON calls (state, closes_on);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["packs"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
