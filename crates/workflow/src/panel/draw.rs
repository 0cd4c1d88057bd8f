//! The draw of a panel: random, weighted by load, without those in conflict, and open to be run again.
//!
//! Chance is the seed and nothing else: SHA-256 over the seed and a counter, integers only. The exact
//! procedure stands in `docs/REGISTERS.md`; changing it would make published draws unverifiable.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::PersonId;
use crate::panel::conflict::Conflict;

/// A panel is small; more seats than this is a mistyped number.
pub const SEATS_MAXIMUM: u16 = 99;
/// A province's whole pool fits; a list longer than this is not a pool of experts.
pub const CANDIDATES_MAXIMUM: usize = 20_000;
/// The weight of an expert without any review; divisible by every number up to 16, so that small
/// loads divide it exactly.
pub const WEIGHT_UNLOADED: u64 = 720_720;
const SEED_BYTES: usize = 32;

/// The published chance of one draw, written as 64 lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seed([u8; SEED_BYTES]);

/// The text was not a seed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a seed: 64 hexadecimal digits are expected")]
pub struct SeedError;

impl Seed {
    pub const fn new(bytes: [u8; SEED_BYTES]) -> Self {
        Self(bytes)
    }

    pub const fn bytes(self) -> [u8; SEED_BYTES] {
        self.0
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Seed({self})")
    }
}

impl std::str::FromStr for Seed {
    type Err = SeedError;

    fn from_str(text: &str) -> Result<Self, SeedError> {
        let mut bytes = [0; SEED_BYTES];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| SeedError)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Seed {
    type Error = SeedError;

    fn try_from(text: String) -> Result<Self, SeedError> {
        text.parse()
    }
}

impl From<Seed> for String {
    fn from(seed: Seed) -> Self {
        seed.to_string()
    }
}

/// Somebody who could sit on the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    pub expert: PersonId,
    /// Reviews given to this expert in the window that counts.
    pub load: u32,
    /// Why the expert may not be drawn; empty for those who may.
    #[serde(default)]
    pub excluded: Vec<Conflict>,
}

impl Candidate {
    /// How heavily the expert weighs in the draw: inversely to one more than the load, never nothing.
    pub fn weight(&self) -> u64 {
        (WEIGHT_UNLOADED / (u64::from(self.load) + 1)).max(1)
    }
}

/// The whole record of a draw: enough to run it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    pub seed: Seed,
    pub seats: u16,
    /// Everybody who was looked at, in the order of their ids.
    pub candidates: Vec<Candidate>,
    /// The experts drawn, in the order in which they were drawn.
    pub chosen: Vec<PersonId>,
}

impl Draw {
    /// Runs the draw again from its seed; whether the same experts come out.
    pub fn holds(&self) -> bool {
        draw(self.seed, self.seats, self.candidates.clone()).is_ok_and(|again| again == *self)
    }
}

/// Why there is no draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum DrawFault {
    #[error("a panel has 1 to {SEATS_MAXIMUM} seats, not {seats}")]
    Seats { seats: u16 },
    #[error("{found} candidates are more than {CANDIDATES_MAXIMUM}")]
    TooManyCandidates { found: usize },
    #[error("candidate {expert} is listed twice")]
    Twice { expert: PersonId },
    /// Somebody with two conflicts counts in both of `excluded`.
    #[error("{seats} seats, but only {able} of {candidates} candidates may be drawn; excluded: {excluded:?}")]
    TooFew { seats: u16, able: usize, candidates: usize, excluded: BTreeMap<Conflict, usize> },
}

/// Draws the panel. The order in which candidates are given does not matter.
pub fn draw(seed: Seed, seats: u16, candidates: Vec<Candidate>) -> Result<Draw, DrawFault> {
    let candidates = in_order(candidates)?;
    let mut able: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.excluded.is_empty()).collect();
    check(seats, &candidates, able.len())?;
    let mut chance = Chance { seed, counter: 0 };
    let mut chosen = Vec::with_capacity(usize::from(seats));
    for _ in 0..seats {
        let total = able.iter().map(|candidate| candidate.weight()).sum();
        let position = at(&able, chance.below(total));
        chosen.push(able.remove(position).expert);
    }
    Ok(Draw { seed, seats, candidates, chosen })
}

/// By id, each with its conflicts sorted and named once; nobody twice.
fn in_order(mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>, DrawFault> {
    if candidates.len() > CANDIDATES_MAXIMUM {
        return Err(DrawFault::TooManyCandidates { found: candidates.len() });
    }
    candidates.sort_by_key(|candidate| candidate.expert);
    for pair in candidates.windows(2) {
        if pair[0].expert == pair[1].expert {
            return Err(DrawFault::Twice { expert: pair[0].expert });
        }
    }
    for candidate in &mut candidates {
        let kinds: BTreeSet<Conflict> = candidate.excluded.drain(..).collect();
        candidate.excluded.extend(kinds);
    }
    Ok(candidates)
}

fn check(seats: u16, candidates: &[Candidate], able: usize) -> Result<(), DrawFault> {
    if !(1..=SEATS_MAXIMUM).contains(&seats) {
        return Err(DrawFault::Seats { seats });
    }
    if able >= usize::from(seats) {
        return Ok(());
    }
    let mut excluded = BTreeMap::new();
    for kind in candidates.iter().flat_map(|candidate| &candidate.excluded) {
        *excluded.entry(*kind).or_insert(0) += 1;
    }
    Err(DrawFault::TooFew { seats, able, candidates: candidates.len(), excluded })
}

/// The candidate in whose share of the summed weights the number falls.
fn at(able: &[&Candidate], number: u64) -> usize {
    let mut end = 0;
    let falls = |candidate: &&Candidate| {
        end += candidate.weight();
        number < end
    };
    able.iter().position(falls).expect("the number is below the sum of the weights")
}

/// A stream of numbers that the seed fixes.
struct Chance {
    seed: Seed,
    counter: u64,
}

impl Chance {
    /// The first eight bytes, big-endian, of SHA-256 over the seed and the counter as eight bytes.
    fn next(&mut self) -> u64 {
        let hash =
            Sha256::new().chain_update(self.seed.0).chain_update(self.counter.to_be_bytes()).finalize();
        self.counter += 1;
        hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// A number below `limit` (not zero), each equally likely: numbers past the last whole multiple of
    /// the limit are passed over.
    fn below(&mut self, limit: u64) -> u64 {
        let beyond = (u64::MAX % limit + 1) % limit;
        loop {
            let number = self.next();
            if number <= u64::MAX - beyond {
                return number % limit;
            }
        }
    }
}

#[cfg(test)]
mod tests;
