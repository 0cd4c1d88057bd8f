//! Who may give which command, where and when: stage, role, membership, separation of duties, time.
//!
//! The particulars of a command (texts, amounts) are checked by the decision itself.

use super::{Context, awaiting, lapses};
use crate::application::Application;
use crate::command::CommandKind;
use crate::pipeline::Pipeline;
use crate::refusal::RefusalReason;
use crate::role::Role;
use crate::stage::{Payment, Stage, State};

type Permission = Result<(), RefusalReason>;

/// The role in which a command is given.
pub const fn role_for(kind: CommandKind) -> Role {
    match kind {
        CommandKind::SaveAnswers
        | CommandKind::Submit
        | CommandKind::Withdraw
        | CommandKind::AnswerCorrection => Role::Applicant,
        CommandKind::Recommend | CommandKind::DeclineRecommendation => Role::Recommender,
        CommandKind::PassCheck | CommandKind::RequestCorrection | CommandKind::Publish => Role::Officer,
        CommandKind::Approve | CommandKind::Reject | CommandKind::Award => Role::Director,
        CommandKind::OrderPayment | CommandKind::CancelPayment => Role::FinanceMaker,
        CommandKind::AuthorisePayment | CommandKind::SendPayment | CommandKind::RecordAnswer => {
            Role::FinanceChecker
        }
        CommandKind::EndPublicity | CommandKind::ComputeDeadline | CommandKind::Lapse => Role::Clock,
    }
}

/// May this actor give this command to this application now?
pub fn permit(
    application: &Application,
    pipeline: &Pipeline,
    kind: CommandKind,
    context: &Context<'_>,
) -> Permission {
    role(application, kind, context)?;
    stage(application, kind)?;
    match kind {
        CommandKind::SaveAnswers | CommandKind::Submit => window(application, context),
        CommandKind::PassCheck => second_officer(application, context),
        CommandKind::RequestCorrection => rounds(application, pipeline),
        CommandKind::Publish | CommandKind::EndPublicity => publicity(application, kind, context),
        CommandKind::OrderPayment
        | CommandKind::CancelPayment
        | CommandKind::AuthorisePayment
        | CommandKind::SendPayment
        | CommandKind::RecordAnswer => payment(application, kind, context),
        CommandKind::ComputeDeadline => awaiting(application).map(|_| ()),
        CommandKind::Lapse => lapses(application, pipeline, context),
        CommandKind::Withdraw
        | CommandKind::Recommend
        | CommandKind::DeclineRecommendation
        | CommandKind::AnswerCorrection
        | CommandKind::Approve
        | CommandKind::Reject
        | CommandKind::Award => Ok(()),
    }
}

fn role(application: &Application, kind: CommandKind, context: &Context<'_>) -> Permission {
    let required = role_for(kind);
    let actor = context.actor;
    let member = actor.is_member_of(application.origin.organisation);
    match required {
        Role::Applicant if !member => Err(RefusalReason::NotYourCase),
        Role::Applicant => Ok(()),
        _ if !actor.holds(required) => Err(RefusalReason::RoleRequired { role: required }),
        _ if member => Err(RefusalReason::OwnOrganisation),
        Role::Recommender if actor.town != Some(application.origin.town) => Err(RefusalReason::NotYourCase),
        _ => Ok(()),
    }
}

fn stage(application: &Application, kind: CommandKind) -> Permission {
    let stage = application.stage();
    let fits = match kind {
        CommandKind::SaveAnswers => matches!(stage, Stage::Draft | Stage::Correction),
        CommandKind::Submit => stage == Stage::Draft,
        CommandKind::Withdraw => matches!(
            stage,
            Stage::Draft | Stage::Recommendation | Stage::FormalCheck | Stage::Correction | Stage::Approval
        ),
        CommandKind::Recommend | CommandKind::DeclineRecommendation => stage == Stage::Recommendation,
        CommandKind::PassCheck | CommandKind::RequestCorrection => stage == Stage::FormalCheck,
        CommandKind::AnswerCorrection => stage == Stage::Correction,
        CommandKind::Approve | CommandKind::Reject => stage == Stage::Approval,
        CommandKind::Publish | CommandKind::EndPublicity => stage == Stage::Publicity,
        CommandKind::Award => stage == Stage::Award,
        CommandKind::OrderPayment
        | CommandKind::CancelPayment
        | CommandKind::AuthorisePayment
        | CommandKind::SendPayment
        | CommandKind::RecordAnswer => stage == Stage::Disbursement,
        CommandKind::ComputeDeadline | CommandKind::Lapse => !stage.is_final(),
    };
    if fits { Ok(()) } else { Err(RefusalReason::WrongStage) }
}

/// A draft may be written and submitted only while the call is open.
fn window(application: &Application, context: &Context<'_>) -> Permission {
    let today = context.now.date();
    let window = context.window;
    if application.stage() != Stage::Draft {
        return Ok(());
    }
    if today < window.opens_on {
        return Err(RefusalReason::WindowNotOpen { opens_on: window.opens_on });
    }
    if today > window.closes_on {
        return Err(RefusalReason::WindowClosed { closed_on: window.closes_on });
    }
    Ok(())
}

fn second_officer(application: &Application, context: &Context<'_>) -> Permission {
    match &application.state {
        State::FormalCheck { first: Some(first) } if context.actor.person == Some(*first) => {
            Err(RefusalReason::SecondOfficerRequired)
        }
        _ => Ok(()),
    }
}

fn rounds(application: &Application, pipeline: &Pipeline) -> Permission {
    let limit = pipeline.correction_rounds();
    if application.correction_rounds < limit {
        Ok(())
    } else {
        Err(RefusalReason::CorrectionRoundsUsed { limit })
    }
}

fn publicity(application: &Application, kind: CommandKind, context: &Context<'_>) -> Permission {
    let State::Publicity { listing } = &application.state else {
        return Err(RefusalReason::WrongStage);
    };
    match (kind, listing) {
        (CommandKind::Publish, Some(_)) => Err(RefusalReason::AlreadyPublished),
        (CommandKind::EndPublicity, None) => Err(RefusalReason::NotPublished),
        (CommandKind::EndPublicity, Some(listing)) if context.now.date() <= listing.last_day => {
            Err(RefusalReason::PublicityRunning { last_day: listing.last_day })
        }
        _ => Ok(()),
    }
}

fn payment(application: &Application, kind: CommandKind, context: &Context<'_>) -> Permission {
    let State::Disbursement { payment, .. } = &application.state else {
        return Err(RefusalReason::WrongStage);
    };
    let fits = match kind {
        CommandKind::OrderPayment => payment.is_due(),
        CommandKind::CancelPayment => matches!(payment, Payment::Ordered { .. }),
        CommandKind::AuthorisePayment => match payment {
            Payment::Ordered { made_by, .. } if context.actor.person == Some(*made_by) => {
                return Err(RefusalReason::MakerIsChecker);
            }
            other => matches!(other, Payment::Ordered { .. }),
        },
        CommandKind::SendPayment => matches!(payment, Payment::Authorised { .. }),
        _ => matches!(payment, Payment::Sent { .. } | Payment::Unknown { .. }),
    };
    if fits { Ok(()) } else { Err(RefusalReason::PaymentElsewhere) }
}
