//! Pages of finance: what is due, batches, the bank's answers, budget lines, recoveries.
//! It names their readers; no figure is computed and nothing posted here.

pub mod answers;
pub mod batch;
pub mod batches;
pub mod budget;
pub mod due;
pub mod recoveries;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use engine::EngineError;
use serde::Deserialize;
use workflow::Role::{self, Director, FinanceChecker, FinanceMaker, Officer, Supervisor};

use crate::error::PortalError;

/// Who looks at payments.
pub const READERS: &[Role] = &[FinanceMaker, FinanceChecker, Supervisor];
/// Who looks at budget lines: also those who draft and open calls.
pub const BUDGET_READERS: &[Role] = &[FinanceMaker, FinanceChecker, Supervisor, Officer, Director];

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    pub after: Option<String>,
}

/// An id of an address; anything else is no page of ours.
fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, PortalError> {
    text.parse().map_err(|_| PortalError::NotFound)
}

/// The faults of what was typed; every other error is passed on.
fn faults_of(error: EngineError) -> Result<Vec<engine::FieldFault>, PortalError> {
    match error {
        EngineError::Invalid(faults) => Ok(faults),
        other => Err(PortalError::Engine(other)),
    }
}

/// An XML file to be kept, never shown by the browser.
fn xml_file(name: &str, bytes: Vec<u8>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml"));
    // Names are made of our own numbers, so quoting is enough.
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    (headers, bytes).into_response()
}
