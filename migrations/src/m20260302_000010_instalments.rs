//! Awards in instalments: how far each commitment's money has come, and money that was paid back.
//!
//! One script for both databases; see `dialect` for what it may use. The counters of a commitment take the
//! place of its one state, and every CHECK is the last guard behind a conditional update.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
ALTER TABLE budget_lines ADD COLUMN recovered_fen BIGINT NOT NULL DEFAULT 0
    CONSTRAINT budget_lines_recovered CHECK (0 <= recovered_fen AND recovered_fen <= paid_fen);
ALTER TABLE commitments ADD COLUMN ordered_fen BIGINT NOT NULL DEFAULT 0
    CONSTRAINT commitments_ordered CHECK (0 <= ordered_fen AND ordered_fen <= amount_fen);
ALTER TABLE commitments ADD COLUMN paid_fen BIGINT NOT NULL DEFAULT 0
    CONSTRAINT commitments_paid CHECK (0 <= paid_fen AND paid_fen <= ordered_fen);
ALTER TABLE commitments ADD COLUMN released_fen BIGINT NOT NULL DEFAULT 0
    CONSTRAINT commitments_released CHECK (0 <= released_fen AND ordered_fen + released_fen <= amount_fen);
ALTER TABLE commitments ADD COLUMN recovered_fen BIGINT NOT NULL DEFAULT 0
    CONSTRAINT commitments_recovered CHECK (0 <= recovered_fen AND recovered_fen <= paid_fen);
ALTER TABLE commitments ADD COLUMN instalment_count BIGINT NOT NULL DEFAULT 1
    CONSTRAINT commitments_instalments CHECK (instalment_count > 0);
ALTER TABLE commitments ADD COLUMN instalment BIGINT
    CONSTRAINT commitments_instalment CHECK (0 < instalment AND instalment <= instalment_count);
ALTER TABLE commitments ADD COLUMN instalment_fen BIGINT
    CONSTRAINT commitments_instalment_fen CHECK (0 <= instalment_fen AND instalment_fen <= amount_fen);
ALTER TABLE commitments ADD COLUMN not_before TEXT;
UPDATE commitments SET ordered_fen = amount_fen WHERE state IN ('ordered', 'paid');
UPDATE commitments SET paid_fen = amount_fen WHERE state = 'paid';
UPDATE commitments SET released_fen = amount_fen WHERE state = 'released';
UPDATE commitments SET instalment = 1, instalment_fen = amount_fen WHERE state IN ('held', 'ordered');
DROP INDEX commitments_by_state;
ALTER TABLE commitments DROP COLUMN state;
CREATE INDEX commitments_by_line ON commitments (budget_line_id, id);
ALTER TABLE payment_orders ADD COLUMN instalment BIGINT NOT NULL DEFAULT 1
    CONSTRAINT payment_orders_instalment CHECK (instalment > 0);
ALTER TABLE payment_orders ADD COLUMN instalment_count BIGINT NOT NULL DEFAULT 1
    CONSTRAINT payment_orders_instalments CHECK (instalment <= instalment_count);
DROP INDEX payment_orders_one_live;
CREATE UNIQUE INDEX payment_orders_one_live ON payment_orders (commitment_id, instalment)
    WHERE state NOT IN ('rejected', 'cancelled');
CREATE UNIQUE INDEX payment_orders_one_under_way ON payment_orders (commitment_id)
    WHERE state IN ('made', 'authorised', 'sent', 'unknown');
CREATE TABLE repayments (
    id BIGSERIAL PRIMARY KEY,
    commitment_id TEXT NOT NULL REFERENCES commitments (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    received_on TEXT NOT NULL,
    reference TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES people (id),
    recorded_at BIGINT NOT NULL,
    UNIQUE (application_id, reference)
);
";

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: &[&str] = &["repayments"];

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, APPEND_ONLY).await
    }
}
