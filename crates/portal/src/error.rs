//! What a handler may answer instead of a page. Internals are logged once with a reference and never shown.
//!
//! The answer carries a [`Saying`]; `failure.rs`, which knows the reader, turns it into a page or into JSON.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::EngineError;
use engine::migrations::UnsafeMove;
use engine::trial::TrialFault;
use templates::{Message, TemplateError};
use workflow::{Refusal, RefusalReason};

use crate::csrf::random_hex;
use crate::faults;

/// Bytes of a reference: enough to find one line in a year of logs.
const REFERENCE_BYTES: usize = 6;

/// The engine's word for a plan that its own author would apply.
const SAME_PERSON: &str = "plan-two-people";

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("the session cannot be read or written")]
    Session(#[from] tower_sessions::session::Error),
    /// The form's token is missing or another one, or the request comes from another site.
    #[error("forged or outdated form")]
    Csrf,
    /// An API call without a valid token.
    #[error("not signed in")]
    NotSignedIn,
    #[error("not allowed")]
    Forbidden,
    #[error("no such page")]
    NotFound,
    #[error("the request cannot be read")]
    BadRequest,
    #[error("the body is larger than {megabytes} MB")]
    TooLarge { megabytes: usize },
    #[error("no randomness is to be had")]
    Chance,
    #[error("the description of the API cannot be written")]
    Description(#[source] serde_json::Error),
    /// A handler panicked; the panic itself is in the log.
    #[error("a handler panicked")]
    Panic,
    #[error("the server could not listen")]
    Listen(#[source] std::io::Error),
}

/// What the reader is told, in codes; travels in the extensions of a response.
#[derive(Debug, Clone)]
pub struct Saying {
    pub status: StatusCode,
    /// Stable, for programs.
    pub code: &'static str,
    pub message: Message,
    /// The wrong fields of an API call; pages show them at the fields.
    pub faults: Vec<engine::FieldFault>,
    pub reference: Option<String>,
    /// The refused command, whole, for programs.
    pub refusal: Option<Refusal>,
    /// The cases that a refused migration would take a right from.
    pub losses: Vec<UnsafeMove>,
}

impl Saying {
    pub fn new(status: StatusCode, code: &'static str, message: Message) -> Self {
        let (faults, losses) = (Vec::new(), Vec::new());
        Self { status, code, message, faults, reference: None, refusal: None, losses }
    }

    fn keyed(status: StatusCode, code: &'static str) -> Self {
        Self::new(status, code, Message::new(format!("failure-{code}")))
    }

    /// For answers that say only a status: 404 and 405 of the router, a time-out.
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 => Self::keyed(status, "not-signed-in"),
            403 => Self::keyed(status, "forbidden"),
            404 | 405 => Self::keyed(status, "not-found"),
            413 => Self::of(&PortalError::TooLarge { megabytes: crate::Limit::Upload.megabytes() }),
            503 => Self::keyed(status, "busy"),
            500.. => Self::keyed(status, "internal"),
            _ => Self::keyed(status, "bad-request"),
        }
    }

    fn of(error: &PortalError) -> Self {
        match error {
            PortalError::Engine(error) => Self::of_engine(error),
            PortalError::Csrf => Self::keyed(StatusCode::FORBIDDEN, "csrf"),
            PortalError::NotSignedIn => Self::keyed(StatusCode::UNAUTHORIZED, "not-signed-in"),
            PortalError::Forbidden => Self::keyed(StatusCode::FORBIDDEN, "forbidden"),
            PortalError::NotFound => Self::keyed(StatusCode::NOT_FOUND, "not-found"),
            PortalError::BadRequest => Self::keyed(StatusCode::BAD_REQUEST, "bad-request"),
            PortalError::TooLarge { megabytes } => {
                let message = Message::new("failure-too-large-limit").with("megabytes", *megabytes);
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message)
            }
            PortalError::Template(_)
            | PortalError::Session(_)
            | PortalError::Chance
            | PortalError::Description(_)
            | PortalError::Panic
            | PortalError::Listen(_) => Self::keyed(StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    fn of_engine(error: &EngineError) -> Self {
        match error {
            EngineError::Refused(refusal) => Self::of_refusal(refusal),
            EngineError::Invalid(faults) => {
                let saying = Self::keyed(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
                Self { faults: faults.clone(), ..saying }
            }
            EngineError::Forbidden => Self::keyed(StatusCode::FORBIDDEN, "forbidden"),
            EngineError::NotFound { .. } => Self::keyed(StatusCode::NOT_FOUND, "not-found"),
            EngineError::Conflict { what } if what == SAME_PERSON => {
                Self::keyed(StatusCode::CONFLICT, SAME_PERSON)
            }
            EngineError::Conflict { .. } => Self::keyed(StatusCode::CONFLICT, "conflict"),
            EngineError::BeingWritten { who, until } => {
                Self::new(StatusCode::CONFLICT, "being-written", faults::being_written(who, *until))
            }
            EngineError::MigrationUnsafe(losses) => {
                let message = Message::new("failure-migration-unsafe").with("count", losses.len());
                let saying = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "migration-unsafe", message);
                Self { losses: losses.clone(), ..saying }
            }
            EngineError::Overspend { available } => {
                let message = Message::new("failure-overspend").with("fen", available.fen());
                Self::new(StatusCode::CONFLICT, "overspend", message)
            }
            EngineError::TooManyAttempts { seconds } => {
                let minutes = seconds.div_ceil(60);
                let message = Message::new("failure-too-many-wait").with("minutes", minutes);
                Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", message)
            }
            EngineError::Trial(fault) => Self::of_trial(fault),
            EngineError::Pack(_)
            | EngineError::Chance
            | EngineError::Corrupt { .. }
            | EngineError::TaskLost
            | EngineError::Store(_) => Self::keyed(StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// A draft that stops its worker is the draft's fault; a worker that cannot be had is not.
    fn of_trial(fault: &TrialFault) -> Self {
        let status = match fault {
            TrialFault::Busy => StatusCode::SERVICE_UNAVAILABLE,
            TrialFault::Deadline | TrialFault::Memory | TrialFault::Crashed { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            TrialFault::Refused { .. } | TrialFault::Unreadable { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, fault.code(), Message::new(fault.code()))
    }

    fn of_refusal(refusal: &Refusal) -> Self {
        let status = match refusal.reason {
            RefusalReason::RoleRequired { .. }
            | RefusalReason::OwnOrganisation
            | RefusalReason::NotYourCase
            | RefusalReason::Recused
            | RefusalReason::AssignedElsewhere
            | RefusalReason::SecondOfficerRequired
            | RefusalReason::SecondApproverRequired
            | RefusalReason::ReviewedBefore
            | RefusalReason::NotOnPanel
            | RefusalReason::DepartmentUnknown
            | RefusalReason::MakerIsChecker => StatusCode::FORBIDDEN,
            _ => StatusCode::CONFLICT,
        };
        let saying = Self::new(status, refusal.reason.key(), faults::refusal_message(refusal));
        Self { refusal: Some(refusal.clone()), ..saying }
    }
}

impl IntoResponse for PortalError {
    fn into_response(self) -> Response {
        let mut saying = Saying::of(&self);
        if saying.status.is_server_error() {
            saying.reference = random_hex::<REFERENCE_BYTES>().ok();
            let error: &dyn std::error::Error = &self;
            tracing::error!(reference = saying.reference, error, "a request failed");
        }
        let mut response = saying.status.into_response();
        if let Self::Engine(EngineError::TooManyAttempts { seconds }) = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if saying.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(saying);
        response
    }
}
