//! The clock's own work, on both databases: mails, ends of publicity, lapses, reminders, missed ticks.
//! Time is set, never waited for.

mod calls;
mod deadlines;
mod mails;
mod schedule;
pub mod steps;
