//! Who stands before the door, and whether this row of the table lets them in.
//!
//! Runs before every handler. Rights are loaded anew for each request, so a right taken away is gone at once.

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use engine::Signed;
use futures::StreamExt;
use tower_sessions::Session;

use crate::error::PortalError;
use crate::route::{Access, RouteRow, is_api};
use crate::session;
use crate::state::PortalState;

/// A body that is too large is read to here and thrown away, so that the browser listens to the answer.
const DRAINED_BODY_MAX_BYTES: usize = 256 * 1024 * 1024;

/// Nobody is looked up for these: they must answer when the database does not.
const FACELESS: [&str; 2] = ["/assets/", "/health/"];

/// The person behind a request, if any.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    pub signed: Option<Signed>,
}

/// One row's gate.
#[derive(Debug, Clone)]
pub struct Gate {
    pub state: PortalState,
    pub row: RouteRow,
}

pub async fn admit(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let token = bearer(request.headers()).map(str::to_owned);
    let visitor = match gate.recognise(session, token).await {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let response = match gate.refusal(&visitor, &request) {
        Some(refused) => refused,
        None if gate.is_too_large(request.headers()) => {
            drain(request.into_body()).await;
            PortalError::TooLarge { megabytes: gate.row.limit.megabytes() }.into_response()
        }
        None => {
            request.extensions_mut().insert(visitor.clone());
            request.extensions_mut().insert(gate.row.limit);
            next.run(request).await
        }
    };
    remember(response, visitor)
}

/// The failure page greets the person by name, so it has to know them.
fn remember(mut response: Response, visitor: Visitor) -> Response {
    if response.status().is_client_error() || response.status().is_server_error() {
        response.extensions_mut().insert(visitor);
    }
    response
}

impl Gate {
    async fn recognise(
        &self,
        session: Option<Session>,
        token: Option<String>,
    ) -> Result<Visitor, PortalError> {
        if FACELESS.iter().any(|prefix| self.row.path.starts_with(prefix)) {
            return Ok(Visitor::default());
        }
        let engine = self.state.engine();
        if is_api(self.row.path) {
            let Some(token) = token else { return Ok(Visitor::default()) };
            return Ok(Visitor { signed: engine.signed_by_token(&token).await? });
        }
        let Some(session) = session else { return Ok(Visitor::default()) };
        let signed = match session::person(&session).await? {
            Some(person) => engine.signed(person).await?,
            None => None,
        };
        Ok(Visitor { signed })
    }

    fn refusal(&self, visitor: &Visitor, request: &Request) -> Option<Response> {
        let roles = match self.row.access {
            Access::Public => return None,
            Access::SignedIn => None,
            Access::Roles(roles) => Some(roles),
        };
        let Some(signed) = &visitor.signed else {
            return Some(if is_api(self.row.path) {
                PortalError::NotSignedIn.into_response()
            } else {
                to_sign_in(request.method(), request.uri())
            });
        };
        let allowed = roles.is_none_or(|roles| signed.holds_any(roles));
        (!allowed).then(|| PortalError::Forbidden.into_response())
    }

    fn is_too_large(&self, headers: &HeaderMap) -> bool {
        let declared = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        declared
            .and_then(|text| text.parse::<usize>().ok())
            .is_some_and(|bytes| bytes > self.row.limit.bytes())
    }
}

/// Comes back to the page that was asked for; a form has to be filled in again after signing in.
fn to_sign_in(method: &Method, uri: &Uri) -> Response {
    let asked = uri.path_and_query().map_or("/", |path| path.as_str());
    if *method != Method::GET || asked == "/" {
        return Redirect::to("/sign-in").into_response();
    }
    let next: String = asked.bytes().map(escaped).collect();
    Redirect::to(&format!("/sign-in?next={next}")).into_response()
}

/// Percent-encodes everything but letters, digits and what a path is made of.
pub fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

async fn drain(body: Body) {
    if body.size_hint().lower() > DRAINED_BODY_MAX_BYTES as u64 {
        return;
    }
    let mut read = 0;
    let mut chunks = body.into_data_stream();
    while let Some(Ok(chunk)) = chunks.next().await {
        read += chunk.len();
        if read > DRAINED_BODY_MAX_BYTES {
            return;
        }
    }
}
