//! One organisation's case in a call: the state that replaying its events yields.
//!
//! No field is written but by [`apply`](crate::apply::apply).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::award::Award;
use crate::calendar::Due;
use crate::clock::{Date, Timestamp};
use crate::id::{ApplicationId, BudgetLineId, CallId, OrganisationId, PersonId, TownId};
use crate::money::Money;
use crate::panel::Tally;
use crate::pipeline::OnOverdue;
use crate::stage::Stage;
use crate::state::{State, VisitRecord};

/// What the applicant typed, field by field, as typed. Lists are `sales_y.0`, `sales_y.1`, …
pub type Answers = BTreeMap<String, String>;

/// What is fixed when an application is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub id: ApplicationId,
    /// Human number, e.g. `HM-2026-0001`.
    pub number: String,
    pub call: CallId,
    pub programme: String,
    /// The pack that judges this case.
    pub pack_fingerprint: String,
    /// The pack whose pipeline governs it, where the call was moved to another before the case began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governed_by: Option<String>,
    pub organisation: OrganisationId,
    pub town: TownId,
    pub budget_line: BudgetLineId,
}

/// How the rules judged the facts, in the words the workflow needs; the whole verdict rides along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub ruling: String,
    pub pack_fingerprint: String,
    pub outcome: JudgedAs,
    /// Fen. `None` when the published text gives no formula: a person decides.
    pub amount: Option<Money>,
    /// The most a person may set where there is no amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Money>,
    /// Clause labels of the criteria that failed.
    pub findings: Vec<String>,
    /// The facts and the verdict as canonical JSON, so that the decision can be re-executed.
    pub facts_json: String,
    pub verdict_json: String,
    /// Version of the rules' host functions that computed it; the first one where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_version: Option<String>,
}

/// The three answers rules give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgedAs {
    Eligible,
    Ineligible,
    NeedsReview,
}

/// The clock of the stage an application is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StageClock {
    /// The day the stage began; where its work cannot begin yet, the day it can.
    #[serde(alias = "entered_on")]
    pub counts_from: Date,
    pub limit_working_days: u16,
    #[serde(flatten)]
    pub due: Due,
    pub on_overdue: OnOverdue,
}

/// The case itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub origin: Origin,
    pub created_by: PersonId,
    pub created_at: Timestamp,
    pub submitted_at: Option<Timestamp>,
    pub state: State,
    pub clock: Option<StageClock>,
    pub answers: Answers,
    /// The last judgement it was submitted with.
    pub judgement: Option<Judgement>,
    /// Set at approval.
    pub approved_amount: Option<Money>,
    pub correction_rounds: u8,
    /// Amounts changed upon an objection.
    pub amendments: u8,
    /// Fingerprint of the pack whose pipeline governs the case: the origin's, until a migration.
    pub governed_by: String,
    /// Who has judged the case, and for whom: they handle no objection to it.
    pub reviewers: BTreeSet<PersonId>,
    /// Who stepped back from it.
    pub recused: BTreeSet<PersonId>,
    /// Who the work of this stage was given to; empty is everybody of the role.
    pub assigned: Vec<PersonId>,
    /// What the expert panel came to.
    pub tally: Option<Tally>,
    /// What was seen on the spot.
    pub visit: Option<VisitRecord>,
    /// Departments that did not agree.
    pub dissent: Vec<String>,
    /// Number of events applied; the sequence number of the last.
    pub version: u64,
}

impl Application {
    pub const fn stage(&self) -> Stage {
        self.state.stage()
    }

    pub const fn award(&self) -> Option<&Award> {
        self.state.award()
    }

    /// The amount it stands for now: approved, else judged.
    pub fn amount(&self) -> Option<Money> {
        self.approved_amount.or_else(|| self.judgement.as_ref().and_then(|judgement| judgement.amount))
    }

    pub fn due(&self) -> Option<Due> {
        self.clock.as_ref().map(|clock| clock.due)
    }

    /// The limit passed before today. A deadline awaiting its calendar is never overdue.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due().and_then(Due::day).is_some_and(|day| day < today)
    }
}
