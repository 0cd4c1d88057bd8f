//! What an organisation is entitled to: every programme at once, and the combination that pays most.
//! Judged from what is stored; what somebody only tries is asked on the page.

use axum::Json;
use axum::extract::{Path, State};
use engine::entitlements::{CombinationLine, Entitlement, Entitlements, OpenCall, Received};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use workflow::Money;
use workflow::application::Answers;
use workflow::id::OrganisationId;

use crate::error::PortalError;
use crate::extract::{CurrentPerson, id};
use crate::state::PortalState;

/// The answer of one day.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntitlementsBody {
    pub organisation: String,
    /// `yyyy-mm-dd`
    pub on: String,
    /// Last day of a bar after dishonesty that the registers know of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barred_until: Option<String>,
    pub programmes: Vec<EntitlementItem>,
    /// The combination that pays most under the stacking rules.
    pub combination: Vec<CombinationItem>,
    pub total_fen: i64,
    /// No other combination pays more.
    pub proven_best: bool,
    /// There are more programmes than are looked at.
    pub cut: bool,
}

/// Where the organisation stands in one programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntitlementItem {
    pub programme: String,
    pub title_zh: String,
    pub title_en: String,
    pub pack_fingerprint: String,
    /// `qualifies`, `nearly`, `no` or `cannot-tell`.
    #[schema(value_type = String)]
    pub standing: engine::entitlements::Standing,
    /// Absent where a person sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    /// The most a person may set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ceiling_fen: Option<i64>,
    /// Why a person has to decide, as codes of the pack.
    pub review_reasons: Vec<String>,
    pub missing: Vec<MissingItem>,
    pub failed: Vec<FailedItem>,
    /// Alternatives, the smallest first: changes that together would qualify it.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub remedies: Vec<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<CallItem>,
    pub received: Vec<ReceivedItem>,
    /// Id of its case in this programme that is under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<String>,
}

/// A fact nobody has told.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingItem {
    pub name: String,
    /// `form`, `profile`, `register` or `programme`: who would tell.
    #[schema(value_type = String)]
    pub source: engine::FactSource,
}

/// A criterion that is not met.
#[derive(Debug, Serialize, ToSchema)]
pub struct FailedItem {
    pub code: String,
    pub clause: String,
}

/// The call it may be applied for in.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallItem {
    pub id: String,
    pub opens_on: String,
    pub closes_on: String,
    pub takes_applications: bool,
    /// The bureau proposes; nobody applies.
    pub on_confirmation: bool,
}

/// An award of the past.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceivedItem {
    pub application: String,
    pub number: String,
    pub fiscal_year: i64,
    /// Awarded, less what was released or paid back.
    pub held_fen: i64,
    pub paid_fen: i64,
}

/// One programme in the combination.
#[derive(Debug, Serialize, ToSchema)]
pub struct CombinationItem {
    pub programme: String,
    pub claimed_fen: i64,
    pub paid_fen: i64,
    /// Each with its `code`: `paid`, `topped-up`, `capped`, `displaced` and so on.
    #[schema(value_type = Vec<Object>)]
    pub reasons: Vec<Value>,
}

#[utoipa::path(
    get,
    path = "/api/v1/organisations/{organisation}/entitlements",
    tag = "organisations",
    responses((status = 200, body = EntitlementsBody))
)]
pub async fn show(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(organisation): Path<String>,
) -> Result<Json<EntitlementsBody>, PortalError> {
    let organisation = id::<OrganisationId>(&organisation)?;
    let found = state.engine().entitlements(&signed, organisation, &Answers::new()).await?;
    Ok(Json(found.into()))
}

impl From<Entitlements> for EntitlementsBody {
    fn from(found: Entitlements) -> Self {
        Self {
            organisation: found.organisation.to_string(),
            on: found.on.to_string(),
            barred_until: found.barred_until.map(|day| day.to_string()),
            programmes: found.programmes.into_iter().map(EntitlementItem::from).collect(),
            total_fen: found.combination.total.fen(),
            proven_best: found.combination.proven_best,
            combination: found.combination.lines.into_iter().map(CombinationItem::from).collect(),
            cut: found.cut,
        }
    }
}

impl From<Entitlement> for EntitlementItem {
    fn from(one: Entitlement) -> Self {
        let missing = one.missing.into_iter();
        let failed = one.failed.into_iter();
        Self {
            programme: one.programme,
            title_zh: one.title_zh,
            title_en: one.title_en,
            pack_fingerprint: one.pack.fingerprint().to_owned(),
            standing: one.standing,
            amount_fen: one.amount.map(Money::fen),
            ceiling_fen: one.ceiling.map(Money::fen),
            review_reasons: one.review_reasons.into_iter().collect(),
            missing: missing.map(|fact| MissingItem { name: fact.name, source: fact.source }).collect(),
            failed: failed.map(|known| FailedItem { code: known.code, clause: known.clause }).collect(),
            remedies: one.remedies.whole.iter().map(|remedy| values(&remedy.changes)).collect(),
            call: one.call.map(CallItem::from),
            received: one.received.into_iter().map(ReceivedItem::from).collect(),
            running: one.running.map(|running| running.application.to_string()),
        }
    }
}

impl From<OpenCall> for CallItem {
    fn from(call: OpenCall) -> Self {
        Self {
            id: call.id.to_string(),
            opens_on: call.opens_on.to_string(),
            closes_on: call.closes_on.to_string(),
            takes_applications: call.takes_applications,
            on_confirmation: call.on_confirmation,
        }
    }
}

impl From<Received> for ReceivedItem {
    fn from(award: Received) -> Self {
        Self {
            application: award.application.to_string(),
            number: award.number,
            fiscal_year: award.fiscal_year,
            held_fen: award.held.fen(),
            paid_fen: award.paid.fen(),
        }
    }
}

impl From<CombinationLine> for CombinationItem {
    fn from(line: CombinationLine) -> Self {
        Self {
            reasons: values(&line.reasons),
            programme: line.programme,
            claimed_fen: line.claimed.fen(),
            paid_fen: line.paid.fen(),
        }
    }
}

/// As JSON, field by field as the engine writes them.
fn values(all: &[impl Serialize]) -> Vec<Value> {
    all.iter().map(|one| serde_json::to_value(one).unwrap_or_default()).collect()
}
