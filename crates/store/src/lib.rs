//! What happened: rows, units of work, the event log, the outbox, leases and files.
//!
//! One module per table family; reads take `&impl Source`, writes take `&UnitOfWork`. The store decides
//! nothing about an application; it keeps what the engine decided, on SQLite and PostgreSQL alike.

pub mod applications;
pub mod attachments;
pub mod backup;
pub mod bank;
pub mod budgets;
pub mod calendar;
pub mod calls;
mod cell;
pub mod commitments;
pub mod counters;
pub mod delegations;
pub mod drafts;
mod error;
pub mod event_log;
pub mod files;
pub mod finance;
pub mod idempotency;
pub mod journal;
pub mod leases;
pub mod ledger;
pub mod mails;
pub mod memberships;
pub mod migration_plans;
pub mod notices;
pub mod objections;
pub mod organisations;
pub mod outbox;
pub mod payments;
pub mod people;
pub mod programmes;
pub mod publications;
pub mod readings;
pub mod registers;
pub mod repayments;
mod row;
pub mod schedule;
pub mod seals;
pub mod sessions;
pub mod settings;
pub mod sign_in;
pub mod signals;
mod source;
mod store;
mod tables;
pub mod tokens;
pub mod towns;
mod unit_of_work;
pub mod writing_turns;

pub use cell::{ColumnKind, Hidden};
pub use error::StoreError;
pub use files::{Files, Folder};
pub use row::Table;
pub use source::Source;
pub use store::{Backend, Store, StoreSettings};
pub use tables::TABLES;
pub use unit_of_work::{UnitOfWork, Work};

/// One page of a list: what comes after `after`, the key of the last row seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub after: Option<String>,
    pub limit: u32,
}

/// Rows a page may hold: a list is read by a person, an export asks page by page.
pub const PAGE_MAXIMUM_ROWS: u32 = 500;

impl Page {
    pub const fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }

    pub(crate) fn rows(&self) -> i64 {
        i64::from(self.limit.clamp(1, PAGE_MAXIMUM_ROWS))
    }
}
