//! What a programme says of one stage: owner, limit, what follows when it passes, and the particulars
//! of panels, departments, ladders and instalments. Data as read from the programme's file.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::panel::{Rubric, TallyRule};
use crate::role::Role;
use crate::stage::Stage;

/// What happens when a stage's limit passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnOverdue {
    /// The owner and the director are told; the case stays.
    Escalate,
    /// The case ends as lapsed.
    Lapse,
    /// The case ends as rejected: silence is not consent.
    Reject,
}

/// One stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    pub key: Stage,
    pub owner: Role,
    pub limit_working_days: Option<u16>,
    #[serde(default = "escalate")]
    pub on_overdue: OnOverdue,
    /// How often the applicant may be asked to correct, or an amount be changed upon an objection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_rounds: Option<u8>,
    /// Only for the expert review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<PanelRule>,
    /// Only for the joint review.
    #[serde(default, rename = "department", skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentRule>,
    /// Only for the approval, from the lowest rung up; none is one rung of the owner.
    #[serde(default, rename = "rung", skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<Rung>,
    /// Only for the disbursement; none is the whole at once.
    #[serde(default, rename = "instalment", skip_serializing_if = "Vec::is_empty")]
    pub instalments: Vec<InstalmentRule>,
}

const fn escalate() -> OnOverdue {
    OnOverdue::Escalate
}

impl StageRule {
    pub const fn plain(key: Stage, owner: Role, limit: Option<u16>, on_overdue: OnOverdue) -> Self {
        Self {
            key,
            owner,
            limit_working_days: limit,
            on_overdue,
            max_rounds: None,
            panel: None,
            departments: Vec::new(),
            rungs: Vec::new(),
            instalments: Vec::new(),
        }
    }
}

/// How experts review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelRule {
    pub seats: u16,
    /// Experts see neither the organisation nor its people, only the blind copies it supplied.
    #[serde(default)]
    pub blind: bool,
    /// Out of 100, in hundredths: below it nobody may approve.
    pub pass_mark_hundredths: u32,
    #[serde(default = "TallyRule::default")]
    pub tally: TallyRule,
    #[serde(rename = "criterion")]
    pub rubric: Rubric,
}

/// One department of a joint review, and what it needs to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentRule {
    pub key: String,
    pub title_zh: String,
    pub title_en: String,
    /// Fields of the form it reads, beside the organisation's name and the amount.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Documents it reads, by their codes.
    #[serde(default)]
    pub documents: Vec<String>,
}

/// One rung of the approval ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    pub role: Role,
    /// Decides alone up to this amount, inclusive; the last rung has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to_yuan: Option<i64>,
    /// Members who must be present; only for the bureau meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u16>,
}

/// A share of an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstalmentRule {
    pub percent: u8,
    /// Not to be paid before so many months after the award.
    #[serde(default)]
    pub after_months: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<MilestoneRule>,
}

/// What must be achieved before a share is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneRule {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
}
