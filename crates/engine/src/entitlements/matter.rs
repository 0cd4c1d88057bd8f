//! One submitted case beside everything else its organisation was given or asks for: what the stacking
//! rules leave of its amount. Told to the people who review it; they decide, nothing is changed here.

use rules::stacking::{StackingRules, stack};
use serde::Serialize;
use workflow::{Date, Money, Stage};

use super::combine::{WhyPaid, money, why};
use super::history::{PastAwards, fen};
use super::known::{Registers, is_under_way};
use super::{CASES_MAX_COUNT, Running};
use crate::case::{Loaded, state_of};
use crate::{Engine, EngineError};

/// What stands beside a case.
#[derive(Debug, Clone, Serialize)]
pub struct CaseStacking {
    pub claimed: Money,
    /// What the rules leave of it.
    pub payable: Money,
    pub reasons: Vec<WhyPaid>,
    /// Numbers of the awards on the same matter.
    pub earlier: Vec<String>,
    /// Other cases about the same matter or loan that are under way.
    pub running: Vec<Running>,
}

impl Engine {
    /// None where the programme declares nothing, there is no sum yet, or nothing stands against it.
    pub(crate) async fn case_stacking(
        &self,
        loaded: &Loaded,
        day: Date,
    ) -> Result<Option<CaseStacking>, EngineError> {
        let (application, pack) = (&loaded.application, &loaded.pack);
        let (Some(stacking), Some(judgement)) = (&pack.programme().stacking, &application.judgement) else {
            return Ok(None);
        };
        let amount = application.approved_amount.or(judgement.amount).or(judgement.ceiling);
        let Some(amount) = amount.filter(|amount| amount.is_positive()) else { return Ok(None) };
        let Ok(facts) = pack.read_facts(&judgement.facts_json) else { return Ok(None) };
        let (id, year) = (application.origin.id, loaded.call.fiscal_year);
        let past = PastAwards::read(self, &self.store, application.origin.organisation).await?.without(id);
        let registers = Registers::read(&self.store, &loaded.organisation.uscc, day).await?;
        let claim = stacking.claim(&application.origin.programme, year, &facts, fen(amount));
        let limits = pack.stacking_caps(&day.to_string());
        let rules = StackingRules { caps: past.caps(&claim.programme, year, &limits) };
        let claims = [claim];
        let stacked = stack(&claims, &past.history(registers.barred_until()), &rules);
        let stacked = stacked.map_err(|error| EngineError::Pack(error.to_string()))?;
        let reasons = stacked.lines.iter().flat_map(|line| &line.reasons);
        let reasons: Option<Vec<WhyPaid>> = reasons.map(|reason| why(reason, &claims, &rules.caps)).collect();
        let running = self.beside(loaded, &claims[0]).await?;
        let reasons = reasons.unwrap_or_default();
        if reasons == [WhyPaid::Paid] && running.is_empty() {
            return Ok(None);
        }
        let payable = stacked.lines.first().and_then(|line| money(line.paid_fen)).unwrap_or(Money::ZERO);
        let earlier = past.numbers_by_matter().remove(&claims[0].matter).unwrap_or_default();
        Ok(Some(CaseStacking { claimed: amount, payable, reasons, earlier, running }))
    }

    /// Submitted cases of the organisation under way about the same matter or loan, without an award yet.
    async fn beside(
        &self,
        loaded: &Loaded,
        claim: &rules::stacking::Claim,
    ) -> Result<Vec<Running>, EngineError> {
        let origin = &loaded.application.origin;
        let filter = store::applications::ApplicationFilter {
            organisations: vec![origin.organisation],
            submitted_only: true,
            ..store::applications::ApplicationFilter::default()
        };
        let page = store::Page::first(CASES_MAX_COUNT);
        let mut running = Vec::new();
        for row in store::applications::list(&self.store, &filter, &page).await? {
            let stage = Stage::from_key(&row.stage).filter(|stage| is_under_way(*stage));
            let (Some(stage), true) = (stage, row.id != origin.id) else { continue };
            let found = store::applications::find(&self.store, row.id).await?;
            let Some(found) = found else { continue };
            let other = state_of(&found.state_json)?;
            let pack = self.pack(&other.origin.pack_fingerprint).await?;
            let (Some(stacking), None, Some(judgement)) =
                (&pack.programme().stacking, other.award(), &other.judgement)
            else {
                continue;
            };
            let Ok(facts) = pack.read_facts(&judgement.facts_json) else { continue };
            let call = store::calls::find(&self.store, row.call_id).await?;
            let year = call.map_or(loaded.call.fiscal_year, |call| call.fiscal_year);
            let same_loan = claim.loan.is_some() && stacking.loan_of(&facts) == claim.loan;
            if same_loan || stacking.matter_of(year, &facts) == claim.matter {
                running.push(Running { application: row.id, number: row.number, stage });
            }
        }
        Ok(running)
    }
}
