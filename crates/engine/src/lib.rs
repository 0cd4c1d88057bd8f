//! The hall: every change of state passes through here.
//!
//! Use cases load, judge, decide and record; `perform.rs` is the one write path for applications.
//! No page, route or word lives here; no network is touched while a transaction is open.

mod actor;
pub mod api_tokens;
pub mod applications;
pub mod attachments;
pub mod audit;
pub mod bank;
pub mod budgets;
mod calendar;
mod calendar_notices;
pub mod calls;
mod case;
pub mod cases;
mod clock;
pub mod deadlines;
pub mod definitions;
pub mod delegations;
pub mod demo;
mod demo_clock;
pub mod disburse;
pub mod entitlements;
mod error;
mod exchange;
mod facts;
mod ids;
pub mod installation;
mod journal;
mod judge;
mod laid;
pub mod migrations;
mod money_effects;
pub mod notify;
pub mod objections;
mod once;
pub mod organisations;
mod outbox;
mod packs;
mod password_reset;
mod passwords;
pub mod people;
pub mod perform;
pub mod proposals;
pub mod publications;
mod publicise;
mod purge;
pub mod queries;
pub mod readings;
pub mod registers;
mod reminders;
pub mod replay;
mod schedule;
pub mod seal;
mod seats;
mod sessions;
pub mod sign_in;
mod speaker;
pub mod studio;
mod text;
pub mod trial;
pub mod writing;

use std::sync::{Arc, OnceLock};

use store::Store;

pub use actor::Signed;
pub use calendar_notices::LoadedNotice;
pub use calls::{CALL_NOTICE_LIMIT_CHARACTERS, CALL_TITLE_LIMIT_CHARACTERS, CallInput};
pub use clock::{DEMO_START, SystemClock};
pub use deadlines::Reconciled;
pub use demo_clock::ClockStep;
pub use error::{EngineError, FieldFault};
pub use ids::Chance;
pub use judge::Judged;
pub use outbox::{ClaimedMail, MailFailure, RecordedMail};
pub use passwords::{PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS};
pub use perform::Receipt;
pub use publicise::{NOTICE_LIMIT_ITEMS, PublishInput};
pub use reminders::{REMINDER_WORKING_DAYS, ReminderKind};
/// What packs and verdicts are made of, for pages that show them.
pub use rules::{Exact, FactDefinition, FactSource, Pack, form, manifest, remedy, verdict};
pub use schedule::{DueJob, Tick};
pub use sessions::SESSION_LIFE_HOURS;
pub use speaker::{Speaker, TextFault};

/// What the engine is told at start; it reads no environment and no files of its own.
#[derive(Debug, Clone)]
pub struct EngineSettings {
    /// The demo clock may be moved from a page, and demo helps are shown.
    pub demo: bool,
    /// Prefix of human numbers (applications, calls, notices, batches), e.g. `HM`.
    pub number_prefix: String,
    /// Where mails send a reader: `https://subsidy.example.gov.cn`, without a slash at the end.
    pub public_url: String,
    /// The part after the at sign of every Message-ID.
    pub message_domain: String,
    /// The paying side of every payment file.
    pub debtor: Debtor,
}

/// The bureau's own account, as the bank knows it.
#[derive(Debug, Clone)]
pub struct Debtor {
    pub name: String,
    pub account_number: String,
    /// CNAPS, 12 digits.
    pub bank_code: String,
}

/// Every use case is a method of this; cheap to clone.
#[derive(Clone)]
pub struct Engine {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn SystemClock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) settings: Arc<EngineSettings>,
    pub(crate) shelf: Arc<packs::Shelf>,
    pub(crate) sealer: Option<Arc<seal::Sealer>>,
    pub(crate) readings: Arc<readings::InFlight>,
    pub(crate) trial: Option<trial::Trial>,
    pub(crate) speaker: Arc<OnceLock<Arc<dyn Speaker>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Engine {
    pub fn new(
        store: Store,
        clock: Arc<dyn SystemClock>,
        chance: Arc<dyn Chance>,
        settings: EngineSettings,
    ) -> Self {
        Self {
            store,
            clock,
            chance,
            settings: Arc::new(settings),
            shelf: Arc::default(),
            sealer: None,
            readings: Arc::default(),
            trial: None,
            speaker: Arc::default(),
        }
    }

    /// The same engine, able to seal the record.
    #[must_use]
    pub fn with_sealer(mut self, sealer: seal::Sealer) -> Self {
        self.sealer = Some(Arc::new(sealer));
        self
    }

    /// Makes known who says the texts of packs. The first word counts; a second is not heard.
    pub fn introduce(&self, speaker: Arc<dyn Speaker>) {
        // Whoever was introduced first goes on speaking: nothing is lost by that.
        let _ = self.speaker.set(speaker);
    }

    /// An engine that was given no key cannot seal.
    pub(crate) fn sealer(&self) -> Result<Arc<seal::Sealer>, EngineError> {
        self.sealer.clone().ok_or(EngineError::NotFound { what: "seal-key" })
    }

    pub fn settings(&self) -> &EngineSettings {
        &self.settings
    }

    /// For health checks, backup and the audit; use cases go through methods.
    pub const fn store(&self) -> &Store {
        &self.store
    }
}
