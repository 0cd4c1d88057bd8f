//! When something goes wrong: what happened, what to do, and a reference to quote.
//! The cause stays in the log under that reference; it is no part of the page.

use serde::Serialize;

use super::Page;
use crate::Message;

/// Any status of 400 and above, not-found included. Internals are never told.
#[derive(Debug, Clone, Serialize)]
pub struct Failure {
    pub status: u16,
    /// What happened and the remedy.
    pub message: Message,
    /// The request's reference, to quote when asking for help.
    pub reference: Option<String>,
    /// What it is about, one line each.
    pub details: Vec<Message>,
}

impl Failure {
    pub fn not_found() -> Self {
        Self { status: 404, message: Message::new("failure-not-found"), reference: None, details: Vec::new() }
    }
}

impl Page for Failure {
    const TEMPLATE: &'static str = "public/failure.html";
    const TITLE: &'static str = "failure-title";

    fn title(&self) -> Message {
        Message::new(match self.status {
            403 => "failure-title-forbidden",
            404 => "failure-title-not-found",
            413 => "failure-title-too-large",
            429 => "failure-title-too-many",
            _ => Self::TITLE,
        })
    }

    fn samples() -> Vec<Self> {
        let with = |status, key: &str| Self {
            status,
            message: Message::new(key),
            reference: Some("0199-7c2e-41d0".to_owned()),
            details: Vec::new(),
        };
        let loss = Message::new("failure-migration-loss")
            .with("number", "HM-2026-0007")
            .with_message("stage", &Message::new("stage-correction"))
            .with_message("lost", &Message::new("lost-right-correction"));
        let unsafe_plan = Self {
            message: Message::new("failure-migration-unsafe").with("count", 1),
            details: vec![loss],
            reference: None,
            ..with(422, "failure-migration-unsafe")
        };
        vec![
            Self::not_found(),
            with(403, "failure-forbidden"),
            with(403, "failure-csrf"),
            with(413, "failure-too-large"),
            with(429, "failure-too-many"),
            with(500, "failure-internal"),
            with(503, "failure-busy"),
            unsafe_plan,
        ]
    }
}
