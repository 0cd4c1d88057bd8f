//! Mails on their way out: claimed under a lease, recorded as rendered, then sent, put off or given up.
//!
//! Words and servers are the scheduler's affair. A stale fence changes nothing: who lost a lease
//! cannot undo what its successor did.

use store::mails::{MailRow, MailState};
use store::outbox::Claimed;
use workflow::Timestamp;
use workflow::id::{MailId, OutboxId};

use crate::notify::{MAIL_KIND, MailOrder};
use crate::{Engine, EngineError};

/// Mails one worker takes at a time: each may wait half a minute for a server, the lease for all.
const CLAIM_LIMIT_MAILS: u32 = 10;
/// How long a claim holds: ten mails at half a minute each, twice over.
const CLAIM_LEASE_MILLIS: i64 = 10 * 60 * 1000;
/// The first pause after a failure; it doubles with each further one.
const BACK_OFF_FIRST_SECONDS: i64 = 30;
/// No pause is longer: a server that is back is found within the hour.
const BACK_OFF_LIMIT_SECONDS: i64 = 3600;
/// About a day of trying; then a person has to look.
const ATTEMPTS_LIMIT: i64 = 30;
/// What is kept of a server's answer.
const ERROR_LIMIT_CHARACTERS: usize = 500;

/// A mail that is ours to send until the lease ends.
#[derive(Debug, Clone)]
pub struct ClaimedMail {
    pub outbox: OutboxId,
    pub enqueued_at: Timestamp,
    /// This attempt counted.
    pub attempts: i64,
    pub order: MailOrder,
    fence: i64,
}

/// A mail in its final words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedMail {
    pub id: MailId,
    pub subject: String,
    pub body: String,
}

/// Why an attempt failed, and whether another may succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailFailure {
    Temporary(String),
    Permanent(String),
}

impl Engine {
    /// Claims waiting mails for `owner`, oldest first.
    pub async fn claim_mails(&self, owner: &str) -> Result<Vec<ClaimedMail>, EngineError> {
        let now = self.now().await?;
        let claimed =
            store::outbox::claim(&self.store, owner, now, CLAIM_LIMIT_MAILS, CLAIM_LEASE_MILLIS).await?;
        let mut mails = Vec::with_capacity(claimed.len());
        for Claimed { row, fence } in claimed {
            match read_order(&row.kind, &row.payload_json) {
                Ok(order) => mails.push(ClaimedMail {
                    outbox: row.id,
                    enqueued_at: row.created_at,
                    attempts: row.attempts,
                    order,
                    fence,
                }),
                Err(why) => {
                    tracing::error!(outbox = %row.id, why, "an outbox row cannot be read");
                    self.in_unit(move |unit, now| {
                        Box::pin(async move {
                            store::outbox::fail(unit, row.id, fence, now, &why).await?;
                            Ok(())
                        })
                    })
                    .await?;
                }
            }
        }
        Ok(mails)
    }

    /// The mail as an earlier attempt sent it.
    pub async fn recorded_mail(&self, claimed: &ClaimedMail) -> Result<Option<RecordedMail>, EngineError> {
        let row = store::mails::find_by_outbox(&self.store, claimed.outbox).await?;
        Ok(row.map(|row| RecordedMail { id: row.id, subject: row.subject, body: row.body }))
    }

    /// Records a mail before its first attempt, so that every attempt carries the same words.
    pub async fn record_mail(
        &self,
        claimed: &ClaimedMail,
        subject: String,
        body: String,
    ) -> Result<RecordedMail, EngineError> {
        let now = self.now().await?;
        let order = &claimed.order;
        let row = MailRow {
            id: self.fresh_id(now, MailId::new)?,
            outbox_id: Some(claimed.outbox),
            message_id: format!("{}@{}", claimed.outbox, self.settings.message_domain),
            recipient: order.recipient_address.clone(),
            recipient_person: order.recipient_person,
            locale: order.locale.clone(),
            name: order.mail.clone(),
            subject: subject.clone(),
            body: body.clone(),
            state: MailState::Queued,
            created_at: now,
            sent_at: None,
            attempts: 0,
            last_error: None,
        };
        let id = row.id;
        self.in_unit(move |unit, _| Box::pin(async move { Ok(store::mails::insert(unit, &row).await?) }))
            .await?;
        Ok(RecordedMail { id, subject, body })
    }

    /// The server has taken the mail.
    pub async fn mail_sent(&self, claimed: &ClaimedMail, mail: MailId) -> Result<(), EngineError> {
        let (outbox, fence) = (claimed.outbox, claimed.fence);
        let settled = self
            .in_unit(move |unit, now| {
                Box::pin(async move {
                    store::outbox::complete(unit, outbox, fence, now).await?;
                    store::mails::mark_sent(unit, mail, now).await?;
                    Ok(())
                })
            })
            .await;
        lease_or(settled)
    }

    /// The attempt failed: later again, or never. `mail` is there once the mail was rendered.
    pub async fn mail_failed(
        &self,
        claimed: &ClaimedMail,
        mail: Option<MailId>,
        failure: MailFailure,
    ) -> Result<(), EngineError> {
        let (outbox, fence, attempts) = (claimed.outbox, claimed.fence, claimed.attempts);
        let settled = self
            .in_unit(move |unit, now| {
                Box::pin(async move {
                    let (why, last) = match failure {
                        MailFailure::Temporary(why) => (why, attempts >= ATTEMPTS_LIMIT),
                        MailFailure::Permanent(why) => (why, true),
                    };
                    let why = shortened(&why);
                    if last {
                        store::outbox::fail(unit, outbox, fence, now, &why).await?;
                    } else {
                        let at = now.plus_seconds(back_off_seconds(attempts));
                        store::outbox::retry(unit, outbox, fence, at, &why).await?;
                    }
                    if let Some(mail) = mail {
                        store::mails::mark_attempt(unit, mail, &why, last).await?;
                    }
                    Ok(())
                })
            })
            .await;
        lease_or(settled)
    }

    /// Ends claims whose turn did not come; no attempt is counted.
    pub async fn give_mails_back(&self, claims: Vec<ClaimedMail>) -> Result<(), EngineError> {
        if claims.is_empty() {
            return Ok(());
        }
        self.in_unit(move |unit, _| {
            Box::pin(async move {
                for claimed in claims {
                    store::outbox::release(unit, claimed.outbox, claimed.fence).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// A lease that was lost meanwhile is no failure: its new holder settles the mail.
fn lease_or(settled: Result<(), EngineError>) -> Result<(), EngineError> {
    match settled {
        Err(EngineError::Conflict { .. }) => Ok(()),
        other => other,
    }
}

/// What a row asks for; a row of another kind, or of another program, is for a person to look at.
fn read_order(kind: &str, payload: &str) -> Result<MailOrder, String> {
    if kind != MAIL_KIND {
        return Err(format!("nobody carries out rows of kind {kind}"));
    }
    serde_json::from_str(payload).map_err(|error| format!("unreadable: {error}"))
}

/// 30 s, 1 min, 2 min, … at most an hour.
fn back_off_seconds(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 16) - 1).unwrap_or(0);
    (BACK_OFF_FIRST_SECONDS << doublings).min(BACK_OFF_LIMIT_SECONDS)
}

fn shortened(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(ERROR_LIMIT_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let pauses: Vec<i64> = [1, 2, 3, 7, 8, 30].into_iter().map(back_off_seconds).collect();
        assert_eq!(pauses, [30, 60, 120, 1920, 3600, 3600]);
    }

    #[test]
    fn what_is_kept_of_an_answer_is_short_and_plain() {
        assert_eq!(shortened("451 busy\r\nlater"), "451 busylater");
        assert_eq!(shortened(&"x".repeat(600)).len(), ERROR_LIMIT_CHARACTERS);
    }
}
