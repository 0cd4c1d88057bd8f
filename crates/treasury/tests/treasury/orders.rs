//! What the bank's answers may do to a payment order, in any order and however often;
//! and which orders can be made, read back and issued again at all.

use proptest::prelude::*;
use treasury::instruction::{
    BankAnswer, Change, EndToEndId, OrderRefusal, OrderState, PaymentOrder, ReissueRefusal, RejectionReason,
    may_reissue, transition,
};
use treasury::text::{Field, TextProblem};
use workflow::clock::Timestamp;
use workflow::id::PaymentOrderId;
use workflow::money::Money;

use crate::samples::{NOW, order, payee};

const LATER: Timestamp = NOW.plus_seconds(60);

fn reason(code: &str) -> RejectionReason {
    RejectionReason { code: code.to_owned(), text: String::new() }
}

fn rejected() -> OrderState {
    OrderState::Rejected { at: NOW, reason: reason("AC04") }
}

/// The key of the state an answer leads to, `=` for no change, `!` for a refusal.
fn outcome(state: &OrderState, answer: &BankAnswer) -> String {
    match transition(state, answer, LATER) {
        Ok(Change::Moved(next)) => next.key().to_owned(),
        Ok(Change::Unchanged) => "=".to_owned(),
        Err(OrderRefusal::NeverSent { .. }) => "! never sent".to_owned(),
        Err(OrderRefusal::Contradiction { .. }) => "! contradiction".to_owned(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn every_state_and_every_answer() {
    let reason = reason("AC01");
    let answers =
        [BankAnswer::Settled, BankAnswer::Rejected { reason }, BankAnswer::Pending, BankAnswer::Silence];
    let check = |state: OrderState, expect: [&str; 4]| {
        let found = answers.each_ref().map(|answer| outcome(&state, answer));
        assert_eq!(found, expect, "{}", state.key());
    };
    let never = "! never sent";
    check(OrderState::Made, [never; 4]);
    check(OrderState::Authorised, [never; 4]);
    check(OrderState::Sent { at: NOW }, ["settled", "rejected", "unknown", "unknown"]);
    check(OrderState::Unknown { since: NOW }, ["settled", "rejected", "=", "="]);
    check(OrderState::Settled { at: NOW }, ["=", "! contradiction", "=", "="]);
    check(rejected(), ["! contradiction", "=", "! contradiction", "="]);
}

#[test]
fn only_a_rejected_order_may_be_issued_again() {
    assert_eq!(may_reissue(&rejected()), Ok(()));
    assert_eq!(may_reissue(&OrderState::Made), Err(ReissueRefusal::NotSent));
    assert_eq!(may_reissue(&OrderState::Authorised), Err(ReissueRefusal::NotSent));
    assert_eq!(may_reissue(&OrderState::Sent { at: NOW }), Err(ReissueRefusal::NotAnswered));
    let unknown = OrderState::Unknown { since: NOW };
    assert_eq!(may_reissue(&unknown), Err(ReissueRefusal::Unproven { since: NOW }));
    assert_eq!(may_reissue(&OrderState::Settled { at: NOW }), Err(ReissueRefusal::AlreadyPaid));
}

#[test]
fn an_order_is_authorised_and_sent_once() {
    let sent = OrderState::Made.authorise().unwrap().send(NOW).unwrap();
    assert_eq!(sent, OrderState::Sent { at: NOW });
    let wrong = |state: &'static str, command| Err(OrderRefusal::WrongState { state, command });
    assert_eq!(OrderState::Made.send(NOW), wrong("made", "send"));
    assert_eq!(sent.send(NOW), wrong("sent", "send"));
    assert_eq!(sent.authorise(), wrong("sent", "authorise"));
    assert_eq!(rejected().send(NOW), wrong("rejected", "send"));
}

#[test]
fn what_the_file_cannot_carry_is_refused_when_the_order_is_made() {
    let model = order(1);
    let make = |amount, remittance: &str| {
        let (id, payee) = (model.id, payee("海门测试有限公司"));
        let (commitment, application) = (model.commitment, model.application);
        PaymentOrder::make(id, commitment, application, amount, payee, remittance.to_owned())
    };
    assert!(make(model.amount, "奖励").is_ok());
    assert_eq!(make(Money::ZERO, "奖励"), Err(OrderRefusal::NotPositive));
    let Err(OrderRefusal::Text(error)) = make(model.amount, "奖励\r\n第二行") else { panic!() };
    assert_eq!(error.field, Field::Remittance);
    assert_eq!(error.problem, TextProblem::ControlCharacter { position: 3 });
    let Err(OrderRefusal::Text(error)) = make(model.amount, &"奖".repeat(141)) else { panic!() };
    assert_eq!(error.problem, TextProblem::TooLong { limit_chars: 140 });
}

#[test]
fn stored_orders_are_checked_when_they_are_read() {
    let json = serde_json::to_string(&order(1)).unwrap();
    assert_eq!(serde_json::from_str::<PaymentOrder>(&json).unwrap(), order(1));
    let wrong = json.replace("310306600011", "310306600012");
    assert!(serde_json::from_str::<PaymentOrder>(&wrong).is_err());
}

#[test]
fn foreign_references_are_not_ours() {
    for text in
        ["", "HB", "NOTPROVIDED", "HB0195000000007000800000000000000", "XX01950000000070008000000000000001"]
    {
        assert!(text.parse::<EndToEndId>().is_err(), "{text}");
    }
    let hyphens = "HB0195-0000000070008000000000000000";
    assert!(hyphens.parse::<EndToEndId>().is_err());
}

fn any_answer() -> impl Strategy<Value = BankAnswer> {
    prop_oneof![
        Just(BankAnswer::Settled),
        "[A-Z]{2}[0-9]{2}".prop_map(|code| BankAnswer::Rejected { reason: reason(&code) }),
        Just(BankAnswer::Pending),
        Just(BankAnswer::Silence),
    ]
}

proptest! {
    /// Whatever the bank says, in whatever order: the first final answer stands, and money that may
    /// have been paid is never free to be paid again.
    #[test]
    fn the_first_final_answer_stands(answers in prop::collection::vec(any_answer(), 0..20)) {
        let mut state = OrderState::Sent { at: NOW };
        let mut first_final: Option<&BankAnswer> = None;
        for answer in &answers {
            if let Ok(Change::Moved(next)) = transition(&state, answer, LATER) {
                state = next;
            }
            let is_final = matches!(answer, BankAnswer::Settled | BankAnswer::Rejected { .. });
            if is_final && first_final.is_none() {
                first_final = Some(answer);
            }
            let expected = match first_final {
                Some(BankAnswer::Settled) => "settled",
                Some(_) => "rejected",
                None => "unknown",
            };
            prop_assert_eq!(state.key(), expected);
            prop_assert_eq!(may_reissue(&state).is_ok(), expected == "rejected");
        }
    }

    #[test]
    fn a_reference_follows_from_the_id_alone(number in any::<u128>()) {
        let id = PaymentOrderId::new(uuid::Uuid::from_u128(number));
        let reference = EndToEndId::of(id).to_string();
        prop_assert_eq!(&reference, &format!("HB{number:032x}"));
        prop_assert!(reference.len() <= 35);
        prop_assert_eq!(reference.parse::<EndToEndId>().unwrap().order(), id);
        prop_assert_eq!(reference.to_uppercase().parse::<EndToEndId>().unwrap().order(), id);
    }
}
