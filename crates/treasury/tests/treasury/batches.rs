//! A batch from its maker to the bank's answer: every state against every command,
//! maker and checker told apart, and the limits of what can be a batch.

use treasury::batch::{Act, BATCH_MAX_ORDERS, BatchRefusal, BatchState, PaymentBatch};
use uuid::Uuid;
use workflow::id::PersonId;
use workflow::money::{MONEY_LIMIT_FEN, Money};

use crate::samples::{NOW, batch_id, fen, order_id};

fn act(person: u128) -> Act {
    Act { by: PersonId::new(Uuid::from_u128(person)), at: NOW }
}

const MAKER: u128 = 1;
const CHECKER: u128 = 2;

fn batch() -> PaymentBatch {
    let orders = [(order_id(1), fen(100)), (order_id(2), fen(250))];
    PaymentBatch::make(batch_id(), &orders, act(MAKER)).unwrap()
}

#[test]
fn every_state_and_every_command() {
    use BatchRefusal::{AlreadyAuthorised, AlreadySent, Cancelled, NotAuthorised, NotSent};
    let made = batch();
    let at = |state| PaymentBatch { state, ..made.clone() };
    let authorised = at(made.authorise(act(CHECKER)).unwrap());
    let sent = at(authorised.send(act(CHECKER)).unwrap());
    let answered = at(sent.answer(NOW).unwrap());
    let cancelled = at(made.cancel(act(MAKER)).unwrap());
    let check = |batch: &PaymentBatch, expect: [Result<&str, BatchRefusal>; 4]| {
        let found = [
            batch.authorise(act(CHECKER)),
            batch.send(act(CHECKER)),
            batch.answer(NOW),
            batch.cancel(act(MAKER)),
        ];
        let found = found.map(|result| result.map(|state| state.key()));
        assert_eq!(found, expect, "{}", batch.state.key());
    };
    check(&made, [Ok("authorised"), Err(NotAuthorised), Err(NotAuthorised), Ok("cancelled")]);
    let expect = [Err(AlreadyAuthorised), Ok("sent"), Err(NotSent), Err(AlreadyAuthorised)];
    check(&authorised, expect);
    check(&sent, [Err(AlreadySent), Err(AlreadySent), Ok("answered"), Err(AlreadySent)]);
    check(&answered, [Err(AlreadySent), Err(AlreadySent), Ok("answered"), Err(AlreadySent)]);
    check(&cancelled, [Err(Cancelled); 4]);
    let facts = BatchState::Answered { authorised: act(CHECKER), sent: act(CHECKER), answered_at: NOW };
    assert_eq!(answered.state, facts);
    assert_eq!(answered.answer(NOW.plus_seconds(9)), Ok(facts), "a repeated answer keeps the first");
}

#[test]
fn nobody_authorises_what_they_made() {
    assert_eq!(batch().authorise(act(MAKER)), Err(BatchRefusal::MakerIsChecker));
}

#[test]
fn what_cannot_be_a_batch_is_refused() {
    let make = |orders: &[_]| PaymentBatch::make(batch_id(), orders, act(MAKER));
    assert_eq!(batch().total, fen(350));
    assert_eq!(make(&[]), Err(BatchRefusal::EmptyBatch));
    let order = order_id(1);
    let twice = make(&[(order, fen(1)), (order_id(2), fen(1)), (order, fen(1))]);
    assert_eq!(twice, Err(BatchRefusal::DuplicateOrder { order }));
    assert_eq!(make(&[(order, Money::ZERO)]), Err(BatchRefusal::NotPositive { order }));
    let sum = make(&[(order, fen(MONEY_LIMIT_FEN)), (order_id(2), fen(1))]);
    assert_eq!(sum, Err(BatchRefusal::TotalOutOfRange));
    let many: Vec<_> = (0..=BATCH_MAX_ORDERS).map(|number| (order_id(number), fen(1))).collect();
    assert_eq!(make(&many), Err(BatchRefusal::TooManyOrders { limit: BATCH_MAX_ORDERS }));
    assert!(make(&many[1..]).is_ok());
}
