//! Signing in: an attempt is written down before its password is looked at, so that no race outruns the throttle.
//!
//! Limits live in the database and hold for all nodes together. An unknown login answers like a wrong password.

use store::UnitOfWork;
use workflow::id::PersonId;

use crate::api_tokens::own_role;
use crate::{Engine, EngineError, Signed, journal, passwords, text};

/// Failures of one login within the window: typing errors of a person, no more.
pub const FAILURES_PER_LOGIN_MAX: i64 = 5;
/// Failures of one address within the window: an office may share one.
pub const FAILURES_PER_ADDRESS_MAX: i64 = 50;
/// The window, and the longest wait.
pub const THROTTLE_WINDOW_SECONDS: i64 = 15 * 60;
/// No mail address is longer; what is longer is not stored.
const LOGIN_MAX_CHARACTERS: usize = 254;

impl Engine {
    /// The person behind a login and password. Wrong, unknown and closed accounts answer alike.
    pub async fn sign_in(&self, login: &str, password: &str, address: &str) -> Result<Signed, EngineError> {
        let login: String = text::normalise_email(login).chars().take(LOGIN_MAX_CHARACTERS).collect();
        let attempt = self.admit_attempt(&login, address).await?;
        let found = store::people::find_by_login(&self.store, &login).await?;
        let stored = found.as_ref().map(|person| person.password_hash.reveal().as_str());
        let is_right = passwords::is_right(password, stored).await?;
        let signed = match found.filter(|person| is_right && person.active) {
            Some(person) => self.signed(person.id).await?,
            None => None,
        };
        let signed = signed.ok_or_else(|| EngineError::field("email", "sign-in"))?;
        self.welcome(&signed, attempt).await?;
        Ok(signed)
    }

    /// Counts this attempt as a failure until it is proven otherwise; refuses when there are too many.
    async fn admit_attempt(&self, login: &str, address: &str) -> Result<i64, EngineError> {
        let now = self.clock.now();
        let (own_login, own_address) = (login.to_owned(), address.to_owned());
        let attempt = self
            .in_unit(move |unit, _| {
                Box::pin(async move {
                    Ok(store::sign_in::begin_attempt(unit, &own_login, &own_address, now).await?)
                })
            })
            .await?;
        let since = now.plus_seconds(-THROTTLE_WINDOW_SECONDS);
        let of_login = store::sign_in::failures_of_login(&self.store, login, since).await?;
        let of_address = store::sign_in::failures_of_address(&self.store, address, since).await?;
        if of_login <= FAILURES_PER_LOGIN_MAX && of_address <= FAILURES_PER_ADDRESS_MAX {
            return Ok(attempt);
        }
        self.in_unit(move |unit, _| {
            Box::pin(async move { Ok(store::sign_in::withdraw_attempt(unit, attempt).await?) })
        })
        .await?;
        Err(EngineError::TooManyAttempts { seconds: THROTTLE_WINDOW_SECONDS.unsigned_abs() })
    }

    /// Clears the attempt; sign-ins of the bureau's people are journalled.
    async fn welcome(&self, signed: &Signed, attempt: i64) -> Result<(), EngineError> {
        let signed = signed.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                store::sign_in::attempt_succeeded(unit, attempt).await?;
                if signed.actor.roles.is_empty() {
                    return Ok(());
                }
                let by = (&signed, own_role(&signed));
                journal::record(unit, now, by, "signed-in", person(&signed), "{}".to_owned()).await
            })
        })
        .await
    }
}

fn person(signed: &Signed) -> (&'static str, String) {
    ("person", signed.id().to_string())
}

/// Sets a password inside a unit and ends every session of the person.
pub(crate) async fn set_password(unit: &UnitOfWork, id: PersonId, hash: String) -> Result<(), EngineError> {
    store::people::set_password_hash(unit, id, &hash.into()).await?;
    store::sessions::delete_of_person(unit, id).await?;
    Ok(())
}
