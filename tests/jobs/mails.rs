//! The outbox to its end: each mail once, whoever delivers; the same words and Message-ID on a retry.
//! How a message travels over SMTP is tested with the mail crate.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::notify::{MAIL_KIND, MailOrder};
use harness::{House, on_both_databases};
use mail::{Mailbox, Transport};
use scheduler::{Job, Outcome, Post, Scheduler};
use store::Page;
use store::mails::MailState;
use store::outbox::OutboxDraft;
use uuid::Uuid;
use workflow::id::OutboxId;

const MAILS: u128 = 45;

async fn postman(house: &House, owner: &str, transport: Transport) -> Scheduler {
    let engine = engine::Engine::new(
        house.database.open_again().await,
        Arc::new(houbu::MachineClock),
        Arc::new(houbu::MachineChance),
        house.engine.settings().clone(),
    );
    let templates = Arc::new(houbu::words(&engine).await.unwrap());
    let sender = Mailbox::parse("Houbu", "houbu@houbu.test").unwrap();
    Scheduler::new(Post { engine, templates, transport, sender, owner: owner.to_owned() })
}

async fn enqueue(house: &House, mails: u128, name: &str) {
    let now = house.engine.now().await.unwrap();
    let order = MailOrder {
        mail: name.to_owned(),
        locale: "zh-CN".to_owned(),
        recipient_name: "经办人".to_owned(),
        recipient_address: "applicant@demo.houbu.test".to_owned(),
        recipient_person: None,
        context: serde_json::json!({ "organisation": "甲", "link": "http://houbu.test" }),
    };
    let unit = house.database.store().begin().await.unwrap();
    for number in 1..=mails {
        let draft = OutboxDraft {
            id: OutboxId::new(Uuid::from_u128(number)),
            kind: MAIL_KIND.to_owned(),
            payload_json: serde_json::to_string(&order).unwrap(),
            created_at: now,
            available_at: now,
            dedupe_key: None,
        };
        store::outbox::enqueue(&unit, &draft).await.unwrap();
    }
    unit.commit().await.unwrap();
}

async fn mails_in(house: &House, state: MailState) -> Vec<store::mails::MailRow> {
    store::mails::list(house.database.store(), Some(state), None, &Page::first(500)).await.unwrap()
}

/// A directory that cannot be: below a file.
fn nowhere(house: &House) -> Transport {
    let file = house.database.folder().join("a-file");
    std::fs::write(&file, "in the way").unwrap();
    Transport::directory(file.join("mails"))
}

on_both_databases! {
    async fn two_schedulers_deliver_each_mail_once(database: Database) {
        let house = House::open(database).await;
        let transport = Transport::memory();
        let first = postman(&house, "first", transport.clone()).await;
        let second = postman(&house, "second", transport.clone()).await;
        enqueue(&house, MAILS, "organisation-confirmed").await;
        let (left, right) = tokio::join!(first.run_job(Job::DeliverMail), second.run_job(Job::DeliverMail));
        assert_eq!((left, right), (Outcome::Done, Outcome::Done));
        let delivered = transport.remembered();
        let ids: BTreeSet<String> =
            delivered.iter().map(|mail| mail.message_id.as_str().to_owned()).collect();
        assert_eq!(delivered.len() as u128, MAILS);
        assert_eq!(ids.len() as u128, MAILS);
        assert_eq!(mails_in(&house, MailState::Sent).await.len() as u128, MAILS);
        assert_eq!(store::outbox::count_waiting(house.database.store()).await.unwrap(), 0);
    }

    async fn a_retry_carries_the_same_words_and_message_id(database: Database) {
        let house = House::open(database).await;
        enqueue(&house, 3, "organisation-confirmed").await;
        let failing = postman(&house, "failing", nowhere(&house)).await;
        assert!(matches!(failing.run_job(Job::DeliverMail).await, Outcome::Retry(_)));
        let queued = mails_in(&house, MailState::Queued).await;
        // One attempt showed that nothing gets through; the others were given back untried.
        assert_eq!(queued.len(), 1);
        assert_eq!(queued[0].attempts, 1);
        let later = house.engine.now().await.unwrap().plus_seconds(31);
        house.engine.set_demo_clock(later).await.unwrap();
        let transport = Transport::memory();
        let working = postman(&house, "working", transport.clone()).await;
        assert_eq!(working.run_job(Job::DeliverMail).await, Outcome::Done);
        let sent = mails_in(&house, MailState::Sent).await;
        assert_eq!(sent.len(), 3);
        let retried = sent.iter().find(|mail| mail.id == queued[0].id).unwrap();
        assert_eq!((retried.attempts, &retried.message_id), (2, &queued[0].message_id));
        let delivered = transport.remembered();
        let same = delivered.iter().find(|mail| mail.message_id.as_str() == retried.message_id).unwrap();
        assert_eq!(same.subject.as_str(), queued[0].subject);
    }

    async fn a_mail_nobody_can_render_is_given_up_and_stops_no_other(database: Database) {
        let house = House::open(database).await;
        enqueue(&house, 1, "no-such-mail").await;
        assert_eq!(house.scheduler.run_job(Job::DeliverMail).await, Outcome::Done);
        let failed = store::outbox::failed(house.database.store(), 9).await.unwrap();
        assert_eq!(failed.len(), 1);
        assert!(failed[0].last_error.as_deref().unwrap_or_default().contains("no-such-mail"));
        enqueue_another(&house).await;
        assert_eq!(house.scheduler.run_job(Job::DeliverMail).await, Outcome::Done);
        assert_eq!(mails_in(&house, MailState::Sent).await.len(), 1);
    }
}

async fn enqueue_another(house: &House) {
    let case = super::steps::draft(house, super::steps::call(house)).await;
    let reason = "改报下一批".to_owned();
    super::steps::give(house, "applicant", case, workflow::Command::Withdraw { reason }).await;
}
