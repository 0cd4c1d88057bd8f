//! The subcommands, one file each: read arguments, call the engine, print, answer an exit code.
//! Nothing is decided here.

pub mod admin;
pub mod audit;
pub mod backup;
pub mod calendar;
pub mod cases;
pub mod demo;
pub mod migrate;
pub mod openapi;
pub mod programmes;
pub mod registers;
pub mod rule_worker;
pub mod rules;
pub mod serve;
pub mod towns;
pub mod workflow;
