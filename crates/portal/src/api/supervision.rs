//! Supervision: everything at a glance, the journal, risk signals, readings, the audit. Reads only.
//! No action of any kind hangs on these.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query, State};
use engine::audit::AuditReport;
use engine::queries::risk::{CaseName, QuickSignal, RepeatedSignal, RiskSignals, ShareSignal, SharedSignal};
use engine::queries::supervision::{JournalEntry, Overview};
use engine::readings::{ReadingView, ReadingsOf};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use workflow::Timestamp;

use super::budget::BudgetLineBody;
use super::case_body::CaseItem;
use super::values::{After, Listed, id_in, iso};
use crate::error::PortalError;
use crate::extract::CurrentPerson;
use crate::state::PortalState;

/// Everything at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewBody {
    pub stages: Vec<StageBody>,
    pub overdue_count: i64,
    /// The newest of them.
    pub overdue: Vec<CaseItem>,
    pub budget: Vec<BudgetLineBody>,
    pub payment_exceptions: usize,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StageBody {
    pub stage: String,
    pub cases: i64,
    pub overdue: i64,
}

/// One act outside applications.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalItem {
    pub number: i64,
    pub at: String,
    /// Absent when the clock acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    pub role: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    #[schema(value_type = Object)]
    pub detail: BTreeMap<String, Value>,
}

/// What to look at; none of it says that anybody did wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignalsBody {
    /// Decided within seconds of the case's arrival.
    pub quick: Vec<QuickBody>,
    /// The same reviewer for the same organisation two years running.
    pub repeated: Vec<RepeatedBody>,
    /// Organisations with an account, a phone or an address in common.
    pub shared: Vec<SharedBody>,
    /// One person makes most decisions of a kind.
    pub shares: Vec<ShareBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct NamedCaseBody {
    pub id: String,
    pub number: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QuickBody {
    pub case: NamedCaseBody,
    pub organisation: String,
    pub person: String,
    pub role: String,
    /// Key of the event.
    pub decision: String,
    pub at: String,
    pub seconds: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RepeatedBody {
    pub person: String,
    pub organisation: String,
    /// The later of the two.
    pub year: i64,
    pub cases: Vec<NamedCaseBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SharedBody {
    /// `account`, `phone` or `address`.
    pub what: String,
    pub organisations: Vec<String>,
    pub cases: Vec<NamedCaseBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ShareBody {
    pub person: String,
    pub role: String,
    pub decision: String,
    pub decisions: i64,
    pub of_all: i64,
    pub holders: i64,
    pub cases: Vec<NamedCaseBody>,
}

/// Whose readings; of everything when neither is said.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct ReadingQuery {
    pub application: Option<String>,
    pub person: Option<String>,
    /// The `next` of the part before.
    pub after: Option<String>,
}

/// Somebody read a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadingBody {
    pub case: NamedCaseBody,
    pub organisation: String,
    pub person_id: String,
    pub person: String,
    pub roles: Vec<String>,
    /// `page`, `api` or `attachment`.
    pub door: String,
    pub at: String,
}

/// What the audit saw. Sound when there is no fault.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditBody {
    pub sound: bool,
    pub applications: u64,
    pub events: u64,
    pub verdicts: u64,
    pub budget_lines: u64,
    /// In the database, and as files outside it.
    pub seals: u64,
    pub seal_files: u64,
    pub faults: Vec<AuditFaultBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AuditFaultBody {
    pub subject: String,
    pub code: String,
    /// In English.
    pub what: String,
}

/// Where all cases and all money stand
#[utoipa::path(
    get,
    path = "/api/v1/supervision/overview",
    tag = "supervision",
    responses((status = 200, body = OverviewBody))
)]
pub async fn overview(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<OverviewBody>, PortalError> {
    Ok(Json(state.engine().overview(&signed).await?.into()))
}

/// Acts outside applications, newest first
#[utoipa::path(
    get,
    path = "/api/v1/supervision/journal",
    tag = "supervision",
    responses((status = 200, body = Listed<JournalItem>))
)]
pub async fn journal(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<After>,
) -> Result<Json<Listed<JournalItem>>, PortalError> {
    let page = state.engine().journal(&signed, query.id()?).await?;
    let items = page.entries.into_iter().map(JournalItem::from).collect();
    Ok(Json(Listed { items, next: page.next.map(|number| number.to_string()) }))
}

/// Risk signals
#[utoipa::path(
    get,
    path = "/api/v1/supervision/signals",
    tag = "supervision",
    responses((status = 200, body = SignalsBody))
)]
pub async fn signals(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<SignalsBody>, PortalError> {
    Ok(Json(state.engine().risk_signals(&signed).await?.into()))
}

/// Who read which case, newest first
#[utoipa::path(
    get,
    path = "/api/v1/supervision/readings",
    tag = "supervision",
    responses((status = 200, body = Listed<ReadingBody>))
)]
pub async fn readings(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Query(query): Query<ReadingQuery>,
) -> Result<Json<Listed<ReadingBody>>, PortalError> {
    let of = match (&query.application, &query.person) {
        (Some(case), _) => ReadingsOf::Case(id_in("application", case)?),
        (None, Some(person)) => ReadingsOf::Person(id_in("person", person)?),
        (None, None) => ReadingsOf::Everything,
    };
    let millis = query.after.as_deref().map(str::parse).transpose();
    let before = millis.map_err(|_| PortalError::BadRequest)?.map(Timestamp::from_millis);
    let page = state.engine().readings(&signed, of, before).await?;
    let items = page.readings.into_iter().map(ReadingBody::from).collect();
    Ok(Json(Listed { items, next: page.next.map(|at| at.millis().to_string()) }))
}

/// Replay every application and compare it with what is stored
#[utoipa::path(
    get,
    path = "/api/v1/supervision/audit",
    tag = "supervision",
    responses((status = 200, body = AuditBody))
)]
pub async fn audit(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
) -> Result<Json<AuditBody>, PortalError> {
    Ok(Json(state.engine().supervised_audit(&signed).await?.into()))
}

impl From<Overview> for OverviewBody {
    fn from(overview: Overview) -> Self {
        let stages = overview.stages.iter().map(|tally| StageBody {
            stage: tally.stage.key().to_owned(),
            cases: tally.count,
            overdue: tally.overdue,
        });
        Self {
            stages: stages.collect(),
            overdue_count: overview.overdue_count,
            overdue: overview.overdue.into_iter().map(CaseItem::from).collect(),
            budget: overview.budget.into_iter().map(BudgetLineBody::from).collect(),
            payment_exceptions: overview.payment_exceptions,
        }
    }
}

impl From<JournalEntry> for JournalItem {
    fn from(entry: JournalEntry) -> Self {
        Self {
            number: entry.number,
            at: iso(entry.at),
            person: entry.person,
            role: entry.role.key().to_owned(),
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject_id,
            detail: entry.detail,
        }
    }
}

impl From<CaseName> for NamedCaseBody {
    fn from(case: CaseName) -> Self {
        Self { id: case.id.to_string(), number: case.number }
    }
}

fn cases(list: impl IntoIterator<Item = CaseName>) -> Vec<NamedCaseBody> {
    list.into_iter().map(NamedCaseBody::from).collect()
}

impl From<RiskSignals> for SignalsBody {
    fn from(signals: RiskSignals) -> Self {
        Self {
            quick: signals.quick.into_iter().map(QuickBody::from).collect(),
            repeated: signals.repeated.into_iter().map(RepeatedBody::from).collect(),
            shared: signals.shared.into_iter().map(SharedBody::from).collect(),
            shares: signals.shares.into_iter().map(ShareBody::from).collect(),
        }
    }
}

impl From<QuickSignal> for QuickBody {
    fn from(signal: QuickSignal) -> Self {
        Self {
            case: signal.case.into(),
            organisation: signal.organisation,
            person: signal.person_name,
            role: signal.role.key().to_owned(),
            decision: signal.decision,
            at: iso(signal.at),
            seconds: signal.seconds,
        }
    }
}

impl From<RepeatedSignal> for RepeatedBody {
    fn from(signal: RepeatedSignal) -> Self {
        Self {
            person: signal.person_name,
            organisation: signal.organisation_name,
            year: signal.year,
            cases: cases(signal.cases),
        }
    }
}

impl From<SharedSignal> for SharedBody {
    fn from(signal: SharedSignal) -> Self {
        Self {
            what: signal.what.to_owned(),
            organisations: signal.organisations.into_iter().map(|(_, name)| name).collect(),
            cases: cases(signal.cases),
        }
    }
}

impl From<ShareSignal> for ShareBody {
    fn from(signal: ShareSignal) -> Self {
        Self {
            person: signal.person_name,
            role: signal.role.key().to_owned(),
            decision: signal.decision,
            decisions: signal.decisions,
            of_all: signal.of_all,
            holders: signal.holders,
            cases: cases(signal.cases),
        }
    }
}

impl From<ReadingView> for ReadingBody {
    fn from(reading: ReadingView) -> Self {
        Self {
            case: reading.case.into(),
            organisation: reading.organisation,
            person_id: reading.person.to_string(),
            person: reading.person_name,
            roles: reading.roles,
            door: reading.door,
            at: iso(reading.at),
        }
    }
}

impl From<AuditReport> for AuditBody {
    fn from(report: AuditReport) -> Self {
        let fault = |fault: engine::audit::AuditFault| AuditFaultBody {
            subject: fault.subject.to_string(),
            code: fault.finding.code(),
            what: fault.finding.to_string(),
        };
        Self {
            sound: report.faults.is_empty(),
            applications: report.applications,
            events: report.events,
            verdicts: report.verdicts,
            budget_lines: report.budget_lines,
            seals: report.seals,
            seal_files: report.exported,
            faults: report.faults.into_iter().map(fault).collect(),
        }
    }
}
