//! Roles, and the actor who asks for something: who they are, as what, and for whom.
//!
//! A person may hold several roles; a command is given in exactly one of them.

use serde::{Deserialize, Serialize};

use crate::id::{OrganisationId, PersonId, TownId};

/// What a person may be asked to do. Stable keys; labels live in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 经办人: acts for an organisation it is a member of.
    Applicant,
    /// 镇区推荐人: recommends applications of its own town or zone.
    Recommender,
    /// 业务科室: formal check, corrections, calls, publicity.
    Officer,
    /// 分管领导: opens calls, approves, awards.
    Director,
    /// 财务制单: makes payment batches.
    FinanceMaker,
    /// 财务复核: authorises, sends, imports the bank's answer.
    FinanceChecker,
    /// 政策: reads packs and programmes.
    Policy,
    /// 纪检: reads everything, changes nothing.
    Supervisor,
    /// 系统管理: people and settings, no cases, no money.
    Administrator,
    /// The scheduler: ends clocks. No person holds it.
    Clock,
}

impl Role {
    /// Every role a person may be granted, in the order pages list them.
    pub const GRANTABLE: [Self; 8] = [
        Self::Recommender,
        Self::Officer,
        Self::Director,
        Self::FinanceMaker,
        Self::FinanceChecker,
        Self::Policy,
        Self::Supervisor,
        Self::Administrator,
    ];

    pub const ALL: [Self; 10] = [
        Self::Applicant,
        Self::Recommender,
        Self::Officer,
        Self::Director,
        Self::FinanceMaker,
        Self::FinanceChecker,
        Self::Policy,
        Self::Supervisor,
        Self::Administrator,
        Self::Clock,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Recommender => "recommender",
            Self::Officer => "officer",
            Self::Director => "director",
            Self::FinanceMaker => "finance-maker",
            Self::FinanceChecker => "finance-checker",
            Self::Policy => "policy",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
            Self::Clock => "clock",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// Who gives a command. Everybody but the clock is a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `None` only for [`Role::Clock`].
    pub person: Option<PersonId>,
    /// Roles held, granted or by membership.
    pub roles: Vec<Role>,
    /// Organisations the person is an active member of.
    pub organisations: Vec<OrganisationId>,
    /// The town a recommender speaks for.
    pub town: Option<TownId>,
}

impl Actor {
    /// The scheduler.
    pub const fn clock() -> Self {
        Self { person: None, roles: Vec::new(), organisations: Vec::new(), town: None }
    }

    pub fn holds(&self, role: Role) -> bool {
        match role {
            Role::Clock => self.person.is_none(),
            Role::Applicant => !self.organisations.is_empty(),
            other => self.roles.contains(&other),
        }
    }

    pub fn is_member_of(&self, organisation: OrganisationId) -> bool {
        self.organisations.contains(&organisation)
    }
}
