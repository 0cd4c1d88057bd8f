//! Health: whether the process lives, and whether it can serve.
//! It tells no more than that, whoever asks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::state::PortalState;

/// The process answers.
pub async fn live() -> &'static str {
    "alive\n"
}

/// The database answers and has every migration.
pub async fn ready(State(state): State<PortalState>) -> Response {
    let plain = [("content-type", "application/json")];
    match state.engine().is_ready().await {
        Ok(true) => (plain, "{\"ready\":true}\n").into_response(),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, plain, "{\"ready\":false,\"why\":\"migrations\"}\n")
            .into_response(),
        Err(error) => {
            tracing::warn!(error = %error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, plain, "{\"ready\":false,\"why\":\"database\"}\n")
                .into_response()
        }
    }
}
