//! Forged requests: every form carries the token of its cookie, and requests of foreign origin are refused.
//!
//! The token lives in a cookie of its own, so that a visitor without a session costs no row.

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::cookies;
use crate::error::PortalError;
use crate::route::is_api;
use crate::state::PortalState;

/// Bytes of a token: it cannot be guessed within the life of a form.
const TOKEN_BYTES: usize = 16;
/// The hidden field of every form.
pub const FIELD: &str = "_csrf";

/// The token that forms of this reader must carry.
#[derive(Debug, Clone)]
pub struct CsrfToken(pub String);

impl CsrfToken {
    pub fn fresh() -> Result<Self, PortalError> {
        random_hex::<TOKEN_BYTES>().map(Self)
    }

    /// Whether a form carried this token.
    pub fn agrees(&self, sent: &str) -> bool {
        self.0.as_bytes().ct_eq(sent.as_bytes()).into()
    }

    fn is_well_formed(text: &str) -> bool {
        text.len() == TOKEN_BYTES * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}

/// Random bytes as hexadecimal digits: tokens, form keys, references of failures.
pub fn random_hex<const BYTES: usize>() -> Result<String, PortalError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| PortalError::Chance)?;
    Ok(hex::encode(bytes))
}

/// Reads or makes the token, refuses foreign origins, and sets the cookie where there was none.
pub async fn guard(State(state): State<PortalState>, mut request: Request, next: Next) -> Response {
    let known = cookies::read(request.headers(), cookies::CSRF)
        .filter(|text| CsrfToken::is_well_formed(text))
        .map(|text| CsrfToken(text.to_owned()));
    let is_fresh = known.is_none();
    let token = match known.map_or_else(CsrfToken::fresh, Ok) {
        Ok(token) => token,
        Err(problem) => return problem.into_response(),
    };
    let foreign = changes(request.method()) && !is_api(request.uri().path()) && is_foreign(request.headers());
    request.extensions_mut().insert(token.clone());
    let mut response = if foreign { PortalError::Csrf.into_response() } else { next.run(request).await };
    if is_fresh && !is_set(&response) {
        set(&mut response, &token, state.is_secure());
    }
    response
}

/// Signing in or out has already sent another token.
fn is_set(response: &Response) -> bool {
    let ours = |value: &axum::http::HeaderValue| value.as_bytes().starts_with(cookies::CSRF.as_bytes());
    response.headers().get_all(SET_COOKIE).iter().any(ours)
}

/// Sends the token's cookie.
pub fn set(response: &mut Response, token: &CsrfToken, secure: bool) {
    if let Some(cookie) = cookies::write(cookies::CSRF, &token.0, cookies::CSRF_MAX_AGE_SECONDS, secure) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a request comes from; a program that says nothing still needs the token.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |value: &axum::http::HeaderValue| value.to_str().map(str::to_owned).ok();
    if let Some(site) = headers.get("sec-fetch-site").and_then(text) {
        return !matches!(site.as_str(), "same-origin" | "none");
    }
    let Some(origin) = headers.get(ORIGIN) else { return false };
    let host = headers.get(HOST).and_then(text);
    let origin_host =
        text(origin).and_then(|origin| origin.split_once("://").map(|(_, host)| host.to_owned()));
    origin_host.is_none() || origin_host != host
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn foreign_origins_are_recognised() {
        let check = |list: &[(&'static str, &'static str)], expect: bool| {
            let headers: HeaderMap = list
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(is_foreign(&headers), expect, "{list:?}");
        };
        check(&[], false);
        check(&[("host", "a.cn"), ("origin", "https://a.cn")], false);
        check(&[("host", "a.cn"), ("origin", "https://b.cn")], true);
        check(&[("host", "a.cn"), ("origin", "null")], true);
        check(&[("sec-fetch-site", "same-origin")], false);
        check(&[("sec-fetch-site", "cross-site"), ("host", "a.cn"), ("origin", "https://a.cn")], true);
    }

    #[test]
    fn only_the_same_token_agrees() {
        let token = CsrfToken::fresh().unwrap();
        assert!(token.agrees(&token.0));
        assert!(!token.agrees(""));
        assert!(!token.agrees(&CsrfToken::fresh().unwrap().0));
    }
}
