//! Sessions of browsers: rows behind the engine, a random id in an `HttpOnly` cookie, renewed at sign-in.
//!
//! A session holds only who is signed in; rights are loaded for each request.

use async_trait::async_trait;
use engine::Engine;
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};
use workflow::id::PersonId;

use crate::error::PortalError;
use crate::state::PortalState;

const COOKIE: &str = "houbu-session";
/// The entry of a session that names the person.
const PERSON: &str = "person";

/// Keeps sessions in the database, under the hash of their id.
#[derive(Debug, Clone)]
pub struct EngineSessions(Engine);

pub fn layer(state: &PortalState) -> SessionManagerLayer<EngineSessions> {
    SessionManagerLayer::new(EngineSessions(state.engine().clone()))
        .with_name(COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.is_secure())
        .with_expiry(Expiry::OnInactivity(Duration::hours(engine::SESSION_LIFE_HOURS)))
}

/// Who is signed in.
pub async fn person(session: &Session) -> std::result::Result<Option<PersonId>, PortalError> {
    Ok(session.get(PERSON).await?)
}

/// Begins a session under a new id, so that an id planted before sign-in is worth nothing.
pub async fn begin(session: &Session, person: PersonId) -> std::result::Result<(), PortalError> {
    session.cycle_id().await?;
    session.insert(PERSON, person).await?;
    Ok(())
}

pub async fn end(session: &Session) -> std::result::Result<(), PortalError> {
    session.flush().await?;
    Ok(())
}

fn failed(error: impl std::error::Error) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for EngineSessions {
    /// 128 random bits do not collide; saving is enough.
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let person = record.data.get(PERSON).and_then(|value| serde_json::from_value(value.clone()).ok());
        let json = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        self.0.save_session(&record.id.to_string(), person, &json).await.map_err(failed)
    }

    /// Expiry is judged by the engine's clock; the date given here only has to lie ahead.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(json) = self.0.load_session(&id.to_string()).await.map_err(failed)? else { return Ok(None) };
        let data = serde_json::from_str(&json).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::UNIX_EPOCH + Duration::weeks(52 * 200);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete_session(&id.to_string()).await.map_err(failed)
    }
}
