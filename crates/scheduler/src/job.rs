//! What a job is given and what it answers: done, again later, or not again before its next tick.
//!
//! Every job bounds its batch and is safe to run twice; none remembers anything in memory.

use std::sync::Arc;

use engine::Engine;
use mail::{Mailbox, Transport};
use templates::Templates;

/// How a run of a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is left over until the next tick.
    Done,
    /// Not everything could be done: run again soon.
    Retry(String),
    /// Trying again soon would fail again: wait for the next tick.
    Fail(String),
}

impl Outcome {
    /// As it is recorded: `done`, `retry: …`, `fail: …`.
    pub fn text(&self) -> String {
        match self {
            Self::Done => "done".to_owned(),
            Self::Retry(why) => format!("retry: {why}"),
            Self::Fail(why) => format!("fail: {why}"),
        }
    }
}

/// Everything a job works with; cheap to clone.
#[derive(Debug, Clone)]
pub struct Post {
    pub engine: Engine,
    pub templates: Arc<Templates>,
    pub transport: Transport,
    /// The sender of every mail.
    pub sender: Mailbox,
    /// Names this process in leases; two schedulers must differ in it.
    pub owner: String,
}
