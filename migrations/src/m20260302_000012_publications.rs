//! The life of a pack: drafts that policy staff write, and publications that say from which day a pack holds.
//!
//! One script for both databases; see `dialect` for what it may use. Whoever wrote a draft cannot publish it:
//! the reference to the draft carries its author, and a CHECK keeps author and publisher apart.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// Packs that were in use before publications were kept hold from a day before all of them.
const SCRIPT: &str = "
ALTER TABLE packs ADD COLUMN host_version TEXT NOT NULL DEFAULT '1';
CREATE TABLE pack_drafts (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    programme_code TEXT NOT NULL,
    based_on TEXT REFERENCES packs (fingerprint),
    author TEXT NOT NULL REFERENCES people (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn')),
    note TEXT NOT NULL,
    answer TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    files_json TEXT NOT NULL,
    UNIQUE (id, author)
);
CREATE INDEX pack_drafts_by_programme ON pack_drafts (programme_code, id);
CREATE TABLE pack_publications (
    programme_code TEXT NOT NULL REFERENCES programmes (code),
    seq BIGINT NOT NULL CHECK (seq > 0),
    fingerprint TEXT NOT NULL REFERENCES packs (fingerprint),
    effective_from TEXT NOT NULL,
    effective_until TEXT,
    draft_id TEXT UNIQUE,
    drafted_by TEXT,
    published_by TEXT REFERENCES people (id),
    published_at BIGINT NOT NULL,
    PRIMARY KEY (programme_code, seq),
    FOREIGN KEY (draft_id, drafted_by) REFERENCES pack_drafts (id, author),
    CONSTRAINT pack_publications_two_people CHECK (drafted_by <> published_by),
    CONSTRAINT pack_publications_whole CHECK (
        (draft_id IS NULL) = (published_by IS NULL) AND (draft_id IS NULL) = (drafted_by IS NULL)
    ),
    CONSTRAINT pack_publications_days CHECK (effective_until IS NULL OR effective_from <= effective_until)
);
CREATE INDEX pack_publications_by_fingerprint ON pack_publications (fingerprint);
INSERT INTO pack_publications (programme_code, seq, fingerprint, effective_from, published_at)
    SELECT p.code, 1, p.current_fingerprint, '2000-01-01', k.stored_at
    FROM programmes p JOIN packs k ON k.fingerprint = p.current_fingerprint;
CREATE INDEX events_by_kind ON events (kind, application_id, seq);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["pack_publications"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
