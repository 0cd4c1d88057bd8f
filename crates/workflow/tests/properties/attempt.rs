//! Random attempts: who tries what, when, and how the rules judge at that moment.
//! Every kind of command can come from every actor at any stage.

use std::collections::BTreeMap;

use proptest::prelude::*;
use workflow::application::JudgedAs;
use workflow::command::BankAnswer;
use workflow::id::{NoticeId, PaymentBatchId, PaymentOrderId};
use workflow::stage::Defect;
use workflow::{Command, CommandKind, Date, Money};

use super::world::id;

/// One attempt: who, what, after how many days, with which judgement.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub actor: usize,
    pub kind: usize,
    pub days: u64,
    pub judged: JudgedAs,
    pub order: u128,
    pub answer: u8,
    pub amount: Option<i64>,
}

pub fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let judged = prop_oneof![
        4 => Just(JudgedAs::Eligible),
        1 => Just(JudgedAs::Ineligible),
        1 => Just(JudgedAs::NeedsReview)
    ];
    let one =
        (0..11_usize, 0..76_usize, 0..9_u64, judged, 0..3_u128, 0..3_u8, prop::option::of(0..500_000_i64));
    let one = one.prop_map(|(actor, kind, days, judged, order, answer, amount)| Attempt {
        actor,
        kind,
        days: if days > 6 { days } else { 0 },
        judged,
        order,
        answer,
        amount,
    });
    prop::collection::vec(one, 0..400)
}

pub fn command(attempt: &Attempt) -> Command {
    let text = "意见".to_owned();
    let order = id(PaymentOrderId::new, 200 + attempt.order);
    match CommandKind::ALL[attempt.kind] {
        CommandKind::SaveAnswers => {
            Command::SaveAnswers { answers: BTreeMap::from([("a".to_owned(), text)]) }
        }
        CommandKind::Submit => Command::Submit,
        CommandKind::Withdraw => Command::Withdraw { reason: text },
        CommandKind::Recommend => Command::Recommend { opinion: text },
        CommandKind::DeclineRecommendation => Command::DeclineRecommendation { reason: text },
        CommandKind::PassCheck => Command::PassCheck { opinion: text },
        CommandKind::RequestCorrection => {
            Command::RequestCorrection { defects: vec![Defect { field: "rd".to_owned(), message: text }] }
        }
        CommandKind::AnswerCorrection => Command::AnswerCorrection,
        CommandKind::Approve => {
            Command::Approve { opinion: text, amount: attempt.amount.and_then(Money::from_fen) }
        }
        CommandKind::Reject => Command::Reject { reason: text },
        CommandKind::Publish => Command::Publish { notice: id(NoticeId::new, 300) },
        CommandKind::EndPublicity => Command::EndPublicity,
        CommandKind::Award => Command::Award { document_number: "〔2026〕1号".to_owned() },
        CommandKind::OrderPayment => Command::OrderPayment { order, batch: id(PaymentBatchId::new, 400) },
        CommandKind::CancelPayment => Command::CancelPayment { order },
        CommandKind::AuthorisePayment => Command::AuthorisePayment { order },
        CommandKind::SendPayment => Command::SendPayment { order },
        CommandKind::RecordAnswer => {
            let answer = match attempt.answer {
                0 => BankAnswer::Unknown,
                1 => BankAnswer::Rejected { reason: "AC01".to_owned() },
                _ => BankAnswer::Settled { on: Date::from_ymd(2026, 6, 1).unwrap() },
            };
            Command::RecordAnswer { order, answer }
        }
        CommandKind::ComputeDeadline => Command::ComputeDeadline,
        CommandKind::Lapse => Command::Lapse,
    }
}
