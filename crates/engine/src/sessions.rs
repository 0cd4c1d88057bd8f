//! Sessions of browsers: opaque texts under the hash of a secret id, with an end.
//!
//! They run on the machine's clock: moving the demo clock signs nobody out.

use sha2::{Digest, Sha256};
use store::Hidden;
use store::sessions::SessionRow;
use workflow::id::PersonId;

use crate::{Engine, EngineError};

/// A working day with its evening; then one signs in again.
pub const SESSION_LIFE_HOURS: i64 = 12;

/// How a secret is stored: a stolen database opens no session, link or token.
pub(crate) fn fingerprint(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

impl Engine {
    /// Writes a session; its end is counted from now.
    pub async fn save_session(
        &self,
        id: &str,
        person: Option<PersonId>,
        json: &str,
    ) -> Result<(), EngineError> {
        let row = SessionRow {
            id: Hidden::new(fingerprint(id)),
            person_id: person,
            record_json: Hidden::new(json.to_owned()),
            expires_at: self.clock.now().plus_seconds(SESSION_LIFE_HOURS * 3600),
        };
        self.in_unit(move |unit, _| Box::pin(async move { Ok(store::sessions::save(unit, &row).await?) }))
            .await
    }

    /// The text of a session that has not ended.
    pub async fn load_session(&self, id: &str) -> Result<Option<String>, EngineError> {
        let row = store::sessions::find(&self.store, &fingerprint(id), self.clock.now()).await?;
        Ok(row.map(|row| row.record_json.into_inner()))
    }

    pub async fn delete_session(&self, id: &str) -> Result<(), EngineError> {
        let id = fingerprint(id);
        self.in_unit(move |unit, _| Box::pin(async move { Ok(store::sessions::delete(unit, &id).await?) }))
            .await
    }

    /// The database answers and knows every migration.
    pub async fn is_ready(&self) -> Result<bool, EngineError> {
        self.store.ping().await?;
        Ok(self.store.migrations_pending().await? == 0)
    }
}
