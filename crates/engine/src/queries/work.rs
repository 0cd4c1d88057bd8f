//! My work: the cases that wait for one of my roles, across roles, newest first.
//!
//! Nobody finds here a case of an organisation they are a member of: they could not act on it.

use std::collections::BTreeMap;

use serde::Serialize;
use store::Page;
use store::applications::{ApplicationFilter, ApplicationSummary};
use workflow::Role;
use workflow::id::ApplicationId;
use workflow::role::Capacity;

use super::applications::{CASES_PER_PAGE, CaseList, line};
use crate::actor::Signed;
use crate::{Engine, EngineError};

/// Roles whose work are single cases; finance works on batches. The expert's
/// part comes last, so that a seat veils what another duty would show.
const ROLES: [Role; 7] = [
    Role::Recommender,
    Role::Officer,
    Role::SectionHead,
    Role::Director,
    Role::BureauMeeting,
    Role::Department,
    Role::Expert,
];

/// A page of work, with how many of its cases have passed their limit.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WorkList {
    pub cases: CaseList,
    pub overdue: usize,
}

impl Engine {
    /// One query per role held, and per town where a recommender stands in for another.
    pub async fn my_work(
        &self,
        signed: &Signed,
        after: Option<ApplicationId>,
    ) -> Result<WorkList, EngineError> {
        if !signed.holds_any(&ROLES) {
            return Err(EngineError::Forbidden);
        }
        let today = self.today().await?;
        let page = Page { after: after.map(|id| id.to_string()), limit: CASES_PER_PAGE + 1 };
        let mut found: BTreeMap<ApplicationId, ApplicationSummary> = BTreeMap::new();
        for role in ROLES.into_iter().filter(|role| signed.holds(*role)) {
            let rows = self.waiting_for(signed, role, &page).await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        let shown = CASES_PER_PAGE as usize;
        let more = found.len() > shown;
        let mut rows: Vec<ApplicationSummary> = found.into_values().rev().take(shown).collect();
        let next = if more { rows.last().map(|row| row.id) } else { None };
        rows.retain(|row| !signed.actor.is_member_of(row.organisation_id));
        let lines: Result<Vec<_>, EngineError> = rows.into_iter().map(|row| line(row, today)).collect();
        let lines = lines?;
        let overdue = lines.iter().filter(|line| line.overdue).count();
        Ok(WorkList { cases: CaseList { lines, next }, overdue })
    }

    /// The cases a role holds, as far as this reader speaks for it.
    async fn waiting_for(
        &self,
        signed: &Signed,
        role: Role,
        page: &Page,
    ) -> Result<Vec<ApplicationSummary>, EngineError> {
        if role == Role::Department {
            return self.waiting_for_department(signed, page.clone()).await;
        }
        if role == Role::Expert {
            return self.waiting_for_expert(signed, page).await;
        }
        let mut rows = Vec::new();
        for filter in filters(role, &signed.actor.capacities(role)) {
            rows.extend(store::applications::list(&self.store, &filter, page).await?);
        }
        Ok(rows)
    }

    /// What the department has answered already drops out, so a page may need several readings.
    async fn waiting_for_department(
        &self,
        signed: &Signed,
        mut page: Page,
    ) -> Result<Vec<ApplicationSummary>, EngineError> {
        let whole = page.limit as usize;
        let mut waiting = Vec::new();
        for _ in 0..DEPARTMENT_PAGES_LIMIT {
            let rows = self.department_rows(signed, (None, None), true, &page).await?;
            let further = rows.last().filter(|_| rows.len() == whole).map(|row| row.id.to_string());
            waiting.extend(self.seen_by_department(signed, rows, true).await?);
            if further.is_none() || waiting.len() >= whole {
                break;
            }
            page.after = further;
        }
        Ok(waiting)
    }
}

/// Pages looked through for a department: one that has answered nearly everywhere finds the rest later.
const DEPARTMENT_PAGES_LIMIT: usize = 10;

/// One filter for most roles, one per town for recommenders; without a town there are no cases.
fn filters(role: Role, capacities: &[Capacity]) -> Vec<ApplicationFilter> {
    let whole = ApplicationFilter { owner_role: Some(role), ..ApplicationFilter::default() };
    if role != Role::Recommender {
        return vec![whole];
    }
    let towns = capacities.iter().filter_map(|capacity| capacity.town);
    towns.map(|town| ApplicationFilter { town: Some(town), ..whole.clone() }).collect()
}
