//! The mails of a demo, words and all: nobody outside it gets them.
//! Nowhere else is a mail's text shown.

use serde::Serialize;
use store::Page;
use workflow::Timestamp;
use workflow::id::MailId;

use crate::{Engine, EngineError};

/// Mails of one page.
const MAILS_PER_PAGE: u32 = 30;

/// A mail as it went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoMail {
    pub recipient: String,
    pub subject: String,
    pub body: String,
    /// `queued`, `sent` or `failed`.
    pub state: &'static str,
    pub created_at: Timestamp,
    pub attempts: i64,
}

impl Engine {
    /// Newest first, with the key of the next page. Outside a demo there is no such page.
    pub async fn demo_mails(
        &self,
        after: Option<MailId>,
    ) -> Result<(Vec<DemoMail>, Option<MailId>), EngineError> {
        if !self.settings.demo {
            return Err(EngineError::NotFound { what: "demo-mails" });
        }
        let page = Page { after: after.map(|id| id.to_string()), limit: MAILS_PER_PAGE + 1 };
        let mut rows = store::mails::list(&self.store, None, None, &page).await?;
        let more = rows.len() > MAILS_PER_PAGE as usize;
        rows.truncate(MAILS_PER_PAGE as usize);
        let next = if more { rows.last().map(|row| row.id) } else { None };
        let mails = rows.into_iter().map(|row| DemoMail {
            recipient: row.recipient,
            subject: row.subject,
            body: row.body,
            state: row.state.key(),
            created_at: row.created_at,
            attempts: row.attempts,
        });
        Ok((mails.collect(), next))
    }
}
