//! Cookies that are no session: language, flash, CSRF. Values are plain tokens, never personal.
//! Sessions are not its business.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

pub const LANGUAGE: &str = "houbu-language";
pub const FLASH: &str = "houbu-flash";
pub const CSRF: &str = "houbu-csrf";

/// A choice of language is remembered for a year.
pub const LANGUAGE_MAX_AGE_SECONDS: u32 = 365 * 24 * 3600;
/// A flash is read by the very next page, or never.
pub const FLASH_MAX_AGE_SECONDS: u32 = 60;
/// A form may lie open over a working day.
pub const CSRF_MAX_AGE_SECONDS: u32 = 24 * 3600;

/// The value of a cookie, as sent.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A `Set-Cookie` value; `None` when the value does not fit into a header.
pub fn write(name: &str, value: &str, max_age_seconds: u32, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={max_age_seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; houbu-csrf=x=y"));
        headers.append(COOKIE, HeaderValue::from_static("houbu-language=en"));
        assert_eq!(read(&headers, CSRF), Some("x=y"));
        assert_eq!(read(&headers, LANGUAGE), Some("en"));
        assert_eq!(read(&headers, "houbu"), None);
        let written = write(CSRF, "t", 5, true).unwrap();
        assert_eq!(written, "houbu-csrf=t; Path=/; Max-Age=5; HttpOnly; SameSite=Lax; Secure");
        assert!(write(CSRF, "a\nb", 5, true).is_none());
    }
}
