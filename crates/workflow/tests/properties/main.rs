//! Random command sequences against the state machine, over every pipeline: total, shown as decided,
//! replayable, conserving money, keeping duties apart. Bounded here; a campaign sets its own count.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod attempt;
mod invariants;
mod pipelines;
mod walk;
mod world;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use workflow::apply::replay;
use workflow::event::EventKind;
use workflow::{Effect, Stage};

use attempt::attempts;
use invariants::{assert_conserved, assert_orderly};
use pipelines::pipeline;
use walk::{Staff, walk};
use world::{EVERYMAN, INSIDER};

/// Walks of an ordinary run that must between them meet every stage and every event.
const COVERING_WALKS: usize = 400;

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_is_total_replayable_conserving_and_separated(
        sequence in attempts(), number in 0..pipelines::COUNT, odd: bool,
    ) {
        let pipeline = pipeline(number);
        let walk = walk(&pipeline, &sequence, Staff::Everybody, odd);
        prop_assert_eq!(replay(&walk.events), Some(walk.application.clone()));
        prop_assert_eq!(walk.application.version, walk.events.len() as u64);
        assert_conserved(&walk);
        assert_orderly(&pipeline, &walk);
    }

    /// Even with the applicant's help: no award, so no money.
    #[test]
    fn one_person_with_every_role_and_every_delegation_never_comes_to_an_award(
        sequence in attempts(), number in 0..pipelines::COUNT, insider: bool,
    ) {
        let alone = Staff::Alone(if insider { INSIDER } else { EVERYMAN });
        let walk = walk(&pipeline(number), &sequence, alone, false);
        prop_assert!(walk.application.award().is_none(), "one person reached {:?}", walk.application.stage());
    }
}

/// The bounded count of an ordinary run; a campaign sets its own.
#[expect(clippy::disallowed_methods, reason = "a campaign's count reaches the test by its environment")]
fn cases() -> u32 {
    std::env::var("HOUBU_CAMPAIGN_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(128)
}

/// The walks are worth something only if they come everywhere.
#[test]
fn random_walks_meet_every_stage_and_every_event() {
    let mut runner = TestRunner::deterministic();
    let (mut stages, mut events) = (BTreeSet::new(), BTreeSet::new());
    let mut closed = [0_usize; pipelines::COUNT];
    for turn in 0..COVERING_WALKS {
        let sequence = attempts().new_tree(&mut runner).unwrap().current();
        let number = turn % pipelines::COUNT;
        let walk = walk(&pipeline(number), &sequence, Staff::Everybody, turn % 5 == 0);
        let paid = walk.events.iter().any(|event| matches!(event.kind, EventKind::PaymentSettled { .. }));
        closed[number] += usize::from(paid);
        events.extend(walk.events.iter().map(|event| event.kind.key()));
        for end in 1..=walk.events.len() {
            stages.extend(replay(&walk.events[..end]).map(|application| application.stage()));
        }
    }
    let unmet: Vec<_> = EventKind::KEYS.iter().filter(|key| !events.contains(*key)).collect();
    assert!(unmet.is_empty(), "never happened: {unmet:?}");
    let unseen: Vec<_> = Stage::ALL.iter().filter(|stage| !stages.contains(stage)).collect();
    assert!(unseen.is_empty(), "never reached: {unseen:?}");
    assert!(closed.iter().all(|count| *count >= 5), "too few walks came to a payment: {closed:?}");
}

/// The model of the money must be able to say no.
#[test]
#[should_panic(expected = "more than was awarded")]
fn a_payment_beyond_the_award_is_seen() {
    let mut purse = invariants::Purse::default();
    let fen = |fen| workflow::Money::from_fen(fen).unwrap();
    purse.take(&Effect::CommitFunds(fen(100)));
    purse.take(&Effect::OrderFunds(fen(101)));
}
