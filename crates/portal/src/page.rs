//! A visit: who reads, in which language, on which page; and how a page is put into its frame.
//! It asks the engine for the time of a demo and for nothing else.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use engine::{Engine, Signed};
use templates::{Demo, Flash, FlashKind, Frame, Locale, Message, Page, SignedIn};
use workflow::Role;

use crate::cookies;
use crate::csrf::{CsrfToken, random_hex};
use crate::error::PortalError;
use crate::gate::{Visitor, escaped};
use crate::navigation;
use crate::state::PortalState;

/// Bytes of a form's key: two renderings never share one.
const FORM_KEY_BYTES: usize = 12;
/// Only texts written for it may be put into a flash.
const FLASH_PREFIX: &str = "flash-";

/// Everything a handler needs to answer with a page.
#[derive(Debug, Clone)]
pub struct Visit {
    pub state: PortalState,
    pub locale: Locale,
    pub signed: Option<Signed>,
    path: String,
    csrf: Option<CsrfToken>,
    flash: Option<Flash>,
}

impl FromRequestParts<PortalState> for Visit {
    type Rejection = PortalError;

    async fn from_request_parts(parts: &mut Parts, state: &PortalState) -> Result<Self, PortalError> {
        Ok(Self::of(state, parts))
    }
}

impl Visit {
    /// Reads a request, as far as it has come.
    pub fn of(state: &PortalState, parts: &Parts) -> Self {
        let signed = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.signed.clone());
        Self {
            locale: reader_locale(&parts.headers, signed.as_ref()),
            signed,
            path: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            csrf: parts.extensions.get::<CsrfToken>().cloned(),
            flash: cookies::read(&parts.headers, cookies::FLASH).and_then(read_flash),
            state: state.clone(),
        }
    }

    pub fn engine(&self) -> &Engine {
        self.state.engine()
    }

    /// The signed-in person of a route that is not public.
    pub fn signed(&self) -> Result<&Signed, PortalError> {
        self.signed.as_ref().ok_or(PortalError::NotSignedIn)
    }

    /// A page with status 200.
    pub async fn show<P: Page + Sync>(&self, page: &P) -> Result<Response, PortalError> {
        self.answer(StatusCode::OK, page).await
    }

    /// A page whose form was wrong.
    pub async fn refuse<P: Page + Sync>(&self, page: &P) -> Result<Response, PortalError> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, page).await
    }

    pub async fn answer<P: Page + Sync>(
        &self,
        status: StatusCode,
        page: &P,
    ) -> Result<Response, PortalError> {
        let mut response = (status, Html(self.html(page).await?)).into_response();
        if self.flash.is_some() {
            self.put_cookie(&mut response, cookies::FLASH, "", 0);
        }
        Ok(response)
    }

    /// Goes to another page after something was done.
    #[expect(clippy::unused_self, reason = "a visit is what every handler answers through")]
    pub fn go(&self, to: &str) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let place = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
        response.headers_mut().insert(LOCATION, place);
        response
    }

    /// Goes to another page, which says what was done. The key begins with `flash-`.
    pub fn go_saying(&self, to: &str, kind: FlashKind, message: Message) -> Response {
        let mut response = self.go(to);
        if let Ok(json) = serde_json::to_vec(&Flash { kind, message }) {
            let value = URL_SAFE_NO_PAD.encode(json);
            self.put_cookie(&mut response, cookies::FLASH, &value, cookies::FLASH_MAX_AGE_SECONDS);
        }
        response
    }

    pub fn put_cookie(&self, response: &mut Response, name: &str, value: &str, max_age_seconds: u32) {
        if let Some(cookie) = cookies::write(name, value, max_age_seconds, self.state.is_secure()) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }

    /// The page inside its frame.
    pub async fn html<P: Page + Sync>(&self, page: &P) -> Result<String, PortalError> {
        let frame = self.frame().await?;
        Ok(self.state.templates().render(&frame, page)?)
    }

    async fn frame(&self) -> Result<Frame, PortalError> {
        Ok(Frame {
            locale: self.locale,
            path: self.path.clone(),
            other_language: self.other_language(),
            bureau: self.state.settings().bureau.clone(),
            csrf: self.csrf.as_ref().map_or_else(String::new, |token| token.0.clone()),
            form_key: random_hex::<FORM_KEY_BYTES>()?,
            person: self.signed.as_ref().map(masthead),
            navigation: navigation::of(&self.state, self.signed.as_ref(), &self.path),
            flash: self.flash.clone(),
            assets: self.state.assets().clone(),
            demo: self.demo().await?,
        })
    }

    fn other_language(&self) -> String {
        let back: String = self.path.bytes().map(escaped).collect();
        format!("/language/{}?back={back}", self.locale.other().tag())
    }

    async fn demo(&self) -> Result<Option<Demo>, PortalError> {
        if !self.engine().settings().demo {
            return Ok(None);
        }
        let now_millis = self.engine().now().await?.millis();
        Ok(Some(Demo { now_millis, can_move: true, outbox: Some("/demo/mail".to_owned()) }))
    }
}

fn masthead(signed: &Signed) -> SignedIn {
    let mut roles: Vec<String> = signed.actor.roles.iter().map(|role| role.key().to_owned()).collect();
    if signed.holds(Role::Applicant) {
        roles.push(Role::Applicant.key().to_owned());
    }
    SignedIn { display_name: signed.person.name.clone(), roles }
}

/// The choice in the cookie, else the person's own language, else the browser's.
fn reader_locale(headers: &HeaderMap, signed: Option<&Signed>) -> Locale {
    let chosen = cookies::read(headers, cookies::LANGUAGE).and_then(Locale::from_tag);
    let own = || signed.and_then(|signed| Locale::from_tag(&signed.person.locale));
    let asked = || {
        let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        header.map(Locale::from_accept_language)
    };
    chosen.or_else(own).or_else(asked).unwrap_or_default()
}

fn read_flash(value: &str) -> Option<Flash> {
    let json = URL_SAFE_NO_PAD.decode(value).ok()?;
    let flash: Flash = serde_json::from_slice(&json).ok()?;
    flash.message.key.starts_with(FLASH_PREFIX).then_some(flash)
}

/// A path of this site, or the front page: nobody is sent elsewhere by a link.
pub fn path_of_this_site(text: &str) -> &str {
    let starts_here = text.starts_with('/') && !text.starts_with("//") && !text.starts_with("/\\");
    if starts_here && text.bytes().all(|byte| byte.is_ascii_graphic()) { text } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::path_of_this_site;

    #[test]
    fn nobody_is_sent_elsewhere() {
        let check = |text: &str, expect: &str| assert_eq!(path_of_this_site(text), expect, "{text}");
        check("/applications?x=1", "/applications?x=1");
        check("//evil.example", "/");
        check("/\\evil.example", "/");
        check("https://evil.example", "/");
        check("/a\r\nSet-Cookie: x", "/");
        check("", "/");
    }
}
