//! Cases in the lists of an expert: those under review on whose panel the expert sits, naming nobody where
//! the review is blind. A seat also veils the case in lists that another duty would show whole.

use std::collections::BTreeSet;

use store::Page;
use store::applications::{ApplicationFilter, ApplicationSummary};
use workflow::id::ApplicationId;
use workflow::{Role, Stage};

use crate::actor::Signed;
use crate::case::state_of;
use crate::packs::pipeline_of;
use crate::{Engine, EngineError};

impl Engine {
    /// Cases under review in which this person holds a seat, newest first.
    pub(crate) async fn waiting_for_expert(
        &self,
        signed: &Signed,
        page: &Page,
    ) -> Result<Vec<ApplicationSummary>, EngineError> {
        let filter = ApplicationFilter {
            stages: vec![Stage::ExpertReview.key().to_owned()],
            expert: Some(signed.id()),
            ..ApplicationFilter::default()
        };
        let rows = store::applications::list(&self.store, &filter, page).await?;
        let blind = self.blind_among(&rows).await?;
        Ok(rows.into_iter().map(|row| veiled(&blind, row)).collect())
    }

    /// The same rows, with those veiled in which the reader sits now.
    pub(crate) async fn veiled_for_expert(
        &self,
        signed: &Signed,
        rows: Vec<ApplicationSummary>,
    ) -> Result<Vec<ApplicationSummary>, EngineError> {
        let under_review = |row: &ApplicationSummary| row.stage == Stage::ExpertReview.key();
        if !signed.holds(Role::Expert) || !rows.iter().any(under_review) {
            return Ok(rows);
        }
        let mut sat_on = BTreeSet::new();
        for row in rows.iter().filter(|row| under_review(row)) {
            if store::registers::panel_seats::is_held(&self.store, row.id, signed.id()).await? {
                sat_on.insert(row.id);
            }
        }
        Ok(rows.into_iter().map(|row| veiled(&sat_on, row)).collect())
    }

    async fn blind_among(&self, rows: &[ApplicationSummary]) -> Result<BTreeSet<ApplicationId>, EngineError> {
        let ids: Vec<ApplicationId> = rows.iter().map(|row| row.id).collect();
        let mut blind = BTreeSet::new();
        for row in store::applications::by_ids(&self.store, &ids).await? {
            let governing = self.pack(&state_of(&row.state_json)?.governed_by).await?;
            if pipeline_of(&governing)?.is_blind() {
                blind.insert(row.id);
            }
        }
        Ok(blind)
    }
}

/// Without whose it is, what it asks for, and when it came.
fn veiled(blind: &BTreeSet<ApplicationId>, row: ApplicationSummary) -> ApplicationSummary {
    if !blind.contains(&row.id) {
        return row;
    }
    ApplicationSummary {
        organisation_name: String::new(),
        organisation_uscc: String::new(),
        amount_fen: None,
        submitted_at: None,
        ..row
    }
}
