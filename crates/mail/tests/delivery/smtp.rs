//! Attempts at a real SMTP server: what arrives, and how each failure is classified.
//! Every test starts a server of its own; none reaches beyond this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use mail::{MailError, Security, SmtpSettings, Stage, Transport};

use crate::server::{PASSWORD, Server, USER};
use crate::{BODY, SUBJECT, message_to};

/// Long enough for a busy machine to answer, short enough to wait for a server that never does.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(2);

#[tokio::test]
async fn arrives_readable_through_starttls_and_sign_in() {
    let mut server = Server::start("starttls");
    let transport = Transport::smtp(server.settings(Security::StartTls)).unwrap();
    let delivery = transport.deliver(&message_to("applicant@example.cn")).await.unwrap();
    assert_eq!(delivery.message_id.as_str(), "0195-outbox-7@houbu.example");

    let received = server.next_event();
    assert_eq!(received["secure"], true);
    assert_eq!(received["user"], USER);
    assert_eq!(received["envelope"]["from"], "noreply@houbu.example");
    assert_eq!(received["envelope"]["to"], serde_json::json!(["applicant@example.cn"]));
    assert_eq!(received["message_id"], "<0195-outbox-7@houbu.example>");
    assert_eq!(received["subject"], SUBJECT);
    assert_eq!(received["text"].as_str().unwrap().replace("\r\n", "\n").trim_end(), BODY.trim_end());
    assert_eq!(received["to"], "南通示例新材料有限公司 <applicant@example.cn>");
    let raw = received["raw"].as_str().unwrap();
    assert!(raw.contains("Auto-Submitted: auto-generated\r\n"), "{raw}");
    assert!(raw.contains("Date: Mon, 02 Mar 2026 01:00:00 +0000\r\n"), "{raw}");
    assert!(server.spool.path().join("000001.json").is_file());
}

#[tokio::test]
async fn arrives_over_tls_from_the_start_and_over_plain_loopback() {
    for (name, security, secure) in [("tls", Security::Tls, true), ("plain", Security::Plain, false)] {
        let mut server = Server::start(name);
        let transport = Transport::smtp(server.settings(security)).unwrap();
        transport.deliver(&message_to("applicant@example.cn")).await.unwrap();
        assert_eq!(server.next_event()["secure"], secure, "{name}");
    }
}

#[tokio::test]
async fn a_server_whose_certificate_is_not_trusted_gets_nothing() {
    let server = Server::start("starttls");
    let mut settings = server.settings(Security::StartTls);
    settings.root_certificate = None;
    let error = attempt(settings, "applicant@example.cn").await;
    assert!(matches!(error, MailError::Temporary { stage: Stage::Securing, .. }), "{error}");
}

#[tokio::test]
async fn a_server_without_starttls_gets_neither_password_nor_mail() {
    let server = Server::start("plain");
    let error = attempt(server.settings(Security::StartTls), "applicant@example.cn").await;
    assert!(matches!(error, MailError::Temporary { stage: Stage::Securing, .. }), "{error}");
}

#[tokio::test]
async fn a_wrong_password_keeps_the_mail_waiting_and_is_not_shown() {
    let server = Server::start("starttls");
    let mut settings = server.settings(Security::StartTls);
    let credentials = settings.credentials.as_mut().unwrap();
    credentials.password = String::from("battery-staple");
    let shown = format!("{settings:?} {:?}", Transport::smtp(settings.clone()));
    let error = attempt(settings, "applicant@example.cn").await;
    assert!(
        matches!(error, MailError::Temporary { stage: Stage::SigningIn, code: Some(535), .. }),
        "{error}"
    );
    assert!(shown.contains(USER), "{shown}");
    assert!(!format!("{shown} {error} {error:?}").contains("battery-staple"), "{shown} {error:?}");
}

#[tokio::test]
async fn a_server_that_wants_a_sign_in_keeps_the_mail_waiting() {
    let server = Server::start("starttls");
    let mut settings = server.settings(Security::StartTls);
    settings.credentials = None;
    let error = attempt(settings, "applicant@example.cn").await;
    assert!(matches!(error, MailError::Temporary { code: Some(530), .. }), "{error}");
}

#[tokio::test]
async fn the_reply_code_decides_between_later_and_never() {
    let mut server = Server::start("starttls");
    let settings = server.settings(Security::StartTls);

    let later = attempt(settings.clone(), "451@example.cn").await;
    assert!(matches!(later, MailError::Temporary { stage: Stage::Addressing, code: Some(451), .. }));
    assert!(later.may_be_retried() && !later.outcome_is_unknown());
    let never = attempt(settings.clone(), "550@example.cn").await;
    assert!(matches!(never, MailError::Permanent { stage: Stage::Addressing, code: 550, .. }));
    assert!(!never.may_be_retried());
    let content = attempt(settings.clone(), "554@example.cn").await;
    assert!(matches!(content, MailError::Permanent { stage: Stage::Sending, code: 554, .. }));
    for code in [451, 550, 554] {
        assert_eq!(server.next_event()["code"], code);
    }

    let message = message_to("451-once@example.cn");
    let transport = Transport::smtp(settings).unwrap();
    transport.deliver(&message).await.unwrap_err();
    transport.deliver(&message).await.unwrap();
}

#[tokio::test]
async fn after_a_lost_answer_the_retry_is_the_same_message() {
    let mut server = Server::start("starttls");
    let transport = Transport::smtp(server.settings(Security::StartTls)).unwrap();
    let message = message_to("drop-once@example.cn");
    let error = transport.deliver(&message).await.unwrap_err();
    assert!(error.may_be_retried() && error.outcome_is_unknown(), "{error:?}");
    transport.deliver(&message).await.unwrap();

    let (first, second) = (server.next_event(), server.next_event());
    assert_eq!((&first["outcome"], &second["outcome"]), (&"dropped".into(), &"accepted".into()));
    assert_eq!(first["message_id"], "<0195-outbox-7@houbu.example>");
    assert_eq!(first["raw"], second["raw"]);
}

#[tokio::test]
async fn a_server_that_is_absent_is_a_temporary_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = attempt(plain(port), "applicant@example.cn").await;
    assert!(matches!(error, MailError::Temporary { stage: Stage::Connecting, code: None, .. }));
    assert!(!error.outcome_is_unknown());
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up_in_time() {
    let mut attempts = tokio::task::JoinSet::new();
    for (replies, stage) in [
        (&[][..], Stage::Connecting),
        (&["220 ready"][..], Stage::Connecting),
        (&["220 ready", "250 hello"][..], Stage::Addressing),
        (&["220 ready", "250 hello", "250 ok", "250 ok", "354 go on"][..], Stage::Sending),
    ] {
        let attempt = attempt(plain(scripted(replies)), "applicant@example.cn");
        // Ten times what the settings allow; without a limit of its own the attempt would never end.
        let bounded = tokio::time::timeout(ATTEMPT_TIMEOUT * 10, attempt);
        attempts.spawn(async move { (stage, bounded.await.expect("it ends by itself")) });
    }
    while let Some(ended) = attempts.join_next().await {
        let (stage, error) = ended.unwrap();
        assert!(matches!(error, MailError::Temporary { stage: at, .. } if at == stage), "{error}");
        assert_eq!(error.outcome_is_unknown(), stage == Stage::Sending, "{error}");
    }
}

#[tokio::test]
async fn a_server_that_turns_everybody_away_keeps_the_mail_waiting() {
    let error = attempt(plain(scripted(&["554 no service"])), "applicant@example.cn").await;
    assert!(
        matches!(error, MailError::Temporary { stage: Stage::Connecting, code: Some(554), .. }),
        "{error}"
    );
}

/// A listener that gives these replies, the first unasked, and then says no more.
fn scripted(replies: &'static [&'static str]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        for (number, reply) in replies.iter().enumerate() {
            if number > 0 {
                lines.next();
            }
            write!(stream, "{reply}\r\n").unwrap();
        }
        // Reads on until the client hangs up: silence, not a closed connection.
        lines.for_each(drop);
    });
    port
}

fn plain(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: String::from("127.0.0.1"),
        port,
        security: Security::Plain,
        credentials: None,
        root_certificate: None,
        timeout: ATTEMPT_TIMEOUT,
    }
}

#[test]
fn unusable_settings_are_refused_before_any_mail() {
    let settings = |host: &str, security| SmtpSettings {
        host: String::from(host),
        port: 25,
        security,
        credentials: None,
        root_certificate: None,
        timeout: Duration::from_secs(1),
    };
    for host in ["mail.example.cn", "10.0.0.1", "localhost.example.cn"] {
        let error = Transport::smtp(settings(host, Security::Plain)).unwrap_err();
        assert!(matches!(error, MailError::PlainOutsideLoopback { .. }), "{host}: {error}");
    }
    for host in ["localhost", "127.0.0.1", "::1"] {
        Transport::smtp(settings(host, Security::Plain)).unwrap();
    }
    let directory = tempfile::tempdir().unwrap();
    let not_a_certificate = directory.path().join("root.pem");
    std::fs::write(&not_a_certificate, PASSWORD).unwrap();
    for path in [directory.path().join("missing.pem"), not_a_certificate] {
        let mut settings = settings("mail.example.cn", Security::StartTls);
        settings.root_certificate = Some(path);
        let error = Transport::smtp(settings).unwrap_err();
        assert!(matches!(error, MailError::Certificate { .. }), "{error}");
    }
}

async fn attempt(settings: SmtpSettings, address: &str) -> MailError {
    Transport::smtp(settings).unwrap().deliver(&message_to(address)).await.unwrap_err()
}
