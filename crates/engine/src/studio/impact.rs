//! Which real decisions of the past a draft would have made otherwise: the facts as they were handed in,
//! judged anew, some cases at a time.
//!
//! Nothing is written, and no decision changes: what was decided stays decided. A case is named by its
//! number alone; who applied is not needed to read rules.

use rules::FactError;
use serde::Serialize;
use store::applications::ApplicationRow;
use workflow::Timestamp;
use workflow::application::{JudgedAs, Judgement};
use workflow::id::{ApplicationId, PackDraftId};

use super::{files_of, found, may_read};
use crate::case::state_of;
use crate::trial::{TrialFinding, TrialResult, TrialTask, TriedDecision};
use crate::{Engine, EngineError, Signed};

/// Cases judged at a time: a draft's process has seconds for them.
pub const IMPACT_BATCH_CASES: u32 = 100;

/// What a decision said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub outcome: JudgedAs,
    /// Nothing where a person decides.
    pub amount_fen: Option<i64>,
    /// Clauses that are not met.
    pub findings: Vec<String>,
}

/// A case whose decision would have been another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImpactLine {
    pub application: ApplicationId,
    pub number: String,
    pub submitted_at: Option<Timestamp>,
    pub before: Summary,
    /// Nothing where the draft cannot decide it; why not stands beside it.
    pub after: Option<Summary>,
    /// Facts the draft needs and the case does not have, or has in another shape.
    pub facts: Vec<FactError>,
    /// The script stopped.
    pub fault: Option<TrialFinding>,
}

/// How many of the cases looked at, and by how much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ImpactTotals {
    pub judged: u64,
    pub changed: u64,
    /// Refused then, not refused now.
    pub gained: u64,
    /// Refused now, not refused then.
    pub lost: u64,
    /// Decided then, left to a person or to missing facts now.
    pub undecided: u64,
    pub raised: u64,
    pub raised_fen: i64,
    pub lowered: u64,
    pub lowered_fen: i64,
}

/// Some cases, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// Only those that change.
    pub lines: Vec<ImpactLine>,
    pub totals: ImpactTotals,
    /// Go on behind this case; nothing when all have been looked at.
    pub next: Option<ApplicationId>,
}

impl Engine {
    /// Judges some of the programme's decided cases by a draft; `after` is the last case of the part before.
    pub async fn impact(
        &self,
        signed: &Signed,
        id: PackDraftId,
        after: Option<ApplicationId>,
    ) -> Result<Impact, EngineError> {
        may_read(signed)?;
        let draft = found(&self.store, id).await?;
        let files = files_of(&draft)?;
        let programme = &draft.programme_code;
        let rows =
            store::publications::decided_cases(&self.store, programme, after, IMPACT_BATCH_CASES).await?;
        let full = rows.len() >= usize::try_from(IMPACT_BATCH_CASES).unwrap_or(usize::MAX);
        let next = rows.last().filter(|_| full).map(|row| row.id);
        let mut decided = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(judgement) = state_of(&row.state_json)?.judgement {
                decided.push((row, judgement));
            }
        }
        let mut impact = Impact { lines: Vec::new(), totals: ImpactTotals::default(), next };
        if decided.is_empty() {
            return Ok(impact);
        }
        let facts = decided.iter().map(|(_, judgement)| judgement.facts_json.clone()).collect();
        let answer = self.judge_draft(&files, TrialTask::Decide { facts }).await?;
        let TrialResult::Decided { decisions } = answer.result else {
            return Err(EngineError::field("files", "draft-does-not-compile"));
        };
        for ((row, judgement), decision) in decided.into_iter().zip(decisions) {
            impact.add(row, &judgement, decision);
        }
        Ok(impact)
    }
}

impl Impact {
    fn add(&mut self, row: ApplicationRow, judgement: &Judgement, decision: TriedDecision) {
        let before = Summary {
            outcome: judgement.outcome,
            amount_fen: judgement.amount.map(workflow::Money::fen),
            findings: sorted(judgement.findings.clone()),
        };
        let after = decision.outcome.map(|outcome| Summary {
            outcome,
            amount_fen: decision.amount_fen,
            findings: sorted(decision.findings),
        });
        self.totals.judged += 1;
        if after.as_ref() == Some(&before) {
            return;
        }
        self.totals.count(&before, after.as_ref());
        self.lines.push(ImpactLine {
            application: row.id,
            number: row.number,
            submitted_at: row.submitted_at,
            before,
            after,
            facts: decision.facts,
            fault: decision.fault,
        });
    }
}

impl ImpactTotals {
    fn count(&mut self, before: &Summary, after: Option<&Summary>) {
        self.changed += 1;
        let refused = |summary: &Summary| summary.outcome == JudgedAs::Ineligible;
        let open = |summary: &Summary| summary.outcome == JudgedAs::NeedsReview;
        match after {
            Some(after) if refused(before) && !refused(after) => self.gained += 1,
            Some(after) if !refused(before) && refused(after) => self.lost += 1,
            Some(after) if open(after) && !open(before) => self.undecided += 1,
            Some(_) => {}
            None => self.undecided += 1,
        }
        let Some((was, is)) = before.amount_fen.zip(after.and_then(|after| after.amount_fen)) else {
            return;
        };
        let by = is.saturating_sub(was);
        if by > 0 {
            self.raised += 1;
            self.raised_fen = self.raised_fen.saturating_add(by);
        } else if by < 0 {
            self.lowered += 1;
            self.lowered_fen = self.lowered_fen.saturating_sub(by);
        }
    }
}

fn sorted(mut findings: Vec<String>) -> Vec<String> {
    findings.sort();
    findings
}
