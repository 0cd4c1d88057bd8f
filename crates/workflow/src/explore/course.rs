//! The regular course of a case: which commands bring it on, and which refusals no other words and no
//! other moment would change. Asked by the graph; knows no state.

use crate::command::CommandKind;
use crate::refusal::RefusalReason;
use crate::stage::Stage;

/// Refused for who gives it, or where: neither its particulars nor the moment would change that.
pub(super) const fn is_general(reason: &RefusalReason) -> bool {
    matches!(
        reason,
        RefusalReason::RoleRequired { .. }
            | RefusalReason::OwnOrganisation
            | RefusalReason::NotYourCase
            | RefusalReason::WrongStage
    )
}

/// Brings a case on in the regular course: neither the applicant's retreat nor silence, a revocation,
/// an objection or a refusal before its time.
pub(super) fn is_regular(stage: Stage, kind: CommandKind) -> bool {
    match kind {
        CommandKind::Reject => stage == Stage::Approval,
        CommandKind::SaveAnswers
        | CommandKind::Withdraw
        | CommandKind::Decline
        | CommandKind::DeclineRecommendation
        | CommandKind::FileObjection
        | CommandKind::Revoke
        | CommandKind::Recuse
        | CommandKind::RecuseReview
        | CommandKind::Lapse
        | CommandKind::RejectOverdue => false,
        _ => true,
    }
}
