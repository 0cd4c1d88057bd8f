//! Commitments, payment batches and orders, bank messages and the ledger.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL UNIQUE REFERENCES applications (id),
    budget_line_id TEXT NOT NULL REFERENCES budget_lines (id),
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    state TEXT NOT NULL CHECK (state IN ('held', 'ordered', 'paid', 'released')),
    made_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX commitments_by_state ON commitments (state, id);
CREATE TABLE payment_batches (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('made', 'authorised', 'sent', 'answered', 'cancelled')),
    made_by TEXT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL,
    authorised_by TEXT REFERENCES people (id),
    authorised_at BIGINT,
    file_bytes BYTEA,
    file_sha256 TEXT,
    sent_by TEXT REFERENCES people (id),
    sent_at BIGINT,
    total_fen BIGINT NOT NULL CHECK (total_fen > 0),
    order_count BIGINT NOT NULL CHECK (order_count > 0),
    CONSTRAINT payment_batches_two_people CHECK (authorised_by IS NULL OR authorised_by <> made_by)
);
CREATE INDEX payment_batches_by_state ON payment_batches (state, id);
CREATE TABLE payment_orders (
    id TEXT PRIMARY KEY,
    commitment_id TEXT NOT NULL REFERENCES commitments (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    batch_id TEXT NOT NULL REFERENCES payment_batches (id),
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    end_to_end_id TEXT NOT NULL UNIQUE,
    payee_name TEXT NOT NULL,
    payee_account TEXT NOT NULL,
    payee_bank_code TEXT NOT NULL,
    payee_bank_name TEXT NOT NULL,
    remittance TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('made', 'authorised', 'sent', 'settled', 'rejected', 'unknown', 'cancelled')
    ),
    reason TEXT,
    made_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX payment_orders_one_live ON payment_orders (commitment_id)
    WHERE state NOT IN ('rejected', 'cancelled');
CREATE INDEX payment_orders_by_batch ON payment_orders (batch_id, id);
CREATE INDEX payment_orders_by_application ON payment_orders (application_id, id);
CREATE TABLE batch_downloads (
    id BIGSERIAL PRIMARY KEY,
    batch_id TEXT NOT NULL REFERENCES payment_batches (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX batch_downloads_by_batch ON batch_downloads (batch_id, id);
CREATE TABLE bank_messages (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    imported_by TEXT NOT NULL REFERENCES people (id),
    imported_at BIGINT NOT NULL,
    summary_json TEXT NOT NULL
);
CREATE TABLE bank_answers (
    id BIGSERIAL PRIMARY KEY,
    bank_message_id TEXT NOT NULL REFERENCES bank_messages (id),
    end_to_end_id TEXT NOT NULL,
    payment_order_id TEXT REFERENCES payment_orders (id),
    status TEXT NOT NULL,
    reason TEXT,
    outcome TEXT NOT NULL
);
CREATE INDEX bank_answers_by_message ON bank_answers (bank_message_id, id);
CREATE INDEX bank_answers_by_order ON bank_answers (payment_order_id, id);
CREATE TABLE ledger_postings (
    id BIGSERIAL PRIMARY KEY,
    at BIGINT NOT NULL,
    event_kind TEXT NOT NULL,
    application_id TEXT REFERENCES applications (id),
    budget_line_id TEXT NOT NULL REFERENCES budget_lines (id),
    debit_account TEXT NOT NULL,
    credit_account TEXT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0)
);
CREATE INDEX ledger_postings_by_line ON ledger_postings (budget_line_id, id);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["ledger_postings", "batch_downloads"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
