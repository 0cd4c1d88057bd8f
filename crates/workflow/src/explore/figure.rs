//! Who plays in an exploration, and what they are called in a story.
//! Names only: what a figure may do is asked of the state machine.

use std::fmt;

use crate::command::CommandKind;
use crate::id::PersonId;
use crate::role::{Actor, Role};

/// What somebody is in the small world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Member,
    Recommender,
    /// A recommender of another town.
    OtherTown,
    Officer,
    /// Somebody new to the case, named when everybody else has reviewed it.
    Reserve,
    Expert,
    Department,
    SectionHead,
    Director,
    MeetingMember,
    FinanceMaker,
    FinanceChecker,
    Policy,
    Supervisor,
    Administrator,
    /// Stands in for the first holder of every role that may be lent.
    Deputy,
    /// Holds every role, and every role that may be lent from everybody.
    Everyman,
    /// Everyman, and a member of the organisation that applies.
    Insider,
    /// Stands in for the insider.
    InsidersDeputy,
    Clock,
    Public,
}

impl Part {
    /// Stable key; the catalogues label those that have no role of their own.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Recommender => "recommender",
            Self::OtherTown => "other-town",
            Self::Officer => "officer",
            Self::Reserve => "reserve",
            Self::Expert => "expert",
            Self::Department => "department",
            Self::SectionHead => "section-head",
            Self::Director => "director",
            Self::MeetingMember => "bureau-meeting",
            Self::FinanceMaker => "finance-maker",
            Self::FinanceChecker => "finance-checker",
            Self::Policy => "policy",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
            Self::Deputy => "deputy",
            Self::Everyman => "everyman",
            Self::Insider => "insider",
            Self::InsidersDeputy => "insiders-deputy",
            Self::Clock => "clock",
            Self::Public => "public",
        }
    }

    /// The role whose label names it; the others have a name of their own.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Member => Some(Role::Applicant),
            Self::Recommender => Some(Role::Recommender),
            Self::Officer => Some(Role::Officer),
            Self::Expert => Some(Role::Expert),
            Self::Department => Some(Role::Department),
            Self::SectionHead => Some(Role::SectionHead),
            Self::Director => Some(Role::Director),
            Self::MeetingMember => Some(Role::BureauMeeting),
            Self::FinanceMaker => Some(Role::FinanceMaker),
            Self::FinanceChecker => Some(Role::FinanceChecker),
            Self::Policy => Some(Role::Policy),
            Self::Supervisor => Some(Role::Supervisor),
            Self::Administrator => Some(Role::Administrator),
            Self::Clock => Some(Role::Clock),
            Self::Public => Some(Role::Public),
            Self::OtherTown
            | Self::Reserve
            | Self::Deputy
            | Self::Everyman
            | Self::Insider
            | Self::InsidersDeputy => None,
        }
    }

    /// Of these the first lends to the deputies.
    pub(super) const fn lends(self) -> bool {
        !matches!(self, Self::OtherTown | Self::Reserve)
    }

    /// Holds no more than one duty: what only others can do is a dead end.
    pub(super) const fn is_ordinary(self) -> bool {
        !matches!(self, Self::Everyman | Self::Insider | Self::InsidersDeputy | Self::Deputy)
    }
}

/// One of several of its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    pub part: Part,
    pub number: u8,
}

impl fmt::Display for Who {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Member => formatter.write_str("the applicant"),
            Part::Clock => formatter.write_str("the clock"),
            Part::Public => formatter.write_str("somebody of the public"),
            Part::Everyman => formatter.write_str("one person with every role"),
            Part::Insider => formatter.write_str("a member of the organisation with every role"),
            Part::InsidersDeputy => formatter.write_str("the deputy of a member of the organisation"),
            Part::OtherTown => formatter.write_str("the recommender of another town"),
            Part::Reserve => write!(formatter, "newcomer {}", self.number),
            Part::MeetingMember => write!(formatter, "meeting member {}", self.number),
            part => write!(formatter, "{} {}", part.key().replace('-', " "), self.number),
        }
    }
}

/// Somebody with what they hold.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub who: Who,
    pub actor: Actor,
    /// May step back from the case; the others suffice without it.
    pub spare: bool,
    /// Only answers objections.
    pub answers_only: bool,
}

impl Figure {
    pub fn nobody(part: Part, actor: Actor) -> Self {
        Self { who: Who { part, number: 1 }, actor, spare: false, answers_only: false }
    }

    pub const fn person(&self) -> Option<PersonId> {
        self.actor.person
    }

    /// Stepping back is for those who can be spared; a newcomer only answers objections.
    pub fn tries(&self, kind: CommandKind) -> bool {
        (self.spare || kind != CommandKind::Recuse)
            && (!self.answers_only || kind == CommandKind::DecideObjection)
    }
}
