//! The other language: remembered in a cookie, then back to the page one came from.
//! It sends nobody to another site.

use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use templates::Locale;

use crate::cookies;
use crate::error::PortalError;
use crate::page::{Visit, path_of_this_site};

#[derive(Debug, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

pub async fn switch(
    visit: Visit,
    Path(tag): Path<String>,
    Query(query): Query<Back>,
) -> Result<Response, PortalError> {
    let locale = Locale::from_tag(&tag).ok_or(PortalError::NotFound)?;
    let mut response = visit.go(path_of_this_site(&query.back));
    visit.put_cookie(&mut response, cookies::LANGUAGE, locale.tag(), cookies::LANGUAGE_MAX_AGE_SECONDS);
    Ok(response)
}
