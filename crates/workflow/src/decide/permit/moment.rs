//! Whether the moment has come: windows, rounds, days of publicity, records that must be there first,
//! and where the money is.

use super::{Context, Permission};
use crate::application::Application;
use crate::award::Payment;
use crate::command::CommandKind;
use crate::decide::{awaiting, falls};
use crate::pipeline::{OnOverdue, Pipeline};
use crate::refusal::RefusalReason;
use crate::stage::Stage;
use crate::state::State;

/// Nothing has to happen before the command.
pub(super) fn fits(
    application: &Application,
    pipeline: &Pipeline,
    kind: CommandKind,
    context: &Context<'_>,
) -> Permission {
    use CommandKind as Kind;
    match kind {
        Kind::SaveAnswers | Kind::Submit => window(application, context),
        Kind::RequestCorrection => rounds(application, pipeline),
        Kind::DrawPanel => empty_seat(application, pipeline),
        Kind::RecordVisit | Kind::ConfirmVisit => visit(application, kind),
        Kind::Publish | Kind::EndPublicity | Kind::FileObjection => publicity(application, kind, context),
        Kind::SignAgreement
        | Kind::ReportMilestone
        | Kind::AcceptMilestone
        | Kind::ReturnMilestone
        | Kind::ReportResults
        | Kind::Evaluate => report(application, kind),
        Kind::OrderPayment
        | Kind::CancelPayment
        | Kind::AuthorisePayment
        | Kind::SendPayment
        | Kind::RecordAnswer
        | Kind::Revoke => payment(application, kind, context),
        Kind::DemandRecovery | Kind::RecordRepayment => demand(application, kind),
        Kind::Migrate => context.table.migration.map(|_| ()).ok_or(RefusalReason::NoMigrationPlan),
        Kind::ComputeDeadline => awaiting(application).map(|_| ()),
        Kind::Lapse => falls(application, pipeline, context, OnOverdue::Lapse),
        Kind::RejectOverdue => falls(application, pipeline, context, OnOverdue::Reject),
        Kind::Withdraw
        | Kind::Confirm
        | Kind::Decline
        | Kind::Recommend
        | Kind::DeclineRecommendation
        | Kind::PassCheck
        | Kind::AnswerCorrection
        | Kind::AcceptReview
        | Kind::RecuseReview
        | Kind::SubmitScore
        | Kind::ExplainScore
        | Kind::GiveOpinion
        | Kind::Approve
        | Kind::ResolveMeeting
        | Kind::Reject
        | Kind::DecideObjection
        | Kind::Award
        | Kind::DraftAgreement
        | Kind::Recuse
        | Kind::Assign => Ok(()),
    }
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

fn rounds(application: &Application, pipeline: &Pipeline) -> Permission {
    // Without the loop nobody is asked to correct.
    let limit = pipeline.rule(Stage::Correction).map_or(0, |_| pipeline.correction_rounds());
    if application.correction_rounds < limit {
        Ok(())
    } else {
        Err(RefusalReason::CorrectionRoundsUsed { limit })
    }
}

fn empty_seat(application: &Application, pipeline: &Pipeline) -> Permission {
    let State::ExpertReview { seats } = &application.state else { return Err(RefusalReason::WrongStage) };
    let taken = seats.iter().filter(|seat| seat.is_taken()).count();
    let wanted = pipeline.panel().map_or(0, |panel| usize::from(panel.seats));
    if taken < wanted { Ok(()) } else { Err(RefusalReason::PanelComplete) }
}

fn visit(application: &Application, kind: CommandKind) -> Permission {
    let State::SiteVisit { record } = &application.state else { return Err(RefusalReason::WrongStage) };
    let fits = record.is_some() == (kind == CommandKind::ConfirmVisit);
    if fits { Ok(()) } else { Err(RefusalReason::VisitElsewhere) }
}

fn publicity(application: &Application, kind: CommandKind, context: &Context<'_>) -> Permission {
    let today = context.now.date();
    let listing = match &application.state {
        State::Publicity { listing } => listing.as_ref(),
        State::Objection { listing, .. } => Some(listing),
        _ => return Err(RefusalReason::WrongStage),
    };
    match (kind, listing) {
        (CommandKind::Publish, Some(_)) => Err(RefusalReason::AlreadyPublished),
        (CommandKind::Publish, None) => Ok(()),
        (_, None) => Err(RefusalReason::NotPublished),
        (CommandKind::EndPublicity, Some(listing)) if today <= listing.last_day => {
            Err(RefusalReason::PublicityRunning { last_day: listing.last_day })
        }
        (CommandKind::FileObjection, Some(listing)) if today > listing.last_day => {
            Err(RefusalReason::ObjectionLate { last_day: listing.last_day })
        }
        _ => Ok(()),
    }
}

/// First a draft or a report, then the answer to it.
fn report(application: &Application, kind: CommandKind) -> Permission {
    let present = match &application.state {
        State::Agreement { draft, .. } => draft.is_some(),
        State::Acceptance { report, .. } | State::Evaluation { report, .. } => report.is_some(),
        _ => return Err(RefusalReason::WrongStage),
    };
    match (kind, present) {
        (CommandKind::ReportMilestone | CommandKind::ReportResults, true) => {
            Err(RefusalReason::AlreadyReported)
        }
        (CommandKind::ReportMilestone | CommandKind::ReportResults, false) | (_, true) => Ok(()),
        (CommandKind::SignAgreement, false) => Err(RefusalReason::AgreementNotDrafted),
        (_, false) => Err(RefusalReason::ReportMissing),
    }
}

fn payment(application: &Application, kind: CommandKind, context: &Context<'_>) -> Permission {
    let State::Disbursement { award, payment } = &application.state else {
        // Only a revocation reaches beyond disbursement.
        return if kind == CommandKind::Revoke { Ok(()) } else { Err(RefusalReason::WrongStage) };
    };
    let fits = match kind {
        CommandKind::OrderPayment => {
            let not_before = award.current().and_then(|instalment| instalment.not_before);
            if let Some(day) = not_before.filter(|day| context.now.date() < *day) {
                return Err(RefusalReason::NotYetPayable { day });
            }
            payment.is_due()
        }
        CommandKind::Revoke if payment.is_due() => true,
        CommandKind::Revoke => return Err(RefusalReason::PaymentUnderWay),
        CommandKind::CancelPayment | CommandKind::AuthorisePayment => {
            matches!(payment, Payment::Ordered { .. })
        }
        CommandKind::SendPayment => matches!(payment, Payment::Authorised { .. }),
        _ => matches!(payment, Payment::Sent { .. } | Payment::Unknown { .. }),
    };
    if fits { Ok(()) } else { Err(RefusalReason::PaymentElsewhere) }
}

fn demand(application: &Application, kind: CommandKind) -> Permission {
    let State::Recovery { demand, .. } = &application.state else { return Err(RefusalReason::WrongStage) };
    match (kind, demand) {
        (CommandKind::DemandRecovery, Some(_)) => Err(RefusalReason::AlreadyDemanded),
        (CommandKind::RecordRepayment, None) => Err(RefusalReason::NotDemanded),
        _ => Ok(()),
    }
}
