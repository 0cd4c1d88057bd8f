//! Whether one proposal would stand: code, organisation, facts and rules, each obstacle by its name.
//! Reads only; the same reading serves the preview and the unit that writes.

use std::collections::BTreeSet;

use rules::Verdict;
use store::Source;
use workflow::application::{Answers, JudgedAs};
use workflow::identity::{CodeError, check_uscc, normalise_code};
use workflow::{Money, Timestamp};

use super::{Frame, USCC_COLUMN};
use crate::EngineError;
use crate::actor::Signed;
use crate::applications::living;
use crate::error::FieldFault;
use crate::facts::Supplied;
use crate::judge::judge;

/// One row and how it would fare.
#[derive(Debug, Clone)]
pub struct ProposedRow {
    /// As an editor counts lines; 1 for a single proposal.
    pub line: u64,
    pub uscc: String,
    pub organisation: Option<String>,
    /// What the rules say, as far as the facts reach.
    pub verdict: Option<Verdict>,
    pub outcome: Option<JudgedAs>,
    pub amount: Option<Money>,
    /// Why it cannot be proposed; nothing when it can.
    pub obstacle: Option<Obstacle>,
}

/// Why a row is not proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    CodeWrong(CodeError),
    UnknownOrganisation {
        uscc: String,
    },
    /// The officer is a member.
    OwnOrganisation,
    AlreadyThere {
        number: String,
    },
    /// An earlier line names the same organisation.
    Twice {
        first: u64,
    },
    /// Facts that cannot be read, or contradict each other.
    Faults(Vec<FieldFault>),
    Missing(Vec<String>),
    /// Clauses that are not met.
    NotEligible(Vec<String>),
}

impl Obstacle {
    /// The obstacle as faults of a form.
    pub fn faults(self) -> Vec<FieldFault> {
        let one = |fault| vec![fault];
        match self {
            Self::CodeWrong(error) => one(FieldFault::new(USCC_COLUMN, code_fault(error))),
            Self::UnknownOrganisation { uscc } => {
                one(FieldFault::new(USCC_COLUMN, "organisation-unknown").with("found", uscc))
            }
            Self::OwnOrganisation => one(FieldFault::new(USCC_COLUMN, "propose-own-organisation")),
            Self::AlreadyThere { number } => {
                one(FieldFault::new(USCC_COLUMN, "organisation-has-case").with("number", number))
            }
            Self::Twice { first } => {
                one(FieldFault::new(USCC_COLUMN, "table-line-twice").with("first", first))
            }
            Self::Faults(faults) => faults,
            Self::Missing(names) => names.into_iter().map(|name| FieldFault::new(name, "missing")).collect(),
            Self::NotEligible(findings) => {
                one(FieldFault::new("", "propose-not-eligible").with("findings", findings.join(", ")))
            }
        }
    }
}

/// The catalogue's word for a wrong code.
pub(crate) const fn code_fault(error: CodeError) -> &'static str {
    match error {
        CodeError::Length { .. } => "uscc-length",
        CodeError::Character { .. } => "uscc-character",
        CodeError::CheckDigit | CodeError::BirthDate => "uscc-check-digit",
    }
}

pub(super) async fn row(
    on: &impl Source,
    frame: &Frame,
    now: Timestamp,
    signed: &Signed,
    line: u64,
    uscc: &str,
    answers: Answers,
) -> Result<ProposedRow, EngineError> {
    let uscc = normalise_code(uscc);
    let mut row = ProposedRow {
        line,
        uscc: uscc.clone(),
        organisation: None,
        verdict: None,
        outcome: None,
        amount: None,
        obstacle: None,
    };
    if let Err(error) = check_uscc(&uscc) {
        row.obstacle = Some(Obstacle::CodeWrong(error));
        return Ok(row);
    }
    let Some(organisation) = store::organisations::find_by_uscc(on, &uscc).await? else {
        row.obstacle = Some(Obstacle::UnknownOrganisation { uscc });
        return Ok(row);
    };
    row.organisation = Some(organisation.name.clone());
    let supplied = Supplied {
        now,
        call_opened_on: frame.call.opens_on,
        fiscal_year: frame.call.fiscal_year,
        registered_on: Some(organisation.registered_on),
    };
    // Nobody is asked for papers on this track.
    let documents: BTreeSet<String> =
        frame.pack.documents().iter().map(|document| document.code.clone()).collect();
    let judged = judge(&frame.pack, &answers, &supplied, &documents)?;
    row.outcome = judged.judgement.as_ref().map(|judgement| judgement.outcome);
    row.amount = judged.judgement.as_ref().and_then(|judgement| judgement.amount);
    let findings = judged.judgement.map(|judgement| judgement.findings).unwrap_or_default();
    row.verdict = judged.award;
    row.obstacle = if signed.actor.is_member_of(organisation.id) {
        Some(Obstacle::OwnOrganisation)
    } else if let Some(living) = living(on, frame.call.id, organisation.id).await? {
        let there = store::applications::find(on, living).await?;
        Some(Obstacle::AlreadyThere { number: there.map(|there| there.number).unwrap_or_default() })
    } else if !judged.faults.is_empty() {
        Some(Obstacle::Faults(judged.faults))
    } else if !judged.missing.is_empty() {
        Some(Obstacle::Missing(judged.missing))
    } else {
        match row.outcome {
            Some(JudgedAs::Eligible | JudgedAs::NeedsReview) => None,
            Some(JudgedAs::Ineligible) | None => Some(Obstacle::NotEligible(findings)),
        }
    };
    Ok(row)
}
