//! Forgets what has had its time: expired sessions and old records of runs.
//! Nothing of a case is ever forgotten here; the engine names what may go.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    post.engine.purge().await?;
    Ok(Outcome::Done)
}
