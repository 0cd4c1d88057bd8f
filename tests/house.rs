//! The one integration test binary: one link and one process tree for every journey and check.
//! Each module owns one subject; nothing is tested in this file.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod api;
mod architecture;
mod authorization;
mod campaign;
mod cases;
mod containment;
mod crash;
mod definitions;
mod duties;
mod entitlements;
mod jobs;
mod journey;
mod journeys;
mod money;
mod operations;
mod people;
mod pipelines;
mod record;
mod registers;
mod remedies;
mod source;
mod store;
mod studio;
mod tidy;
mod validators;
mod words;
