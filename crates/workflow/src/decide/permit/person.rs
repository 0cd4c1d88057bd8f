//! What binds a person: membership, town, department, a seat, and what it has done to the case before.
//! Every look is at both the acting person and the one it stands for.

use super::{Permission, is_assignable};
use crate::application::Application;
use crate::award::Payment;
use crate::command::CommandKind;
use crate::pipeline::Pipeline;
use crate::refusal::RefusalReason;
use crate::role::{Capacity, Role, Signature};
use crate::state::{SeatStanding, State};

/// Nothing keeps this capacity from the command.
pub(super) fn free(
    application: &Application,
    pipeline: &Pipeline,
    kind: CommandKind,
    capacity: &Capacity,
) -> Permission {
    let member = capacity.organisations.contains(&application.origin.organisation);
    match capacity.role {
        Role::Applicant if !member => return Err(RefusalReason::NotYourCase),
        Role::Applicant | Role::Clock | Role::Public => return Ok(()),
        _ if member => return Err(RefusalReason::OwnOrganisation),
        Role::Recommender if capacity.town != Some(application.origin.town) => {
            return Err(RefusalReason::NotYourCase);
        }
        _ => {}
    }
    if application.recused.iter().any(|person| capacity.involves(*person)) {
        return Err(RefusalReason::Recused);
    }
    separate(application, pipeline, kind, capacity)
}

/// Duties that must lie in different hands.
fn separate(
    application: &Application,
    pipeline: &Pipeline,
    kind: CommandKind,
    capacity: &Capacity,
) -> Permission {
    let apart = |from: &[Signature], refused: RefusalReason| {
        if from.iter().any(|signature| capacity.touches(signature)) { Err(refused) } else { Ok(()) }
    };
    match (kind, &application.state) {
        (CommandKind::PassCheck, State::FormalCheck { first: Some(first) }) => {
            apart(&[*first], RefusalReason::SecondOfficerRequired)
        }
        (CommandKind::ConfirmVisit, State::SiteVisit { record: Some(record) }) => {
            apart(&[record.by], RefusalReason::SecondOfficerRequired)
        }
        (CommandKind::Approve | CommandKind::ResolveMeeting, State::Approval { passed, .. }) => {
            apart(passed, RefusalReason::SecondApproverRequired)
        }
        (
            CommandKind::AuthorisePayment,
            State::Disbursement { payment: Payment::Ordered { made_by, .. }, .. },
        ) => apart(&[*made_by], RefusalReason::MakerIsChecker),
        (CommandKind::DecideObjection, _)
            if application.reviewers.iter().any(|person| capacity.involves(*person)) =>
        {
            Err(RefusalReason::ReviewedBefore)
        }
        (CommandKind::GiveOpinion, State::JointReview { opinions }) => {
            let Some(department) = &capacity.department else { return Err(RefusalReason::DepartmentUnknown) };
            if !pipeline.departments().iter().any(|rule| rule.key == *department) {
                return Err(RefusalReason::DepartmentUnknown);
            }
            let given = opinions.iter().any(|opinion| opinion.department == *department);
            if given { Err(RefusalReason::OpinionAlreadyGiven) } else { Ok(()) }
        }
        (_, State::ExpertReview { seats }) if capacity.role == Role::Expert => {
            let seat = seats.iter().find(|seat| Some(seat.expert) == capacity.person && seat.is_taken());
            let seat = seat.ok_or(RefusalReason::NotOnPanel)?;
            seated(application, kind, capacity, &seat.standing)
        }
        _ => Ok(()),
    }
}

/// What an expert in a seat may do next.
fn seated(
    application: &Application,
    kind: CommandKind,
    capacity: &Capacity,
    standing: &SeatStanding,
) -> Permission {
    let asked = application
        .tally
        .as_ref()
        .is_some_and(|tally| tally.must_explain.iter().any(|expert| capacity.person == Some(*expert)));
    match (kind, standing) {
        (CommandKind::AcceptReview, SeatStanding::Drawn)
        | (CommandKind::RecuseReview, SeatStanding::Drawn | SeatStanding::Accepted)
        | (CommandKind::SubmitScore, SeatStanding::Accepted) => Ok(()),
        (CommandKind::AcceptReview, _) => Err(RefusalReason::AlreadyDeclared),
        (CommandKind::SubmitScore, SeatStanding::Drawn) => Err(RefusalReason::DeclarationRequired),
        (CommandKind::RecuseReview | CommandKind::SubmitScore, _) => Err(RefusalReason::AlreadyScored),
        (CommandKind::ExplainScore, SeatStanding::Scored { explanation: None, .. }) if asked => Ok(()),
        _ => Err(RefusalReason::ExplanationNotAsked),
    }
}

/// Work that was given to certain people is theirs; handing it out and stepping back stay open.
pub(super) fn at_work(application: &Application, kind: CommandKind, capacity: &Capacity) -> Permission {
    let open = matches!(kind, CommandKind::Recuse | CommandKind::Assign | CommandKind::Reject)
        || !matches!(capacity.role, Role::Officer | Role::SectionHead | Role::Director)
        || !is_assignable(application.stage())
        || matches!(kind, CommandKind::Revoke | CommandKind::Migrate);
    let theirs = application.assigned.is_empty()
        || application.assigned.iter().any(|person| capacity.involves(*person));
    if open || theirs { Ok(()) } else { Err(RefusalReason::AssignedElsewhere) }
}
