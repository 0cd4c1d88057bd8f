//! One row of the route table: method, path, who may call, how large a body, and the handler.
//!
//! A route cannot exist without its row, and a row cannot forget who may call.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use workflow::Role;

use crate::state::PortalState;

/// Who may call a route. Rights to a single case are the engine's to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Anybody with an account.
    SignedIn,
    /// Holders of one of these roles.
    Roles(&'static [Role]),
}

/// How large a request body may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Forms and JSON.
    Ordinary,
    /// Routes that take a file.
    Upload,
}

/// A long form with every field at its limit stays below a tenth of this.
pub const ORDINARY_BODY_MAX_BYTES: usize = 1024 * 1024;
/// One scanned document of some fifty pages.
pub const UPLOAD_BODY_MAX_BYTES: usize = 20 * 1024 * 1024;

const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

impl Limit {
    pub const fn bytes(self) -> usize {
        match self {
            Self::Ordinary => ORDINARY_BODY_MAX_BYTES,
            Self::Upload => UPLOAD_BODY_MAX_BYTES,
        }
    }

    pub const fn megabytes(self) -> usize {
        self.bytes() / BYTES_PER_MEGABYTE
    }
}

/// A row without its handler: what the authorisation test walks through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRow {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub limit: Limit,
}

/// A row with its handler. Paths under `/api/` are called with a bearer token, all others with a session.
pub struct Route {
    pub row: RouteRow,
    pub handler: MethodRouter<PortalState>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, PortalState>,
        T: 'static,
    {
        Self::new(Method::GET, MethodFilter::GET, path, access, handler)
    }

    pub fn post<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, PortalState>,
        T: 'static,
    {
        Self::new(Method::POST, MethodFilter::POST, path, access, handler)
    }

    pub fn put<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, PortalState>,
        T: 'static,
    {
        Self::new(Method::PUT, MethodFilter::PUT, path, access, handler)
    }

    pub fn delete<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, PortalState>,
        T: 'static,
    {
        Self::new(Method::DELETE, MethodFilter::DELETE, path, access, handler)
    }

    /// The same route for bodies that hold a file.
    pub fn with_upload(mut self) -> Self {
        self.row.limit = Limit::Upload;
        self
    }

    fn new<H, T>(method: Method, filter: MethodFilter, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, PortalState>,
        T: 'static,
    {
        let row = RouteRow { method, path, access, limit: Limit::Ordinary };
        Self { row, handler: on(filter, handler) }
    }

    /// The handler behind its body limit.
    pub fn limited(self) -> (RouteRow, MethodRouter<PortalState>) {
        let limit = DefaultBodyLimit::max(self.row.limit.bytes());
        (self.row, self.handler.route_layer(limit))
    }
}

/// Programs call below this path, with a bearer token.
pub const API_PREFIX: &str = "/api/";

pub fn is_api(path: &str) -> bool {
    path.starts_with(API_PREFIX)
}
