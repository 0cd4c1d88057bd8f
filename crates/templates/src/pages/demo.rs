//! Helps of a demo: the mails it sent, words and all.
//! The portal shows this page in a demo only; it does not check that itself.

use serde::Serialize;

use super::Page;

#[derive(Debug, Clone, Serialize)]
pub struct DemoMails {
    pub mails: Vec<DemoMail>,
    pub next: Option<String>,
}

/// A mail as it went out. `state` is `queued`, `sent` or `failed`.
#[derive(Debug, Clone, Serialize)]
pub struct DemoMail {
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub state: String,
    pub created_at_millis: i64,
    pub attempts: i64,
}

impl Page for DemoMails {
    const TEMPLATE: &'static str = "demo/mails.html";
    const TITLE: &'static str = "demo-mails-title";

    fn samples() -> Vec<Self> {
        let mail = |state: &str, attempts| DemoMail {
            recipient: "officer@example.com".to_owned(),
            subject: "时限将至：HM-2026-0001".to_owned(),
            body: "“形式审查”环节的时限为 2026-03-09 23:59。\n\n申报编号：HM-2026-0001\n".to_owned(),
            state: state.to_owned(),
            created_at_millis: 1_772_413_200_000,
            attempts,
        };
        let next = Some("/demo/mail?after=1".to_owned());
        vec![
            Self { mails: Vec::new(), next: None },
            Self { mails: vec![mail("queued", 2), mail("sent", 1), mail("failed", 30)], next },
        ]
    }
}
