//! The one test binary of the treasury: what its parts promise, seen from outside.
//! Each module owns one subject; nothing is tested in this file.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod batches;
mod budget;
mod foreign_messages;
mod orders;
mod payment_files;
mod samples;
mod status_reports;
mod xsd;
