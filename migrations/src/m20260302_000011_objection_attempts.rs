//! Attempts to object, counted per address so that nobody floods a publicity list.
//!
//! One script for both databases; see `dialect` for what it may use.

use sea_orm_migration::prelude::*;

use crate::dialect;

const SCRIPT: &str = "
CREATE TABLE objection_attempts (
    id BIGSERIAL PRIMARY KEY,
    address TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX objection_attempts_by_address ON objection_attempts (address, at);
";

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, SCRIPT, &[]).await
    }
}
