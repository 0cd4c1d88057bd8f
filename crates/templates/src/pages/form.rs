//! What was typed, and what is wrong with it. A form comes back with everything still in it,
//! passwords apart. Nothing is checked here: faults are found by the engine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Arguments, Message};

/// A field in error: the message names the field and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The id of the field, which is also its name.
    pub field: String,
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    #[serde(default)]
    pub args: Arguments,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: Message) -> Self {
        Self { field: field.into(), key: message.key, pack: message.pack, args: message.args }
    }
}

/// Values as typed and the errors found in them. Never put a password in `values`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub values: BTreeMap<String, String>,
    pub errors: Vec<FieldError>,
}

impl Form {
    pub fn empty() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.values.insert(field.to_owned(), value.into());
        self
    }

    /// Adds an error to a field.
    #[must_use]
    pub fn refuse(mut self, field: &str, message: Message) -> Self {
        self.errors.push(FieldError::new(field, message));
        self
    }

    pub fn is_sound(&self) -> bool {
        self.errors.is_empty()
    }
}
