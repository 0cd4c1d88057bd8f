//! What supervision reads: where all cases stand, the journal, and the audit. No writes, no actions.
//! Journal entries hold no account or identity numbers, so none can leave here.

use std::collections::BTreeMap;

use serde::Serialize;
use store::Page;
use store::applications::{ApplicationFilter, count_by_stage};
use store::journal::JournalRow;
use workflow::id::PersonId;
use workflow::{Role, Stage, Timestamp};

use super::applications::{CaseLine, line};
use super::finance::BudgetLineView;
use crate::actor::Signed;
use crate::audit::AuditReport;
use crate::{Engine, EngineError};

/// Acts on one page of the journal.
pub const JOURNAL_PAGE_ROWS: u32 = 50;
/// Overdue cases an overview names; the list of all cases has the rest.
const OVERDUE_SHOWN: u32 = 20;

/// Everything at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// Every stage in the order of the procedure, those without a case included.
    pub stages: Vec<StageTally>,
    pub overdue_count: i64,
    /// The newest of them.
    pub overdue: Vec<CaseLine>,
    pub budget: Vec<BudgetLineView>,
    /// Payments without a final answer and answers that were set aside.
    pub payment_exceptions: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StageTally {
    pub stage: Stage,
    pub count: i64,
    pub overdue: i64,
}

/// One act of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalEntry {
    pub number: i64,
    pub at: Timestamp,
    /// Nobody: the clock.
    pub person: Option<String>,
    pub role: Role,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    /// What the act was about, by name.
    pub detail: BTreeMap<String, serde_json::Value>,
}

/// A page of acts, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalPage {
    pub entries: Vec<JournalEntry>,
    /// Hand it back as `before` for older acts.
    pub next: Option<i64>,
}

impl Engine {
    /// Where all cases and all money stand.
    pub async fn overview(&self, signed: &Signed) -> Result<Overview, EngineError> {
        signed.require(Role::Supervisor)?;
        let today = self.today().await?;
        let late = ApplicationFilter { overdue_on: Some(today), ..ApplicationFilter::default() };
        let counts = count_by_stage(&self.store, &ApplicationFilter::default()).await?;
        let late_counts = count_by_stage(&self.store, &late).await?;
        let rows = store::applications::list(&self.store, &late, &Page::first(OVERDUE_SHOWN)).await?;
        let of = |list: &[store::applications::StageCount], stage: Stage| {
            list.iter().find(|row| row.stage == stage.key()).map_or(0, |row| row.count)
        };
        let tally = |stage| StageTally { stage, count: of(&counts, stage), overdue: of(&late_counts, stage) };
        let exceptions = self.payment_exceptions(signed).await?;
        Ok(Overview {
            stages: Stage::ALL.into_iter().map(tally).collect(),
            overdue_count: late_counts.iter().map(|row| row.count).sum(),
            overdue: rows.into_iter().map(|row| line(row, today)).collect::<Result<_, _>>()?,
            budget: self.budget_lines(signed).await?,
            payment_exceptions: exceptions.unknown.len() + exceptions.set_aside.len(),
        })
    }

    /// Acts outside applications, newest first; those before `before` when it is given.
    pub async fn journal(&self, signed: &Signed, before: Option<i64>) -> Result<JournalPage, EngineError> {
        signed.require(Role::Supervisor)?;
        let limit = JOURNAL_PAGE_ROWS + 1;
        let page = Page { after: before.map(|number| number.to_string()), limit };
        let mut rows = store::journal::list(&self.store, &page).await?;
        let shown = JOURNAL_PAGE_ROWS as usize;
        let more = rows.len() > shown;
        rows.truncate(shown);
        let mut people: Vec<PersonId> = rows.iter().filter_map(|row| row.actor_person).collect();
        people.sort_unstable();
        people.dedup();
        let names: BTreeMap<PersonId, String> =
            store::people::names(&self.store, &people).await?.into_iter().collect();
        let next = rows.last().filter(|_| more).map(|row| row.id);
        Ok(JournalPage { entries: rows.into_iter().map(|row| entry(row, &names)).collect(), next })
    }

    /// Runs the audit for a person who asked for it.
    pub async fn supervised_audit(&self, signed: &Signed) -> Result<AuditReport, EngineError> {
        signed.require(Role::Supervisor)?;
        self.audit().await
    }
}

fn entry(row: JournalRow, names: &BTreeMap<PersonId, String>) -> JournalEntry {
    JournalEntry {
        number: row.id,
        at: row.at,
        person: row.actor_person.and_then(|person| names.get(&person).cloned()),
        role: row.actor_role,
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        detail: serde_json::from_str(&row.detail_json).unwrap_or_default(),
    }
}
