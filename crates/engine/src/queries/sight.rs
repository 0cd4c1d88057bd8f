//! Who may see a case. One function answers for pages, lists, documents and commands alike.
//! Decides about seeing only; what may be done with a case is the workflow's to say.

use workflow::{Application, Role};

use crate::actor::Signed;

/// Roles whose duty reaches over all cases.
pub(crate) const SEES_ALL: [Role; 5] =
    [Role::Officer, Role::Director, Role::FinanceMaker, Role::FinanceChecker, Role::Supervisor];

/// Acts for the organisation the case belongs to.
pub(crate) fn is_member(signed: &Signed, application: &Application) -> bool {
    signed.actor.is_member_of(application.origin.organisation)
}

/// Members; the bureau's staff with a duty in cases and the recommender of the town, once the case was
/// handed in; supervision at any time. Administrators keep people and settings, policy staff keep
/// packs: neither sees a case.
pub(crate) fn may_see(signed: &Signed, application: &Application) -> bool {
    if is_member(signed, application) || signed.holds(Role::Supervisor) {
        return true;
    }
    let own_town = signed.holds(Role::Recommender) && signed.actor.town == Some(application.origin.town);
    application.submitted_at.is_some() && (signed.holds_any(&SEES_ALL) || own_town)
}
