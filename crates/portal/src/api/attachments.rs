//! Documents of a case: the file is the body of the request, nothing wrapped around it.
//! What a file is and who may read it, the engine says.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::attachments::Upload;
use engine::readings::Door;
use serde::Deserialize;
use utoipa::IntoParams;

use super::case_body::AttachmentBody;
use super::case_part;
use super::values::{Identified, Listed};
use crate::error::PortalError;
use crate::extract::{CurrentPerson, IdempotencyKey, id};
use crate::gate::escaped;
use crate::state::PortalState;

/// What an uploaded file is.
#[derive(Debug, Deserialize, IntoParams)]
pub struct UploadQuery {
    /// The document of the pack it stands for: `certificate`.
    pub document: String,
    /// For display only.
    pub file_name: String,
}

/// Documents of a case
#[utoipa::path(
    get,
    path = "/api/v1/applications/{application}/attachments",
    tag = "applications",
    responses((status = 200, body = Listed<AttachmentBody>))
)]
pub async fn list(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path(application): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Listed<AttachmentBody>>, PortalError> {
    let seen = case_part::read(&state, &signed, id(&application)?, &headers).await?;
    Ok(Json(Listed::whole(seen.into_attachments())))
}

/// Add a document
#[utoipa::path(
    post,
    path = "/api/v1/applications/{application}/attachments",
    tag = "applications",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Identified))
)]
pub async fn upload(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path(application): Path<String>,
    Query(query): Query<UploadQuery>,
    bytes: Bytes,
) -> Result<Json<Identified>, PortalError> {
    let upload = Upload { document_code: query.document, file_name: query.file_name, bytes: bytes.to_vec() };
    let attachment = state.engine().add_attachment(&signed, id(&application)?, upload, &key).await?;
    Ok(Json(Identified::by(attachment)))
}

/// Download a document
#[utoipa::path(
    get,
    path = "/api/v1/applications/{application}/attachments/{attachment}",
    tag = "applications",
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"))
)]
pub async fn download(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    Path((application, attachment)): Path<(String, String)>,
) -> Result<Response, PortalError> {
    let engine = state.engine();
    let application = id(&application)?;
    let document = engine.read_attachment(&signed, application, id(&attachment)?).await?;
    engine.note_reading(&signed, application, Door::Attachment).await;
    Ok(as_file(&document.media_type, &document.file_name, document.bytes))
}

/// Remove a document
#[utoipa::path(
    delete,
    path = "/api/v1/applications/{application}/attachments/{attachment}",
    tag = "applications",
    responses((status = 204))
)]
pub async fn remove(
    State(state): State<PortalState>,
    CurrentPerson(signed): CurrentPerson,
    IdempotencyKey(key): IdempotencyKey,
    Path((application, attachment)): Path<(String, String)>,
) -> Result<StatusCode, PortalError> {
    let engine = state.engine();
    engine.remove_attachment(&signed, id(&application)?, id(&attachment)?, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file to be kept; its name travels percent-encoded, as RFC 6266 wants it.
pub fn as_file(media_type: &str, file_name: &str, bytes: Vec<u8>) -> Response {
    let name: String = file_name.bytes().filter(|byte| *byte != b'/').map(escaped).collect();
    let mut headers = HeaderMap::new();
    let media_type = HeaderValue::from_str(media_type);
    headers.insert(CONTENT_TYPE, media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    (headers, bytes).into_response()
}
