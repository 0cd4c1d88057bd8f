//! From a set of moves that reaches the goal to the least of them: no lever too many, no step too
//! many. What is handed on is proved: undoing one step of any lever misses the goal again.

use super::probe::{Goal, Moves, Probe};

/// Rounds of taking back; each takes back something, and steps are taken back by halves.
const ROUNDS_MAX_COUNT: u32 = 64;

/// The least of these moves; none when that cannot be proved or the moved facts contradict each other.
pub(super) fn settled(probe: &mut Probe<'_>, moves: Moves, goal: Goal) -> Option<Moves> {
    probe.prove(|probe| {
        let mut moves = moves;
        for _ in 0..ROUNDS_MAX_COUNT {
            if !taken_back(probe, &mut moves, goal) {
                break;
            }
        }
        let least = moves.keys().all(|lever| !reaches_with(probe, &moves, *lever, moves[lever] - 1, goal));
        let reached = probe.look(&moves).reaches(goal);
        (least && reached && probe.is_consistent(&moves)).then_some(moves)
    })
}

/// Takes back what is not needed; whether anything was.
fn taken_back(probe: &mut Probe<'_>, moves: &mut Moves, goal: Goal) -> bool {
    let mut any = false;
    for lever in moves.keys().copied().collect::<Vec<_>>() {
        let made = moves[&lever];
        let needed = needed(probe, moves, lever, goal);
        any |= needed < made;
        set(moves, lever, needed);
    }
    any
}

/// How many of a lever's steps are needed while the others stay.
fn needed(probe: &mut Probe<'_>, moves: &Moves, lever: usize, goal: Goal) -> u64 {
    if reaches_with(probe, moves, lever, 0, goal) {
        return 0;
    }
    let mut enough = moves[&lever];
    let mut back = 1;
    let mut short = loop {
        let fewer = enough.saturating_sub(back);
        if fewer == 0 {
            break 0;
        }
        if !reaches_with(probe, moves, lever, fewer, goal) {
            break fewer;
        }
        enough = fewer;
        back *= 2;
    };
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if reaches_with(probe, moves, lever, middle, goal) { enough = middle } else { short = middle }
    }
    enough
}

fn reaches_with(probe: &mut Probe<'_>, moves: &Moves, lever: usize, steps: u64, goal: Goal) -> bool {
    let mut moves = moves.clone();
    set(&mut moves, lever, steps);
    probe.look(&moves).reaches(goal)
}

fn set(moves: &mut Moves, lever: usize, steps: u64) {
    if steps == 0 {
        moves.remove(&lever);
    } else {
        moves.insert(lever, steps);
    }
}
