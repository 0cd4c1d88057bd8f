//! Mail over SMTP: one connection per message, secured and signed in as the settings say.
//!
//! Speaks the commands one by one to know how far an attempt came: a failure before the content was handed
//! over certainly delivered nothing. Never falls back to an unencrypted connection. Connections are not
//! kept: one that was given up half-way must not carry the next message.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lettre::transport::smtp::authentication::{self, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::Delivery;
use super::settings::{Security, SmtpSettings};
use crate::error::{MailError, Stage};
use crate::message::Message;

/// How long the farewell may take in seconds: the message is delivered by then, so it is mere politeness.
const FAREWELL_TIMEOUT_SECONDS: u64 = 2;
/// How much of the server's answer is kept, in characters: enough for a queue id.
const MAXIMUM_ANSWER_CHARACTERS: usize = 200;
/// Replies that speak of the sender's access (RFC 4954) and not of the message.
const ACCESS_CODES: [u16; 4] = [530, 534, 535, 538];
/// What every PEM file with a certificate contains.
const BEGIN_CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

#[derive(Clone)]
pub(super) struct Smtp {
    settings: Arc<SmtpSettings>,
    encryption: Option<TlsParameters>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Smtp").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Smtp {
    pub(super) fn prepare(settings: SmtpSettings) -> Result<Self, MailError> {
        let encryption = match settings.security {
            Security::StartTls | Security::Tls => Some(encryption(&settings)?),
            Security::Plain if is_loopback(&settings.host) => None,
            Security::Plain => {
                return Err(MailError::PlainOutsideLoopback { host: settings.host });
            }
        };
        Ok(Self { settings: Arc::new(settings), encryption })
    }

    pub(super) async fn deliver(&self, message: &Message) -> Result<Delivery, MailError> {
        let content = message.encode()?;
        // Outside the conversation, so that it is still known when the time is up.
        let mut stage = Stage::Connecting;
        let conversation = self.converse(message, &content, &mut stage);
        let spoken = timeout(self.settings.timeout, conversation).await;
        let (mut connection, response) = match spoken {
            Ok(Ok(delivered)) => delivered,
            Ok(Err(error)) => return Err(classify(stage, error)),
            Err(elapsed) => {
                return Err(MailError::Temporary { stage, code: None, source: Box::new(elapsed) });
            }
        };
        // Whatever becomes of the farewell, the message is delivered.
        let _ = timeout(Duration::from_secs(FAREWELL_TIMEOUT_SECONDS), connection.quit()).await;
        Ok(Delivery { message_id: message.message_id.clone(), answer: answer(&response) })
    }

    async fn converse(
        &self,
        message: &Message,
        content: &[u8],
        stage: &mut Stage,
    ) -> Result<(AsyncSmtpConnection, Response), lettre::transport::smtp::Error> {
        let mut connection = self.connect(stage).await?;
        if let Some(credentials) = &self.settings.credentials {
            *stage = Stage::SigningIn;
            let credentials =
                authentication::Credentials::new(credentials.username.clone(), credentials.password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        *stage = Stage::Addressing;
        let from = message.from.inner().email.clone();
        let to = message.to.inner().email.clone();
        connection.command(Mail::new(Some(from), Vec::new())).await?;
        connection.command(Rcpt::new(to, Vec::new())).await?;
        connection.command(Data).await?;
        *stage = Stage::Sending;
        let response = connection.message(content).await?;
        Ok((connection, response))
    }

    async fn connect(
        &self,
        stage: &mut Stage,
    ) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let SmtpSettings { host, port, security, timeout, .. } = &*self.settings;
        let hello_name = ClientId::default();
        let from_the_start = if *security == Security::Tls { self.encryption.clone() } else { None };
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            (host.as_str(), *port),
            Some(*timeout),
            &hello_name,
            from_the_start,
            None,
        )
        .await?;
        if *security == Security::StartTls
            && let Some(encryption) = &self.encryption
        {
            *stage = Stage::Securing;
            connection.starttls(encryption.clone(), &hello_name).await?;
        }
        Ok(connection)
    }
}

fn encryption(settings: &SmtpSettings) -> Result<TlsParameters, MailError> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.root_certificate {
        builder = builder.add_root_certificate(root_certificate(path)?);
    }
    builder
        .build()
        .map_err(|source| MailError::Encryption { host: settings.host.clone(), source: Box::new(source) })
}

fn root_certificate(path: &Path) -> Result<Certificate, MailError> {
    let unusable =
        |source: Box<dyn Error + Send + Sync>| MailError::Certificate { path: path.to_owned(), source };
    let pem = std::fs::read(path).map_err(|error| unusable(Box::new(error)))?;
    // A file without any certificate is read as none at all, which would only show at the first mail.
    if !pem.windows(BEGIN_CERTIFICATE.len()).any(|part| part == BEGIN_CERTIFICATE) {
        return Err(unusable("there is no certificate in it".into()));
    }
    Certificate::from_pem(&pem).map_err(|error| unusable(Box::new(error)))
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A 5xx speaks of the message only once the message is being handed over. Before that, or when it speaks
/// of access, it is the settings or the server that need mending: the mail waits and is not lost.
fn classify(stage: Stage, error: lettre::transport::smtp::Error) -> MailError {
    let code = error.status().map(u16::from);
    let about_the_message = matches!(stage, Stage::Addressing | Stage::Sending);
    match code {
        Some(code) if error.is_permanent() && about_the_message && !ACCESS_CODES.contains(&code) => {
            MailError::Permanent { stage, code, source: Box::new(error) }
        }
        code => MailError::Temporary { stage, code, source: Box::new(error) },
    }
}

/// The server's words, short and without anything that could break a log line.
fn answer(response: &Response) -> String {
    response
        .first_line()
        .unwrap_or_default()
        .chars()
        .filter(|character| !character.is_control())
        .take(MAXIMUM_ANSWER_CHARACTERS)
        .collect()
}
