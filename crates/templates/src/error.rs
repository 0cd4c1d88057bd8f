//! What can go wrong while texts are loaded or said.
//! These are for the log and for tests: none of them is worded for a reader.

use crate::Locale;

#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A template does not compile, or refers to something its context does not have.
    #[error("template {name} failed")]
    Template {
        name: String,
        #[source]
        source: minijinja::Error,
    },
    /// An embedded file is not UTF-8.
    #[error("embedded file {name} is not UTF-8")]
    Encoding {
        name: String,
        #[source]
        source: std::str::Utf8Error,
    },
    /// A catalogue is not valid Fluent, or defines a message twice.
    #[error("catalogue {name} ({locale}): {problem}")]
    Catalogue { name: String, locale: Locale, problem: String },
    /// No mail of this name exists.
    #[error("no mail is called {0}")]
    UnknownMail(String),
    /// A stored mail context does not have the shape the mail needs.
    #[error("context of mail {name} does not fit")]
    MailContext {
        name: String,
        #[source]
        source: serde_json::Error,
    },
    /// The manifest of the built assets cannot be read.
    #[error("asset manifest")]
    Manifest(#[source] serde_json::Error),
}
