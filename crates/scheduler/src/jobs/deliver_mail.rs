//! Sends what waits in the outbox: claimed with a lease, rendered once, the same Message-ID on every
//! attempt. Enqueued once, sent at least once.

use engine::{ClaimedMail, EngineError, MailFailure, RecordedMail};
use mail::{MailError, Mailbox, Message, MessageId, Subject, TextBody};
use templates::Locale;

use crate::job::{Outcome, Post};

/// Rounds of one run; what is left waits ten seconds for the next tick.
const ROUNDS_MAXIMUM: usize = 20;

pub async fn run(post: &Post) -> Result<Outcome, EngineError> {
    for _ in 0..ROUNDS_MAXIMUM {
        let claimed = post.engine.claim_mails(&post.owner).await?;
        if claimed.is_empty() {
            return Ok(Outcome::Done);
        }
        let mut waiting = claimed.into_iter();
        while let Some(claimed) = waiting.next() {
            if !deliver(post, &claimed).await? {
                // The server is away: the others wait for the next run, with no attempt counted.
                post.engine.give_mails_back(waiting.collect()).await?;
                return Ok(Outcome::Retry("the mail server does not answer".to_owned()));
            }
        }
    }
    Ok(Outcome::Done)
}

/// Makes one attempt. Answers false when trying the next mail would be useless now.
async fn deliver(post: &Post, claimed: &ClaimedMail) -> Result<bool, EngineError> {
    let recorded = match post.engine.recorded_mail(claimed).await? {
        Some(recorded) => recorded,
        None => match render(post, claimed) {
            Ok((subject, body)) => post.engine.record_mail(claimed, subject, body).await?,
            Err(why) => {
                let failure = MailFailure::Permanent(why);
                post.engine.mail_failed(claimed, None, failure).await?;
                return Ok(true);
            }
        },
    };
    match attempt(post, claimed, &recorded).await {
        Ok(()) => post.engine.mail_sent(claimed, recorded.id).await.map(|()| true),
        Err(error) => {
            let failure = if error.may_be_retried() || is_about_settings(&error) {
                MailFailure::Temporary(error.to_string())
            } else {
                MailFailure::Permanent(error.to_string())
            };
            post.engine.mail_failed(claimed, Some(recorded.id), failure).await?;
            Ok(!is_server_away(&error))
        }
    }
}

fn render(post: &Post, claimed: &ClaimedMail) -> Result<(String, String), String> {
    let order = &claimed.order;
    let rendered = post.templates.mail_from_json(&order.mail, locale(claimed), &order.context);
    rendered.map(|mail| (mail.subject, mail.body)).map_err(|error| error.to_string())
}

async fn attempt(post: &Post, claimed: &ClaimedMail, recorded: &RecordedMail) -> Result<(), MailError> {
    let domain = &post.engine.settings().message_domain;
    let order = &claimed.order;
    let message = Message {
        message_id: MessageId::of_outbox(&claimed.outbox.to_string(), domain)?,
        from: post.sender.clone(),
        to: Mailbox::parse(&order.recipient_name, &order.recipient_address)?,
        subject: Subject::parse(&recorded.subject)?,
        text_body: TextBody::parse(&recorded.body)?,
        sent_at_unix_seconds: claimed.enqueued_at.millis().div_euclid(1000),
        locale: match locale(claimed) {
            Locale::ZhCn => mail::Locale::Chinese,
            Locale::En => mail::Locale::English,
        },
    };
    post.transport.deliver(&message).await.map(|_| ())
}

fn locale(claimed: &ClaimedMail) -> Locale {
    Locale::from_tag(&claimed.order.locale).unwrap_or_default()
}

/// No server has answered, so none would answer the next mail.
fn is_server_away(error: &MailError) -> bool {
    matches!(error, MailError::Temporary { code: None, .. }) || is_about_settings(error)
}

/// Wrong settings are put right by a person; the mails wait for it.
fn is_about_settings(error: &MailError) -> bool {
    matches!(
        error,
        MailError::PlainOutsideLoopback { .. } | MailError::Certificate { .. } | MailError::Encryption { .. }
    )
}
