//! What an exploration proves of a pipeline, property by property, and a property broken with its story.
//! It finds nothing itself; the graph and the monitor do.

use std::fmt;

use crate::command::CommandKind;
use crate::stage::Stage;

use super::figure::Who;

/// A statement about every path of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// Every stage of the pipeline is reached.
    StageReached {
        stage: Stage,
    },
    /// From every state the case comes to an end in the ordinary way, by people with one duty each.
    EndReached,
    /// Every waiting state has an owner, and somebody who holds that role can act.
    OwnerActs {
        stage: Stage,
    },
    /// Every waiting state has a limit.
    LimitRuns {
        stage: Stage,
    },
    /// Nobody takes a case from submission to payment alone.
    NobodyAlone,
    TwoOfficersCheck,
    TwoOfficersVisit,
    RungsApart,
    ObjectionByAnother,
    MakerIsNotChecker,
    NobodyOfTheOrganisation,
    PublicityBeforeAward,
    AwardBeforePayment,
    BudgetBeforeAward,
    NeverMoreThanAwarded,
    LoopEnds {
        stage: Stage,
    },
    /// The exploration came to its own end, not to the limit of its states.
    Explored,
}

impl Property {
    /// Stable key; the catalogues say what is wrong.
    pub const fn key(self) -> &'static str {
        match self {
            Self::StageReached { .. } => "stage-reached",
            Self::EndReached => "end-reached",
            Self::OwnerActs { .. } => "owner-acts",
            Self::LimitRuns { .. } => "limit-runs",
            Self::NobodyAlone => "nobody-alone",
            Self::TwoOfficersCheck => "two-officers-check",
            Self::TwoOfficersVisit => "two-officers-visit",
            Self::RungsApart => "rungs-apart",
            Self::ObjectionByAnother => "objection-by-another",
            Self::MakerIsNotChecker => "maker-is-not-checker",
            Self::NobodyOfTheOrganisation => "nobody-of-the-organisation",
            Self::PublicityBeforeAward => "publicity-before-award",
            Self::AwardBeforePayment => "award-before-payment",
            Self::BudgetBeforeAward => "budget-before-award",
            Self::NeverMoreThanAwarded => "never-more-than-awarded",
            Self::LoopEnds { .. } => "loop-ends",
            Self::Explored => "explored",
        }
    }

    /// The stage it speaks of, where it speaks of one.
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::StageReached { stage }
            | Self::OwnerActs { stage }
            | Self::LimitRuns { stage }
            | Self::LoopEnds { stage } => Some(stage),
            Self::EndReached
            | Self::NobodyAlone
            | Self::TwoOfficersCheck
            | Self::TwoOfficersVisit
            | Self::RungsApart
            | Self::ObjectionByAnother
            | Self::MakerIsNotChecker
            | Self::NobodyOfTheOrganisation
            | Self::PublicityBeforeAward
            | Self::AwardBeforePayment
            | Self::BudgetBeforeAward
            | Self::NeverMoreThanAwarded
            | Self::Explored => None,
        }
    }
}

/// What is wrong where the property is broken.
impl fmt::Display for Property {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::StageReached { .. } => "no case ever comes to the stage",
            Self::EndReached => "a dead end: nobody with one duty can bring the case to its end from here",
            Self::OwnerActs { .. } => "the case waits, and nobody who owns the stage can act",
            Self::LimitRuns { .. } => "the case waits without a limit",
            Self::NobodyAlone => "one person took the case from submission to payment",
            Self::TwoOfficersCheck => "one officer made both formal checks",
            Self::TwoOfficersVisit => "one officer wrote and signed the record of the visit",
            Self::RungsApart => "one person decided on two rungs of the ladder, or met alone",
            Self::ObjectionByAnother => "an objection was handled by somebody who had reviewed the case",
            Self::MakerIsNotChecker => "the maker of a payment authorised it",
            Self::NobodyOfTheOrganisation => "a member of the organisation acted on its case",
            Self::PublicityBeforeAward => "an award was made before its publicity had ended",
            Self::AwardBeforePayment => "money was ordered without an award",
            Self::BudgetBeforeAward => "an award was made without holding its budget",
            Self::NeverMoreThanAwarded => "more money moved than was awarded",
            Self::LoopEnds { .. } => "a loop went round more often than it may",
            Self::Explored => "there are more states than an exploration may visit",
        })?;
        match self.stage() {
            Some(stage) => write!(formatter, ": {}", stage.key()),
            None => Ok(()),
        }
    }
}

/// A property that does not hold, and the shortest way to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub property: Property,
    pub story: Story,
}

/// Who did what, in order, from the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    pub chapters: Vec<Chapter>,
}

/// One step of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chapter {
    pub who: Who,
    /// The person it stood in for.
    pub for_whom: Option<Who>,
    /// `None` begins the case.
    pub command: Option<CommandKind>,
    /// Which of several ways; a key, empty where there is only one.
    pub detail: &'static str,
    /// After every limit had passed.
    pub later: bool,
    /// Where the case stands then.
    pub stage: Stage,
}
