//! The door for people and programs: pages and the JSON API.
//!
//! A handler extracts, calls the engine and renders. It decides nothing, knows no SQL, and every
//! route stands in one table (`router.rs`) with who may call it.

mod assembly;
mod assets;
mod choices;
mod cookies;
mod csrf;
mod error;
mod extract;
mod failure;
mod faults;
mod gate;
mod headers;
mod navigation;
mod page;
mod paging;
mod route;
mod router;
mod session;
mod state;

mod account;
mod admin;
mod api;
mod applicant;
mod case;
mod finance;
mod officer;
mod policy;
mod public;
mod supervisor;

pub use api::openapi_json;
pub use assembly::{router, serve};
pub use axum::Router;
pub use case::picture::picture;
pub use error::PortalError;
pub use route::{Access, Limit, RouteRow};
pub use router::routes;
pub use state::{PortalSettings, PortalState};
