//! Journeys through single stages over HTTP, on both databases: pages are driven by their forms.
//! One file per family of stages; the journey from registration to payment stands in `journey.rs`.

mod agreements;
mod blind;
mod departments;
mod objection_races;
mod objections;
mod panel;
mod paths;
mod proposals;
mod records;
mod review;
mod walk;
