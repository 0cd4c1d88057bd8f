//! Moving one lever: the fewest steps that reach a goal. A goal usually is reached once and stays
//! reached, so steps double until it is and are then halved back; a short way is walked step by step
//! besides, so that a narrow window before it is not passed by.

use super::probe::{Goal, Moves, Probe};
use super::settle;

/// A way of so many steps is walked one by one; issue and tests hold shorter ways to it.
pub const SCAN_MAX_STEPS: u64 = 10_000;

/// Every single lever that reaches the goal, with its fewest steps.
pub(super) fn alternatives(probe: &mut Probe<'_>, goal: Goal) -> Vec<Moves> {
    let (likely, others) = candidates(probe, goal);
    let mut found = Vec::new();
    for (levers, thorough) in [(likely, true), (others, false)] {
        for lever in levers {
            if let Some(steps) = fewest(probe, &Moves::new(), lever, goal, thorough)
                && let Some(settled) = settle::settled(probe, Moves::from([(lever, steps)]), goal)
            {
                found.push(settled);
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// The levers every failing criterion rests on, and the rest: those act in ways the script does not show.
fn candidates(probe: &mut Probe<'_>, goal: Goal) -> (Vec<usize>, Vec<usize>) {
    let mut likely: Vec<usize> = (0..probe.lever_count()).collect();
    let branches = probe.levers_of_branches();
    let mut failing = probe.look(&Moves::new()).failing(goal);
    while failing != 0 {
        let bit = 1 << failing.trailing_zeros();
        let levers = probe.levers_of_bit(bit);
        likely.retain(|lever| levers.contains(lever) || branches.contains(lever));
        failing &= !bit;
    }
    let others = (0..probe.lever_count()).filter(|lever| !likely.contains(lever)).collect();
    (likely, others)
}

/// The fewest steps beyond those already made with which the goal is reached.
pub(super) fn fewest(
    probe: &mut Probe<'_>,
    moves: &Moves,
    lever: usize,
    goal: Goal,
    thorough: bool,
) -> Option<u64> {
    let begun = moves.get(&lever).copied().unwrap_or(0);
    let most = probe.most(lever);
    let mut position = moves.clone();
    let mut reached = |probe: &mut Probe<'_>, steps: u64| {
        position.insert(lever, steps);
        probe.look(&position).reaches(goal)
    };
    let mut before = begun;
    let hit = doubling(begun, most).find(|steps| {
        let found = reached(probe, *steps);
        if !found {
            before = *steps;
        }
        found
    });
    let Some(mut hit) = hit else {
        let walk = thorough && most - begun <= SCAN_MAX_STEPS;
        let end = if walk { most } else { begun };
        return (begun + 1..=end).find(|steps| probe.may_search() && reached(probe, *steps));
    };
    while hit - before > 1 {
        let middle = before + (hit - before) / 2;
        if reached(probe, middle) { hit = middle } else { before = middle }
    }
    if !thorough || hit - begun > SCAN_MAX_STEPS {
        return Some(hit);
    }
    (begun + 1..hit).find(|steps| probe.may_search() && reached(probe, *steps)).or(Some(hit))
}

/// 1, 2, 4 … steps beyond a position, and the last one there is.
pub(super) fn doubling(begun: u64, most: u64) -> impl Iterator<Item = u64> {
    let room = most.saturating_sub(begun);
    let powers = (0..u64::BITS).map(|power| 1_u64 << power).take_while(move |power| *power < room);
    let last = (room > 0).then_some(room);
    powers.chain(last).map(move |steps| begun + steps)
}
