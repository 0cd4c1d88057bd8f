//! The last word on every failed request: a page for a person, `problem+json` for a program.
//!
//! Answers that already are a page or JSON pass; everything else, the router's own 404 and 405, a time-out
//! and a panic included, is said here in the reader's language.

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use templates::pages::failure::Failure;

use crate::api::problem;
use crate::error::{PortalError, Saying};
use crate::faults;
use crate::gate::Visitor;
use crate::page::Visit;
use crate::route::is_api;
use crate::state::PortalState;

/// Lines of a page about a refused migration: whoever drew the plan sees the pattern; the API has them all.
const LOSSES_SHOWN_LINES: usize = 200;

/// Says failures; sits outside of everything that can fail.
pub async fn say(State(state): State<PortalState>, request: Request, next: Next) -> Response {
    let wants_json = is_api(request.uri().path()) || prefers_json(request.headers());
    let (parts, body) = request.into_parts();
    let mut visit = Visit::of(&state, &parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(saying) = unsaid(&response) else { return response };
    visit.signed = response.extensions().get::<Visitor>().and_then(|visitor| visitor.signed.clone());
    let catalogue = visit.state.templates().catalogue();
    let said = if wants_json {
        problem::answer(catalogue, visit.locale, &saying)
    } else {
        as_page(&visit, &saying).await
    };
    keep_headers(&response, said)
}

/// Asked to answer a panic.
pub fn of_panic(_panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    PortalError::Panic.into_response()
}

fn unsaid(response: &Response) -> Option<Saying> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if let Some(saying) = response.extensions().get::<Saying>() {
        return Some(saying.clone());
    }
    let told = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_complete = told.starts_with("text/html") || told.contains("json");
    (!is_complete).then(|| Saying::of_status(status))
}

fn prefers_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("json") && !accept.contains("text/html")
}

async fn as_page(visit: &Visit, saying: &Saying) -> Response {
    let page = Failure {
        status: saying.status.as_u16(),
        message: saying.message.clone(),
        reference: saying.reference.clone(),
        details: faults::losses(&saying.losses, LOSSES_SHOWN_LINES),
    };
    match visit.html(&page).await {
        Ok(html) => (saying.status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "the failure page failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Cookies, `Retry-After` and the like stay; what described the old body goes.
fn keep_headers(old: &Response, mut said: Response) -> Response {
    let described_body = ["content-type", "content-length", "transfer-encoding"];
    for (name, value) in old.headers() {
        if !described_body.contains(&name.as_str()) {
            said.headers_mut().append(name, value.clone());
        }
    }
    said
}
