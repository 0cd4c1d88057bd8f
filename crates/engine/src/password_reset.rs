//! A forgotten password: a link by mail that works once and for an hour. The answer never tells who has an account.
//! It stores no token, only its hash, and journals no password.

use serde_json::json;
use store::people::PersonRow;
use store::sign_in::PasswordResetRow;
use store::{UnitOfWork, people, sign_in};
use workflow::{Role, Timestamp};

use crate::error::Faults;
use crate::notify::enqueue_mail;
use crate::sessions::fingerprint;
use crate::sign_in::set_password;
use crate::{Engine, EngineError, Signed, journal, passwords, text};

/// Long enough for a slow mail server, short enough for a forgotten inbox.
pub const RESET_LIFE_SECONDS: i64 = 3600;
/// An account made by the administrator is opened by its person within three days.
pub const INVITATION_LIFE_SECONDS: i64 = 3 * 24 * 3600;
/// Nobody's inbox is flooded by somebody who knows the address.
const RESETS_PER_HOUR_MAX: i64 = 3;

impl Engine {
    /// Sends a link if the address belongs to an open account; answers the same either way.
    pub async fn request_password_reset(&self, email: &str) -> Result<(), EngineError> {
        let mut faults = Faults::default();
        let login = text::email(&mut faults, "email", email);
        faults.into_result()?;
        let engine = self.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let Some(person) = people::find_by_login(unit, &login).await? else { return Ok(()) };
                let recent =
                    sign_in::resets_of_person(unit, person.id, now.plus_seconds(-RESET_LIFE_SECONDS)).await?;
                if !person.active || recent >= RESETS_PER_HOUR_MAX {
                    return Ok(());
                }
                send_link(&engine, unit, now, &person, RESET_LIFE_SECONDS).await
            })
        })
        .await
    }

    /// Whether a link still works; looking does not use it up.
    pub async fn is_reset_open(&self, token: &str) -> Result<bool, EngineError> {
        let now = self.now().await?;
        Ok(sign_in::find_reset(&self.store, &fingerprint(token), now).await?.is_some())
    }

    /// Sets a new password by a link and ends every session of the person.
    pub async fn reset_password(&self, token: &str, password: &str, again: &str) -> Result<(), EngineError> {
        let mut faults = Faults::default();
        passwords::check(&mut faults, password, again);
        faults.into_result()?;
        if !self.is_reset_open(token).await? {
            return Err(stale());
        }
        let hash = self.hash_password(password).await?;
        let token = fingerprint(token);
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let person = sign_in::use_reset(unit, &token, now).await?.ok_or_else(stale)?;
                set_password(unit, person, hash).await
            })
        })
        .await
    }

    /// Changes one's own password; every session ends, the one that asks included.
    pub async fn change_password(
        &self,
        signed: &Signed,
        current: &str,
        password: &str,
        again: &str,
    ) -> Result<(), EngineError> {
        let mut faults = Faults::default();
        let stored = signed.person.password_hash.reveal();
        if !passwords::is_right(current, Some(stored)).await? {
            faults.add("current_password", "current-password");
        }
        passwords::check(&mut faults, password, again);
        faults.into_result()?;
        let hash = self.hash_password(password).await?;
        let signed = signed.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                set_password(unit, signed.id(), hash).await?;
                let role = signed.actor.roles.first().copied().unwrap_or(Role::Applicant);
                let subject = ("person", signed.id().to_string());
                journal::record(unit, now, (&signed, role), "password-changed", subject, "{}".to_owned())
                    .await
            })
        })
        .await
    }
}

fn stale() -> EngineError {
    EngineError::NotFound { what: "password-reset" }
}

/// Stores the hash of a fresh token and puts the mail with its link into the outbox.
pub(crate) async fn send_link(
    engine: &Engine,
    unit: &UnitOfWork,
    now: Timestamp,
    person: &PersonRow,
    life_seconds: i64,
) -> Result<(), EngineError> {
    let token = engine.fresh_secret()?;
    let row = PasswordResetRow {
        token_sha256: fingerprint(&token),
        person_id: person.id,
        created_at: now,
        expires_at: now.plus_seconds(life_seconds),
        used_at: None,
    };
    sign_in::insert_reset(unit, &row).await?;
    let context = json!({
        "link": format!("{}/password/reset?token={token}", engine.settings.public_url),
        "expires_at_millis": row.expires_at.millis(),
    });
    enqueue_mail(engine, unit, now, person, "password-reset", context, &row.token_sha256).await
}
