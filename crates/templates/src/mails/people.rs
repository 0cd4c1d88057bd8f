//! Mails about accounts, organisations, calls and lent roles: what each needs, and a sample to test with.
//! No ID or account number in any of them; who gets one is settled by the engine.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Mail, NINE_MILLIS};
use crate::Message;

const LINK: &str = "https://houbu.example/link";
const ORGANISATION: &str = "海门示范精密机械有限公司";

/// To the members of an organisation: somebody asks to join.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MembershipRequested {
    pub organisation: String,
    pub person: String,
    pub link: String,
}

impl Mail for MembershipRequested {
    const NAME: &'static str = "membership-requested";

    fn samples() -> Vec<Self> {
        vec![Self {
            organisation: ORGANISATION.to_owned(),
            person: "申请人".to_owned(),
            link: LINK.to_owned(),
        }]
    }
}

/// To whoever asked to join.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MembershipDecided {
    pub organisation: String,
    pub granted: bool,
    pub link: String,
}

impl Mail for MembershipDecided {
    const NAME: &'static str = "membership-decided";

    fn samples() -> Vec<Self> {
        vec![
            Self { organisation: ORGANISATION.to_owned(), granted: true, link: LINK.to_owned() },
            Self { organisation: ORGANISATION.to_owned(), granted: false, link: LINK.to_owned() },
        ]
    }
}

/// To the members: the licence was checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrganisationConfirmed {
    pub organisation: String,
    pub link: String,
}

impl Mail for OrganisationConfirmed {
    const NAME: &'static str = "organisation-confirmed";

    fn samples() -> Vec<Self> {
        vec![Self { organisation: ORGANISATION.to_owned(), link: LINK.to_owned() }]
    }
}

/// To an account: a link that works once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PasswordReset {
    pub link: String,
    pub expires_at_millis: i64,
}

impl Mail for PasswordReset {
    const NAME: &'static str = "password-reset";

    fn samples() -> Vec<Self> {
        vec![Self { link: LINK.to_owned(), expires_at_millis: NINE_MILLIS }]
    }
}

/// To organisations: a call has opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CallOpened {
    pub title: String,
    pub closes_at_millis: i64,
    pub link: String,
}

impl Mail for CallOpened {
    const NAME: &'static str = "call-opened";

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "2026 年度高新技术企业认定奖励".to_owned(),
            closes_at_millis: NINE_MILLIS,
            link: LINK.to_owned(),
        }]
    }
}

/// To the stand-in: a role was lent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoleLent {
    /// The role's key.
    pub role: String,
    pub giver: String,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub link: String,
}

impl Mail for RoleLent {
    const NAME: &'static str = "role-lent";

    fn samples() -> Vec<Self> {
        vec![Self {
            role: "section-head".to_owned(),
            giver: "科室负责人".to_owned(),
            first_day: NaiveDate::default(),
            last_day: NaiveDate::default(),
            link: LINK.to_owned(),
        }]
    }
}

/// To somebody who objected in publicity and left a mail address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectionReply {
    /// Receipt number of the objection.
    pub number: String,
    pub organisation: String,
    /// `upheld`, `dismissed` or `amended`.
    pub decision: String,
    pub reply: Message,
}

impl Mail for ObjectionReply {
    const NAME: &'static str = "objection-reply";

    fn samples() -> Vec<Self> {
        let sample = |decision: &str| Self {
            number: "HM-2026-Y0001".to_owned(),
            organisation: ORGANISATION.to_owned(),
            decision: decision.to_owned(),
            reply: Message::verbatim("经核查，付款凭证真实有效。"),
        };
        ["upheld", "dismissed", "amended"].map(sample).to_vec()
    }
}
