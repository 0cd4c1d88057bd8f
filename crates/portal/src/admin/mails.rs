//! Mails on their way: to whom, which, whether they left.
//! It shows no text of a mail, for that may hold a link.

use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use templates::pages::mails::{MailLine, Mails};

use crate::error::PortalError;
use crate::page::Visit;

#[derive(Debug, Deserialize)]
pub struct From {
    after: Option<String>,
}

pub async fn list(visit: Visit, Query(from): Query<From>) -> Result<Response, PortalError> {
    let page = visit.engine().mails(visit.signed()?, from.after).await?;
    let mails = page.mails.into_iter().map(|mail| MailLine {
        recipient: mail.recipient,
        subject: mail.subject,
        state: mail.state.to_owned(),
        created_at_millis: mail.created_at.millis(),
        sent_at_millis: mail.sent_at.map(workflow::Timestamp::millis),
        attempts: mail.attempts,
        last_error: mail.last_error,
    });
    let shown = Mails {
        mails: mails.collect(),
        waiting: page.waiting,
        failed: page.failed,
        next: page.next.map(|after| format!("/admin/mails?after={after}")),
    };
    visit.show(&shown).await
}
