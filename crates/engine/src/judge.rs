//! Judging an application's answers by its pack: facts, faults, verdicts, and what is still missing.
//!
//! Two verdicts are kept apart: the self-check tells an applicant where it stands, the award decides.

use std::collections::BTreeSet;

use rules::{Eligibility, Facts, HOST_VERSION, Pack, ParameterOverrides, Purpose, RuleError, Verdict};
use workflow::Money;
use workflow::application::{Answers, JudgedAs, Judgement};

use crate::EngineError;
use crate::error::FieldFault;
use crate::facts::{self, Supplied};

/// What the rules say of the answers as they stand.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    pub award: Option<Verdict>,
    pub self_check: Option<Verdict>,
    /// What must be put right before anything can be judged.
    pub faults: Vec<FieldFault>,
    /// Unusual but possible: a second look is asked for.
    pub warnings: Vec<FieldFault>,
    /// Required fields and documents that are not there, as `field` or `document:<code>`.
    pub missing: Vec<String>,
    pub(crate) judgement: Option<Judgement>,
    /// What was judged.
    pub(crate) facts: Facts,
}

/// Judges the answers. Never fails for what an applicant typed; only for a pack that cannot run.
pub(crate) fn judge(
    pack: &Pack,
    answers: &Answers,
    supplied: &Supplied,
    documents: &BTreeSet<String>,
) -> Result<Judged, EngineError> {
    let read = facts::read(pack, answers, supplied);
    let mut judged = Judged { faults: read.faults, ..Judged::default() };
    for error in pack.check_facts(&read.facts).map_err(|error| broken(&error))? {
        let list = if error.refuses() { &mut judged.faults } else { &mut judged.warnings };
        list.push(facts::fault(&error));
    }
    judged.missing = missing(pack, answers, documents);
    for ruling in &pack.programme().rulings {
        let Some(verdict) = evaluate(pack, &ruling.code, &read.facts)? else {
            continue;
        };
        match ruling.purpose {
            Purpose::SelfCheck => judged.self_check = Some(verdict),
            Purpose::Award => {
                judged.judgement = Some(judgement(pack, &verdict, read.facts.to_json())?);
                judged.award = Some(verdict);
            }
        }
    }
    if !judged.faults.is_empty() {
        judged.judgement = None;
        let wrong = judged.faults.iter().map(|fault| fault.field.clone());
        judged.missing.extend(wrong);
    }
    judged.facts = read.facts;
    Ok(judged)
}

/// `None` when facts the ruling needs are not there yet.
fn evaluate(pack: &Pack, ruling: &str, facts: &Facts) -> Result<Option<Verdict>, EngineError> {
    match pack.evaluate(ruling, facts, &ParameterOverrides::new()) {
        Ok(verdict) => Ok(Some(verdict)),
        Err(RuleError::FactsRefused { .. }) => Ok(None),
        Err(error) => Err(broken(&error)),
    }
}

fn broken(error: &RuleError) -> EngineError {
    EngineError::Pack(error.to_string())
}

/// What a verdict means for a case.
pub(crate) fn outcome_of(verdict: &Verdict) -> JudgedAs {
    match verdict.eligibility {
        Eligibility::Ineligible => JudgedAs::Ineligible,
        _ if verdict.needs_person() || verdict.amount.is_none() => JudgedAs::NeedsReview,
        Eligibility::Eligible => JudgedAs::Eligible,
        Eligibility::NeedsReview => JudgedAs::NeedsReview,
    }
}

fn judgement(pack: &Pack, verdict: &Verdict, facts_json: String) -> Result<Judgement, EngineError> {
    let outcome = outcome_of(verdict);
    let amount = match verdict.amount {
        None => None,
        Some(_) => Some(
            verdict
                .amount_fen()
                .and_then(Money::from_fen)
                .ok_or_else(|| EngineError::Pack("the amount passes every limit".to_owned()))?,
        ),
    };
    Ok(Judgement {
        ruling: verdict.ruling.clone(),
        pack_fingerprint: pack.fingerprint().to_owned(),
        outcome,
        amount,
        ceiling: verdict.ceiling_fen().and_then(Money::from_fen),
        findings: verdict.failed_clauses().into_iter().map(str::to_owned).collect(),
        facts_json,
        verdict_json: verdict.to_json(),
        host_version: Some(HOST_VERSION.to_owned()),
    })
}

/// Required fields without an answer and required documents without a file.
fn missing(pack: &Pack, answers: &Answers, documents: &BTreeSet<String>) -> Vec<String> {
    let fields = pack.form().sections.iter().flat_map(|section| &section.fields);
    let needed =
        pack.documents().iter().filter(|document| document.required && !documents.contains(&document.code));
    fields
        .flat_map(|field| facts::unanswered(field, answers))
        .chain(needed.map(|document| format!("document:{}", document.code)))
        .collect()
}
