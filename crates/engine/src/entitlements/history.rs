//! What an organisation was awarded before, matter by matter: from the commitments behind its cases, each
//! with the facts it was judged by. What was released or paid back does not count.

use std::collections::BTreeMap;

use rules::Facts;
use rules::stacking::{Cap, CapPeriod, History, StackingDefinition};
use store::Source;
use store::commitments::HeldAward;
use workflow::id::{ApplicationId, OrganisationId};
use workflow::{Date, Money};

use super::Received;
use crate::case::state_of;
use crate::{Engine, EngineError};

/// Awards of an organisation that are looked through: more than any is given in its life.
const AWARDS_MAX_COUNT: i64 = 500;

/// One award, and what it was about.
struct Past {
    row: HeldAward,
    held: Money,
    stacking: Option<StackingDefinition>,
    facts: Facts,
}

/// Every award of an organisation, newest first.
pub(crate) struct PastAwards(Vec<Past>);

impl PastAwards {
    pub(crate) async fn read(
        engine: &Engine,
        on: &impl Source,
        organisation: OrganisationId,
    ) -> Result<Self, EngineError> {
        let mut awards = Vec::new();
        for row in store::commitments::of_organisation(on, organisation, AWARDS_MAX_COUNT).await? {
            let case = state_of(&row.state_json)?;
            let pack = engine.pack_from(on, &case.origin.pack_fingerprint).await?;
            let facts = case.judgement.and_then(|judgement| pack.read_facts(&judgement.facts_json).ok());
            let returned = row.released_fen.checked_add(row.recovered_fen);
            let held = returned.and_then(|returned| row.amount_fen.checked_sub(returned));
            awards.push(Past {
                held: held.unwrap_or(Money::ZERO),
                stacking: pack.programme().stacking.clone(),
                facts: facts.unwrap_or_default(),
                row,
            });
        }
        Ok(Self(awards))
    }

    /// The same without one case: what stood before it.
    #[must_use]
    pub(crate) fn without(mut self, application: ApplicationId) -> Self {
        self.0.retain(|past| past.row.application_id != application);
        self
    }

    pub(super) fn received(&self, programme: &str) -> Vec<Received> {
        let rows = self.0.iter().filter(|past| past.row.programme_code == programme);
        let received = |past: &Past| Received {
            application: past.row.application_id,
            number: past.row.number.clone(),
            fiscal_year: past.row.fiscal_year,
            held: past.held,
            paid: past.row.paid_fen,
        };
        rows.map(received).collect()
    }

    /// What stands against new claims.
    pub(crate) fn history(&self, barred_until: Option<Date>) -> History {
        let mut history =
            History { barred_until: barred_until.map(|day| day.to_string()), ..History::default() };
        for past in self.0.iter().filter(|past| past.held.is_positive()) {
            let programme = past.row.programme_code.clone();
            if let Some(stacking) = &past.stacking {
                let matter = stacking.matter_of(past.row.fiscal_year, &past.facts);
                let paid = history.paid_on_matter_fen.entry(matter).or_default();
                *paid = paid.saturating_add(fen(past.held));
                if let Some(loan) = stacking.loan_of(&past.facts) {
                    history.subsidised_loans.entry(loan).or_default().insert(programme.clone());
                }
            }
            history.paid_by_programmes.insert(programme);
        }
        history
    }

    /// A programme's caps with what was used of them, in a year or in all.
    pub(crate) fn caps(&self, programme: &str, year: i64, limits: &[(CapPeriod, u64)]) -> Vec<Cap> {
        let used = |period: CapPeriod| {
            let own = self.0.iter().filter(|past| past.row.programme_code == programme);
            let counted = own.filter(|past| period == CapPeriod::Cumulative || past.row.fiscal_year == year);
            counted.fold(0_u64, |sum, past| sum.saturating_add(fen(past.held)))
        };
        let cap = |(period, limit_fen): &(CapPeriod, u64)| Cap {
            programme: Some(programme.to_owned()),
            period: *period,
            limit_fen: *limit_fen,
            used_fen: used(*period),
        };
        limits.iter().map(cap).collect()
    }

    /// Numbers of the cases behind what was received, by matter.
    pub(crate) fn numbers_by_matter(&self) -> BTreeMap<String, Vec<String>> {
        let mut numbers = BTreeMap::<String, Vec<String>>::new();
        for past in self.0.iter().filter(|past| past.held.is_positive()) {
            if let Some(stacking) = &past.stacking {
                let matter = stacking.matter_of(past.row.fiscal_year, &past.facts);
                numbers.entry(matter).or_default().push(past.row.number.clone());
            }
        }
        numbers
    }
}

/// Money is never negative where it is held.
pub(super) fn fen(money: Money) -> u64 {
    u64::try_from(money.fen()).unwrap_or(0)
}
