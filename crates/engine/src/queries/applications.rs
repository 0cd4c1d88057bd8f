//! Lists of cases: a member's own, and all of them for staff; and what a member may begin.
//!
//! Keyset pages of one query each; codes and figures only.

use serde::Serialize;
use store::Page;
use store::applications::{ApplicationFilter, ApplicationSummary};
use store::calls::CallState;
use workflow::id::{ApplicationId, CallId, OrganisationId, TownId};
use workflow::{Date, Money, Role, Stage, Timestamp};

use super::sight::SEES_ALL;
use crate::actor::Signed;
use crate::{Engine, EngineError};

/// Rows of one page: a screenful or two.
pub const CASES_PER_PAGE: u32 = 50;
/// Calls offered in a filter or at the start of an application; older ones are found by their number.
const CALLS_OFFERED: u32 = 100;

/// One case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseLine {
    pub id: ApplicationId,
    pub number: String,
    pub organisation_name: String,
    pub call_title_zh: String,
    pub call_title_en: String,
    pub stage: Stage,
    pub amount: Option<Money>,
    pub submitted_at: Option<Timestamp>,
    pub due_on: Option<Date>,
    pub overdue: bool,
    pub owner: Option<Role>,
    pub updated_at: Timestamp,
}

/// A page of cases.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CaseList {
    pub lines: Vec<CaseLine>,
    /// The key of the next page.
    pub next: Option<ApplicationId>,
}

/// What a list of all cases is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseFilter {
    pub stage: Option<Stage>,
    pub call: Option<CallId>,
    pub after: Option<ApplicationId>,
}

/// A call by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallChoice {
    pub id: CallId,
    pub title_zh: String,
    pub title_en: String,
    pub closes_on: Date,
}

/// An organisation a person acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganisationChoice {
    pub id: OrganisationId,
    pub name: String,
    pub confirmed: bool,
}

/// What a member may begin today.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BeginChoices {
    pub calls: Vec<CallChoice>,
    /// Open, but the bureau proposes in them: nobody applies.
    pub on_confirmation: Vec<CallChoice>,
    pub organisations: Vec<OrganisationChoice>,
}

impl Engine {
    /// The cases of every organisation a person acts for, newest first.
    pub async fn my_applications(
        &self,
        signed: &Signed,
        after: Option<ApplicationId>,
    ) -> Result<CaseList, EngineError> {
        let organisations = signed.actor.organisations.clone();
        if organisations.is_empty() {
            return Ok(CaseList::default());
        }
        let filter = ApplicationFilter { organisations, ..ApplicationFilter::default() };
        self.case_list(&filter, after, None).await
    }

    /// All cases for staff with a duty in cases; a recommender sees the own town's.
    pub async fn all_cases(&self, signed: &Signed, wanted: CaseFilter) -> Result<CaseList, EngineError> {
        let town = match reach_of(signed)? {
            Reach::All => None,
            Reach::Town(town) => Some(town),
            Reach::Departments => return self.department_cases(signed, wanted).await,
        };
        let filter = ApplicationFilter {
            stages: wanted.stage.map(|stage| stage.key().to_owned()).into_iter().collect(),
            call: wanted.call,
            town,
            submitted_only: !signed.holds(Role::Supervisor),
            ..ApplicationFilter::default()
        };
        self.case_list(&filter, wanted.after, Some(signed)).await
    }

    async fn department_cases(&self, signed: &Signed, wanted: CaseFilter) -> Result<CaseList, EngineError> {
        let today = self.today().await?;
        let page = Page { after: wanted.after.map(|id| id.to_string()), limit: CASES_PER_PAGE + 1 };
        let mut rows = self.department_rows(signed, (wanted.stage, wanted.call), false, &page).await?;
        let next = shorten(&mut rows);
        let rows = self.seen_by_department(signed, rows, false).await?;
        let lines: Result<Vec<CaseLine>, EngineError> =
            rows.into_iter().map(|row| line(row, today)).collect();
        Ok(CaseList { lines: lines?, next })
    }

    /// Calls a list of cases may be narrowed to.
    pub async fn call_choices(&self) -> Result<Vec<CallChoice>, EngineError> {
        let calls = store::calls::list(&self.store, None, &Page::first(CALLS_OFFERED)).await?;
        let known = calls.into_iter().filter(|call| call.state != CallState::Draft);
        Ok(known.map(choice).collect())
    }

    /// Open calls and the person's organisations.
    pub async fn begin_choices(&self, signed: &Signed) -> Result<BeginChoices, EngineError> {
        let today = self.today().await?;
        let page = Page::first(CALLS_OFFERED);
        let calls = store::calls::list(&self.store, Some(CallState::Open), &page).await?;
        let (mut open, mut on_confirmation) = (Vec::new(), Vec::new());
        for call in calls.into_iter().filter(|call| (call.opens_on..=call.closes_on).contains(&today)) {
            let list = if self.is_on_confirmation(&call).await? { &mut on_confirmation } else { &mut open };
            list.push(choice(call));
        }
        let organisations = store::organisations::of_member(&self.store, signed.id()).await?;
        let own = organisations.into_iter().map(|row| OrganisationChoice {
            id: row.id,
            name: row.name,
            confirmed: row.confirmed_at.is_some(),
        });
        Ok(BeginChoices { calls: open, on_confirmation, organisations: own.collect() })
    }

    async fn case_list(
        &self,
        filter: &ApplicationFilter,
        after: Option<ApplicationId>,
        reader: Option<&Signed>,
    ) -> Result<CaseList, EngineError> {
        let today = self.today().await?;
        // One more than is shown tells whether there is a next page.
        let page = Page { after: after.map(|id| id.to_string()), limit: CASES_PER_PAGE + 1 };
        let mut rows = store::applications::list(&self.store, filter, &page).await?;
        let next = shorten(&mut rows);
        if let Some(reader) = reader {
            rows = self.veiled_for_expert(reader, rows).await?;
        }
        let lines: Result<Vec<CaseLine>, EngineError> =
            rows.into_iter().map(|row| line(row, today)).collect();
        Ok(CaseList { lines: lines?, next })
    }
}

/// Which cases a duty reaches.
enum Reach {
    All,
    Town(TownId),
    /// Those whose joint review asks the reader's departments.
    Departments,
}

/// The widest reach of a reader's duties; a recommender's is the town it speaks for.
fn reach_of(signed: &Signed) -> Result<Reach, EngineError> {
    if signed.holds_any(&SEES_ALL) {
        return Ok(Reach::All);
    }
    let towns = signed.actor.capacities(Role::Recommender);
    match towns.into_iter().find_map(|capacity| capacity.town) {
        Some(town) => Ok(Reach::Town(town)),
        None => signed.require(Role::Department).map(|()| Reach::Departments),
    }
}

/// One row more than a page was read; answers where the next page begins, if there is one.
fn shorten(rows: &mut Vec<ApplicationSummary>) -> Option<ApplicationId> {
    let shown = CASES_PER_PAGE as usize;
    let more = rows.len() > shown;
    rows.truncate(shown);
    if more { rows.last().map(|row| row.id) } else { None }
}

fn choice(call: store::calls::CallRow) -> CallChoice {
    CallChoice { id: call.id, title_zh: call.title_zh, title_en: call.title_en, closes_on: call.closes_on }
}

/// A summary row, typed.
pub(crate) fn line(row: ApplicationSummary, today: Date) -> Result<CaseLine, EngineError> {
    let stage = Stage::from_key(&row.stage)
        .ok_or_else(|| EngineError::Corrupt { what: format!("stage of {}", row.number) })?;
    Ok(CaseLine {
        id: row.id,
        number: row.number,
        organisation_name: row.organisation_name,
        call_title_zh: row.call_title_zh,
        call_title_en: row.call_title_en,
        stage,
        amount: row.amount_fen,
        submitted_at: row.submitted_at,
        due_on: row.due_on,
        overdue: row.due_on.is_some_and(|day| day < today),
        owner: row.owner_role,
        updated_at: row.updated_at,
    })
}
