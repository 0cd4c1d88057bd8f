//! What would have qualified a refused case: the rules' own search over the facts that were judged.
//! Shown beside the verdict and decides nothing; a search that fails only leaves the page without it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{Eligibility, Pack, Remedies, Verdict};

use super::case_view::CaseJudgement;
use crate::EngineError;
use crate::judge::Judged;

impl CaseJudgement {
    /// Judged from answers as they stand.
    pub(crate) fn of_now(judged: Judged) -> Self {
        Self {
            live: true,
            self_check: judged.self_check,
            award: judged.award,
            faults: judged.faults,
            warnings: judged.warnings,
            missing: judged.missing,
            remedies: BTreeMap::new(),
            facts: Some(judged.facts),
        }
    }

    /// The same with what the verdicts that refuse would have needed.
    pub(crate) async fn with_remedies(mut self, pack: &Arc<Pack>) -> Result<Self, EngineError> {
        self.remedies = search(pack, &self).await?;
        Ok(self)
    }
}

/// Remedies by ruling, for those of the verdicts that refuse. The search computes for a while, so it
/// runs beside the requests.
async fn search(pack: &Arc<Pack>, judged: &CaseJudgement) -> Result<BTreeMap<String, Remedies>, EngineError> {
    let verdicts = [&judged.award, &judged.self_check].into_iter().flatten();
    let refused = verdicts.filter(|verdict| verdict.eligibility == Eligibility::Ineligible).cloned();
    let refused: Vec<Verdict> = refused.collect();
    let Some(facts) = judged.facts.clone().filter(|_| !refused.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let pack = Arc::clone(pack);
    let search = move || {
        let found = refused.into_iter().filter_map(|verdict| {
            // The figures of the verdict itself: a parameter may have had another value that day.
            let remedies = pack.remedies(&verdict.ruling, &facts, &verdict.parameters).ok()?;
            Some((verdict.ruling, remedies))
        });
        found.collect()
    };
    tokio::task::spawn_blocking(search).await.map_err(|_| EngineError::TaskLost)
}
