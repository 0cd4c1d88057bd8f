//! What every family shares: how instants, ids, faults and lists are written.
//! It knows no use case.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use engine::FieldFault;
use serde::{Deserialize, Serialize};
use templates::{Catalogue, Locale, Message};
use utoipa::{IntoParams, ToSchema};
use workflow::Timestamp;

use crate::error::PortalError;
use crate::faults;

/// ISO 8601 with milliseconds and +08:00.
pub fn iso(at: Timestamp) -> String {
    at.iso()
}

/// An id of a body or a query; anything else is a wrong field.
pub fn id_in<T: FromStr>(field: &str, text: &str) -> Result<T, PortalError> {
    text.parse().map_err(|_| PortalError::Engine(engine::EngineError::field(field, "choice")))
}

/// The language a program asks for.
pub fn language(headers: &HeaderMap) -> Locale {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.map(Locale::from_accept_language).unwrap_or_default()
}

/// Part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// Hand it back as `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Listed<T> {
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct After {
    /// The `next` of the part before.
    pub after: Option<String>,
}

impl After {
    /// As a typed id.
    pub fn id<T: FromStr>(&self) -> Result<Option<T>, PortalError> {
        self.after.as_deref().map(|text| id_in("after", text)).transpose()
    }
}

/// The id of what was made or changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identified {
    pub id: String,
}

impl Identified {
    pub fn by(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// One wrong field.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fault {
    pub field: String,
    /// Stable, for programs.
    pub code: String,
    /// In the language asked for, with the remedy.
    pub message: String,
    pub arguments: BTreeMap<String, String>,
}

/// Faults with their texts.
pub fn said(catalogue: &Catalogue, locale: Locale, list: &[FieldFault]) -> Vec<Fault> {
    let one = |fault: &FieldFault| Fault {
        field: fault.field.clone(),
        code: fault.code.to_owned(),
        message: catalogue.say(locale, &message(catalogue, locale, fault)),
        arguments: fault.arguments.clone(),
    };
    list.iter().map(one).collect()
}

/// A field without a label of ours, as of a policy pack's form or of a body, is called by its own name.
fn message(catalogue: &Catalogue, locale: Locale, fault: &FieldFault) -> Message {
    let message = faults::message(fault);
    let label = Message::new(format!("field-{}", fault.field.replace('_', "-")));
    let is_labelled = catalogue.say_exactly(locale, &label).is_some();
    if is_labelled { message } else { message.with("field", fault.field.clone()) }
}
