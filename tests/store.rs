//! The store on both databases: what must survive, what must be refused, and that every query runs.
//! Each module owns one promise; `seed` holds the rows the others begin with.

mod backup;
mod durability;
mod events;
mod jobs;
mod money;
mod queries;
mod schema;
pub mod seed;
