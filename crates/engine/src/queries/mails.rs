//! Mails as the administrator sees them: to whom, which, and whether they left. Never their text: it holds links.
//! It sends nothing and repeats nothing.

use serde::Serialize;
use workflow::{Role, Timestamp};

use crate::{Engine, EngineError, Signed};

/// A screen and a half.
pub const MAILS_PAGE_ROWS: u32 = 50;

/// One mail on its way.
#[derive(Debug, Clone, Serialize)]
pub struct MailSummary {
    pub recipient: String,
    /// The mail's name in the templates.
    pub name: String,
    pub subject: String,
    /// `queued`, `sent` or `failed`.
    pub state: &'static str,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub attempts: i64,
    pub last_error: Option<String>,
}

/// A page of mails, newest first.
#[derive(Debug, Clone, Serialize)]
pub struct MailsPage {
    pub mails: Vec<MailSummary>,
    /// Not rendered yet.
    pub waiting: i64,
    pub failed: i64,
    pub next: Option<String>,
}

impl Engine {
    pub async fn mails(&self, signed: &Signed, after: Option<String>) -> Result<MailsPage, EngineError> {
        signed.require(Role::Administrator)?;
        let page = store::Page { after, limit: MAILS_PAGE_ROWS };
        let rows = store::mails::list(&self.store, None, None, &page).await?;
        let is_full = rows.len() == MAILS_PAGE_ROWS as usize;
        let next = rows.last().filter(|_| is_full).map(|row| row.id.to_string());
        let mails = rows.into_iter().map(|row| MailSummary {
            recipient: row.recipient,
            name: row.name,
            subject: row.subject,
            state: row.state.key(),
            created_at: row.created_at,
            sent_at: row.sent_at,
            attempts: row.attempts,
            last_error: row.last_error,
        });
        Ok(MailsPage {
            mails: mails.collect(),
            waiting: store::outbox::count_waiting(&self.store).await?,
            failed: store::mails::count(&self.store, store::mails::MailState::Failed).await?,
            next,
        })
    }
}
