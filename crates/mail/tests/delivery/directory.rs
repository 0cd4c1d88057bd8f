//! Mail into a directory and into memory: one file for each message, one list for all clones.
//! What a demo and a test rely on in place of a server.

use std::fs;

use mail::{MailError, Stage, TextBody, Transport};

use crate::message_to;

#[tokio::test]
async fn a_message_is_one_file_however_often_it_is_tried() {
    let directory = tempfile::tempdir().unwrap();
    let outgoing = directory.path().join("var/outgoing");
    let transport = Transport::directory(&outgoing);
    let message = message_to("applicant@example.cn");
    let (first, second) = tokio::join!(transport.deliver(&message), transport.deliver(&message));
    assert_eq!(first.unwrap(), second.unwrap());

    let mut changed = message.clone();
    changed.text_body = TextBody::parse("another text").unwrap();
    transport.deliver(&changed).await.unwrap();

    let names: Vec<_> = fs::read_dir(&outgoing).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["0195-outbox-7@houbu.example.eml"]);
    assert_eq!(fs::read(outgoing.join(&names[0])).unwrap(), message.encode().unwrap());
}

#[tokio::test]
async fn a_directory_that_cannot_be_written_is_a_temporary_failure() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("not-a-directory");
    fs::write(&file, "").unwrap();
    let error = Transport::directory(file).deliver(&message_to("applicant@example.cn")).await.unwrap_err();
    assert!(matches!(error, MailError::Temporary { stage: Stage::Writing, .. }), "{error}");
    assert!(!error.outcome_is_unknown());
}

#[tokio::test]
async fn memory_is_shared_between_clones_and_refuses_what_cannot_be_written() {
    let transport = Transport::memory();
    let message = message_to("applicant@example.cn");
    transport.clone().deliver(&message).await.unwrap();
    let mut before_mail = message.clone();
    before_mail.sent_at_unix_seconds = -1;
    transport.deliver(&before_mail).await.unwrap_err();
    assert_eq!(transport.remembered(), [message]);
}
