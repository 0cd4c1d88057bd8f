//! Closes the calls whose last day has passed.
//! Which day that is, and what becomes of their drafts, is for the engine to say.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    post.engine.close_calls().await?;
    Ok(Outcome::Done)
}
