//! Moving one lever: the fewest steps that reach a goal. A goal usually is reached once and stays
//! reached, so steps double until it is and are then halved back; short ways are walked step by step
//! besides, so that a narrow window is not passed by.

use super::probe::{Goal, Moves, Probe};
use super::settle;

/// Longest way that is walked step by step.
pub const SCAN_MAX_STEPS: u64 = 10_000;
/// Steps walked in one search, over all levers.
const SCANS_MAX_STEPS: u64 = 12_000;

/// A lever that reaches the goal by itself, and its steps.
#[derive(Clone, Copy, Debug)]
struct Hit {
    lever: usize,
    steps: u64,
}

/// Every single lever that reaches the goal, with its fewest steps.
pub(super) fn alternatives(probe: &mut Probe<'_>, goal: Goal) -> Vec<Moves> {
    let Levers { own, deciding, others } = levers(probe, goal);
    let near: Vec<usize> = own.iter().chain(&deciding).copied().collect();
    let mut hits = hits(probe, &near, goal);
    let mut left = SCANS_MAX_STEPS;
    if hits.is_empty() {
        for lever in own {
            let most = probe.most(lever);
            if most <= SCAN_MAX_STEPS
                && let Some(steps) = walked(probe, lever, most, goal, &mut left)
            {
                hits.push(Hit { lever, steps });
            }
        }
    }
    if hits.is_empty() {
        hits = self::hits(probe, &others, goal);
    }
    if let Some(fewest) = hits.iter().map(|hit| hit.steps).min() {
        shortened(probe, &near, goal, fewest, &mut hits, &mut left);
    }
    let of = |hit: &Hit| Moves::from([(hit.lever, hit.steps)]);
    hits.iter().filter_map(|hit| settle::settled(probe, of(hit), goal)).collect()
}

/// Levers by how they may act on everything that fails.
struct Levers {
    /// Each failing criterion names their fact.
    own: Vec<usize>,
    /// They also act through conditions and sums of the script.
    deciding: Vec<usize>,
    others: Vec<usize>,
}

fn levers(probe: &mut Probe<'_>, goal: Goal) -> Levers {
    let branches = probe.levers_of_branches();
    let mut own: Vec<usize> = (0..probe.lever_count()).collect();
    let mut near = own.clone();
    let mut failing = probe.look(&Moves::new()).failing(goal);
    while failing != 0 {
        let bit = 1 << failing.trailing_zeros();
        let levers = probe.levers_of_bit(bit);
        own.retain(|lever| levers.contains(lever));
        near.retain(|lever| levers.contains(lever) || branches.contains(lever));
        failing &= !bit;
    }
    let others = (0..probe.lever_count()).filter(|lever| !near.contains(lever)).collect();
    near.retain(|lever| !own.contains(lever));
    Levers { own, deciding: near, others }
}

fn hits(probe: &mut Probe<'_>, levers: &[usize], goal: Goal) -> Vec<Hit> {
    let hit =
        |lever: &usize| fewest(probe, &Moves::new(), *lever, goal).map(|steps| Hit { lever: *lever, steps });
    levers.iter().filter_map(hit).collect()
}

/// Walks the beginning of every way, up to the shortest known, for a window before it.
fn shortened(
    probe: &mut Probe<'_>,
    levers: &[usize],
    goal: Goal,
    mut fewest: u64,
    hits: &mut Vec<Hit>,
    left: &mut u64,
) {
    for lever in levers {
        let end = probe.most(*lever).min(fewest - 1);
        if end > SCAN_MAX_STEPS {
            continue;
        }
        if let Some(steps) = walked(probe, *lever, end, goal, left) {
            fewest = fewest.min(steps);
            hits.retain(|hit| hit.lever != *lever);
            hits.push(Hit { lever: *lever, steps });
        }
    }
}

fn walked(probe: &mut Probe<'_>, lever: usize, end: u64, goal: Goal, left: &mut u64) -> Option<u64> {
    if end > *left || !probe.may_search() {
        probe.cut_short();
        return None;
    }
    *left -= end;
    (1..=end).find(|steps| probe.look(&Moves::from([(lever, *steps)])).reaches(goal))
}

/// The fewest steps beyond those already made with which the goal is reached, as far as it is reached
/// once and stays reached.
pub(super) fn fewest(probe: &mut Probe<'_>, moves: &Moves, lever: usize, goal: Goal) -> Option<u64> {
    let begun = moves.get(&lever).copied().unwrap_or(0);
    let mut position = moves.clone();
    let mut reached = |probe: &mut Probe<'_>, steps: u64| {
        position.insert(lever, steps);
        probe.look(&position).reaches(goal)
    };
    let (mut before, mut found) = (begun, None);
    for steps in doubling(begun, probe.most(lever)) {
        if reached(probe, steps) {
            found = Some(steps);
            break;
        }
        before = steps;
    }
    let mut hit = found?;
    while hit - before > 1 {
        let middle = before + (hit - before) / 2;
        if reached(probe, middle) { hit = middle } else { before = middle }
    }
    Some(hit)
}

/// 1, 2, 4 … steps beyond a position, and the last one there is.
pub(super) fn doubling(begun: u64, most: u64) -> impl Iterator<Item = u64> {
    let room = most.saturating_sub(begun);
    let powers = (0..u64::BITS).map(|power| 1_u64 << power).take_while(move |power| *power < room);
    let last = (room > 0).then_some(room);
    powers.chain(last).map(move |steps| begun + steps)
}
