//! The choice among claims that exclude each other, by branch and bound: the most money, then the
//! highest claims, then the earliest. Knows nothing of why two claims exclude each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Cap, Claim, excludes};

/// Branches tried before the best so far is taken: real claims need a few hundred.
const BRANCHES_MAX_COUNT: u32 = 200_000;

pub(super) struct Found {
    pub(super) chosen: BTreeSet<usize>,
    pub(super) proven: bool,
}

/// What a choice is worth: the money paid, then the claims behind it before caps cut them.
type Worth = (u128, u128);

pub(super) fn best(claims: &[Claim], open: &[u64], caps: &[Cap]) -> Found {
    let mut places: Vec<usize> = (0..claims.len()).filter(|place| open[*place] > 0).collect();
    // The first branch takes the highest of everything, which is nearly always the answer.
    places.sort_by_key(|place| (Reverse(open[*place]), *place));
    let mut search = Search {
        claims,
        open,
        caps,
        places,
        best: Vec::new(),
        worth: (0, 0),
        branches_left: BRANCHES_MAX_COUNT,
    };
    search.branch(0, &mut Vec::new());
    let Search { mut best, places, branches_left, .. } = search;
    // Nothing to do but where the search was cut short: whatever fits beside the choice is paid too.
    for place in places {
        if best.iter().all(|other| *other != place && !excludes(&claims[place], &claims[*other])) {
            best.push(place);
        }
    }
    Found { chosen: best.into_iter().collect(), proven: branches_left > 0 }
}

struct Search<'a> {
    claims: &'a [Claim],
    open: &'a [u64],
    caps: &'a [Cap],
    /// Places of the claims that could be paid at all, the highest first.
    places: Vec<usize>,
    best: Vec<usize>,
    worth: Worth,
    branches_left: u32,
}

impl Search<'_> {
    /// Decides the claim at `depth`, paying it first: of two equal choices the earlier claim stays.
    fn branch(&mut self, depth: usize, chosen: &mut Vec<usize>) {
        if self.branches_left == 0 {
            return;
        }
        self.branches_left -= 1;
        let worth = self.worth_of(chosen.iter().copied());
        if worth > self.worth {
            self.worth = worth;
            self.best.clone_from(chosen);
        }
        if depth == self.places.len() || self.most_reachable(depth, chosen) <= self.worth {
            return;
        }
        let place = self.places[depth];
        if chosen.iter().all(|other| !excludes(&self.claims[place], &self.claims[*other])) {
            chosen.push(place);
            self.branch(depth + 1, chosen);
            chosen.pop();
        }
        self.branch(depth + 1, chosen);
    }

    /// Never less than what any choice below this branch is worth: of each matter the highest.
    fn most_reachable(&self, depth: usize, chosen: &[usize]) -> Worth {
        let mut highest: BTreeMap<&str, u64> = BTreeMap::new();
        let free =
            |place: &usize| chosen.iter().all(|other| !excludes(&self.claims[*place], &self.claims[*other]));
        let rest: Vec<usize> = self.places[depth..].iter().copied().filter(free).collect();
        for place in &rest {
            let open = highest.entry(&self.claims[*place].matter).or_default();
            *open = self.open[*place].max(*open);
        }
        let chosen_fen: u128 = chosen.iter().map(|place| u128::from(self.open[*place])).sum();
        let claimed = chosen_fen + highest.values().map(|open| u128::from(*open)).sum::<u128>();
        let (paid, _) = self.worth_of(chosen.iter().copied().chain(rest));
        (paid.min(claimed), claimed)
    }

    /// Money under nested caps: each programme's claims up to its tightest cap, all up to the common one.
    fn worth_of(&self, places: impl Iterator<Item = usize>) -> Worth {
        let mut by_programme: BTreeMap<&str, u128> = BTreeMap::new();
        let mut claimed = 0;
        for place in places {
            let open = u128::from(self.open[place]);
            *by_programme.entry(&self.claims[place].programme).or_default() += open;
            claimed += open;
        }
        let tightest = |programme: Option<&str>| {
            let caps = self.caps.iter().filter(|cap| cap.programme.as_deref() == programme);
            caps.map(|cap| u128::from(cap.left_fen())).min().unwrap_or(u128::MAX)
        };
        let paid = by_programme.iter().map(|(programme, sum)| (*sum).min(tightest(Some(programme))));
        (paid.sum::<u128>().min(tightest(None)), claimed)
    }
}
