//! Calls as people read them: the public what is open, staff everything, with what they may do.
//! Drafting and opening are use cases of their own.

use serde::Serialize;
use store::budgets::BudgetLineRow;
use store::calls::{CallRow, CallState};
use store::{PAGE_MAXIMUM_ROWS, Page};
use workflow::id::{BudgetLineId, CallId};
use workflow::pipeline::Track;
use workflow::{Date, Money, Role, Timestamp};

use crate::actor::Signed;
use crate::calls::may_open;
use crate::packs::{is_standard, pipeline_of};
use crate::{Engine, EngineError};

/// Rows of one page: a screenful or two.
const CALLS_PER_PAGE: u32 = 50;

/// Roles that read calls before they are open.
const STAFF: [Role; 7] = [
    Role::Officer,
    Role::SectionHead,
    Role::Director,
    Role::BureauMeeting,
    Role::Policy,
    Role::Supervisor,
    Role::Recommender,
];

/// A call in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallSummary {
    pub id: CallId,
    pub number: String,
    /// The programme's code.
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub fiscal_year: i64,
    pub opens_on: Date,
    pub closes_on: Date,
    /// `draft`, `open` or `closed`.
    pub state: &'static str,
    /// What the line holds, and what of it is promised; unknown lines are none.
    pub budget: Option<Money>,
}

/// A call on its own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallView {
    pub summary: CallSummary,
    pub programme_zh: String,
    pub programme_en: String,
    pub notice_zh: String,
    pub notice_en: String,
    pub targets: Vec<String>,
    /// Open, and today lies in its window; organisations apply in it themselves.
    pub takes_applications: bool,
    /// 免申即享: the bureau proposes, organisations confirm.
    pub on_confirmation: bool,
}

/// A call as staff work on it.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing this reader may do, not a state")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaffCall {
    pub call: CallView,
    pub version: i64,
    pub pack_fingerprint: String,
    pub budget_line: BudgetLineId,
    pub budget_line_code: String,
    pub drafted_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub may_edit: bool,
    pub may_open: bool,
    /// Cases that wait to be put on a public list; the officer may publish them.
    pub may_publish: bool,
    /// The officer may propose in it.
    pub may_propose: bool,
}

/// What the form of a call offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallFormChoices {
    pub programmes: Vec<ProgrammeChoice>,
    pub budget_lines: Vec<LineChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeChoice {
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineChoice {
    pub id: BudgetLineId,
    pub code: String,
    pub fiscal_year: i64,
    pub title_zh: String,
    pub title_en: String,
    pub remaining: Money,
}

impl Engine {
    /// Calls that take applications today or will: for everybody.
    pub async fn open_calls(&self) -> Result<Vec<CallSummary>, EngineError> {
        let today = self.today().await?;
        let page = Page::first(PAGE_MAXIMUM_ROWS);
        let rows = store::calls::list(&self.store, Some(CallState::Open), &page).await?;
        let lines = store::budgets::list(&self.store).await?;
        let standing = rows.iter().filter(|row| row.closes_on >= today);
        Ok(standing.map(|row| summary(row, &lines)).collect())
    }

    /// A call that is open or was: for everybody. A draft does not exist yet.
    pub async fn public_call(&self, id: CallId) -> Result<CallView, EngineError> {
        let row = self.call_row(id).await?;
        if row.state == CallState::Draft {
            return Err(EngineError::NotFound { what: "call" });
        }
        let lines = store::budgets::list(&self.store).await?;
        self.view(&row, &lines).await
    }

    /// All calls, newest first, and the key of the next page; for staff.
    pub async fn staff_calls(
        &self,
        signed: &Signed,
        after: Option<CallId>,
    ) -> Result<(Vec<CallSummary>, Option<CallId>), EngineError> {
        readable(signed)?;
        let page = Page { after: after.map(|id| id.to_string()), limit: CALLS_PER_PAGE + 1 };
        let mut rows = store::calls::list(&self.store, None, &page).await?;
        let more = rows.len() > CALLS_PER_PAGE as usize;
        rows.truncate(CALLS_PER_PAGE as usize);
        let next = if more { rows.last().map(|row| row.id) } else { None };
        let lines = store::budgets::list(&self.store).await?;
        Ok((rows.iter().map(|row| summary(row, &lines)).collect(), next))
    }

    /// One call, with what this person may do about it.
    pub async fn staff_call(&self, signed: &Signed, id: CallId) -> Result<StaffCall, EngineError> {
        readable(signed)?;
        let row = self.call_row(id).await?;
        let lines = store::budgets::list(&self.store).await?;
        let today = self.today().await?;
        let officer = signed.holds(Role::Officer);
        let code = lines.iter().find(|line| line.id == row.budget_line_id);
        let call = self.view(&row, &lines).await?;
        Ok(StaffCall {
            may_propose: officer && call.on_confirmation && row.state == CallState::Open,
            call,
            version: row.version,
            budget_line: row.budget_line_id,
            budget_line_code: code.map(|line| line.code.clone()).unwrap_or_default(),
            drafted_at: row.drafted_at,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            may_edit: officer && row.state == CallState::Draft,
            may_open: may_open(signed, &row, today).is_ok(),
            may_publish: officer && row.state != CallState::Draft,
            pack_fingerprint: row.pack_fingerprint,
        })
    }

    /// Programmes and budget lines a call may be drafted with.
    pub async fn call_form_choices(&self, signed: &Signed) -> Result<CallFormChoices, EngineError> {
        signed.require(Role::Officer)?;
        let mut programmes = Vec::new();
        for row in store::programmes::list(&self.store).await? {
            if !is_standard(&row)? {
                programmes.push(row);
            }
        }
        let lines = store::budgets::list(&self.store).await?;
        let programme = |row: store::programmes::ProgrammeRow| ProgrammeChoice {
            code: row.code,
            title_zh: row.title_zh,
            title_en: row.title_en,
        };
        let line = |row: BudgetLineRow| LineChoice {
            remaining: row.total_fen.checked_sub(row.committed_fen).unwrap_or(Money::ZERO),
            id: row.id,
            code: row.code,
            fiscal_year: row.fiscal_year,
            title_zh: row.title_zh,
            title_en: row.title_en,
        };
        Ok(CallFormChoices {
            programmes: programmes.into_iter().map(programme).collect(),
            budget_lines: lines.into_iter().map(line).collect(),
        })
    }

    async fn view(&self, row: &CallRow, lines: &[BudgetLineRow]) -> Result<CallView, EngineError> {
        let today = self.today().await?;
        let programme = store::programmes::find(&self.store, &row.programme_code).await?;
        let programme = programme.ok_or(EngineError::NotFound { what: "programme" })?;
        let targets = serde_json::from_str(&row.targets_json)
            .map_err(|error| EngineError::Corrupt { what: format!("targets of a call: {error}") })?;
        let on_confirmation = self.is_on_confirmation(row).await?;
        Ok(CallView {
            summary: summary(row, lines),
            programme_zh: programme.title_zh,
            programme_en: programme.title_en,
            notice_zh: row.notice_zh.clone(),
            notice_en: row.notice_en.clone(),
            targets,
            takes_applications: row.state == CallState::Open
                && !on_confirmation
                && (row.opens_on..=row.closes_on).contains(&today),
            on_confirmation,
        })
    }

    /// Whether the programme of a call proposes instead of waiting for applications.
    pub(crate) async fn is_on_confirmation(&self, row: &CallRow) -> Result<bool, EngineError> {
        let pack = self.pack(&row.pack_fingerprint).await?;
        Ok(pipeline_of(&pack)?.track == Track::OnConfirmation)
    }

    async fn call_row(&self, id: CallId) -> Result<CallRow, EngineError> {
        let row = store::calls::find(&self.store, id).await?;
        row.ok_or(EngineError::NotFound { what: "call" })
    }
}

fn readable(signed: &Signed) -> Result<(), EngineError> {
    if signed.holds_any(&STAFF) { Ok(()) } else { Err(EngineError::Forbidden) }
}

fn summary(row: &CallRow, lines: &[BudgetLineRow]) -> CallSummary {
    let line = lines.iter().find(|line| line.id == row.budget_line_id);
    CallSummary {
        id: row.id,
        number: row.number.clone(),
        programme: row.programme_code.clone(),
        title_zh: row.title_zh.clone(),
        title_en: row.title_en.clone(),
        fiscal_year: row.fiscal_year,
        opens_on: row.opens_on,
        closes_on: row.closes_on,
        state: row.state.key(),
        budget: line.map(|line| line.total_fen),
    }
}
