//! Pages of the administrator: people and settings, no cases, no money.

pub mod calendar;
pub mod mails;
pub mod people;
pub mod towns;
