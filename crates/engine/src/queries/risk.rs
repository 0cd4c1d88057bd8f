//! Risk signals: what supervision should look at, counted from events and particulars. Each says what was
//! seen, about whom and in which cases; none of them says that anybody did wrong.

use std::collections::BTreeSet;

use serde::Serialize;
use store::signals::{self, NamedCase, Particular, RepeatedJudgement, SharedParticular};
use workflow::id::{ApplicationId, OrganisationId, PersonId};
use workflow::{Role, Timestamp};

use crate::actor::Signed;
use crate::{Engine, EngineError};

/// A decision sooner than this after the case arrived was hardly read.
pub const QUICK_SECONDS: i64 = 60;
/// A share of one kind of decision above this is worth a look, where several people hold the duty.
pub const SHARE_PERCENT: i64 = 60;
/// And it must be this much above an even spread, in tenths: of two colleagues, three quarters.
const ABOVE_EVEN_TENTHS: i64 = 15;
/// Fewer decisions say nothing about a share.
pub const SHARE_MINIMUM_DECISIONS: i64 = 10;
/// Shares are counted over this span.
pub const SHARE_DAYS: i64 = 365;
/// Rows a signal is made of: what a page and a person can take in.
const SIGNAL_ROWS: i64 = 200;
/// Cases named for one person's share.
const SHARE_CASES: i64 = 10;
const SECONDS_PER_DAY: i64 = 24 * 60 * 60;
const MILLIS_PER_SECOND: i64 = 1000;

/// Events by which a person says what becomes of a case.
const DECISIONS: [&str; 16] = [
    "recommended",
    "recommendation-declined",
    "check-passed",
    "check-confirmed",
    "correction-requested",
    "score-submitted",
    "visit-confirmed",
    "opinion-given",
    "rung-passed",
    "meeting-resolved",
    "approved",
    "rejected",
    "objection-decided",
    "awarded",
    "milestone-accepted",
    "payment-authorised",
];

/// Of these, the ones that judge the applicant: the same eyes should not judge year after year.
const REVIEWS: [&str; 8] = [
    "recommended",
    "check-passed",
    "check-confirmed",
    "score-submitted",
    "visit-confirmed",
    "opinion-given",
    "rung-passed",
    "approved",
];

/// Everything a supervisor should look at.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RiskSignals {
    pub quick: Vec<QuickSignal>,
    pub repeated: Vec<RepeatedSignal>,
    pub shared: Vec<SharedSignal>,
    pub shares: Vec<ShareSignal>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CaseName {
    pub id: ApplicationId,
    pub number: String,
}

/// A decision within seconds of the case's arrival.
#[derive(Debug, Clone, Serialize)]
pub struct QuickSignal {
    pub case: CaseName,
    pub organisation: String,
    pub person: PersonId,
    pub person_name: String,
    pub role: Role,
    /// Key of the event.
    pub decision: String,
    pub at: Timestamp,
    pub seconds: i64,
}

/// The same reviewer for the same applicant two years running.
#[derive(Debug, Clone, Serialize)]
pub struct RepeatedSignal {
    pub person: PersonId,
    pub person_name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub year: i64,
    /// Of both years.
    pub cases: BTreeSet<CaseName>,
}

/// Organisations with the same account, phone or address. What it is, is not told.
#[derive(Debug, Clone, Serialize)]
pub struct SharedSignal {
    /// `account`, `phone` or `address`.
    pub what: &'static str,
    pub organisations: Vec<(OrganisationId, String)>,
    pub cases: BTreeSet<CaseName>,
}

/// One person makes an unusual share of one kind of decision.
#[derive(Debug, Clone, Serialize)]
pub struct ShareSignal {
    pub person: PersonId,
    pub person_name: String,
    pub role: Role,
    pub decision: String,
    pub decisions: i64,
    pub of_all: i64,
    /// People who hold the role.
    pub holders: i64,
    /// The newest of them.
    pub cases: Vec<CaseName>,
}

impl Engine {
    /// Looks for everything at once. Bounded; the newest come first.
    pub async fn risk_signals(&self, signed: &Signed) -> Result<RiskSignals, EngineError> {
        signed.require(Role::Supervisor)?;
        let mut shared = Vec::new();
        for particular in Particular::ALL {
            let rows = signals::shared(&self.store, particular, SIGNAL_ROWS).await?;
            shared.extend(clusters(key_of(particular), rows));
        }
        let repeated = signals::repeated(&self.store, &REVIEWS, SIGNAL_ROWS).await?;
        Ok(RiskSignals {
            quick: self.quick_decisions().await?,
            repeated: grouped(repeated),
            shared,
            shares: self.unusual_shares().await?,
        })
    }

    async fn quick_decisions(&self) -> Result<Vec<QuickSignal>, EngineError> {
        let within = QUICK_SECONDS * MILLIS_PER_SECOND;
        let rows = signals::quick(&self.store, &DECISIONS, within, SIGNAL_ROWS).await?;
        let signal = |row: signals::QuickDecision| QuickSignal {
            seconds: (row.at.millis() - row.arrived_at.millis()).max(0) / MILLIS_PER_SECOND,
            case: CaseName { id: row.application_id, number: row.number },
            organisation: row.organisation_name,
            person: row.person_id,
            person_name: row.person_name,
            role: row.role,
            decision: row.kind,
            at: row.at,
        };
        Ok(rows.into_iter().map(signal).collect())
    }

    async fn unusual_shares(&self) -> Result<Vec<ShareSignal>, EngineError> {
        let since = self.now().await?.plus_seconds(-SHARE_DAYS * SECONDS_PER_DAY);
        let rows =
            signals::shares(&self.store, &DECISIONS, since, SHARE_MINIMUM_DECISIONS, SIGNAL_ROWS).await?;
        let mut found = Vec::new();
        for row in rows.into_iter().filter(|row| is_unusual(row.decisions, row.of_all, row.holders)) {
            let cases =
                signals::decided_by(&self.store, row.person_id, &row.kind, since, SHARE_CASES).await?;
            found.push(ShareSignal {
                person: row.person_id,
                person_name: row.person_name,
                role: row.role,
                decision: row.kind,
                decisions: row.decisions,
                of_all: row.of_all,
                holders: row.holders,
                cases: cases.into_iter().map(named).collect(),
            });
        }
        Ok(found)
    }
}

/// Where one person holds a duty alone, all of it is theirs and nothing is unusual.
const fn is_unusual(own: i64, all: i64, holders: i64) -> bool {
    holders > 1 && own * 100 >= all * SHARE_PERCENT && own * holders * 10 >= all * ABOVE_EVEN_TENTHS
}

const fn key_of(particular: Particular) -> &'static str {
    match particular {
        Particular::Account => "account",
        Particular::Phone => "phone",
        Particular::Address => "address",
    }
}

fn named(case: NamedCase) -> CaseName {
    CaseName { id: case.id, number: case.number }
}

/// One signal per person, organisation and year.
fn grouped(rows: Vec<RepeatedJudgement>) -> Vec<RepeatedSignal> {
    let mut found: Vec<RepeatedSignal> = Vec::new();
    for row in rows {
        let cases = [
            CaseName { id: row.application_id, number: row.number },
            CaseName { id: row.earlier_id, number: row.earlier_number },
        ];
        let same = |signal: &RepeatedSignal| {
            (signal.person, signal.organisation, signal.year)
                == (row.person_id, row.organisation_id, row.year)
        };
        match found.last_mut().filter(|signal| same(signal)) {
            Some(signal) => signal.cases.extend(cases),
            None => found.push(RepeatedSignal {
                person: row.person_id,
                person_name: row.person_name,
                organisation: row.organisation_id,
                organisation_name: row.organisation_name,
                year: row.year,
                cases: cases.into(),
            }),
        }
    }
    found
}

/// One signal per shared value; a value cut off at the bound may be left with one organisation, and is dropped.
fn clusters(what: &'static str, rows: Vec<SharedParticular>) -> Vec<SharedSignal> {
    let mut found: Vec<(String, SharedSignal)> = Vec::new();
    for row in rows {
        if found.last().is_none_or(|(value, _)| *value != row.value) {
            let signal = SharedSignal { what, organisations: Vec::new(), cases: BTreeSet::new() };
            found.push((row.value, signal));
        }
        if let Some((_, signal)) = found.last_mut() {
            let organisation = (row.organisation_id, row.organisation_name);
            if signal.organisations.last() != Some(&organisation) {
                signal.organisations.push(organisation);
            }
            signal
                .cases
                .extend(row.application_id.zip(row.number).map(|(id, number)| CaseName { id, number }));
        }
    }
    found.into_iter().map(|(_, signal)| signal).filter(|signal| signal.organisations.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::is_unusual;

    #[test]
    fn a_share_is_unusual_only_among_colleagues_and_only_when_it_is_large() {
        assert!(!is_unusual(10, 10, 1), "nobody else could");
        assert!(is_unusual(10, 10, 2));
        assert!(is_unusual(15, 20, 2));
        assert!(!is_unusual(14, 20, 2), "seven tenths of two is not far from half");
        assert!(is_unusual(12, 20, 3));
        assert!(!is_unusual(11, 20, 5));
    }
}
