//! What is tried at a state: every kind of command, with the few particulars that make a difference.
//! Nobody's right to it is considered here.

use std::collections::BTreeMap;

use crate::application::Application;
use crate::award::{Milestone, Payment};
use crate::command::{BankAnswer, Command, CommandKind, Grade, ObjectionDecision};
use crate::id::{NoticeId, ObjectionId, PaymentBatchId, PaymentOrderId, PersonId};
use crate::money::Money;
use crate::stage::Stage;
use crate::state::{AgreedInstalment, Defect, State};

use super::figure::Part;
use super::world::{World, id};

/// A command with the judgement and the seed that lie on the table, and a word for the story.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    pub command: Command,
    pub judged: usize,
    pub seed: u8,
    /// Which of several; a key, empty where there is only one.
    pub detail: &'static str,
}

/// Seeds until every candidate was drawn now and then.
const SEEDS: u8 = 4;

/// Everything that is tried at this state at this moment.
pub(super) fn attempts(world: &World, to: &Application, later: bool) -> Vec<Attempt> {
    let mut tried = Vec::with_capacity(CommandKind::ALL.len() * 2);
    for kind in CommandKind::ALL {
        of_kind(world, to, *kind, later, &mut tried);
    }
    tried
}

fn plain(command: Command) -> Attempt {
    Attempt { command, judged: 0, seed: 0, detail: "" }
}

fn told(detail: &'static str, command: Command) -> Attempt {
    Attempt { detail, ..plain(command) }
}

fn text() -> String {
    "-".to_owned()
}

fn of_kind(world: &World, to: &Application, kind: CommandKind, later: bool, tried: &mut Vec<Attempt>) {
    let now = world.moment(later).date();
    match kind {
        CommandKind::SaveAnswers => tried.push(plain(Command::SaveAnswers { answers: BTreeMap::new() })),
        CommandKind::Submit => judged(world, &Command::Submit, tried),
        CommandKind::Confirm => judged(world, &Command::Confirm, tried),
        CommandKind::AnswerCorrection => judged(world, &Command::AnswerCorrection, tried),
        CommandKind::Withdraw => tried.push(plain(Command::Withdraw { reason: text() })),
        CommandKind::Decline => tried.push(plain(Command::Decline { reason: text() })),
        CommandKind::Recommend => tried.push(plain(Command::Recommend { opinion: text() })),
        CommandKind::DeclineRecommendation => {
            tried.push(plain(Command::DeclineRecommendation { reason: text() }));
        }
        CommandKind::PassCheck => tried.push(plain(Command::PassCheck { opinion: text() })),
        CommandKind::RequestCorrection => {
            let defects = vec![Defect { field: String::new(), message: text() }];
            tried.push(plain(Command::RequestCorrection { defects }));
        }
        CommandKind::DrawPanel => {
            tried.extend((0..SEEDS).map(|seed| Attempt { seed, ..plain(Command::DrawPanel) }));
        }
        CommandKind::AcceptReview => tried.push(plain(Command::AcceptReview)),
        CommandKind::RecuseReview => {
            if can_redraw(to) {
                tried.push(plain(Command::RecuseReview { reason: text() }));
            }
        }
        CommandKind::SubmitScore => scores(world, tried),
        CommandKind::ExplainScore => tried.push(plain(Command::ExplainScore { reason: text() })),
        CommandKind::RecordVisit => {
            for (detail, confirmed) in [("confirmed", true), ("not-confirmed", false)] {
                let (finding, photos) = (text(), world.photos.clone());
                tried
                    .push(told(detail, Command::RecordVisit { visited_on: now, finding, confirmed, photos }));
            }
        }
        CommandKind::ConfirmVisit => tried.push(plain(Command::ConfirmVisit { opinion: text() })),
        CommandKind::GiveOpinion => {
            for (detail, agrees) in [("agrees", true), ("objects", false)] {
                tried.push(told(detail, Command::GiveOpinion { agrees, opinion: text() }));
            }
        }
        CommandKind::Approve => {
            tried.push(plain(Command::Approve { opinion: text(), amount: None }));
            let set = |amount: &Money| Command::Approve { opinion: text(), amount: Some(*amount) };
            tried.extend(world.amounts.iter().map(|amount| told("sets-amount", set(amount))));
        }
        CommandKind::ResolveMeeting => meetings(world, later, tried),
        CommandKind::Reject => tried.push(plain(Command::Reject { reason: text() })),
        _ => after_approval(world, to, kind, later, tried),
    }
}

fn after_approval(world: &World, to: &Application, kind: CommandKind, later: bool, tried: &mut Vec<Attempt>) {
    let order = id(PaymentOrderId::new, 200);
    let one = match kind {
        CommandKind::Publish => Command::Publish { notice: id(NoticeId::new, 300) },
        CommandKind::EndPublicity => Command::EndPublicity,
        CommandKind::FileObjection => {
            Command::FileObjection { objection: id(ObjectionId::new, 400), text: text() }
        }
        CommandKind::DecideObjection => return objections(to, tried),
        CommandKind::Award => Command::Award { document_number: text() },
        CommandKind::DraftAgreement => return agreements(tried),
        CommandKind::SignAgreement => Command::SignAgreement,
        CommandKind::ReportMilestone => Command::ReportMilestone { report: text() },
        CommandKind::AcceptMilestone => Command::AcceptMilestone { opinion: text() },
        CommandKind::ReturnMilestone => Command::ReturnMilestone { reason: text() },
        CommandKind::OrderPayment => Command::OrderPayment { order, batch: id(PaymentBatchId::new, 201) },
        CommandKind::CancelPayment => Command::CancelPayment { order },
        CommandKind::AuthorisePayment => Command::AuthorisePayment { order },
        CommandKind::SendPayment => Command::SendPayment { order },
        CommandKind::RecordAnswer => return answers(world, to, later, tried),
        CommandKind::ReportResults => Command::ReportResults { report: text() },
        CommandKind::Evaluate => Command::Evaluate { grade: Grade::Poor, opinion: text() },
        CommandKind::Revoke => Command::Revoke { reason: text() },
        CommandKind::DemandRecovery => Command::DemandRecovery { document_number: text() },
        CommandKind::RecordRepayment => return repayments(world, to, later, tried),
        CommandKind::Recuse => {
            if !to.recused.is_empty() {
                return;
            }
            Command::Recuse { reason: text() }
        }
        CommandKind::Assign => return assignments(world, to.stage(), tried),
        CommandKind::Migrate => Command::Migrate { to: to.stage() },
        CommandKind::ComputeDeadline => Command::ComputeDeadline,
        CommandKind::RejectOverdue => Command::RejectOverdue,
        _ => Command::Lapse,
    };
    tried.push(plain(one));
}

fn judged(world: &World, command: &Command, tried: &mut Vec<Attempt>) {
    let worth = |judged| Attempt { judged, ..plain(command.clone()) };
    tried.extend((0..world.judgements.len()).map(worth));
}

/// One seat may come free; with more, no expert would be left in so small a world.
fn can_redraw(to: &Application) -> bool {
    match &to.state {
        State::ExpertReview { seats } => seats.iter().all(crate::state::Seat::is_taken),
        _ => true,
    }
}

fn scores(world: &World, tried: &mut Vec<Attempt>) {
    let criteria = world.pipeline.panel().map_or(&[][..], |panel| panel.rubric.criteria());
    for (detail, full) in [("high", true), ("low", false)] {
        let points = criteria.iter().map(|one| (one.code.clone(), if full { one.max } else { 0 }));
        tried.push(told(detail, Command::SubmitScore { marks: points.collect(), comment: text() }));
    }
}

fn meetings(world: &World, later: bool, tried: &mut Vec<Attempt>) {
    let member = |number| world.find(Part::MeetingMember, number);
    let with = |present: [Option<PersonId>; 2]| -> Vec<PersonId> { present.into_iter().flatten().collect() };
    let two = with([member(2), member(3)]);
    let everyman = with([member(2), world.find(Part::Everyman, 1)]);
    let one = with([member(2), None]);
    let amounts = [None].into_iter().chain(world.amounts.iter().copied().map(Some));
    for amount in amounts {
        for (detail, present, in_favour) in [
            ("carried", &two, 2),
            ("carried-with-everyman", &everyman, 2),
            ("carried-by-one", &one, 1),
            ("tied", &two, 1),
            ("lost", &two, 0),
        ] {
            tried.push(told(
                detail,
                Command::ResolveMeeting {
                    minutes_number: text(),
                    held_on: world.moment(later).date(),
                    present: present.clone(),
                    in_favour,
                    approved: in_favour > 0,
                    opinion: text(),
                    amount,
                },
            ));
        }
    }
}

fn objections(to: &Application, tried: &mut Vec<Attempt>) {
    let half = to.approved_amount.and_then(|amount| Money::from_fen(amount.fen() / 2));
    let amended = half.map(|amount| ("amended", ObjectionDecision::Amended { amount }));
    let decided = [("upheld", ObjectionDecision::Upheld), ("dismissed", ObjectionDecision::Dismissed)];
    for (detail, decision) in decided.into_iter().chain(amended) {
        tried.push(told(detail, Command::DecideObjection { decision, reply: text() }));
    }
}

fn agreements(tried: &mut Vec<Attempt>) {
    let part = |percent, awaits: bool| AgreedInstalment {
        percent,
        milestone: awaits.then(|| Milestone { title: text(), due_on: None }),
    };
    for (detail, instalments) in
        [("in-one-part", vec![part(100, false)]), ("with-milestones", vec![part(40, true), part(60, true)])]
    {
        tried.push(told(detail, Command::DraftAgreement { number: text(), instalments }));
    }
}

fn answers(world: &World, to: &Application, later: bool, tried: &mut Vec<Attempt>) {
    let order = match &to.state {
        State::Disbursement { payment, .. } => Payment::order(payment),
        _ => None,
    };
    let order = order.unwrap_or(id(PaymentOrderId::new, 200));
    for (detail, answer) in [
        ("settled", BankAnswer::Settled { on: world.moment(later).date() }),
        ("rejected", BankAnswer::Rejected { reason: text() }),
        ("unknown", BankAnswer::Unknown),
    ] {
        tried.push(told(detail, Command::RecordAnswer { order, answer }));
    }
}

/// All that is left; half of it only at first, or there would be ever smaller rests.
fn repayments(world: &World, to: &Application, later: bool, tried: &mut Vec<Attempt>) {
    let (left, first) = match &to.state {
        State::Recovery { award, repaid, .. } => {
            (award.paid().checked_sub(*repaid).unwrap_or(Money::ZERO), !repaid.is_positive())
        }
        _ => (Money::ZERO, false),
    };
    let received_on = world.moment(later).date();
    let repay = |amount| Command::RecordRepayment { amount, received_on, reference: text() };
    tried.push(told("in-full", repay(left)));
    if let Some(half) = Money::from_fen(left.fen() / 2).filter(|_| first) {
        tried.push(told("in-part", repay(half)));
    }
}

fn assignments(world: &World, stage: Stage, tried: &mut Vec<Attempt>) {
    let people = |parts: &[(Part, u8)]| -> Vec<PersonId> {
        parts.iter().filter_map(|(part, number)| world.find(*part, *number)).collect()
    };
    let mut assign = |detail, to| tried.push(told(detail, Command::Assign { to }));
    assign("to-all", Vec::new());
    assign("to-insider", people(&[(Part::Insider, 1), (Part::Officer, 2)]));
    if stage == Stage::Objection {
        assign("to-newcomer", people(&[(Part::Reserve, 1)]));
    } else {
        assign("to-everyman", people(&[(Part::Everyman, 1), (Part::Officer, 1)]));
    }
}
