//! Refused cases of every ruling in turn, drawn near the worked ones: what is offered turns the case, no
//! step of it is too many, and no shorter way was passed by. Bounded in an ordinary run.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use rules::{Changeable, Facts, Pack, ParameterOverrides};

use super::progress::{Campaign, caught, runner};
use super::support::shipped;
use super::{proof, refused};

/// Ways with more steps are not walked to their end.
const WALK_MAX_STEPS: u64 = 10_000;
/// The same in an ordinary run.
const WALK_BOUNDED_STEPS: u64 = 15;
/// Draws until a refused case is found: one in some thirty is refused where nearly all pass.
const DRAWS_MAX_COUNT: u32 = 400;

struct Judged<'a> {
    pack: &'a Pack,
    ruling: &'a str,
    drawn: BoxedStrategy<Facts>,
}

impl Judged<'_> {
    fn refused(&self, seed: u64) -> Option<Facts> {
        let mut runner = runner(seed);
        let mut drawn = (0..DRAWS_MAX_COUNT).map(|_| self.drawn.new_tree(&mut runner).unwrap().current());
        drawn.find(|facts| refused::is_refused(self.pack, self.ruling, facts))
    }
}

/// The rulings somebody can do something about, and that refuse anybody.
fn rulings(packs: &[(String, Pack)]) -> Vec<Judged<'_>> {
    let mut rulings = Vec::new();
    for (_, pack) in packs {
        let may = |changeable: Option<Changeable>| changeable.is_some_and(|may| may != Changeable::No);
        let facts = &pack.programme().facts;
        if !facts
            .iter()
            .any(|fact| may(fact.changeable) || fact.fields.iter().any(|field| may(field.changeable)))
        {
            continue;
        }
        for ruling in &pack.programme().rulings {
            let Some(drawn) = refused::facts(pack, &ruling.code) else { continue };
            let judged = Judged { pack, ruling: &ruling.code, drawn };
            if judged.refused(0).is_some() {
                rulings.push(judged);
            }
        }
    }
    rulings
}

#[test]
fn counterfactuals() {
    let packs = shipped();
    let rulings = rulings(&packs);
    assert!(rulings.len() > 5, "{} rulings refuse anybody", rulings.len());
    let mut campaign = Campaign::begin(rulings.len() as u64);
    let walk = if campaign.file.is_some() { WALK_MAX_STEPS } else { WALK_BOUNDED_STEPS };
    while let Some(seed) = campaign.next() {
        let at = usize::try_from(campaign.progress.done).unwrap() % rulings.len();
        let judged = &rulings[at];
        let turned = Cell::new(None);
        let violation = caught(AssertUnwindSafe(|| {
            let Some(facts) = judged.refused(seed) else { return };
            let found = judged.pack.remedies(judged.ruling, &facts, &ParameterOverrides::new()).unwrap();
            proof::prove(judged.pack, judged.ruling, &facts, &found, walk);
            turned.set(Some(!found.whole.is_empty()));
        }));
        for (what, counted) in [("refused", turned.get().is_some()), ("turned", turned.get() == Some(true))] {
            let count = campaign.progress.counts.entry(format!("{} {what}", judged.ruling)).or_default();
            *count += u64::from(counted);
        }
        campaign.count(violation, 100);
    }
    campaign.end();
}
