//! Who may see a case, and how much of it. One file answers for pages, lists, documents and commands alike.
//! Decides about seeing only; what may be done with a case is the workflow's to say.

use store::Source;
use workflow::pipeline::DepartmentRule;
use workflow::state::State;
use workflow::{Application, Pipeline, Role, Stage};

use super::expert::sits;
use crate::actor::Signed;
use crate::packs::pipeline_of;
use crate::{Engine, EngineError};

/// Roles whose duty reaches over all cases.
pub(crate) const SEES_ALL: [Role; 7] = [
    Role::Officer,
    Role::SectionHead,
    Role::Director,
    Role::BureauMeeting,
    Role::FinanceMaker,
    Role::FinanceChecker,
    Role::Supervisor,
];

/// Acts for the organisation the case belongs to.
pub(crate) fn is_member(signed: &Signed, application: &Application) -> bool {
    signed.actor.is_member_of(application.origin.organisation)
}

/// The whole case: members; the bureau's staff with a duty in cases and the recommender of the town, once
/// the case was handed in or proposed; supervision at any time. Administrators keep people and settings, policy staff
/// keep packs: neither sees a case. A department reads only its part: [`departments_of`].
pub(crate) fn may_see(signed: &Signed, application: &Application) -> bool {
    if is_member(signed, application) {
        return true;
    }
    if sits_now(signed, application) {
        return false;
    }
    if signed.holds(Role::Supervisor) {
        return true;
    }
    let town = Some(application.origin.town);
    let recommends = signed.actor.capacities(Role::Recommender);
    let own_town = recommends.iter().any(|capacity| capacity.town == town);
    let known = application.submitted_at.is_some() || was_proposed(application);
    known && (signed.holds_any(&SEES_ALL) || own_town)
}

/// Sits on its panel: while that reviews, a seat takes away what other duties would show. The panel's own
/// view is `queries::expert`.
fn sits_now(signed: &Signed, application: &Application) -> bool {
    match &application.state {
        State::ExpertReview { seats } => {
            seats.iter().any(|seat| seat.is_taken() && seat.expert == signed.id())
        }
        _ => false,
    }
}

/// The bureau began it itself: a draft never comes to the stage of confirmation.
fn was_proposed(application: &Application) -> bool {
    came_to(application) == Stage::Confirmation
}

/// Where a case stands; an ended one where it ended.
fn came_to(application: &Application) -> Stage {
    match &application.state {
        State::Rejected { at_stage, .. } | State::Withdrawn { at_stage, .. } | State::Lapsed { at_stage } => {
            *at_stage
        }
        state => state.stage(),
    }
}

/// The departments of the joint review a reader speaks for, from where the review begins; each rule names
/// all that its department reads.
pub(crate) fn departments_of(
    signed: &Signed,
    application: &Application,
    pipeline: &Pipeline,
) -> Vec<DepartmentRule> {
    if !has_reached(application, Stage::JointReview) {
        return Vec::new();
    }
    let organisation = application.origin.organisation;
    let capacities = signed.actor.capacities(Role::Department);
    let speaks = |rule: &&DepartmentRule| {
        capacities.iter().any(|capacity| {
            capacity.department.as_deref() == Some(rule.key.as_str())
                && !capacity.organisations.contains(&organisation)
        })
    };
    pipeline.departments().iter().filter(speaks).cloned().collect()
}

/// Whether the case stands at a stage or has passed it; an ended case where it ended.
fn has_reached(application: &Application, stage: Stage) -> bool {
    application.submitted_at.is_some() && came_to(application) >= stage
}

/// The case exists for this reader, whole or in part.
pub(crate) async fn reaches(
    engine: &Engine,
    on: &impl Source,
    signed: &Signed,
    application: &Application,
) -> Result<bool, EngineError> {
    if may_see(signed, application) || sits(on, signed, application).await? {
        return Ok(true);
    }
    if !signed.holds(Role::Department) {
        return Ok(false);
    }
    let governing = engine.pack_from(on, &application.governed_by).await?;
    Ok(!departments_of(signed, application, &pipeline_of(&governing)?).is_empty())
}
