//! Bearer tokens of programs: made by a person for themselves, shown once, stored as a hash.
//!
//! A token acts with the rights its person holds at that moment, and no others.

use serde::Serialize;
use store::tokens::ApiTokenRow;
use workflow::{Role, Timestamp};

use crate::error::Faults;
use crate::sessions::fingerprint;
use crate::{Engine, EngineError, Signed, journal, text};

/// A token is renewed at least once a year.
pub const TOKEN_LIFE_DAYS: i64 = 365;
/// More tokens than this are a mistake, not a need.
pub const TOKENS_PER_PERSON_MAX: usize = 20;
/// A word or two: what the token is for.
const TITLE_MAX_CHARACTERS: usize = 60;
/// Recognisable in a log or a leak scanner.
const TOKEN_PREFIX: &str = "houbu_";
/// Use is noted no more often than this, so that reading stays reading.
const TOUCH_EVERY_SECONDS: i64 = 60;

/// A token as its owner sees it. The secret is not among it.
#[derive(Debug, Clone, Serialize)]
pub struct ApiToken {
    pub id: String,
    pub title: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
}

impl From<ApiTokenRow> for ApiToken {
    fn from(row: ApiTokenRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            last_used_at: row.last_used_at,
        }
    }
}

impl Engine {
    /// Makes a token and answers its secret, for the only time.
    pub async fn create_api_token(&self, signed: &Signed, title: &str) -> Result<String, EngineError> {
        let mut faults = Faults::default();
        let title = text::required(&mut faults, "title", title, TITLE_MAX_CHARACTERS);
        faults.into_result()?;
        let now = self.now().await?;
        let live = store::tokens::of_person(&self.store, signed.id()).await?;
        if live.iter().filter(|row| is_live(row, now)).count() >= TOKENS_PER_PERSON_MAX {
            return Err(EngineError::field("title", "too-many-tokens"));
        }
        let secret = format!("{TOKEN_PREFIX}{}", self.fresh_secret()?);
        let row = ApiTokenRow {
            id: self.fresh_id(now, |id| id.simple().to_string())?,
            person_id: signed.id(),
            title,
            token_sha256: fingerprint(&secret),
            created_at: now,
            expires_at: now.plus_seconds(TOKEN_LIFE_DAYS * 24 * 3600),
            revoked_at: None,
            last_used_at: None,
        };
        self.write_token(signed, row).await?;
        Ok(secret)
    }

    async fn write_token(&self, signed: &Signed, row: ApiTokenRow) -> Result<(), EngineError> {
        let signed = signed.clone();
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                store::tokens::insert(unit, &row).await?;
                let by = (&signed, own_role(&signed));
                journal::record(unit, now, by, "token-created", ("token", row.id.clone()), "{}".to_owned())
                    .await
            })
        })
        .await
    }

    /// Ends a token of one's own at once.
    pub async fn revoke_api_token(&self, signed: &Signed, id: &str) -> Result<(), EngineError> {
        let (signed, id) = (signed.clone(), id.to_owned());
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                store::tokens::revoke(unit, &id, signed.id(), now).await?;
                let by = (&signed, own_role(&signed));
                journal::record(unit, now, by, "token-revoked", ("token", id), "{}".to_owned()).await
            })
        })
        .await
    }

    /// One's own tokens, newest first.
    pub async fn api_tokens(&self, signed: &Signed) -> Result<Vec<ApiToken>, EngineError> {
        let rows = store::tokens::of_person(&self.store, signed.id()).await?;
        Ok(rows.into_iter().map(ApiToken::from).collect())
    }

    /// The person behind a token that is live.
    pub async fn signed_by_token(&self, secret: &str) -> Result<Option<Signed>, EngineError> {
        let now = self.now().await?;
        let found = store::tokens::find_valid(&self.store, &fingerprint(secret), now).await?;
        let Some(row) = found else { return Ok(None) };
        let stale = row.last_used_at.is_none_or(|at| at.plus_seconds(TOUCH_EVERY_SECONDS) < now);
        if stale {
            let id = row.id.clone();
            self.in_unit(move |unit, now| {
                Box::pin(async move { Ok(store::tokens::touch(unit, &id, now).await?) })
            })
            .await?;
        }
        self.signed(row.person_id).await
    }
}

fn is_live(row: &ApiTokenRow, now: Timestamp) -> bool {
    row.revoked_at.is_none() && row.expires_at > now
}

/// The role under which an act on one's own account is journalled.
pub(crate) fn own_role(signed: &Signed) -> Role {
    signed.actor.roles.first().copied().unwrap_or(Role::Applicant)
}
