//! The schema, as one ordered list of migrations that says the same on SQLite and on PostgreSQL.
//!
//! Each migration is one SQL script in the PostgreSQL dialect; `dialect` turns it into SQLite's.
//! A released migration is never edited: what changes is a new file at the end of the list.

mod dialect;
mod m20260302_000001_people;
mod m20260302_000002_catalogue;
mod m20260302_000003_applications;
mod m20260302_000004_money;
mod m20260302_000005_jobs;
mod m20260302_000006_portal;
mod m20260302_000007_record;
mod m20260302_000008_registers;
mod m20260302_000009_workflow;
mod m20260302_000010_instalments;
mod m20260302_000011_objection_attempts;
mod m20260302_000012_publications;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Every migration, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260302_000001_people::Migration),
            Box::new(m20260302_000002_catalogue::Migration),
            Box::new(m20260302_000003_applications::Migration),
            Box::new(m20260302_000004_money::Migration),
            Box::new(m20260302_000005_jobs::Migration),
            Box::new(m20260302_000006_portal::Migration),
            Box::new(m20260302_000007_record::Migration),
            Box::new(m20260302_000008_registers::Migration),
            Box::new(m20260302_000009_workflow::Migration),
            Box::new(m20260302_000010_instalments::Migration),
            Box::new(m20260302_000011_objection_attempts::Migration),
            Box::new(m20260302_000012_publications::Migration),
        ]
    }
}

/// The names of all migrations, oldest first: what a backup must have been made under.
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}
