//! Random attempts: who tries what, when, and with which particulars.
//! Every kind of command can come from every actor at any stage.

use std::collections::BTreeMap;

use proptest::prelude::*;
use workflow::application::JudgedAs;
use workflow::award::{Milestone, Payment};
use workflow::command::{BankAnswer, Grade, ObjectionDecision};
use workflow::id::{NoticeId, ObjectionId, PaymentBatchId, PaymentOrderId, PersonId};
use workflow::state::{AgreedInstalment, Defect, State};
use workflow::{Application, Command, CommandKind, Money, Pipeline, Timestamp};

use super::pipelines::{FIRST_RUNG_YUAN, SECOND_RUNG_YUAN};
use super::world::{ACTORS, World, id};

/// Attempts of one walk, on average: a case that meets everything needs about forty.
pub const WALK_ATTEMPTS: usize = 120;

/// One attempt. Kinds past the last one ask for something that is allowed.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub actor: usize,
    pub kind: usize,
    pub days: u64,
    pub judged: JudgedAs,
    /// Chooses among particulars; small numbers are the rare and unfriendly ones.
    pub flavour: u8,
}

pub fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let judged = prop_oneof![
        6 => Just(JudgedAs::Eligible),
        1 => Just(JudgedAs::Ineligible),
        2 => Just(JudgedAs::NeedsReview)
    ];
    let kinds = CommandKind::ALL.len() * 4;
    let one = (0..ACTORS, 0..kinds, 0..9_u64, judged, any::<u8>());
    let one = one.prop_map(|(actor, kind, days, judged, flavour)| Attempt {
        actor,
        kind,
        days: if days > 6 { days } else { 0 },
        judged,
        flavour,
    });
    prop::collection::vec(one, WALK_ATTEMPTS / 2..WALK_ATTEMPTS * 3 / 2)
}

/// What the rules say the case is worth: below the first rung, the second, or above both.
pub fn worth_yuan(flavour: u8) -> i64 {
    [FIRST_RUNG_YUAN, SECOND_RUNG_YUAN, SECOND_RUNG_YUAN + 1][usize::from(flavour % 3)]
}

pub fn command(
    attempt: &Attempt,
    to: &Application,
    pipeline: &Pipeline,
    world: &World,
    now: Timestamp,
) -> Command {
    let kind = CommandKind::ALL[attempt.kind % CommandKind::ALL.len()];
    let text = || if attempt.flavour == 0 { String::new() } else { "意见".to_owned() };
    let reason = text;
    match kind {
        CommandKind::SaveAnswers => {
            Command::SaveAnswers { answers: BTreeMap::from([("a".to_owned(), text())]) }
        }
        CommandKind::Submit => Command::Submit,
        CommandKind::Withdraw => Command::Withdraw { reason: reason() },
        CommandKind::Confirm => Command::Confirm,
        CommandKind::Decline => Command::Decline { reason: reason() },
        CommandKind::Recommend => Command::Recommend { opinion: text() },
        CommandKind::DeclineRecommendation => Command::DeclineRecommendation { reason: reason() },
        CommandKind::PassCheck => Command::PassCheck { opinion: text() },
        CommandKind::RequestCorrection => {
            let defect = Defect { field: "rd".to_owned(), message: text() };
            Command::RequestCorrection { defects: vec![defect] }
        }
        CommandKind::AnswerCorrection => Command::AnswerCorrection,
        CommandKind::DrawPanel => Command::DrawPanel,
        CommandKind::AcceptReview => Command::AcceptReview,
        CommandKind::RecuseReview => Command::RecuseReview { reason: reason() },
        CommandKind::SubmitScore => score(attempt, pipeline, text()),
        CommandKind::ExplainScore => Command::ExplainScore { reason: reason() },
        CommandKind::RecordVisit => Command::RecordVisit {
            visited_on: now.date(),
            finding: text(),
            confirmed: attempt.flavour > 20,
            photos: if attempt.flavour == 1 { Vec::new() } else { world.photos.to_vec() },
        },
        CommandKind::ConfirmVisit => Command::ConfirmVisit { opinion: text() },
        CommandKind::GiveOpinion => Command::GiveOpinion { agrees: attempt.flavour > 40, opinion: text() },
        CommandKind::Approve => Command::Approve { opinion: text(), amount: amount(attempt, to) },
        CommandKind::ResolveMeeting => meeting(attempt, to, world, now),
        CommandKind::Reject => Command::Reject { reason: reason() },
        _ => settle(kind, attempt, to, world, now),
    }
}

/// What comes after the bureau's decision, and the duties around a case.
fn settle(kind: CommandKind, attempt: &Attempt, to: &Application, world: &World, now: Timestamp) -> Command {
    let text = || if attempt.flavour == 0 { String::new() } else { "理由".to_owned() };
    let (order, flavour) = (order(attempt, to), attempt.flavour);
    match kind {
        CommandKind::Publish => Command::Publish { notice: id(NoticeId::new, 300) },
        CommandKind::EndPublicity => Command::EndPublicity,
        CommandKind::FileObjection => {
            let objection = id(ObjectionId::new, 600 + u128::from(flavour));
            Command::FileObjection { objection, text: text() }
        }
        CommandKind::DecideObjection => decide_objection(attempt, to, text()),
        CommandKind::Award => Command::Award { document_number: "〔2026〕1号".to_owned() },
        CommandKind::DraftAgreement => draft(attempt),
        CommandKind::SignAgreement => Command::SignAgreement,
        CommandKind::ReportMilestone => Command::ReportMilestone { report: text() },
        CommandKind::AcceptMilestone => Command::AcceptMilestone { opinion: text() },
        CommandKind::ReturnMilestone => Command::ReturnMilestone { reason: text() },
        CommandKind::OrderPayment => Command::OrderPayment { order, batch: id(PaymentBatchId::new, 400) },
        CommandKind::CancelPayment => Command::CancelPayment { order },
        CommandKind::AuthorisePayment => Command::AuthorisePayment { order },
        CommandKind::SendPayment => Command::SendPayment { order },
        CommandKind::RecordAnswer => {
            let answer = match flavour {
                0..40 => BankAnswer::Unknown,
                40..80 => BankAnswer::Rejected { reason: "AC01".to_owned() },
                80.. => BankAnswer::Settled { on: now.date() },
            };
            Command::RecordAnswer { order, answer }
        }
        CommandKind::ReportResults => Command::ReportResults { report: text() },
        CommandKind::Evaluate => {
            Command::Evaluate { grade: Grade::ALL[usize::from(flavour % 4)], opinion: text() }
        }
        CommandKind::Revoke => Command::Revoke { reason: text() },
        CommandKind::DemandRecovery => Command::DemandRecovery { document_number: text() },
        CommandKind::RecordRepayment => {
            let paid = to.award().map_or(Money::ZERO, workflow::award::Award::paid);
            let part = if flavour < 128 { paid.fen() } else { paid.fen() / 2 };
            let amount = Money::from_fen(part).unwrap();
            Command::RecordRepayment { amount, received_on: now.date(), reference: text() }
        }
        CommandKind::Recuse => Command::Recuse { reason: text() },
        CommandKind::Assign => Command::Assign { to: assignees(flavour, world) },
        CommandKind::Migrate => Command::Migrate { to: to.stage() },
        CommandKind::ComputeDeadline => Command::ComputeDeadline,
        CommandKind::RejectOverdue => Command::RejectOverdue,
        _ => Command::Lapse,
    }
}

fn score(attempt: &Attempt, pipeline: &Pipeline, comment: String) -> Command {
    let criteria = pipeline.panel().map_or(&[][..], |panel| panel.rubric.criteria());
    let points = |max: u16| match attempt.flavour {
        0..6 => max + 1,
        6..40 => max / 3,
        40.. => max - u16::from(attempt.flavour) % (max / 3),
    };
    let marks = criteria.iter().map(|criterion| (criterion.code.clone(), points(criterion.max)));
    Command::SubmitScore { marks: marks.collect(), comment }
}

/// A person's amount where the rules give none; now and then one that nobody asked for.
fn amount(attempt: &Attempt, to: &Application) -> Option<Money> {
    let open = to.judgement.as_ref().is_some_and(|judgement| judgement.amount.is_none());
    let settled = matches!(to.state, State::Approval { amount: Some(_), .. });
    let named = (open && !settled) != (attempt.flavour < 8);
    named.then(|| Money::from_yuan(worth_yuan(attempt.flavour)).unwrap())
}

fn meeting(attempt: &Attempt, to: &Application, world: &World, now: Timestamp) -> Command {
    let heads = usize::from(attempt.flavour % 8).min(world.members.len());
    let present: Vec<PersonId> = world.members[world.members.len() - heads..].to_vec();
    let first = world.members.iter().take(heads.max(2)).copied().collect();
    let carried = attempt.flavour > 60;
    Command::ResolveMeeting {
        minutes_number: "〔2026〕7号".to_owned(),
        held_on: now.date(),
        in_favour: if carried { 9.min(u16::try_from(heads.max(2)).unwrap()) } else { 0 },
        present: if attempt.flavour.is_multiple_of(5) { present } else { first },
        approved: carried,
        opinion: "同意".to_owned(),
        amount: amount(attempt, to),
    }
}

fn decide_objection(attempt: &Attempt, to: &Application, reply: String) -> Command {
    let lower = to.approved_amount.map_or(Money::ZERO, |amount| Money::from_fen(amount.fen() / 2).unwrap());
    let decision = match attempt.flavour {
        0..30 => ObjectionDecision::Upheld,
        30..160 => ObjectionDecision::Amended { amount: lower },
        160.. => ObjectionDecision::Dismissed,
    };
    Command::DecideObjection { decision, reply }
}

fn draft(attempt: &Attempt) -> Command {
    let milestone = || Some(Milestone { title: "验收".to_owned(), due_on: None });
    let part = |percent, milestone| AgreedInstalment { percent, milestone };
    let instalments = match attempt.flavour {
        0..20 => vec![part(90, None)],
        20..120 => vec![part(30, None), part(70, milestone())],
        120.. => vec![part(50, milestone()), part(20, milestone()), part(30, None)],
    };
    Command::DraftAgreement { number: "海科协〔2026〕3号".to_owned(), instalments }
}

/// The order under way; now and then another.
fn order(attempt: &Attempt, to: &Application) -> PaymentOrderId {
    let other = id(PaymentOrderId::new, 200 + u128::from(attempt.flavour % 3));
    let under_way = match &to.state {
        State::Disbursement { payment, .. } if attempt.flavour >= 16 => Payment::order(payment),
        _ => None,
    };
    under_way.unwrap_or(other)
}

fn assignees(flavour: u8, world: &World) -> Vec<PersonId> {
    let person = |number: usize| world.actors[number].person;
    match flavour % 4 {
        0 => Vec::new(),
        1 => [person(1), person(2)].into_iter().flatten().collect(),
        2 => [person(3), person(4)].into_iter().flatten().collect(),
        _ => [person(usize::from(flavour) % ACTORS)].into_iter().flatten().collect(),
    }
}
