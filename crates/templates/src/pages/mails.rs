//! Mails on their way: to whom, which, and whether they left. Never their text.
//! It knows nothing of how they are delivered.

use serde::Serialize;

use super::Page;

#[derive(Debug, Clone, Serialize)]
pub struct MailLine {
    pub recipient: String,
    pub subject: String,
    /// `queued`, `sent` or `failed`.
    pub state: String,
    pub created_at_millis: i64,
    pub sent_at_millis: Option<i64>,
    pub attempts: i64,
    pub last_error: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Mails {
    pub mails: Vec<MailLine>,
    pub waiting: i64,
    pub failed: i64,
    pub next: Option<String>,
}

impl Page for Mails {
    const TEMPLATE: &'static str = "admin/mails.html";
    const TITLE: &'static str = "mails-title";

    fn samples() -> Vec<Self> {
        let line = |state: &str, sent_at_millis, last_error: Option<&str>| MailLine {
            recipient: "applicant@example.cn".to_owned(),
            subject: "【后补】申报已受理 HM-2026-0001".to_owned(),
            state: state.to_owned(),
            created_at_millis: 1_772_413_200_000,
            sent_at_millis,
            attempts: 1,
            last_error: last_error.map(str::to_owned),
        };
        let mails = vec![
            line("queued", None, Some("connection refused")),
            line("sent", Some(1_772_413_260_000), None),
            line("failed", None, Some("550 no such mailbox")),
        ];
        vec![
            Self { mails: Vec::new(), waiting: 0, failed: 0, next: None },
            Self { mails, waiting: 2, failed: 1, next: Some("/admin/mails?after=x".to_owned()) },
        ]
    }
}
