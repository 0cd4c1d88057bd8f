//! `programme.toml` as types: what a programme is, its rulings, criteria, parameters with their
//! published basis, facts, checks and targets. Data only; the pipeline is passed through opaque.

use serde::{Deserialize, Serialize};

use crate::exact::{Exact, ExactError};
use crate::facts::{CheckDefinition, FactDefinition};
use crate::stacking::StackingDefinition;

/// The manifest of one programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Folder name and stable key: `hnte-reward`.
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    pub instrument: String,
    /// Version of the pack, raised by the policy editor.
    pub version: String,
    /// First day the pack applies, `YYYY-MM-DD`.
    pub effective_from: String,
    /// Last day, when known.
    #[serde(default)]
    pub effective_until: Option<String>,
    #[serde(default)]
    pub summary_zh: String,
    #[serde(default)]
    pub summary_en: String,
    /// Stages and clocks, for the workflow; not read here.
    #[serde(default)]
    pub pipeline: serde_json::Value,
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
    #[serde(default, rename = "fact")]
    pub facts: Vec<FactDefinition>,
    #[serde(default, rename = "check")]
    pub checks: Vec<CheckDefinition>,
    #[serde(default, rename = "ruling")]
    pub rulings: Vec<RulingDefinition>,
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<CriterionDefinition>,
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
    #[serde(default, rename = "monotone", skip_serializing_if = "Vec::is_empty")]
    pub monotone: Vec<Monotone>,
    #[serde(default, rename = "explained", skip_serializing_if = "Vec::is_empty")]
    pub explained: Vec<Explanation>,
    /// How it stands beside other programmes; one that says nothing is weighed against none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stacking: Option<StackingDefinition>,
}

/// Why a warning of the analysis is right for this policy, in its staff's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The warning's code: `never-fails`.
    pub warning: String,
    /// The criterion or fact it is about; empty where a warning names none.
    #[serde(default)]
    pub subject: String,
    pub reason_zh: String,
    pub reason_en: String,
}

/// What a ruling is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Tells an applicant where it stands; decides no money.
    SelfCheck,
    /// Decides eligibility and amount of the award.
    Award,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulingDefinition {
    /// `HNTE_COND`.
    pub code: String,
    pub script: String,
    pub purpose: Purpose,
    pub title_zh: String,
    pub title_en: String,
}

/// A criterion's legal basis and unit; the comparison itself stands in the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionDefinition {
    pub ruling: String,
    pub code: String,
    pub clause: String,
    pub document: String,
    pub article: String,
    #[serde(default)]
    pub unit: Option<String>,
}

/// How a parameter's figure is written, and what a script sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterUnit {
    Yuan,
    /// 万元; the script sees yuan.
    WanYuan,
    /// 亿元; the script sees yuan.
    YiYuan,
    /// The script sees the fraction: 5 percent is 0.05.
    Percent,
    Permille,
    Points,
    Days,
    Months,
    Years,
    Count,
}

/// How the published figure was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// Stored copy on an official site.
    #[serde(rename = "V-O")]
    Official,
    /// Stored repost that agrees with the cited document.
    #[serde(rename = "V-R")]
    Repost,
    /// Derived from verified figures.
    #[serde(rename = "D")]
    Derived,
    /// General knowledge, unverified.
    #[serde(rename = "GK")]
    GeneralKnowledge,
}

/// Where a figure was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    pub document: String,
    #[serde(default)]
    pub article: String,
    pub mark: Mark,
    /// The place that published it, in Chinese; pages say when it is another place's figure.
    pub place: String,
    pub note_zh: String,
    pub note_en: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub name: String,
    /// In `unit`, as decimal text.
    pub value: Exact,
    pub unit: ParameterUnit,
    pub title_zh: String,
    pub title_en: String,
    pub basis: Basis,
    /// Days on which another value holds; on every other day it is `value`.
    #[serde(default, rename = "period", skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<ParameterPeriod>,
}

/// A value that holds from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterPeriod {
    pub from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// In the parameter's unit.
    pub value: Exact,
    /// Where this value was published, when elsewhere than the parameter's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl ParameterPeriod {
    /// Days are `YYYY-MM-DD`, so that text order is date order.
    fn holds_on(&self, day: &str) -> bool {
        self.from.as_str() <= day && self.until.as_deref().is_none_or(|until| day <= until)
    }
}

impl Parameter {
    /// The period that replaces the value on a day, if one does.
    pub fn period_on(&self, day: &str) -> Option<&ParameterPeriod> {
        self.periods.iter().find(|period| period.holds_on(day))
    }

    /// Where the value of a day was published.
    pub fn basis_on(&self, day: &str) -> &Basis {
        self.period_on(day).and_then(|period| period.basis.as_ref()).unwrap_or(&self.basis)
    }

    /// What the script computes with: yuan for money, a fraction for shares.
    pub fn in_script(&self, value: &Exact) -> Result<Exact, ExactError> {
        let factor = match self.unit {
            ParameterUnit::WanYuan => Exact::from(10_000),
            ParameterUnit::YiYuan => Exact::from(100_000_000),
            ParameterUnit::Percent => Exact::fraction(1, 100)?,
            ParameterUnit::Permille => Exact::fraction(1, 1_000)?,
            ParameterUnit::Yuan
            | ParameterUnit::Points
            | ParameterUnit::Days
            | ParameterUnit::Months
            | ParameterUnit::Years
            | ParameterUnit::Count => Exact::one(),
        };
        value.times(&factor)
    }
}

/// Which way the amount may move when one fact rises and everything else stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monotone {
    pub ruling: String,
    pub fact: String,
    pub amount: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Never falls.
    Rises,
    /// Never rises.
    Falls,
}

/// What the programme promises to achieve in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    /// `at-least`, `at-most` or `equals`.
    pub comparison: TargetComparison,
    pub value: Exact,
    pub unit: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetComparison {
    AtLeast,
    AtMost,
    Equals,
}
