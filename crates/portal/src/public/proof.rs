//! The proof of a publicity list and the key to check it with, for anybody to take away.
//! A proof holds what the list shows and hashes; who made the list stands in neither.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use engine::EngineError;
use templates::pages::publicity::ListProof;

use crate::error::PortalError;
use crate::extract::id;
use crate::page::Visit;

/// Every public key of the seals, the present one first.
pub async fn key(visit: Visit) -> Result<Response, PortalError> {
    let pem = visit.engine().seal_keys_pem()?;
    let headers = [
        (CONTENT_TYPE, "application/x-pem-file"),
        (CONTENT_DISPOSITION, "attachment; filename=\"houbu-keys.pem\""),
    ];
    Ok((headers, pem).into_response())
}

/// The proof of a whole list. There is none before the first seal after its publication.
pub async fn download(visit: Visit, Path(notice): Path<String>) -> Result<Response, PortalError> {
    let proof = match visit.engine().notice_proof(id(&notice)?, None).await {
        Err(EngineError::Conflict { .. }) => return Err(PortalError::NotFound),
        proof => proof?,
    };
    let text = serde_json::to_string_pretty(&proof).map_err(PortalError::Description)?;
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_DISPOSITION, "attachment; filename=\"houbu-proof.json\""),
    ];
    Ok((headers, text + "\n").into_response())
}

/// What the page of a list says about its proof.
pub async fn of_list(visit: &Visit, notice: &str) -> Result<Option<ListProof>, PortalError> {
    let seal = visit.engine().notice_seal(id(notice)?).await?;
    Ok(seal.map(|(seal, sealed_at)| ListProof {
        href: format!("/publicity/{notice}/proof"),
        seal,
        sealed_at_millis: sealed_at.millis(),
    }))
}
