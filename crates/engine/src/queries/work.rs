//! My work: the cases that wait for one of my roles, across roles, newest first.
//!
//! Nobody finds here a case of an organisation they are a member of: they could not act on it.

use std::collections::BTreeMap;

use serde::Serialize;
use store::Page;
use store::applications::{ApplicationFilter, ApplicationSummary};
use workflow::Role;
use workflow::id::ApplicationId;

use super::applications::{CASES_PER_PAGE, CaseList, line};
use crate::actor::Signed;
use crate::{Engine, EngineError};

/// Roles whose work are single cases; finance works on batches.
const ROLES: [Role; 3] = [Role::Recommender, Role::Officer, Role::Director];

/// A page of work, with how many of its cases have passed their limit.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WorkList {
    pub cases: CaseList,
    pub overdue: usize,
}

impl Engine {
    /// One query per role held; three at most.
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
            let Some(filter) = filter_for(role, signed) else {
                continue;
            };
            let rows = store::applications::list(&self.store, &filter, &page).await?;
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
}

/// A recommender without a town has no cases.
fn filter_for(role: Role, signed: &Signed) -> Option<ApplicationFilter> {
    let town = match role {
        Role::Recommender => Some(signed.actor.town?),
        _ => None,
    };
    Some(ApplicationFilter { owner_role: Some(role), town, ..ApplicationFilter::default() })
}
