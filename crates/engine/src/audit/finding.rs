//! What an audit may find: a code with its figures for the catalogues, and an English sentence for the
//! terminal. A finding says what differs, never who did it.

use std::fmt;

use serde::Serialize;
use store::event_log::{ChainFault, ChainFaultKind};
use workflow::Money;

use crate::seal::{SealFault, Statement};

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Number of an application or a list, code of a budget line, or name of a seal file.
    Named(String),
    Seal(i64),
    Journal,
}

impl From<&str> for Subject {
    fn from(name: &str) -> Self {
        Self::Named(name.to_owned())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => formatter.write_str(name),
            Self::Seal(number) => write!(formatter, "seal {number}"),
            Self::Journal => formatter.write_str("journal"),
        }
    }
}

/// A seal that covers what is gone or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covering {
    pub seal: i64,
    /// When it was made; for a seal kept outside the database, also in which file.
    pub sealed: String,
}

impl Covering {
    pub fn stored(statement: &Statement) -> Self {
        Self { seal: statement.number, sealed: statement.sealed_at.clone() }
    }

    pub fn exported(statement: &Statement, file: &str) -> Self {
        Self { seal: statement.number, sealed: format!("{} ({file})", statement.sealed_at) }
    }
}

impl fmt::Display for Covering {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "seal {} of {}", self.seal, self.sealed)
    }
}

/// One thing that is not as it should be. Details in `what` are for whoever keeps the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Finding {
    RowUnreadable {
        what: String,
    },
    EventUnreadable {
        what: String,
    },
    EventMissing {
        event: i64,
    },
    EventUnlinked {
        event: i64,
    },
    EventChanged {
        event: i64,
    },
    EventCutOff {
        event: i64,
    },
    NoBeginning,
    StateDiffers,
    StateUnreadable {
        what: String,
    },
    PackGone,
    ProjectionDiffers,
    VerdictPackGone,
    VerdictDiffers,
    VerdictFails {
        what: String,
    },
    CommitmentMissing,
    CommitmentWithoutAward,
    CommitmentDiffers {
        figure: &'static str,
        found: Money,
        expected: Money,
    },
    InstalmentDiffers,
    OrdersDiffer,
    ReceiptsDiffer,
    LedgerDiffers {
        account: &'static str,
        counters: i64,
        posted: i64,
    },
    HoldingsDiffer {
        figure: &'static str,
        counters: i64,
        held: i64,
    },
    SealNotTheExported,
    SealGone,
    EventNotTheSealed {
        event: i64,
        #[serde(flatten)]
        by: Covering,
    },
    LogCutOff {
        event: i64,
        #[serde(flatten)]
        by: Covering,
    },
    ApplicationGone {
        events: i64,
        #[serde(flatten)]
        by: Covering,
    },
    EntryDiffers {
        organisation: String,
        #[serde(flatten)]
        by: Covering,
    },
    JournalDiffers {
        act: i64,
        #[serde(flatten)]
        by: Covering,
    },
    JournalCutOff {
        act: i64,
        #[serde(flatten)]
        by: Covering,
    },
    #[serde(untagged)]
    Seal(SealFault),
}

impl From<ChainFault> for Finding {
    fn from(fault: ChainFault) -> Self {
        let event = fault.seq;
        match fault.what {
            ChainFaultKind::Gap => Self::EventMissing { event },
            ChainFaultKind::Link => Self::EventUnlinked { event },
            ChainFaultKind::Content => Self::EventChanged { event },
            ChainFaultKind::Truncated => Self::EventCutOff { event },
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = match self {
            Self::RowUnreadable { what } | Self::StateUnreadable { what } | Self::VerdictFails { what } => {
                what
            }
            Self::NoBeginning => "its events do not begin with a start",
            Self::StateDiffers => "the stored state differs from the replayed one",
            Self::PackGone => "the pack it was decided by is gone",
            Self::ProjectionDiffers => "the projection differs from the replayed state",
            Self::VerdictPackGone => "the pack of a verdict is gone",
            Self::VerdictDiffers => "the re-executed verdict differs from the stored one",
            Self::CommitmentMissing => "an award without its commitment",
            Self::CommitmentWithoutAward => "a commitment without an award",
            Self::InstalmentDiffers => "its commitment names another next instalment than its events",
            Self::OrdersDiffer => "its payment orders differ from its commitment",
            Self::ReceiptsDiffer => "the receipts of repayments differ from its events",
            Self::SealNotTheExported => "is not the one that was written outside the database",
            Self::SealGone => "was written outside and is gone from the database",
            Self::Seal(fault) => return fault.fmt(to),
            _ => return self.fmt_figures(to),
        };
        to.write_str(plain)
    }
}

impl Finding {
    /// Stable key; the catalogues say `audit-fault-<code>`.
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The sentences with figures in them.
    fn fmt_figures(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventUnreadable { what } => write!(to, "an event cannot be read: {what}"),
            Self::EventMissing { event } => write!(to, "event {event} is missing"),
            Self::EventUnlinked { event } => {
                write!(to, "event {event} does not follow from the one before it")
            }
            Self::EventChanged { event } => write!(to, "event {event} has been changed"),
            Self::EventCutOff { event } => write!(to, "event {event} has been cut off"),
            Self::CommitmentDiffers { figure, found, expected } => {
                write!(to, "its commitment says {figure} {found} yuan, its events {expected}")
            }
            Self::LedgerDiffers { account, counters, posted } => {
                write!(to, "{account}: counters say {counters} fen, the ledger {posted}")
            }
            Self::HoldingsDiffer { figure, counters, held } => {
                write!(to, "{figure}: counters say {counters} fen, the commitments {held}")
            }
            Self::EventNotTheSealed { event, by } => {
                write!(to, "event {event} is not the one that {by} covers")
            }
            Self::LogCutOff { event, by } => {
                write!(to, "{by} covers {event} events, and event {event} is gone: the log was cut off")
            }
            Self::ApplicationGone { events, by } => {
                write!(to, "the whole application is gone; {by} covers {events} events of it")
            }
            Self::EntryDiffers { organisation, by } => {
                write!(to, "the entry of {organisation} is not the one that {by} covers")
            }
            Self::JournalDiffers { act, by } => {
                write!(to, "the acts up to number {act} are not those that {by} covers")
            }
            Self::JournalCutOff { act, by } => write!(to, "act {act}, which {by} covers, is gone"),
            plain => write!(to, "{plain:?}"),
        }
    }
}
