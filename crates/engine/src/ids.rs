//! Ids and secrets: chance enters the house here, as a thing that can be replaced.
//!
//! Ids are UUID version 7 of the engine's time, so they sort by creation; secrets are 32 random bytes.

use uuid::Uuid;
use workflow::Timestamp;

use crate::{Engine, EngineError};

/// Bytes of a session, reset or API secret: 256 bits cannot be guessed.
pub const SECRET_BYTES: usize = 32;

/// A source of random bytes.
pub trait Chance: Send + Sync {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EngineError>;
}

impl Engine {
    /// A fresh id of any kind: `self.fresh_id(now, ApplicationId::new)?`.
    pub(crate) fn fresh_id<T>(&self, now: Timestamp, make: impl FnOnce(Uuid) -> T) -> Result<T, EngineError> {
        let mut random = [0; 10];
        self.chance.fill(&mut random)?;
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        Ok(make(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()))
    }

    /// A secret as 64 hexadecimal digits; only its SHA-256 is ever stored.
    pub(crate) fn fresh_secret(&self) -> Result<String, EngineError> {
        let mut random = [0; SECRET_BYTES];
        self.chance.fill(&mut random)?;
        Ok(hex::encode(random))
    }
}
