//! Enqueues the reminders that are due; each goes to each person once, which the engine sees to.
//! Sending them is another job.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    post.engine.remind().await?;
    Ok(Outcome::Done)
}
