//! Roles, and the actor who asks for something: who they are, as what, for whom, and on whose behalf.
//!
//! A person may hold several roles; a command is given in exactly one capacity. A delegation lends a
//! role, never an innocence: every separation looks at the person who acts and at the one they stand for.

use serde::{Deserialize, Serialize};

use crate::id::{OrganisationId, PersonId, TownId};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What a person may be asked to do. Stable keys; labels live in the catalogues.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

roles! {
    /// 经办人: acts for an organisation it is a member of.
    Applicant = "applicant",
    /// 镇区推荐人: recommends applications of its own town or zone.
    Recommender = "recommender",
    /// 业务科室: formal check, corrections, visits, calls, publicity, agreements, evaluation.
    Officer = "officer",
    /// 专家: reviews what a draw gave it.
    Expert = "expert",
    /// 联审部门: gives the opinion of its department.
    Department = "department",
    /// 科室负责人: first rung of approval; hands out work.
    SectionHead = "section-head",
    /// 分管领导: opens calls, approves, awards, revokes.
    Director = "director",
    /// 局务会: decides by quorum and minutes.
    BureauMeeting = "bureau-meeting",
    /// 财务制单: makes payment batches, demands recoveries.
    FinanceMaker = "finance-maker",
    /// 财务复核: authorises, sends, imports the bank's answer.
    FinanceChecker = "finance-checker",
    /// 政策: reads packs and programmes, draws up migrations.
    Policy = "policy",
    /// 纪检: reads everything, changes nothing.
    Supervisor = "supervisor",
    /// 系统管理: people and settings, no cases, no money.
    Administrator = "administrator",
    /// Anybody, without an account: may object in publicity. No person holds it.
    Public = "public",
    /// The scheduler: ends clocks. No person holds it.
    Clock = "clock",
}

impl Role {
    /// Every role a person may be granted, in the order pages list them.
    pub const GRANTABLE: [Self; 12] = [
        Self::Recommender,
        Self::Officer,
        Self::Expert,
        Self::Department,
        Self::SectionHead,
        Self::Director,
        Self::BureauMeeting,
        Self::FinanceMaker,
        Self::FinanceChecker,
        Self::Policy,
        Self::Supervisor,
        Self::Administrator,
    ];

    /// Roles a person may lend to another while away. A seat in a panel or a meeting is personal;
    /// supervision, people and rules are not lent.
    pub const DELEGABLE: [Self; 7] = [
        Self::Recommender,
        Self::Officer,
        Self::Department,
        Self::SectionHead,
        Self::Director,
        Self::FinanceMaker,
        Self::FinanceChecker,
    ];

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.key() == key)
    }

    /// Judges a case: who has done so may not handle an objection to it.
    pub const fn reviews(self) -> bool {
        matches!(
            self,
            Self::Recommender
                | Self::Officer
                | Self::Expert
                | Self::Department
                | Self::SectionHead
                | Self::Director
                | Self::BureauMeeting
        )
    }
}

/// Who gives a command. Everybody but the clock and the public is a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `None` only for [`Role::Clock`] and [`Role::Public`].
    pub person: Option<PersonId>,
    /// Roles granted to the person itself.
    pub roles: Vec<Role>,
    /// Organisations the person is an active member of.
    pub organisations: Vec<OrganisationId>,
    /// The town a recommender speaks for.
    pub town: Option<TownId>,
    /// The department it speaks for in joint reviews, by its key.
    #[serde(default)]
    pub department: Option<String>,
    /// Roles lent to the person today.
    #[serde(default)]
    pub delegations: Vec<Delegation>,
}

/// A role lent by somebody who is away, with what that person is bound by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    pub role: Role,
    pub from: PersonId,
    pub organisations: Vec<OrganisationId>,
    pub town: Option<TownId>,
    pub department: Option<String>,
}

/// One role in which an actor may speak, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    pub role: Role,
    pub person: Option<PersonId>,
    pub on_behalf_of: Option<PersonId>,
    pub organisations: Vec<OrganisationId>,
    pub town: Option<TownId>,
    pub department: Option<String>,
}

/// Who signed: the person, and the one it stood for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signature {
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonId>,
}

impl Signature {
    pub fn involves(&self, person: PersonId) -> bool {
        self.person == person || self.on_behalf_of == Some(person)
    }
}

impl Actor {
    /// The scheduler.
    pub const fn clock() -> Self {
        Self {
            person: None,
            roles: Vec::new(),
            organisations: Vec::new(),
            town: None,
            department: None,
            delegations: Vec::new(),
        }
    }

    /// Anybody at all.
    pub fn public() -> Self {
        Self { roles: vec![Role::Public], ..Self::clock() }
    }

    /// Holds the role itself or by a delegation.
    pub fn holds(&self, role: Role) -> bool {
        !self.capacities(role).is_empty()
    }

    /// Holds the role itself.
    pub fn owns(&self, role: Role) -> bool {
        match role {
            Role::Clock => self.person.is_none() && self.roles.is_empty(),
            Role::Public => self.person.is_none() && self.roles.contains(&Role::Public),
            Role::Applicant => self.person.is_some() && !self.organisations.is_empty(),
            other => self.person.is_some() && self.roles.contains(&other),
        }
    }

    /// Every way this actor may speak in a role: itself first, then for those who lent it.
    pub fn capacities(&self, role: Role) -> Vec<Capacity> {
        let own = self.owns(role).then(|| Capacity {
            role,
            person: self.person,
            on_behalf_of: None,
            organisations: self.organisations.clone(),
            town: self.town,
            department: self.department.clone(),
        });
        let lent =
            self.delegations.iter().filter(|lent| lent.role == role && Role::DELEGABLE.contains(&role));
        let lent = lent.map(|lent| Capacity {
            role,
            person: self.person,
            on_behalf_of: Some(lent.from),
            organisations: self.organisations.iter().chain(&lent.organisations).copied().collect(),
            town: lent.town,
            department: lent.department.clone(),
        });
        own.into_iter().chain(lent).collect()
    }

    pub fn is_member_of(&self, organisation: OrganisationId) -> bool {
        self.organisations.contains(&organisation)
    }
}

impl Capacity {
    pub fn signature(&self) -> Option<Signature> {
        Some(Signature { person: self.person?, on_behalf_of: self.on_behalf_of })
    }

    /// The acting person or the one it stands for.
    pub fn involves(&self, person: PersonId) -> bool {
        self.person == Some(person) || self.on_behalf_of == Some(person)
    }

    /// Somebody on one side stands on the other too.
    pub fn touches(&self, signature: &Signature) -> bool {
        self.involves(signature.person) || signature.on_behalf_of.is_some_and(|person| self.involves(person))
    }
}
