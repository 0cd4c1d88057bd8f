//! Registers: certified facts about organisations and people, each with its source and its days,
//! who is party to what, and the seats of expert panels.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

/// The registers with the columns that are theirs; every register has the same frame around them.
const REGISTERS: [(&str, &str); 9] = [
    (
        "register_organisations",
        "uscc TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    address TEXT,
    bank_account TEXT,
    legal_representative TEXT,",
    ),
    (
        "register_people",
        "code TEXT NOT NULL,
    name TEXT NOT NULL,
    identity_number TEXT,
    phone TEXT,
    address TEXT,
    bank_account TEXT,",
    ),
    (
        "register_positions",
        "person TEXT NOT NULL,
    uscc TEXT NOT NULL,
    title TEXT NOT NULL,",
    ),
    (
        "register_ip_rights",
        "number TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('I', 'II')),
    title TEXT NOT NULL,
    owners TEXT NOT NULL,
    inventors TEXT NOT NULL,",
    ),
    (
        "register_agreements",
        "number TEXT NOT NULL,
    title TEXT NOT NULL,
    organisations TEXT NOT NULL,
    people TEXT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
    paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0 AND paid_fen <= amount_fen),",
    ),
    (
        "register_loans",
        "number TEXT NOT NULL,
    bank TEXT NOT NULL,
    borrower TEXT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
    interest_fen BIGINT NOT NULL CHECK (interest_fen >= 0),",
    ),
    (
        "register_certificates",
        "kind TEXT NOT NULL,
    number TEXT NOT NULL,
    uscc TEXT NOT NULL,",
    ),
    (
        "register_publications",
        "number TEXT NOT NULL,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,",
    ),
    (
        "register_experts",
        "person TEXT NOT NULL,
    fields TEXT NOT NULL,
    employer TEXT,
    login TEXT,",
    ),
];

/// Who is party to what, drawn from the rows that stand; and the seats of panels.
const BESIDE: &str = "
CREATE INDEX register_positions_by_person ON register_positions (person) WHERE replaced_at IS NULL;
CREATE INDEX register_positions_by_uscc ON register_positions (uscc) WHERE replaced_at IS NULL;
CREATE INDEX register_experts_by_login ON register_experts (login) WHERE replaced_at IS NULL;
CREATE TABLE register_parties (
    register TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    capacity TEXT NOT NULL CHECK (capacity IN ('owner', 'inventor', 'party', 'author')),
    party_kind TEXT NOT NULL CHECK (party_kind IN ('organisation', 'person')),
    party TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (register, row_id, capacity, party_kind, party)
);
CREATE INDEX register_parties_by_party ON register_parties (party_kind, party);
CREATE TABLE panel_seats (
    application_id TEXT NOT NULL REFERENCES applications (id),
    expert_id TEXT NOT NULL REFERENCES people (id),
    drawn_at BIGINT NOT NULL,
    released_at BIGINT,
    PRIMARY KEY (application_id, expert_id)
);
CREATE INDEX panel_seats_by_time ON panel_seats (drawn_at);
CREATE INDEX panel_seats_by_expert ON panel_seats (expert_id, drawn_at);
";

/// A register's table: at most one row stands per key.
fn register(table: &str, columns: &str) -> String {
    format!(
        "
CREATE TABLE {table} (
    id BIGSERIAL PRIMARY KEY,
    key TEXT NOT NULL,
    {columns}
    source TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    recorded_at BIGINT NOT NULL,
    replaced_at BIGINT
);
CREATE UNIQUE INDEX {table}_standing ON {table} (key) WHERE replaced_at IS NULL;"
    )
}

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = REGISTERS.map(|(table, columns)| register(table, columns)).concat();
        dialect::run(manager, &format!("{tables}{BESIDE}"), &[]).await
    }
}
