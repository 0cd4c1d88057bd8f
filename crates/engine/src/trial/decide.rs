//! What a draft makes of facts that were judged before. Runs scripts of strangers, as `answer` does: only in
//! a process that has limited itself.

use rules::{FactError, Facts, Pack, ParameterOverrides, RuleError};
use serde_json::{Map, Value};

use super::answer::failure;
use super::exchange::TriedDecision;
use crate::judge::outcome_of;

/// One set of facts, a stored JSON object, by the ruling that decides the award.
pub(super) fn decide(pack: &Pack, facts: &str) -> TriedDecision {
    let Some(ruling) = pack.award_ruling().or_else(|| pack.self_check_ruling()) else {
        return TriedDecision::default();
    };
    let facts = match still_known(pack, facts) {
        Ok(facts) => facts,
        Err(facts) => return TriedDecision { facts, ..TriedDecision::default() },
    };
    match pack.evaluate(&ruling.code, &facts, &ParameterOverrides::new()) {
        Ok(verdict) => TriedDecision {
            outcome: Some(outcome_of(&verdict)),
            amount_fen: verdict.amount_fen(),
            findings: verdict.failed_clauses().into_iter().map(str::to_owned).collect(),
            ..TriedDecision::default()
        },
        Err(RuleError::FactsRefused { faults }) => {
            TriedDecision { facts: faults, ..TriedDecision::default() }
        }
        Err(error) => TriedDecision { fault: Some(failure(&error)), ..TriedDecision::default() },
    }
}

/// Facts the draft no longer asks for stand in nobody's way.
fn still_known(pack: &Pack, facts: &str) -> Result<Facts, Vec<FactError>> {
    let Ok(mut given) = serde_json::from_str::<Map<String, Value>>(facts) else {
        return pack.read_facts(facts);
    };
    let known = &pack.programme().facts;
    given.retain(|key, _| known.iter().any(|fact| fact.key == *key));
    pack.read_facts(&Value::Object(given).to_string())
}
