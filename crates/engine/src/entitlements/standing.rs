//! Where an organisation stands in one programme: judged by the award ruling, with what is missing, what
//! failed, and the smallest change that would do. A pure computation over what was gathered before.

use std::collections::{BTreeMap, BTreeSet};

use rules::verdict::{CriterionTrace, Outcome};
use rules::{Eligibility, FactSource, FactValue, Facts, Pack, ParameterOverrides, Remedies, Verdict};
use workflow::application::Answers;
use workflow::{Date, Money};

use super::known::{Known, asked};
use super::offers::Offer;
use super::{Entitlement, MissingFact, Received, Running, Standing};
use crate::EngineError;
use crate::error::FieldFault;
use crate::facts::{self, Supplied};

/// One programme, and everything it is judged by.
pub(super) struct Question {
    pub offer: Offer,
    pub answers: Known,
    pub supplied: Supplied,
    pub received: Vec<Received>,
    pub running: Option<Running>,
}

/// The answer, and the facts behind it.
pub(super) struct Judged {
    pub entitlement: Entitlement,
    pub facts: Facts,
    pub fiscal_year: i64,
}

pub(super) fn judge_all(questions: Vec<Question>, day: Date) -> Result<Vec<Judged>, EngineError> {
    questions.into_iter().map(|question| judge(question, day)).collect()
}

fn judge(question: Question, day: Date) -> Result<Judged, EngineError> {
    let Question { offer, answers: known, supplied, received, running } = question;
    let pack = offer.pack;
    let answers: Answers = known.iter().map(|(name, (text, _))| (name.clone(), text.clone())).collect();
    let read = facts::read(&pack, &answers, &supplied);
    let mut faults = read.faults;
    let checked = pack.check_facts(&read.facts).map_err(|error| broken(&pack, &error))?;
    faults.extend(checked.iter().filter(|error| error.refuses()).map(facts::fault));
    // What decides no money is not asked here, so nothing is said about it either.
    faults.retain(|fault| answers.keys().any(|name| name.starts_with(root(&fault.field))));
    let found = if faults.is_empty() { found(&pack, &read.facts, &answers, day)? } else { Found::unknown() };
    let programme = pack.programme();
    let entitlement = Entitlement {
        programme: programme.code.clone(),
        title_zh: programme.title_zh.clone(),
        title_en: programme.title_en.clone(),
        standing: found.standing,
        amount: found.amount,
        ceiling: found.ceiling,
        review_reasons: found.review_reasons,
        missing: found.missing,
        failed: found.failed,
        remedies: found.remedies,
        call: offer.call,
        received,
        running,
        answers,
        known_from: known.into_iter().map(|(name, (_, from))| (name, from)).collect::<BTreeMap<_, _>>(),
        faults,
        pack,
    };
    Ok(Judged { entitlement, facts: read.facts, fiscal_year: supplied.fiscal_year })
}

/// The field a fault is about, without item and part.
fn root(field: &str) -> &str {
    field.split('.').next().unwrap_or(field)
}

fn broken(pack: &Pack, error: &rules::RuleError) -> EngineError {
    EngineError::Pack(format!("{}: {error}", pack.programme().code))
}

/// What the rules found.
struct Found {
    standing: Standing,
    amount: Option<Money>,
    ceiling: Option<Money>,
    review_reasons: BTreeSet<String>,
    missing: Vec<MissingFact>,
    failed: Vec<CriterionTrace>,
    remedies: Remedies,
}

impl Found {
    fn unknown() -> Self {
        Self {
            standing: Standing::CannotTell,
            amount: None,
            ceiling: None,
            review_reasons: BTreeSet::new(),
            missing: Vec::new(),
            failed: Vec::new(),
            remedies: Remedies::default(),
        }
    }
}

fn found(pack: &Pack, facts: &Facts, answers: &Answers, day: Date) -> Result<Found, EngineError> {
    let Some(ruling) = pack.award_ruling() else { return Ok(Found::unknown()) };
    let lacking = pack.missing_facts(&ruling.code, facts);
    if !lacking.is_empty() {
        let names = lacking.iter().map(facts::fault).map(|fault: FieldFault| fault.field);
        return Ok(Found { missing: named(pack, names), ..Found::unknown() });
    }
    let parameters = pack.parameters_on(&day.to_string());
    let verdict = pack.evaluate(&ruling.code, facts, &parameters).map_err(|error| broken(pack, &error))?;
    match verdict.eligibility {
        Eligibility::Eligible => Ok(qualifies(verdict)),
        Eligibility::NeedsReview => {
            let missing = named(pack, undecided(pack, &verdict, facts, answers).into_iter());
            Ok(Found { review_reasons: verdict.review_reasons, missing, ..Found::unknown() })
        }
        Eligibility::Ineligible => refused(pack, &verdict, facts, &parameters),
    }
}

fn qualifies(verdict: Verdict) -> Found {
    Found {
        standing: Standing::Qualifies,
        amount: verdict.amount_fen().and_then(Money::from_fen),
        ceiling: verdict.ceiling_fen().and_then(Money::from_fen),
        review_reasons: verdict.review_reasons,
        ..Found::unknown()
    }
}

fn refused(
    pack: &Pack,
    verdict: &Verdict,
    facts: &Facts,
    parameters: &ParameterOverrides,
) -> Result<Found, EngineError> {
    let open: BTreeSet<String> =
        verdict.findings().flat_map(|known| unknown_behind(pack, known, facts)).collect();
    if verdict.findings().all(|known| unknown_behind(pack, known, facts).next().is_some()) {
        // A no that rests on what nobody has told is none.
        return Ok(Found { missing: named(pack, open.into_iter()), ..Found::unknown() });
    }
    let remedies = pack.remedies(&verdict.ruling, facts, parameters).map_err(|error| broken(pack, &error))?;
    let standing = if remedies.whole.is_empty() { Standing::No } else { Standing::Nearly };
    Ok(Found { standing, failed: verdict.findings().cloned().collect(), remedies, ..Found::unknown() })
}

/// The facts behind a criterion that nobody has told and the pack knows no value for.
fn unknown_behind<'a>(
    pack: &'a Pack,
    criterion: &'a CriterionTrace,
    facts: &'a Facts,
) -> impl Iterator<Item = String> + 'a {
    let defined = pack.programme().facts.iter().filter(|fact| criterion.facts_used.contains(&fact.key));
    let unknown =
        defined.filter(|fact| fact.default.is_none() && *facts.get(&fact.key) == FactValue::Missing);
    unknown.map(|fact| fact.key.clone())
}

/// What would settle a verdict that leaves the case to a person: the unknown behind its open criteria, and
/// what the form requires and nobody has told.
fn undecided(pack: &Pack, verdict: &Verdict, facts: &Facts, answers: &Answers) -> BTreeSet<String> {
    let open = verdict.criteria.iter().filter(|criterion| criterion.outcome == Outcome::NotEvaluated);
    let unknown = open.flat_map(|criterion| unknown_behind(pack, criterion, facts));
    unknown.chain(asked(pack).flat_map(|(field, _)| facts::unanswered(field, answers))).collect()
}

fn named(pack: &Pack, names: impl Iterator<Item = String>) -> Vec<MissingFact> {
    let source = |name: &str| {
        let fact = pack.programme().facts.iter().find(|fact| fact.key == root(name));
        fact.map_or(FactSource::Form, |fact| fact.source)
    };
    names.map(|name| MissingFact { source: source(&name), name }).collect()
}
