//! A budget line, its postings and a model of five purses say the same after every random move.
//! The model shares no code with the line: it is written from the words of the design.

use proptest::prelude::*;
use treasury::account::Account;
use treasury::budget::{BudgetLine, BudgetRefusal, Counters};
use treasury::posting::{MoneyEvent, Posting, PostingRefusal, TrialBalance, postings_for};
use uuid::Uuid;
use workflow::id::BudgetLineId;
use workflow::money::{MONEY_LIMIT_FEN, Money};

use crate::samples::fen;

const TOTAL_FEN: i64 = 1_000;

fn line_id() -> BudgetLineId {
    BudgetLineId::new(Uuid::from_u128(1))
}

#[derive(Debug, Clone, Copy)]
enum Move {
    Commit,
    Release,
    Order,
    Pay,
    Return,
    Recover,
}

/// Five purses and nothing else: no counters, no shared code with what is tested.
#[derive(Debug, Default)]
struct Purses {
    free: i64,
    held: i64,
    ordered: i64,
    paid: i64,
    recovered: i64,
}

impl Purses {
    fn make(&mut self, kind: Move, amount: i64) -> bool {
        let (from, to) = match kind {
            Move::Commit => (&mut self.free, &mut self.held),
            Move::Release => (&mut self.held, &mut self.free),
            Move::Order => (&mut self.held, &mut self.ordered),
            Move::Pay => (&mut self.ordered, &mut self.paid),
            Move::Return => (&mut self.ordered, &mut self.held),
            Move::Recover => (&mut self.paid, &mut self.recovered),
        };
        let allowed = amount > 0 && *from >= amount;
        if allowed {
            *from -= amount;
            *to += amount;
        }
        allowed
    }
}

fn moved(line: BudgetLine, kind: Move, amount: Money) -> Result<(BudgetLine, MoneyEvent), BudgetRefusal> {
    let id = line_id();
    Ok(match kind {
        Move::Commit => (line.commit(amount)?, MoneyEvent::Committed { line: id, amount }),
        Move::Release => (line.release(amount)?, MoneyEvent::Released { line: id, amount }),
        Move::Order => (line.order(amount)?, MoneyEvent::Ordered { line: id, amount }),
        Move::Pay => (line.pay(amount)?, MoneyEvent::Settled { line: id, amount }),
        Move::Return => (line.return_order(amount)?, MoneyEvent::OrderReturned { line: id, amount }),
        Move::Recover => (line.recover(amount)?, MoneyEvent::Recovered { line: id, amount }),
    })
}

fn any_move() -> impl Strategy<Value = (Move, i64)> {
    let kinds = [Move::Commit, Move::Release, Move::Order, Move::Pay, Move::Return, Move::Recover];
    (proptest::sample::select(kinds.to_vec()), -2..400_i64)
}

fn record(balance: &mut TrialBalance, event: &MoneyEvent) {
    for posting in postings_for(event) {
        balance.record(&posting).unwrap();
    }
}

proptest! {
    #[test]
    fn line_postings_and_purses_agree(moves in prop::collection::vec(any_move(), 0..120)) {
        let mut line = BudgetLine::open(fen(TOTAL_FEN)).unwrap();
        let mut purses = Purses { free: TOTAL_FEN, ..Purses::default() };
        let mut balance = TrialBalance::default();
        let first = MoneyEvent::Appropriated { line: line_id(), amount: fen(TOTAL_FEN) };
        record(&mut balance, &first);
        for (kind, amount) in moves {
            let result = moved(line, kind, fen(amount));
            prop_assert_eq!(result.is_ok(), purses.make(kind, amount), "{:?} {}", kind, amount);
            if let Ok((after, event)) = result {
                line = after;
                record(&mut balance, &event);
            }
            let counters = line.counters();
            prop_assert_eq!(line.available(), fen(purses.free));
            prop_assert_eq!(line.unordered(), fen(purses.held));
            prop_assert_eq!(line.unpaid(), fen(purses.ordered));
            prop_assert_eq!(line.unrecovered(), fen(purses.paid));
            prop_assert_eq!(counters.recovered, fen(purses.recovered));
            prop_assert!(counters.recovered <= counters.paid && counters.paid <= counters.ordered);
            prop_assert!(counters.ordered <= counters.committed);
            prop_assert!(counters.committed <= counters.total && counters.total == fen(TOTAL_FEN));
            prop_assert_eq!(balance.total(), Some(Money::ZERO));
            prop_assert_eq!(balance.budget_line(line_id()), Ok(line));
            prop_assert_eq!(balance.balance(Account::Source(line_id())), fen(-TOTAL_FEN));
        }
    }
}

#[test]
fn overspending_is_refused_with_what_is_left() {
    let line = BudgetLine::open(fen(100)).unwrap().commit(fen(60)).unwrap();
    assert_eq!(line.commit(fen(41)), Err(BudgetRefusal::Overspend { available: fen(40) }));
    assert_eq!(line.commit(fen(MONEY_LIMIT_FEN)), Err(BudgetRefusal::Overspend { available: fen(40) }));
    assert_eq!(line.commit(Money::ZERO), Err(BudgetRefusal::NotPositive));
    assert_eq!(line.commit(fen(40)).unwrap().available(), Money::ZERO);
    assert_eq!(line.order(fen(61)), Err(BudgetRefusal::NotCommitted { available: fen(60) }));
    assert_eq!(line.pay(fen(1)), Err(BudgetRefusal::NotOrdered { available: Money::ZERO }));
    assert_eq!(BudgetLine::open(fen(-1)), Err(BudgetRefusal::BrokenCounters));
}

#[test]
fn stored_counters_that_contradict_themselves_are_refused() {
    let check = |[total, committed, ordered, paid, recovered]: [i64; 5], expect: bool| {
        let [total, committed, ordered, paid, recovered] =
            [total, committed, ordered, paid, recovered].map(fen);
        let counters = Counters { total, committed, ordered, paid, recovered };
        assert_eq!(BudgetLine::try_from(counters).is_ok(), expect, "{counters:?}");
        let json = serde_json::to_string(&counters).unwrap();
        assert_eq!(serde_json::from_str::<BudgetLine>(&json).is_ok(), expect, "{json}");
    };
    check([5, 4, 3, 2, 1], true);
    check([4, 4, 4, 4, 4], true);
    check([4, 5, 2, 1, 0], false);
    check([4, 3, 4, 1, 0], false);
    check([4, 3, 2, 3, 0], false);
    check([4, 3, 2, 1, 2], false);
    check([4, 3, 2, 1, -1], false);
}

#[test]
fn recovered_money_is_never_committed_again() {
    let line = BudgetLine::open(fen(100)).unwrap();
    let line = line.commit(fen(100)).unwrap().order(fen(100)).unwrap().pay(fen(60)).unwrap();
    assert_eq!(line.recover(fen(61)), Err(BudgetRefusal::NotPaid { available: fen(60) }));
    let line = line.recover(fen(20)).unwrap().recover(fen(40)).unwrap();
    assert_eq!(line.recover(fen(1)), Err(BudgetRefusal::NotPaid { available: Money::ZERO }));
    assert_eq!((line.available(), line.unordered()), (Money::ZERO, Money::ZERO));
    assert_eq!(line.commit(fen(1)), Err(BudgetRefusal::Overspend { available: Money::ZERO }));
}

#[test]
fn a_posting_needs_an_amount_and_two_accounts() {
    let mut balance = TrialBalance::default();
    let (debit, credit) = (Account::Paid(line_id()), Account::Orders(line_id()));
    let none = Posting { debit, credit, amount: Money::ZERO };
    assert_eq!(balance.record(&none), Err(PostingRefusal::NotPositive));
    let same = Posting { debit, credit: debit, amount: fen(1) };
    assert_eq!(balance.record(&same), Err(PostingRefusal::SameAccount));
    let most = Posting { debit, credit, amount: fen(MONEY_LIMIT_FEN) };
    assert_eq!(balance.record(&most), Ok(()));
    assert_eq!(balance.record(&most), Err(PostingRefusal::OutOfRange));
    assert_eq!(balance.balance(debit), fen(MONEY_LIMIT_FEN));
}
