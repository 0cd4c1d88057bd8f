//! Idempotency: a write use case runs once per key, whatever is clicked twice, repeated or resent.
//!
//! The key, the hash of its input and the outcome are stored in the transaction of the act itself.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::idempotency::IdempotencyRow;
use store::{UnitOfWork, Work};
use workflow::Timestamp;

use crate::perform::encode;
use crate::{Engine, EngineError};

/// A key longer than this is no key: UUIDs and random tokens are far shorter.
pub const KEY_LIMIT_BYTES: usize = 128;

impl Engine {
    /// Runs a body once for `(scope, key)`: the same input again answers the stored outcome,
    /// another input under the same key is a conflict.
    pub(crate) async fn once<T, F>(
        &self,
        scope: &str,
        key: &str,
        input: &(impl Serialize + Sync),
        body: F,
    ) -> Result<T, EngineError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: for<'u> FnOnce(&'u UnitOfWork, Timestamp) -> Work<'u, T, EngineError> + Send + 'static,
    {
        if key.is_empty() || key.len() > KEY_LIMIT_BYTES {
            return Err(EngineError::field("idempotency_key", "key-missing"));
        }
        let digest = input_hash(input)?;
        let (scope, key) = (scope.to_owned(), key.to_owned());
        let now = self.now().await?;
        self.store
            .transact(move |unit| {
                Box::pin(async move {
                    let outcome_json = String::new();
                    let mut row = IdempotencyRow { scope, key, input_hash: digest, outcome_json, at: now };
                    // The key is taken first: a second click waits here for the first, then hears its outcome.
                    if !store::idempotency::take(unit, &row).await? {
                        let seen = store::idempotency::find(unit, &row.scope, &row.key).await?;
                        let seen =
                            seen.ok_or(EngineError::Conflict { what: "idempotency-key".to_owned() })?;
                        return answer_again(&seen.input_hash, &row.input_hash, &seen.outcome_json);
                    }
                    let outcome = body(unit, now).await?;
                    row.outcome_json = encode(&outcome)?;
                    store::idempotency::record(unit, &row).await?;
                    Ok(outcome)
                })
            })
            .await
    }

    /// A unit of work without a key: sign-ins, sessions, jobs.
    pub(crate) async fn in_unit<T, F>(&self, body: F) -> Result<T, EngineError>
    where
        T: Send + 'static,
        F: for<'u> FnOnce(&'u UnitOfWork, Timestamp) -> Work<'u, T, EngineError> + Send + 'static,
    {
        let now = self.now().await?;
        self.store.transact(move |unit| Box::pin(async move { body(unit, now).await })).await
    }
}

fn answer_again<T: DeserializeOwned>(stored: &str, given: &str, outcome: &str) -> Result<T, EngineError> {
    if stored != given {
        return Err(EngineError::Conflict { what: "idempotency-key".to_owned() });
    }
    serde_json::from_str(outcome).map_err(|error| EngineError::Corrupt { what: error.to_string() })
}

/// SHA-256 of the input's canonical JSON, in hexadecimal.
pub(crate) fn input_hash(input: &impl Serialize) -> Result<String, EngineError> {
    Ok(hex::encode(Sha256::digest(encode(input)?.as_bytes())))
}
