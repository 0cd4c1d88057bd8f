//! Asks the engine to recompute what is due: publicity that is over, cases that lapse, calendars.
//! Cases that could not be moved are counted and left to the next tick.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    let done = post.engine.reconcile_deadlines().await?;
    match done.failed {
        0 => Ok(Outcome::Done),
        failed => Ok(Outcome::Retry(format!("{failed} cases could not be moved"))),
    }
}
