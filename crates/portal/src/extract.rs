//! What handlers take from a request: the person, the form as typed, files, JSON, the key, the address.
//!
//! A form or upload without the right token never reaches a handler.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use axum::Json;
use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{ConnectInfo, Form, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use engine::{EngineError, FieldFault, Signed};
use serde::de::DeserializeOwned;

use crate::csrf::{self, CsrfToken};
use crate::error::PortalError;
use crate::faults;
use crate::gate::Visitor;
use crate::route::Limit;
use crate::state::PortalState;

/// The largest real form has some two hundred fields.
const FIELDS_MAX: usize = 2000;
/// A key is a token of a rendered form or a UUID of a program.
const KEY_MAX_CHARACTERS: usize = 100;

/// The signed-in person; refused when there is none.
#[derive(Debug, Clone)]
pub struct CurrentPerson(pub Signed);

impl FromRequestParts<PortalState> for CurrentPerson {
    type Rejection = PortalError;

    async fn from_request_parts(parts: &mut Parts, _: &PortalState) -> Result<Self, PortalError> {
        let visitor = parts.extensions.get::<Visitor>();
        visitor.and_then(|visitor| visitor.signed.clone()).map(Self).ok_or(PortalError::NotSignedIn)
    }
}

/// The values of a form, exactly as typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    fields: Vec<(String, String)>,
}

impl Typed {
    /// The value of a field; empty when it was not sent. The last one counts.
    pub fn get(&self, field: &str) -> &str {
        self.fields.iter().rev().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    pub fn text(&self, field: &str) -> String {
        self.get(field).to_owned()
    }

    pub fn is_ticked(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| name == field)
    }

    /// Every value of a repeated field.
    pub fn all(&self, field: &str) -> Vec<String> {
        self.fields.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect()
    }

    /// All fields but the hidden ones, for forms whose fields come from a policy pack.
    pub fn visible(&self) -> BTreeMap<String, String> {
        self.fields.iter().filter(|(name, _)| !name.starts_with('_')).cloned().collect()
    }

    /// The idempotency key the form was rendered with.
    pub fn key(&self) -> Result<String, PortalError> {
        checked_key(self.get("_key"))
    }

    /// The form to show again: what was typed, without passwords, and what is wrong with it.
    pub fn again(&self, faults: &[FieldFault]) -> templates::Form {
        let mut values = self.visible();
        values.retain(|name, _| !name.contains("password"));
        templates::Form { values, errors: faults::field_errors(faults) }
    }

    fn checked(fields: Vec<(String, String)>, token: Option<&CsrfToken>) -> Result<Self, PortalError> {
        if fields.len() > FIELDS_MAX {
            return Err(PortalError::BadRequest);
        }
        let typed = Self { fields };
        let agrees = token.is_some_and(|token| token.agrees(typed.get(csrf::FIELD)));
        if agrees { Ok(typed) } else { Err(PortalError::Csrf) }
    }
}

/// A posted form whose token was right.
#[derive(Debug)]
pub struct CheckedForm(pub Typed);

impl FromRequest<PortalState> for CheckedForm {
    type Rejection = PortalError;

    async fn from_request(request: Request, state: &PortalState) -> Result<Self, PortalError> {
        let token = request.extensions().get::<CsrfToken>().cloned();
        let limit = limit_of(&request);
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|rejection: FormRejection| unreadable(rejection.status(), limit))?;
        Typed::checked(fields, token.as_ref()).map(Self)
    }
}

/// A file as it came; its name and claimed type are only hints.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    pub field: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// A posted form with files whose token was right. The token has to stand before the first file.
#[derive(Debug)]
pub struct CheckedUpload {
    pub form: Typed,
    pub files: Vec<UploadedFile>,
}

impl FromRequest<PortalState> for CheckedUpload {
    type Rejection = PortalError;

    async fn from_request(request: Request, state: &PortalState) -> Result<Self, PortalError> {
        let token = request.extensions().get::<CsrfToken>().cloned();
        let limit = limit_of(&request);
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| PortalError::BadRequest)?;
        let (mut fields, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|error| unreadable(error.status(), limit))? {
            let name = part.name().unwrap_or_default().to_owned();
            let Some(file_name) = part.file_name().map(str::to_owned) else {
                let text = part.text().await.map_err(|error| unreadable(error.status(), limit))?;
                fields.push((name, text));
                continue;
            };
            Typed::checked(fields.clone(), token.as_ref())?;
            let bytes = part.bytes().await.map_err(|error| unreadable(error.status(), limit))?.to_vec();
            // A file field left empty sends an empty name.
            if !file_name.is_empty() {
                files.push(UploadedFile { field: name, file_name, bytes });
            }
        }
        Ok(Self { form: Typed::checked(fields, token.as_ref())?, files })
    }
}

fn limit_of(request: &Request) -> Limit {
    request.extensions().get::<Limit>().copied().unwrap_or(Limit::Ordinary)
}

fn unreadable(status: StatusCode, limit: Limit) -> PortalError {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        PortalError::TooLarge { megabytes: limit.megabytes() }
    } else {
        PortalError::BadRequest
    }
}

/// The body of an API call.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<PortalState> for JsonBody<T> {
    type Rejection = PortalError;

    async fn from_request(request: Request, state: &PortalState) -> Result<Self, PortalError> {
        let limit = limit_of(&request);
        let Json(value) =
            Json::from_request(request, state).await.map_err(|rejection| misread(&rejection, limit))?;
        Ok(Self(value))
    }
}

/// What is wrong with a body, said at the field `body`: a program's author has to find the place.
fn misread(rejection: &JsonRejection, limit: Limit) -> PortalError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return unreadable(rejection.status(), limit);
    }
    let fault = FieldFault::new("body", "json-unreadable").with("detail", rejection.body_text());
    PortalError::Engine(EngineError::Invalid(vec![fault]))
}

/// The `Idempotency-Key` of an API call; every call that changes something needs one.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(pub String);

impl FromRequestParts<PortalState> for IdempotencyKey {
    type Rejection = PortalError;

    async fn from_request_parts(parts: &mut Parts, _: &PortalState) -> Result<Self, PortalError> {
        let header = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let missing = || PortalError::Engine(EngineError::field("Idempotency-Key", "header-missing"));
        checked_key(header.unwrap_or_default()).map(Self).map_err(|_| missing())
    }
}

fn checked_key(text: &str) -> Result<String, PortalError> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte));
    if text.is_empty() || text.len() > KEY_MAX_CHARACTERS || !is_plain {
        return Err(PortalError::BadRequest);
    }
    Ok(text.to_owned())
}

/// Where a request comes from: the connection, or what the configured proxy says.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

impl FromRequestParts<PortalState> for ClientAddress {
    type Rejection = PortalError;

    async fn from_request_parts(parts: &mut Parts, state: &PortalState) -> Result<Self, PortalError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let is_proxy = peer.is_some() && peer == state.settings().trusted_proxy;
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        // The last entry is the one our own proxy wrote; those before it are the caller's claims.
        let told = forwarded
            .filter(|_| is_proxy)
            .and_then(|list| list.rsplit(',').next())
            .and_then(|entry| entry.trim().parse::<IpAddr>().ok());
        Ok(Self(told.or(peer).map_or_else(|| "unknown".to_owned(), |address| address.to_string())))
    }
}

/// An id out of a path; what is no id names nothing that exists.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, PortalError> {
    text.parse().map_err(|_| PortalError::NotFound)
}
