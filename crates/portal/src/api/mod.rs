//! The JSON API: the same use cases as the pages, for programs with a bearer token.
//!
//! One file per family. A handler extracts, calls the engine and puts the answer into its public shape:
//! amounts in fen, instants in ISO 8601 with +08:00, account numbers masked. It decides nothing.

pub mod applications;
pub mod attachments;
pub mod bank;
pub mod batches;
pub mod budget;
pub mod calls;
mod case_body;
mod case_part;
pub mod commands;
mod document;
pub mod drafts;
pub mod duties;
pub mod engine_cases;
pub mod entitlements;
pub mod me;
pub mod migrations;
pub mod objections;
pub mod organisations;
pub mod packs;
pub mod panel;
pub mod problem;
pub mod proposals;
pub mod publications;
pub mod publicity;
pub mod recoveries;
pub mod supervision;
mod values;

pub use document::{openapi_json, show};
