//! Duties around cases: hand-over, turns to write, and moving running cases to another pipeline.
//! Each is tried on both databases, at the engine and at the page that promises it.

mod handover;
mod migration;
mod turns;
