//! Forgets what has had its time: expired sessions and old records of runs.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    post.engine.purge().await?;
    Ok(Outcome::Done)
}
