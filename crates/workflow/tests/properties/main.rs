//! Random command sequences against the state machine: total, declared, replayable, conserving money.
//! The bounded form runs with every test; a campaign sets its own count.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod attempt;
mod walk;
mod world;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use workflow::application::JudgedAs;
use workflow::apply::replay;
use workflow::{CommandKind, Stage};

use attempt::{Attempt, attempts};
use walk::{assert_conserved, assert_orderly, walk};
use world::pipeline;

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_is_total_declared_replayable_and_conserving(sequence in attempts(), recommended: bool) {
        let pipeline = pipeline(recommended);
        let walk = walk(&pipeline, &sequence, None);
        prop_assert_eq!(replay(&walk.events), Some(walk.application.clone()));
        prop_assert_eq!(walk.application.version, walk.events.len() as u64);
        assert_conserved(&walk);
        assert_orderly(&pipeline, &walk);
    }

    #[test]
    fn one_person_with_every_role_never_gets_past_their_own_submission(sequence in attempts()) {
        let walk = walk(&pipeline(true), &sequence, Some(9));
        let reached = walk.application.stage();
        prop_assert!(
            matches!(reached, Stage::Draft | Stage::Recommendation | Stage::Withdrawn),
            "one person reached {:?}", reached
        );
    }
}

/// The bounded count of an ordinary run; a campaign sets its own.
#[expect(clippy::disallowed_methods, reason = "a campaign's count reaches the test by its environment")]
fn cases() -> u32 {
    std::env::var("HOUBU_CAMPAIGN_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(256)
}

/// The walks are worth something only if many of them get far.
#[test]
fn random_walks_reach_the_end() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut closed = 0;
    for _ in 0..64 {
        let sequence = attempts().new_tree(&mut runner).unwrap().current();
        let walk = walk(&pipeline(true), &sequence, None);
        closed += usize::from(walk.application.stage() == Stage::Closed);
    }
    assert!(closed >= 8, "only {closed} of 64 walks closed");
}

/// The whole way, so that the random walks above are known to have a way to walk.
#[test]
fn the_whole_journey_closes() {
    let go = |actor, kind: CommandKind, days| Attempt {
        actor,
        kind: CommandKind::ALL.iter().position(|other| *other == kind).unwrap(),
        days,
        judged: JudgedAs::Eligible,
        order: 0,
        answer: 2,
        amount: None,
    };
    let sequence = [
        go(0, CommandKind::Submit, 0),
        go(3, CommandKind::Recommend, 0),
        go(1, CommandKind::PassCheck, 0),
        go(1, CommandKind::PassCheck, 0),
        go(2, CommandKind::RequestCorrection, 0),
        go(0, CommandKind::AnswerCorrection, 0),
        go(2, CommandKind::PassCheck, 0),
        go(1, CommandKind::PassCheck, 0),
        go(4, CommandKind::Approve, 0),
        go(1, CommandKind::Publish, 0),
        go(8, CommandKind::EndPublicity, 0),
        go(8, CommandKind::EndPublicity, 8),
        go(4, CommandKind::Award, 0),
        go(5, CommandKind::OrderPayment, 0),
        go(5, CommandKind::AuthorisePayment, 0),
        go(6, CommandKind::AuthorisePayment, 0),
        go(6, CommandKind::SendPayment, 0),
        go(6, CommandKind::RecordAnswer, 0),
    ];
    let walk = walk(&pipeline(true), &sequence, None);
    assert_eq!(walk.application.stage(), Stage::Closed);
    assert_eq!(
        walk.accepted, 15,
        "the second pass by one officer, the early end and the maker's signature are refused"
    );
    assert_conserved(&walk);
}
