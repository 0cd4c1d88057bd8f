//! Why a command was refused: always with the stage and the command, never a bare no.
//!
//! Reasons are codes with their numbers; the catalogues say them in the reader's language.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::command::CommandKind;
use crate::money::Money;
use crate::role::Role;
use crate::stage::Stage;

/// A refused command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{command:?} is refused at stage {stage:?}: {reason:?}")]
pub struct Refusal {
    pub stage: Stage,
    pub command: CommandKind,
    pub reason: RefusalReason,
}

/// The reason, with what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum RefusalReason {
    /// The command does not belong to this stage.
    WrongStage,
    RoleRequired {
        role: Role,
    },
    /// Nobody acts on a case of an organisation they are a member of.
    OwnOrganisation,
    /// Not a member of the organisation, or a recommender of another town.
    NotYourCase,
    /// The formal check needs two different officers.
    SecondOfficerRequired,
    /// The authoriser of a payment must not be its maker.
    MakerIsChecker,
    WindowNotOpen {
        opens_on: Date,
    },
    WindowClosed {
        closed_on: Date,
    },
    OrganisationNotConfirmed,
    /// Fields and documents still missing or wrong.
    Incomplete {
        fields: Vec<String>,
    },
    NotEligible {
        findings: Vec<String>,
    },
    JudgementMissing,
    ReasonRequired {
        field: String,
    },
    TextTooLong {
        field: String,
        limit: usize,
    },
    DefectsRequired,
    TooManyDefects {
        limit: usize,
    },
    CorrectionRoundsUsed {
        limit: u8,
    },
    AlreadyPublished,
    NotPublished,
    PublicityRunning {
        last_day: Date,
    },
    AmountRequired,
    /// The rules fixed the amount; nobody sets another.
    AmountFixed {
        amount: Money,
    },
    AmountNotPositive,
    NotOverdue {
        due: Option<Date>,
    },
    OverdueDoesNotLapse,
    /// The deadline has its day already, or there is none.
    DeadlineKnown,
    CalendarNotLoaded {
        year: i32,
    },
    /// The order is not the one this case waits for, or not in that state.
    PaymentElsewhere,
}

impl RefusalReason {
    /// Stable key; the catalogues label it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::WrongStage => "wrong-stage",
            Self::RoleRequired { .. } => "role-required",
            Self::OwnOrganisation => "own-organisation",
            Self::NotYourCase => "not-your-case",
            Self::SecondOfficerRequired => "second-officer-required",
            Self::MakerIsChecker => "maker-is-checker",
            Self::WindowNotOpen { .. } => "window-not-open",
            Self::WindowClosed { .. } => "window-closed",
            Self::OrganisationNotConfirmed => "organisation-not-confirmed",
            Self::Incomplete { .. } => "incomplete",
            Self::NotEligible { .. } => "not-eligible",
            Self::JudgementMissing => "judgement-missing",
            Self::ReasonRequired { .. } => "reason-required",
            Self::TextTooLong { .. } => "text-too-long",
            Self::DefectsRequired => "defects-required",
            Self::TooManyDefects { .. } => "too-many-defects",
            Self::CorrectionRoundsUsed { .. } => "correction-rounds-used",
            Self::AlreadyPublished => "already-published",
            Self::NotPublished => "not-published",
            Self::PublicityRunning { .. } => "publicity-running",
            Self::AmountRequired => "amount-required",
            Self::AmountFixed { .. } => "amount-fixed",
            Self::AmountNotPositive => "amount-not-positive",
            Self::NotOverdue { .. } => "not-overdue",
            Self::OverdueDoesNotLapse => "overdue-does-not-lapse",
            Self::DeadlineKnown => "deadline-known",
            Self::CalendarNotLoaded { .. } => "calendar-not-loaded",
            Self::PaymentElsewhere => "payment-elsewhere",
        }
    }
}
