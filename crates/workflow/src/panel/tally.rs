//! What experts' marks add up to: totals in exact hundredths, the mean, outliers and who must explain.
//!
//! Integers only; rounding is written out. Whether scores may be shown is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::PersonId;

/// A rubric is filled in by hand; more criteria than this are not one opinion.
pub const CRITERIA_MAXIMUM: usize = 50;
/// Points of one criterion: a scale of a thousand steps is finer than anybody judges.
pub const POINTS_MAXIMUM: u16 = 1_000;
/// Weights are percentages or small factors.
pub const WEIGHT_MAXIMUM: u16 = 1_000;
/// A total of all points: 100.00, in hundredths.
pub const FULL_MARKS_HUNDREDTHS: u32 = 10_000;
/// Dropping the highest and the lowest of fewer scores would leave none.
pub const DROP_MINIMUM_SCORES: usize = 3;

/// One line of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    /// The most points an expert may give.
    pub max: u16,
    /// How often a point counts; 1 where points alone weigh.
    #[serde(default = "one")]
    pub weight: u16,
}

const fn one() -> u16 {
    1
}

/// Points by the code of their criterion.
pub type Marks = BTreeMap<String, u16>;

/// What experts mark, checked when made: a rubric that exists can be tallied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Criterion>", into = "Vec<Criterion>")]
pub struct Rubric(Vec<Criterion>);

/// Why a list of criteria is not a rubric.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RubricFault {
    #[error("a rubric has 1 to {CRITERIA_MAXIMUM} criteria, not {found}")]
    Count { found: usize },
    #[error("criterion {code:?} is listed twice")]
    Twice { code: String },
    #[error("a criterion needs a code of lowercase letters, digits and hyphens, not {code:?}")]
    Code { code: String },
    #[error("criterion {code:?} needs max from 1 to {POINTS_MAXIMUM}")]
    Points { code: String },
    #[error("criterion {code:?} needs weight from 1 to {WEIGHT_MAXIMUM}")]
    Weight { code: String },
}

impl Rubric {
    pub fn new(criteria: Vec<Criterion>) -> Result<Self, RubricFault> {
        if !(1..=CRITERIA_MAXIMUM).contains(&criteria.len()) {
            return Err(RubricFault::Count { found: criteria.len() });
        }
        let mut codes = BTreeSet::new();
        for criterion in &criteria {
            let code = criterion.code.clone();
            let fits = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '-');
            if code.is_empty() || !code.chars().all(fits) {
                return Err(RubricFault::Code { code });
            } else if !(1..=POINTS_MAXIMUM).contains(&criterion.max) {
                return Err(RubricFault::Points { code });
            } else if !(1..=WEIGHT_MAXIMUM).contains(&criterion.weight) {
                return Err(RubricFault::Weight { code });
            } else if !codes.insert(&criterion.code) {
                return Err(RubricFault::Twice { code });
            }
        }
        Ok(Self(criteria))
    }

    pub fn criteria(&self) -> &[Criterion] {
        &self.0
    }
}

impl TryFrom<Vec<Criterion>> for Rubric {
    type Error = RubricFault;

    fn try_from(criteria: Vec<Criterion>) -> Result<Self, RubricFault> {
        Self::new(criteria)
    }
}

impl From<Rubric> for Vec<Criterion> {
    fn from(rubric: Rubric) -> Self {
        rubric.0
    }
}

/// How a programme reads its scores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyRule {
    /// The highest and the lowest total do not count in the mean, from [`DROP_MINIMUM_SCORES`] scores on.
    #[serde(default)]
    pub drop_highest_lowest: bool,
    /// A total further than this from the median is flagged.
    pub outlier_hundredths: Option<u32>,
    /// Totals further apart than this oblige the experts at both ends to write their reasons.
    pub spread_limit_hundredths: Option<u32>,
}

/// What a panel's marks add up to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Each expert's total in hundredths of a point; full marks are 100.00.
    pub totals: BTreeMap<PersonId, u32>,
    /// The mean of the totals that count, rounded half up.
    pub mean_hundredths: u32,
    /// The experts whose totals do not count in the mean.
    pub dropped: Vec<PersonId>,
    pub outliers: Vec<PersonId>,
    /// The highest total less the lowest.
    pub spread_hundredths: u32,
    pub must_explain: BTreeSet<PersonId>,
}

/// Why marks cannot be tallied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum TallyFault {
    #[error("criterion {code:?} is not in the rubric")]
    UnknownCriterion { code: String },
    #[error("criterion {code:?} has {points} points, more than {max}")]
    AboveMaximum { code: String, points: u16, max: u16 },
    #[error("criterion {code:?} has no points")]
    Missing { code: String },
    #[error("there are no scores")]
    NoScores,
}

/// An expert's total: weighted points as a share of the most there could be, in hundredths of a point
/// out of 100, rounded half up.
pub fn total(rubric: &Rubric, marks: &Marks) -> Result<u32, TallyFault> {
    let known = |code: &String| rubric.0.iter().any(|criterion| criterion.code == *code);
    if let Some(code) = marks.keys().find(|code| !known(code)) {
        return Err(TallyFault::UnknownCriterion { code: code.clone() });
    }
    let (mut given, mut possible) = (0, 0);
    for criterion in &rubric.0 {
        let code = || criterion.code.clone();
        let points = *marks.get(&criterion.code).ok_or_else(|| TallyFault::Missing { code: code() })?;
        if points > criterion.max {
            return Err(TallyFault::AboveMaximum { code: code(), points, max: criterion.max });
        }
        given += u64::from(points) * u64::from(criterion.weight);
        possible += u64::from(criterion.max) * u64::from(criterion.weight);
    }
    Ok(divide_half_up(given * u64::from(FULL_MARKS_HUNDREDTHS), possible))
}

/// Adds up a panel. Every expert's marks must be complete.
pub fn tally(
    rubric: &Rubric,
    scores: &BTreeMap<PersonId, Marks>,
    rule: TallyRule,
) -> Result<Tally, TallyFault> {
    let mut totals = BTreeMap::new();
    for (expert, marks) in scores {
        totals.insert(*expert, total(rubric, marks)?);
    }
    let mut ranked: Vec<(u32, PersonId)> = totals.iter().map(|(expert, total)| (*total, *expert)).collect();
    ranked.sort_unstable();
    let (Some((lowest, _)), Some((highest, _))) = (ranked.first(), ranked.last()) else {
        return Err(TallyFault::NoScores);
    };
    let spread_hundredths = highest - lowest;
    let at_an_end = |total: u32| total == *lowest || total == *highest;
    let past = rule.spread_limit_hundredths.is_some_and(|limit| spread_hundredths > limit);
    let must_explain =
        totals.iter().filter(|(_, total)| past && at_an_end(**total)).map(|(expert, _)| *expert);
    let counting = counting(&ranked, rule);
    Ok(Tally {
        mean_hundredths: mean(counting),
        dropped: dropped(&ranked, counting),
        outliers: outliers(&ranked, rule),
        spread_hundredths,
        must_explain: must_explain.collect(),
        totals,
    })
}

/// The totals that count in the mean, lowest first. Of equal totals only one is dropped.
fn counting(ranked: &[(u32, PersonId)], rule: TallyRule) -> &[(u32, PersonId)] {
    if rule.drop_highest_lowest && ranked.len() >= DROP_MINIMUM_SCORES {
        &ranked[1..ranked.len() - 1]
    } else {
        ranked
    }
}

fn dropped(ranked: &[(u32, PersonId)], counting: &[(u32, PersonId)]) -> Vec<PersonId> {
    ranked.iter().filter(|entry| !counting.contains(entry)).map(|(_, expert)| *expert).collect()
}

fn mean(counting: &[(u32, PersonId)]) -> u32 {
    let sum = counting.iter().map(|(total, _)| u64::from(*total)).sum();
    divide_half_up(sum, counting.len() as u64)
}

/// Those further from the median than the rule allows; twice the median keeps an even count exact.
fn outliers(ranked: &[(u32, PersonId)], rule: TallyRule) -> Vec<PersonId> {
    let Some(distance) = rule.outlier_hundredths else {
        return Vec::new();
    };
    let twice = |position: usize| u64::from(ranked[position].0);
    let twice_median = twice((ranked.len() - 1) / 2) + twice(ranked.len() / 2);
    let is_far = |total: u32| (u64::from(total) * 2).abs_diff(twice_median) > u64::from(distance) * 2;
    ranked.iter().filter(|(total, _)| is_far(*total)).map(|(_, expert)| *expert).collect()
}

/// The nearest whole number; a half goes up. Results are totals and fit.
fn divide_half_up(dividend: u64, divisor: u64) -> u32 {
    let rounded = (dividend * 2 + divisor) / (divisor * 2);
    u32::try_from(rounded).expect("a share of full marks is at most full marks")
}

#[cfg(test)]
mod tests;
