//! Moving several levers: the failing criteria are repaired one after the other, every lever that can
//! is tried, and the position with the fewest levers and steps is continued first. A criterion no
//! single lever repairs is brought nearer by one, then by the next.

use std::collections::BTreeSet;

use super::ALTERNATIVES_MAX_COUNT;
use super::probe::{self, Goal, Moves, Probe};
use super::{settle, single};

/// Positions continued before the search gives up.
const EXPANSIONS_MAX_COUNT: u32 = 400;

/// Fewest levers, then fewest steps: the order of continuing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    levers: usize,
    steps: u64,
    moves: Moves,
}

impl Position {
    fn of(moves: Moves) -> Self {
        Self { levers: moves.len(), steps: probe::steps(&moves), moves }
    }
}

pub(super) fn alternatives(probe: &mut Probe<'_>, goal: Goal) -> Vec<Moves> {
    let mut waiting = BTreeSet::from([Position::of(Moves::new())]);
    let mut continued = BTreeSet::new();
    let mut found: Vec<Moves> = Vec::new();
    for _ in 0..EXPANSIONS_MAX_COUNT {
        let Some(position) = waiting.pop_first() else { break };
        let fewest = found.iter().map(Moves::len).min();
        if found.len() >= ALTERNATIVES_MAX_COUNT || fewest.is_some_and(|fewest| position.levers > fewest) {
            break;
        }
        let sight = probe.look(&position.moves);
        if sight.reaches(goal) {
            found.extend(settle::settled(probe, position.moves.clone(), goal));
        } else if let Some(failing) = sight.next_failing(goal) {
            let next = repaired(probe, &position.moves, failing);
            let next = if next.is_empty() { nearer(probe, &position.moves, failing) } else { next };
            waiting.extend(next.into_iter().map(Position::of).filter(|next| !continued.contains(next)));
        }
        continued.insert(position);
    }
    found
}

/// Levers that may act on a criterion: those in its statement, and those that open branches.
fn levers(probe: &Probe<'_>, moves: &Moves, failing: u128) -> Vec<usize> {
    let mut levers = probe.levers_of_bit(failing);
    levers.extend(probe.levers_of_branches());
    levers.retain(|lever| probe.joins(moves, *lever));
    levers
}

/// One more lever moved, or one moved further, so that the criterion no longer fails.
fn repaired(probe: &mut Probe<'_>, moves: &Moves, failing: u128) -> Vec<Moves> {
    let mut next = Vec::new();
    for lever in levers(probe, moves, failing) {
        if let Some(steps) = single::fewest(probe, moves, lever, Goal::Criterion(failing)) {
            next.push(with(moves, lever, steps));
        }
    }
    next
}

/// Each lever moved to where it brings the criterion nearest.
fn nearer(probe: &mut Probe<'_>, moves: &Moves, failing: u128) -> Vec<Moves> {
    let Some(here) = probe.distance(moves, failing) else { return Vec::new() };
    let mut next = Vec::new();
    for lever in levers(probe, moves, failing) {
        let begun = moves.get(&lever).copied().unwrap_or(0);
        let mut nearest = (here.clone(), None);
        for steps in single::doubling(begun, probe.most(lever)) {
            let there = probe.distance(&with(moves, lever, steps), failing);
            if let Some(there) = there.filter(|there| *there < nearest.0) {
                nearest = (there, Some(steps));
            }
        }
        next.extend(nearest.1.map(|steps| with(moves, lever, steps)));
    }
    next
}

fn with(moves: &Moves, lever: usize, steps: u64) -> Moves {
    let mut moves = moves.clone();
    moves.insert(lever, steps);
    moves
}
