//! How to reach a mail server, as the configuration says it.
//!
//! Plain values; whether they can be used is decided when a transport is prepared. Never shows a password.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// How to reach the mail server.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Name or address of the server; its certificate must be for this name.
    pub host: String,
    /// Its port: 587 for `StartTls`, 465 for `Tls` as a rule.
    pub port: u16,
    /// How the connection is secured.
    pub security: Security,
    /// Name and password, when the server wants them.
    pub credentials: Option<Credentials>,
    /// A PEM file with roots to trust beside the system's, for a server with a certificate of its own.
    pub root_certificate: Option<PathBuf>,
    /// The longest one attempt may take.
    pub timeout: Duration,
}

/// How the connection to the server is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Begins in the clear and must be upgraded before anything is said.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
    /// Not encrypted; only to this machine itself.
    Plain,
}

/// Name and password; never shown whole.
#[derive(Clone)]
pub struct Credentials {
    /// The account at the mail server.
    pub username: String,
    /// Its password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("username", &self.username).finish_non_exhaustive()
    }
}
