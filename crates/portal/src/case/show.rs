//! The page of one case, for everybody who may see it.
//! What each may do there comes with the engine's read model.

use axum::extract::Path;
use axum::response::Response;

use super::view::{Writing, page};
use super::{Seen, department, expert, look};
use crate::error::PortalError;
use crate::page::Visit;

pub async fn show(visit: Visit, Path(case): Path<String>) -> Result<Response, PortalError> {
    match look(&visit, &case).await? {
        Seen::Whole(view) => visit.show(&page(&visit, &view, Writing::default())).await,
        Seen::Part(view) => department::show(&visit, &view).await,
        Seen::Seat(view) => expert::show(&visit, &view).await,
    }
}
