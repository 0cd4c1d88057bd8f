//! Closes the calls whose last day has passed.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    post.engine.close_calls().await?;
    Ok(Outcome::Done)
}
