//! Passwords: argon2id with named cost, on a thread that may block, and the rule for new ones.
//!
//! Nothing here logs or returns a password. An unknown login costs as much as a wrong password.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::error::{Faults, FieldFault};
use crate::{Engine, EngineError};

/// Long enough that length does the work; no other rule makes people write it down.
pub const PASSWORD_MIN_CHARACTERS: usize = 12;
/// A passphrase fits; a megabyte to be hashed does not.
pub const PASSWORD_MAX_CHARACTERS: usize = 200;

/// Memory, passes and lanes: OWASP's minimum for argon2id.
const MEMORY_KIBIBYTES: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

fn argon2id() -> Result<Argon2<'static>, EngineError> {
    let params = Params::new(MEMORY_KIBIBYTES, PASSES, LANES, None).map_err(|_| EngineError::Chance)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

impl Engine {
    /// The text to store for a password.
    pub(crate) async fn hash_password(&self, password: &str) -> Result<String, EngineError> {
        let mut salt = [0; SALT_BYTES];
        self.chance.fill(&mut salt)?;
        let password = password.to_owned();
        blocking(move || {
            let hash = argon2id()?
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(|_| EngineError::Chance)?;
            Ok(hash.to_string())
        })
        .await
    }
}

/// Whether a password belongs to a stored text; `None` spends the same time and says no.
pub(crate) async fn is_right(password: &str, stored: Option<&str>) -> Result<bool, EngineError> {
    let password = password.to_owned();
    let stored = stored.map(str::to_owned);
    blocking(move || {
        let Some(stored) = stored else {
            let mut waste = [0; 32];
            let spent = argon2id()?.hash_password_into(password.as_bytes(), &[0; SALT_BYTES], &mut waste);
            return spent.map(|()| false).map_err(|_| EngineError::Chance);
        };
        let hash = PasswordHash::new(&stored)
            .map_err(|_| EngineError::Corrupt { what: "password hash".to_owned() })?;
        Ok(argon2id()?.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, EngineError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| EngineError::TaskLost)?
}

/// A new password, typed twice.
pub(crate) fn check(faults: &mut Faults, password: &str, again: &str) {
    let characters = password.chars().count();
    if password.is_empty() {
        faults.add("password", "required");
    } else if characters < PASSWORD_MIN_CHARACTERS {
        faults.push(FieldFault::new("password", "password-short").with("minimum", PASSWORD_MIN_CHARACTERS));
    } else if characters > PASSWORD_MAX_CHARACTERS {
        faults.push(FieldFault::new("password", "password-long").with("maximum", PASSWORD_MAX_CHARACTERS));
    }
    if password != again {
        faults.add("password_again", "password-differs");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[tokio::test]
    async fn only_the_password_opens() {
        let salt = [7; SALT_BYTES];
        let stored =
            argon2id().unwrap().hash_password_with_salt(b"a long enough one", &salt).unwrap().to_string();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(is_right("a long enough one", Some(&stored)).await.unwrap());
        assert!(!is_right("a long enough one ", Some(&stored)).await.unwrap());
        assert!(!is_right("a long enough one", None).await.unwrap());
        assert!(is_right("x", Some("rubbish")).await.is_err());
    }
}
