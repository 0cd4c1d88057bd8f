//! Which command belongs to which stage.
//! Who may give it, and whether the moment has come, stand in the files beside this one.

use super::{Permission, is_assignable};
use crate::application::Application;
use crate::command::CommandKind;
use crate::pipeline::Pipeline;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::Stage;
use crate::state::State;

/// The command may be given at this stage.
pub(super) fn fits(application: &Application, pipeline: &Pipeline, kind: CommandKind) -> Permission {
    use CommandKind as Kind;
    let stage = application.stage();
    let fits = match kind {
        Kind::SaveAnswers => matches!(stage, Stage::Draft | Stage::Correction),
        Kind::Submit => stage == Stage::Draft,
        Kind::Withdraw => stage == Stage::Draft || stage.is_review(),
        Kind::Confirm | Kind::Decline => stage == Stage::Confirmation,
        Kind::Recommend | Kind::DeclineRecommendation => stage == Stage::Recommendation,
        Kind::PassCheck | Kind::RequestCorrection => stage == Stage::FormalCheck,
        Kind::AnswerCorrection => stage == Stage::Correction,
        Kind::DrawPanel
        | Kind::AcceptReview
        | Kind::RecuseReview
        | Kind::SubmitScore
        | Kind::ExplainScore => stage == Stage::ExpertReview,
        Kind::RecordVisit | Kind::ConfirmVisit => stage == Stage::SiteVisit,
        Kind::GiveOpinion => stage == Stage::JointReview,
        Kind::Approve | Kind::ResolveMeeting => return approval(application, pipeline, kind),
        Kind::Reject if stage == Stage::Approval => return approval(application, pipeline, kind),
        Kind::Reject => stage.is_review() && !matches!(stage, Stage::Recommendation | Stage::Correction),
        Kind::Publish | Kind::EndPublicity => stage == Stage::Publicity,
        Kind::FileObjection => matches!(stage, Stage::Publicity | Stage::Objection),
        Kind::DecideObjection => stage == Stage::Objection,
        Kind::Award => stage == Stage::Award,
        Kind::DraftAgreement | Kind::SignAgreement => stage == Stage::Agreement,
        Kind::ReportMilestone | Kind::AcceptMilestone | Kind::ReturnMilestone => stage == Stage::Acceptance,
        Kind::OrderPayment
        | Kind::CancelPayment
        | Kind::AuthorisePayment
        | Kind::SendPayment
        | Kind::RecordAnswer => stage == Stage::Disbursement,
        Kind::ReportResults | Kind::Evaluate => stage == Stage::Evaluation,
        Kind::Revoke => matches!(
            stage,
            Stage::Agreement | Stage::Acceptance | Stage::Disbursement | Stage::Evaluation | Stage::Closed
        ),
        Kind::DemandRecovery | Kind::RecordRepayment => stage == Stage::Recovery,
        Kind::Assign => is_assignable(stage),
        Kind::Recuse | Kind::Migrate | Kind::ComputeDeadline | Kind::Lapse | Kind::RejectOverdue => {
            !stage.is_final()
        }
    };
    if fits { Ok(()) } else { Err(RefusalReason::WrongStage) }
}

/// At the rung of the meeting only the meeting decides, and it decides nowhere else.
fn approval(application: &Application, pipeline: &Pipeline, kind: CommandKind) -> Permission {
    let State::Approval { rung, .. } = &application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let meets = pipeline.ladder().get(*rung).is_some_and(|rung| rung.role == Role::BureauMeeting);
    match (meets, kind == CommandKind::ResolveMeeting) {
        (true, true) | (false, false) => Ok(()),
        (true, false) => Err(RefusalReason::MeetingDecides),
        (false, true) => Err(RefusalReason::WrongStage),
    }
}
