//! From the table to a running server: gates, limits, headers, sessions, and a graceful end.
//! It knows no page: the table does.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::error::PortalError;
use crate::gate::{self, Gate};
use crate::route::Route;
use crate::state::PortalState;
use crate::{csrf, failure, headers, session};

/// Longer than the slowest honest request, an upload over a poor line included.
const REQUEST_MAX_SECONDS: u64 = 60;

/// The whole portal.
pub fn router(state: PortalState) -> Router {
    let mut router = Router::new();
    for route in crate::router::table() {
        router = add(router, route, &state);
    }
    let time_limit = Duration::from_secs(REQUEST_MAX_SECONDS);
    router
        .fallback(|| async { PortalError::NotFound })
        .layer(session::layer(&state))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time_limit))
        .layer(CatchPanicLayer::custom(failure::of_panic))
        .layer(from_fn_with_state(state.clone(), failure::say))
        .layer(from_fn_with_state(state.clone(), csrf::guard))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}

fn add(router: Router<PortalState>, route: Route, state: &PortalState) -> Router<PortalState> {
    let (row, handler) = route.limited();
    let path = row.path;
    let gate = Gate { state: state.clone(), row };
    router.route(path, handler.route_layer(from_fn_with_state(gate, gate::admit)))
}

/// Serves until `shutdown` resolves, then finishes what is under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), PortalError> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await.map_err(PortalError::Listen)
}
