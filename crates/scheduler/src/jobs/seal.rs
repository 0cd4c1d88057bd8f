//! Seals the record and writes the seal outside the database.
//! A record that contradicts its last seal is a fault that no second try mends: somebody has to look.

use engine::EngineError;

use crate::job::{Outcome, Post};

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    match post.engine.seal().await {
        Ok(receipt) => {
            tracing::info!(number = receipt.number, leaves = receipt.leaves, "the record is sealed");
            Ok(Outcome::Done)
        }
        Err(
            error @ (EngineError::Corrupt { .. }
            | EngineError::Conflict { .. }
            | EngineError::NotFound { .. }),
        ) => Ok(Outcome::Fail(error.to_string())),
        Err(error) => Err(error),
    }
}
