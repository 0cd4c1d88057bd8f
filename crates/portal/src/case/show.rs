//! The page of one case, for everybody who may see it.
//! What each may do there comes with the engine's read model.

use axum::extract::Path;
use axum::response::Response;

use super::read;
use super::view::{Writing, page};
use crate::error::PortalError;
use crate::page::Visit;

pub async fn show(visit: Visit, Path(case): Path<String>) -> Result<Response, PortalError> {
    let view = read(&visit, &case).await?;
    visit.show(&page(&visit, &view, Writing::default())).await
}
