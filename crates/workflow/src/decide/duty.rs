//! Duties around a case: stepping back from it, handing its work to certain people, and moving it to
//! another version of its pipeline.

use super::permit::could_act;
use super::{Case, Decision, Ruling, required};
use crate::event::{EventKind, Step};
use crate::id::PersonId;
use crate::migration::preview;
use crate::refusal::RefusalReason;
use crate::stage::Stage;

pub(super) fn recuse(reason: &str) -> Decision {
    let reason = required("reason", reason)?;
    Ruling::one(EventKind::Recused { reason }, Vec::new())
}

/// Whoever gets the work must be able to do it; two where two are needed. Nobody named frees it.
pub(super) fn assign(case: &Case<'_>, to: &[PersonId]) -> Decision {
    let mut to = to.to_vec();
    to.sort_unstable();
    to.dedup();
    let two = matches!(case.application.stage(), Stage::FormalCheck | Stage::SiteVisit);
    if two && to.len() == 1 {
        return Err(RefusalReason::TwoAssigneesRequired);
    }
    for person in &to {
        let assignee = case.context.table.assignees.iter().find(|actor| actor.person == Some(*person));
        if !assignee.is_some_and(|actor| could_act(case.application, case.pipeline, actor)) {
            return Err(RefusalReason::AssigneeUnable { person: *person });
        }
    }
    Ruling::one(EventKind::Assigned { to }, Vec::new())
}

pub(super) fn migrate(case: &Case<'_>, to: Stage) -> Decision {
    let migration = case.context.table.migration.ok_or(RefusalReason::NoMigrationPlan)?;
    let context = case.context;
    let (calendar, count_from, today) = (context.calendar, context.count_from, case.today());
    let planned = preview(case.application, case.pipeline, migration, calendar, count_from, today);
    let planned = planned.map_err(|lost| match lost.first() {
        Some(lost) => RefusalReason::MigrationUnsafe { lost: *lost },
        None => RefusalReason::NoMigrationPlan,
    })?;
    if planned.to != to {
        return Err(RefusalReason::NoMigrationPlan);
    }
    let step = Step { to, clock: planned.clock };
    Ruling::one(EventKind::Migrated { governed_by: migration.governed_by.clone(), step }, Vec::new())
}
