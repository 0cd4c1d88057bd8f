//! Pages of the administrator: people and settings, no cases, no money.
//! Who may come to them is settled by the gate and by the engine.

pub mod calendar;
pub mod mails;
pub mod people;
pub mod towns;
