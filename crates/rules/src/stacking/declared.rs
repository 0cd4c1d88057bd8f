//! How a programme says that it stacks: its matter, what a matter paid before still gets, which fact
//! names the loan, and which of its parameters cap a year or a life. Read from `[stacking]` of the
//! manifest; what follows for several claims is computed next door.

use serde::{Deserialize, Serialize};

use super::{CapPeriod, Claim, Repeat};
use crate::exact::Exact;
use crate::facts::{FactValue, Facts};
use crate::manifest::{Basis, Parameter};
use crate::pack::Pack;

/// `[stacking]` of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StackingDefinition {
    /// What the money is for. Programmes that name the same matter are about the same thing.
    pub matter: String,
    #[serde(default)]
    pub mode: Repeat,
    /// Each year is a matter of its own: last year's payment does not stand against this year's.
    #[serde(default)]
    pub every_year: bool,
    /// The fact whose values are matters of their own: the platform that was recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_apart_by: Option<String>,
    /// The fact that names the loan: one loan bears one subsidy, of whatever programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_per: Option<String>,
    /// An organisation is paid once in its life.
    #[serde(default)]
    pub first_time_only: bool,
    /// Nothing is paid while a bar after dishonesty is in force.
    #[serde(default)]
    pub bars_dishonest: bool,
    /// The parameter that is the most an organisation gets in a year, in money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_cap: Option<String>,
    /// The parameter that is the most it ever gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cumulative_cap: Option<String>,
    pub basis: Basis,
}

impl StackingDefinition {
    /// The matter of one case: what it is for, in which year where years count apart, which one of several.
    pub fn matter_of(&self, fiscal_year: i64, facts: &Facts) -> String {
        let year = self.every_year.then(|| fiscal_year.to_string());
        let one = self.told_apart_by.as_ref().and_then(|fact| named(facts.get(fact)));
        let parts = [Some(self.matter.clone()), year, one];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    }

    /// The loan a case is about, as it was named.
    pub fn loan_of(&self, facts: &Facts) -> Option<String> {
        self.one_per.as_ref().and_then(|fact| named(facts.get(fact)))
    }

    /// What a case claims, weighed against others.
    pub fn claim(&self, programme: &str, fiscal_year: i64, facts: &Facts, amount_fen: u64) -> Claim {
        Claim {
            programme: programme.to_owned(),
            matter: self.matter_of(fiscal_year, facts),
            loan: self.loan_of(facts),
            first_time_only: self.first_time_only,
            repeat: self.mode,
            admits_barred: !self.bars_dishonest,
            amount_fen,
        }
    }

    /// The facts it names.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &String> {
        [&self.told_apart_by, &self.one_per].into_iter().flatten()
    }

    /// The parameters it names, with the time each counts over.
    pub(crate) fn caps(&self) -> impl Iterator<Item = (CapPeriod, &String)> {
        let caps = [(CapPeriod::Year, &self.yearly_cap), (CapPeriod::Cumulative, &self.cumulative_cap)];
        caps.into_iter().filter_map(|(period, name)| Some((period, name.as_ref()?)))
    }
}

/// A name as people type it: blanks and case do not make another one.
fn named(value: &FactValue) -> Option<String> {
    let text = match value {
        FactValue::Text(text) | FactValue::Date(text) => text.clone(),
        FactValue::Number(number) => number.to_string(),
        _ => return None,
    };
    let name: String = text.split_whitespace().collect::<String>().to_uppercase();
    (!name.is_empty()).then_some(name)
}

impl Pack {
    /// The declared caps on a day, `YYYY-MM-DD`, in fen. One that is no sensible sum caps at nothing.
    pub fn stacking_caps(&self, day: &str) -> Vec<(CapPeriod, u64)> {
        let programme = self.programme();
        let parameter = |name: &str| programme.parameters.iter().find(|one| one.name == name);
        let caps = programme.stacking.iter().flat_map(StackingDefinition::caps);
        caps.filter_map(|(period, name)| Some((period, limit_fen(parameter(name)?, day)))).collect()
    }
}

fn limit_fen(parameter: &Parameter, day: &str) -> u64 {
    let value = parameter.period_on(day).map_or(&parameter.value, |period| &period.value);
    let fen = parameter.in_script(value).and_then(|yuan| yuan.times(&Exact::from(100)));
    let fen = fen.ok().and_then(|fen| fen.floor().to_i64());
    fen.and_then(|fen| u64::try_from(fen).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn declared(more: &str) -> StackingDefinition {
        let basis =
            "[basis]\ndocument = \"d\"\nmark = \"GK\"\nplace = \"p\"\nnote_zh = \"n\"\nnote_en = \"n\"";
        toml::from_str(&format!("matter = \"platform\"\n{more}\n{basis}")).unwrap()
    }

    fn facts(name: &str) -> Facts {
        let mut facts = Facts::default();
        facts.set("name", FactValue::Text(name.to_owned()));
        facts
    }

    #[test]
    fn a_matter_has_its_year_and_its_one_where_that_is_declared() {
        let check = |more: &str, name: &str, expect: &str| {
            assert_eq!(declared(more).matter_of(2026, &facts(name)), expect, "{more}");
        };
        check("", "A", "platform");
        check("every_year = true", "A", "platform/2026");
        check("told_apart_by = \"name\"", " Dong zhou a\u{3000}", "platform/DONGZHOUA");
        check("told_apart_by = \"other\"\nevery_year = true", "A", "platform/2026");
        assert_eq!(declared("one_per = \"name\"").loan_of(&facts("l-1")).as_deref(), Some("L-1"));
        assert_eq!(declared("one_per = \"name\"").loan_of(&facts("  ")), None);
    }

    #[test]
    fn the_mode_is_the_highest_unless_it_says_top_up() {
        assert_eq!(declared("").mode, Repeat::Nothing);
        assert_eq!(declared("mode = \"top-up\"").mode, Repeat::Difference);
        assert!(declared("bars_dishonest = true").claim("p", 2026, &facts("a"), 1).admits_barred.eq(&false));
    }
}
