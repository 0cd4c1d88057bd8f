//! The vocabulary of Houbu and its state machine: what may happen to an application.
//!
//! Pure: no I/O, no clock, no randomness. Time, ids and chance come in as arguments;
//! [`decide`](decide::decide) returns events and effects, [`apply`](apply::apply) never fails.

pub mod application;
pub mod apply;
pub mod award;
pub mod calendar;
pub mod clock;
pub mod command;
pub mod decide;
pub mod effect;
pub mod event;
pub mod explore;
pub mod id;
pub mod identity;
pub mod migration;
pub mod money;
pub mod panel;
pub mod pipeline;
pub mod refusal;
pub mod role;
pub mod stage;
pub mod state;

pub use application::Application;
pub use apply::apply;
pub use clock::{Date, Timestamp};
pub use command::{Command, CommandKind};
pub use decide::{Context, Outcome, available, decide};
pub use effect::Effect;
pub use event::{Event, EventKind};
pub use money::Money;
pub use pipeline::Pipeline;
pub use refusal::{Refusal, RefusalReason};
pub use role::{Actor, Role, Signature};
pub use stage::Stage;
pub use state::State;
