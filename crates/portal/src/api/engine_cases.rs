//! The rules as a service: a case file in, how each case comes out. Nothing is stored.
//! The file is handed on as text: numbers keep every digit.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use engine::EngineError;
use engine::queries::packs::CaseOutcome;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PortalError;
use crate::state::PortalState;

/// How a case file came out.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseReport {
    pub passed: usize,
    pub failed: usize,
    /// Cases whose code is neither a ruling nor a validator.
    pub unsupported: usize,
    pub cases: Vec<OutcomeBody>,
}

/// How one case came out.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeBody {
    pub id: String,
    /// `passed`, `failed` or `unsupported`.
    pub result: String,
    pub mismatches: Vec<MismatchBody>,
}

/// One field that came out differently.
#[derive(Debug, Serialize, ToSchema)]
pub struct MismatchBody {
    pub field: String,
    pub expected: String,
    pub got: String,
}

/// One case of a file. `inputs` are facts by key, `expected` names the fields to compare.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseInput {
    pub id: String,
    /// Code of a ruling (`HNTE_REWARD`) or of a validator (`USCC`, `WORKDAY`).
    pub programme: String,
    #[schema(value_type = Object)]
    pub inputs: serde_json::Value,
    #[schema(value_type = Object)]
    pub expected: serde_json::Value,
}

/// Judge a case file by the packs in force; writes nothing
// The file is read from its text, so that numbers keep every digit.
#[utoipa::path(
    post,
    path = "/api/v1/engine/cases",
    tag = "policy",
    request_body(content = Vec<CaseInput>, content_type = "application/json"),
    responses((status = 200, body = CaseReport))
)]
pub async fn judge(State(state): State<PortalState>, file: Bytes) -> Result<Json<CaseReport>, PortalError> {
    let text =
        std::str::from_utf8(&file).map_err(|error| PortalError::Engine(unreadable(&error.to_string())))?;
    let cases: Vec<OutcomeBody> =
        state.engine().judge_cases(text).await?.into_iter().map(OutcomeBody::from).collect();
    let count = |result: &str| cases.iter().filter(|case| case.result == result).count();
    let (passed, failed, unsupported) = (count("passed"), count("failed"), count("unsupported"));
    Ok(Json(CaseReport { passed, failed, unsupported, cases }))
}

fn unreadable(detail: &str) -> EngineError {
    let fault = engine::FieldFault::new("body", "case-file-unreadable").with("detail", detail);
    EngineError::Invalid(vec![fault])
}

impl From<CaseOutcome> for OutcomeBody {
    fn from(outcome: CaseOutcome) -> Self {
        let mismatches = outcome.mismatches.into_iter().map(|one| MismatchBody {
            field: one.field,
            expected: one.expected,
            got: one.got,
        });
        Self { id: outcome.id, result: outcome.result.to_owned(), mismatches: mismatches.collect() }
    }
}
