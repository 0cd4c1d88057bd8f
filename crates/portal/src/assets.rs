//! The built stylesheet, script and images, inside the binary. Names carry a hash, so they may be kept for ever.
//! It serves nothing that was not built into the program.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;
use templates::Assets;

use crate::error::PortalError;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
struct Built;

const MANIFEST: &str = "manifest.json";
const KEPT_FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Files without a hash in their name may change with the next release.
const KEPT_FOR_AN_HOUR: &str = "public, max-age=3600";

/// The names pages refer to. Without built assets pages are plain, and say so in the log.
pub fn names() -> Result<Assets, PortalError> {
    if let Some(manifest) = Built::get(MANIFEST) {
        return Ok(Assets::from_manifest(&manifest.data, "/assets")?);
    }
    tracing::warn!("no built assets: pages will be plain");
    let place = |name: &str| format!("/assets/{name}");
    Ok(Assets { stylesheet: place("app.css"), script: place("app.js"), favicon: place("assets/favicon.svg") })
}

pub async fn show(Path(path): Path<String>) -> Result<Response, PortalError> {
    let file = Built::get(&path).filter(|_| path != MANIFEST).ok_or(PortalError::NotFound)?;
    let hashed = path.rsplit('/').next().is_some_and(|name| name.starts_with("app-"));
    let kept = if hashed { KEPT_FOR_EVER } else { KEPT_FOR_AN_HOUR };
    let headers = [(CONTENT_TYPE, media_type(&path)), (CACHE_CONTROL, kept)];
    Ok((headers, file.data.into_owned()).into_response())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
