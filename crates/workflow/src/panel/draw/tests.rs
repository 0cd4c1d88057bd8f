//! The draw against an independent computation, its properties, and ten thousand simulated draws.
//! Everything is seeded: a test that passes once passes always.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const SIMULATED_DRAWS: u64 = 10_000;

fn expert(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number * 0x1111))
}

fn candidate(number: u128, load: u32, excluded: &[Conflict]) -> Candidate {
    Candidate { expert: expert(number), load, excluded: excluded.to_vec() }
}

fn seed(number: u64) -> Seed {
    Seed::new(Sha256::digest(number.to_be_bytes()).into())
}

/// Nine experts, loads unlike each other, the fifth in conflict.
fn nine() -> Vec<Candidate> {
    let loads = [0, 0, 1, 2, 0, 3, 9, 0, 20];
    let excluded = |number: u128| if number == 5 { vec![Conflict::SharedPhone] } else { Vec::new() };
    (1..).zip(loads).map(|(number, load)| candidate(number, load, &excluded(number))).collect()
}

/// The expected panels come from a program of twelve lines in another language, written after
/// `docs/REGISTERS.md`.
#[test]
fn an_independent_computation_draws_the_same_experts() {
    let check = |seed: &str, expect: [u128; 4]| {
        let drawn = draw(seed.parse().unwrap(), 4, nine()).unwrap();
        assert_eq!(drawn.chosen, expect.map(expert), "{seed}");
    };
    check(&"00".repeat(32), [4, 8, 3, 6]);
    check("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", [2, 1, 8, 3]);
    check(&"ff".repeat(32), [8, 2, 1, 6]);
}

#[test]
fn the_written_record_is_enough_to_run_it_again() {
    let drawn = draw(seed(1), 3, nine()).unwrap();
    let written = serde_json::to_string(&drawn).unwrap();
    let read: Draw = serde_json::from_str(&written).unwrap();
    assert!(read.holds());
    let swapped = Draw { chosen: read.chosen.iter().rev().copied().collect(), ..read.clone() };
    assert!(!swapped.holds(), "the order of drawing is part of the record");
    let reseeded = Draw { seed: seed(2), ..read };
    assert!(!reseeded.holds());
}

#[test]
fn too_few_says_how_many_and_why() {
    let candidates = vec![
        candidate(1, 0, &[Conflict::SharedPhone, Conflict::SameOrganisation, Conflict::SharedPhone]),
        candidate(2, 0, &[Conflict::SameOrganisation]),
        candidate(3, 4, &[]),
    ];
    let excluded = BTreeMap::from([(Conflict::SameOrganisation, 2), (Conflict::SharedPhone, 1)]);
    let fault = DrawFault::TooFew { seats: 2, able: 1, candidates: 3, excluded };
    assert_eq!(draw(seed(0), 2, candidates.clone()), Err(fault));
    assert_eq!(draw(seed(0), 1, candidates).unwrap().chosen, [expert(3)]);
}

#[test]
fn rubbish_is_refused() {
    assert_eq!(draw(seed(0), 0, nine()), Err(DrawFault::Seats { seats: 0 }));
    assert_eq!(draw(seed(0), 100, nine()), Err(DrawFault::Seats { seats: 100 }));
    let twice = vec![candidate(1, 0, &[]), candidate(2, 0, &[]), candidate(1, 7, &[])];
    assert_eq!(draw(seed(0), 1, twice), Err(DrawFault::Twice { expert: expert(1) }));
    assert!("00".parse::<Seed>().is_err());
    assert!("zz".repeat(32).parse::<Seed>().is_err());
}

#[test]
fn a_share_begins_where_the_last_one_ended() {
    let pool = [candidate(1, 0, &[]), candidate(2, 1, &[])];
    let able: Vec<&Candidate> = pool.iter().collect();
    let check = |number: u64, expect: usize| assert_eq!(at(&able, number), expect, "{number}");
    check(0, 0);
    check(WEIGHT_UNLOADED - 1, 0);
    check(WEIGHT_UNLOADED, 1);
    check(WEIGHT_UNLOADED + WEIGHT_UNLOADED / 2 - 1, 1);
}

/// The first of a panel falls on each expert in proportion to the weight: Pearson's sum over
/// [`SIMULATED_DRAWS`], in integers.
fn assert_in_proportion(candidates: &[Candidate], firsts: &BTreeMap<PersonId, u64>, limit: u128) {
    let able = || candidates.iter().filter(|candidate| candidate.excluded.is_empty());
    let total: u64 = able().map(Candidate::weight).sum();
    let thousandths: u128 = able()
        .map(|candidate| {
            let expected = u128::from(SIMULATED_DRAWS) * u128::from(candidate.weight());
            let seen = u128::from(firsts.get(&candidate.expert).copied().unwrap_or(0)) * u128::from(total);
            seen.abs_diff(expected).pow(2) * 1000 / (expected * u128::from(total))
        })
        .sum();
    assert!(thousandths < limit, "Pearson's sum is {thousandths} thousandths, not below {limit}");
}

/// How often each expert was drawn first, and at all.
fn simulate(candidates: &[Candidate], seats: u16) -> (BTreeMap<PersonId, u64>, BTreeMap<PersonId, u64>) {
    let (mut firsts, mut all) = (BTreeMap::new(), BTreeMap::new());
    for number in 0..SIMULATED_DRAWS {
        let drawn = draw(seed(number), seats, candidates.to_vec()).unwrap();
        *firsts.entry(drawn.chosen[0]).or_insert(0) += 1;
        for expert in drawn.chosen {
            *all.entry(expert).or_insert(0) += 1;
        }
    }
    (firsts, all)
}

#[test]
fn ten_thousand_draws_exclude_conflicts_and_favour_nobody() {
    let mut candidates: Vec<Candidate> = (1..=20).map(|number| candidate(number, 2, &[])).collect();
    for (position, kind) in Conflict::ALL.into_iter().enumerate() {
        candidates[position].excluded = vec![kind];
    }
    let bound = Conflict::ALL.len();
    assert_eq!(bound, 9, "the figures below are those of eleven who may be drawn");
    let (firsts, all) = simulate(&candidates, 5);
    assert!(candidates[..bound].iter().all(|candidate| !all.contains_key(&candidate.expert)));
    // 10 degrees of freedom: Pearson's sum passes 29.588 once in a thousand.
    assert_in_proportion(&candidates, &firsts, 29_588);
    // Each of eleven sits in 5/11 of the panels: 4,545 of 10,000, give or take five deviations of 50.
    for candidate in &candidates[bound..] {
        let sat = all[&candidate.expert];
        assert!((4_295..=4_795).contains(&sat), "{} sat {sat} times", candidate.expert);
    }
}

#[test]
fn ten_thousand_draws_spare_the_busy_in_proportion() {
    let loads = [0, 0, 1, 1, 2, 3, 4, 6, 9, 14];
    let candidates: Vec<Candidate> =
        (1..).zip(loads).map(|(number, load)| candidate(number, load, &[])).collect();
    let (firsts, all) = simulate(&candidates, 3);
    // 9 degrees of freedom: Pearson's sum passes 27.877 once in a thousand.
    assert_in_proportion(&candidates, &firsts, 27_877);
    for pair in candidates.windows(2).filter(|pair| pair[0].load < pair[1].load) {
        let (idle, busy) = (all[&pair[0].expert], all[&pair[1].expert]);
        assert!(idle > busy, "load {} sat {idle} times, load {} {busy}", pair[0].load, pair[1].load);
    }
}

prop_compose! {
    fn pools()(
        loads in prop::collection::vec((0_u32..2_000_000, prop::option::weighted(0.3, 0_usize..8)), 1..40)
    ) -> Vec<Candidate> {
        let kinds = |kind: Option<usize>| kind.map(|kind| Conflict::ALL[kind]).into_iter().collect::<Vec<_>>();
        (1..).zip(loads).map(|(number, (load, kind))| candidate(number, load, &kinds(kind))).collect()
    }
}

proptest! {
    #[test]
    fn a_panel_is_full_distinct_free_of_conflict_and_blind_to_the_order_given(
        pool in pools(), seats in 1_u16..12, number: u64, turn in 0_usize..40,
    ) {
        let able = pool.iter().filter(|candidate| candidate.excluded.is_empty()).count();
        let drawn = draw(seed(number), seats, pool.clone());
        prop_assert_eq!(drawn.is_ok(), able >= usize::from(seats));
        let mut turned = pool.clone();
        turned.rotate_left(turn % pool.len());
        turned.reverse();
        prop_assert_eq!(&draw(seed(number), seats, turned), &drawn);
        if let Ok(drawn) = drawn {
            prop_assert!(drawn.holds());
            let distinct: BTreeSet<_> = drawn.chosen.iter().copied().collect();
            prop_assert_eq!(distinct.len(), usize::from(seats));
            let free = |expert: &PersonId| {
                pool.iter().any(|candidate| candidate.expert == *expert && candidate.excluded.is_empty())
            };
            prop_assert!(drawn.chosen.iter().all(free));
        }
    }
}
