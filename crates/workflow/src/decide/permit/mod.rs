//! Who may give which command, where and when: role, membership, separation of duties, stage, time.
//!
//! Answers with the capacity in which the actor may speak. The particulars of a command (texts, amounts)
//! are checked by the decision itself.

mod moment;
mod person;
mod place;

use super::Context;
use crate::application::Application;
use crate::command::CommandKind;
use crate::pipeline::Pipeline;
use crate::refusal::RefusalReason;
use crate::role::{Actor, Capacity, Role};
use crate::stage::Stage;
use crate::state::State;

type Permission = Result<(), RefusalReason>;

/// The role in which a command is given to this application.
pub fn role_for(application: &Application, pipeline: &Pipeline, kind: CommandKind) -> Role {
    use CommandKind as Kind;
    match kind {
        Kind::SaveAnswers
        | Kind::Submit
        | Kind::Withdraw
        | Kind::Confirm
        | Kind::Decline
        | Kind::AnswerCorrection
        | Kind::SignAgreement
        | Kind::ReportMilestone
        | Kind::ReportResults => Role::Applicant,
        Kind::Recommend | Kind::DeclineRecommendation => Role::Recommender,
        Kind::PassCheck
        | Kind::RequestCorrection
        | Kind::DrawPanel
        | Kind::RecordVisit
        | Kind::ConfirmVisit
        | Kind::Publish
        | Kind::DraftAgreement
        | Kind::AcceptMilestone
        | Kind::ReturnMilestone
        | Kind::Evaluate => Role::Officer,
        Kind::AcceptReview | Kind::RecuseReview | Kind::SubmitScore | Kind::ExplainScore => Role::Expert,
        Kind::GiveOpinion => Role::Department,
        Kind::Approve | Kind::Reject => approver(application, pipeline),
        Kind::ResolveMeeting => Role::BureauMeeting,
        Kind::FileObjection => Role::Public,
        Kind::DecideObjection => pipeline.objection_handler(),
        Kind::Award | Kind::Revoke | Kind::Migrate => Role::Director,
        Kind::OrderPayment | Kind::CancelPayment | Kind::DemandRecovery => Role::FinanceMaker,
        Kind::AuthorisePayment | Kind::SendPayment | Kind::RecordAnswer | Kind::RecordRepayment => {
            Role::FinanceChecker
        }
        Kind::Recuse => worker(application, pipeline),
        Kind::Assign => Role::SectionHead,
        Kind::EndPublicity | Kind::ComputeDeadline | Kind::Lapse | Kind::RejectOverdue => Role::Clock,
    }
}

/// Who stands on the present rung; before the ladder, whoever stands on its first. A meeting is convened,
/// it gives no commands of its own but its resolution: a director speaks before it.
fn approver(application: &Application, pipeline: &Pipeline) -> Role {
    let ladder = pipeline.ladder();
    let rung = match application.state {
        State::Approval { rung, .. } => rung,
        _ => 0,
    };
    match ladder.get(rung).map(|rung| rung.role) {
        Some(Role::BureauMeeting) | None => Role::Director,
        Some(role) => role,
    }
}

/// Whose work the present stage is, among those who may step back from it by this command.
fn worker(application: &Application, pipeline: &Pipeline) -> Role {
    match pipeline.holder(application) {
        None | Some(Role::Applicant | Role::Expert | Role::Clock | Role::Public) => Role::Officer,
        Some(role) => role,
    }
}

/// May this actor give this command to this application now, and as what?
pub fn permit(
    application: &Application,
    pipeline: &Pipeline,
    kind: CommandKind,
    context: &Context<'_>,
) -> Result<Capacity, RefusalReason> {
    let role = role_for(application, pipeline, kind);
    let capacity = capacity(application, pipeline, kind, context.actor, role, true)?;
    place::fits(application, pipeline, kind)?;
    moment::fits(application, pipeline, kind, context)?;
    Ok(capacity)
}

/// The first capacity that nothing binds; else what binds the first.
fn capacity(
    application: &Application,
    pipeline: &Pipeline,
    kind: CommandKind,
    actor: &Actor,
    role: Role,
    assigned: bool,
) -> Result<Capacity, RefusalReason> {
    let mut refused = match role {
        Role::Applicant => RefusalReason::NotYourCase,
        role => RefusalReason::RoleRequired { role },
    };
    let mut first = true;
    for capacity in actor.capacities(role) {
        let free = person::free(application, pipeline, kind, &capacity);
        let free =
            free.and_then(|()| if assigned { person::at_work(application, kind, &capacity) } else { Ok(()) });
        match free {
            Ok(()) => return Ok(capacity),
            Err(reason) if first => refused = reason,
            Err(_) => {}
        }
        first = false;
    }
    Err(refused)
}

/// Could this actor do the work of the present stage, were it given to them?
pub(super) fn could_act(application: &Application, pipeline: &Pipeline, actor: &Actor) -> bool {
    let Some(role) = pipeline.holder(application) else { return false };
    let able = |kind: &CommandKind| {
        *kind != CommandKind::Recuse
            && role_for(application, pipeline, *kind) == role
            && place::fits(application, pipeline, *kind).is_ok()
            && capacity(application, pipeline, *kind, actor, role, false).is_ok()
    };
    CommandKind::ALL.iter().any(able)
}

/// Work of these stages is handed to certain people.
pub(super) const fn is_assignable(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::FormalCheck
            | Stage::SiteVisit
            | Stage::Publicity
            | Stage::Objection
            | Stage::Agreement
            | Stage::Acceptance
            | Stage::Evaluation
    )
}
