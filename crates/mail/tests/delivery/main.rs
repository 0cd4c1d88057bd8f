//! What the mail crate promises, seen from outside: at a real SMTP server, in a directory, in memory.
//!
//! Needs node and the packages of tests/smtp; `cargo xtask test` installs them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod directory;
mod message;
mod server;
mod smtp;

use mail::{Locale, Mailbox, Message, MessageId, Subject, TextBody};

/// 2026-03-02 09:00 in Asia/Shanghai.
const SENT_AT_UNIX_SECONDS: i64 = 1_772_413_200;
const SUBJECT: &str = "补正通知:贵公司申报的高新技术企业认定奖励(2026年度第一批)尚需补充研发费用专项审计报告";
const BODY: &str =
    "您好:\n\n请于五个工作日内补正。\n.\n.以点开头的一行\nCorrection is due within five working days.\n";

fn message_to(address: &str) -> Message {
    Message {
        message_id: MessageId::of_outbox("0195-outbox-7", "houbu.example").unwrap(),
        from: Mailbox::parse("后补 惠企政策兑现平台", "noreply@houbu.example").unwrap(),
        to: Mailbox::parse("南通示例新材料有限公司", address).unwrap(),
        subject: Subject::parse(SUBJECT).unwrap(),
        text_body: TextBody::parse(BODY).unwrap(),
        sent_at_unix_seconds: SENT_AT_UNIX_SECONDS,
        locale: Locale::Chinese,
    }
}
