//! What may stand in a message, and that whatever may stand there is written safely.
//! No server takes part: how a message travels is tested beside this file.

use mail::{
    Field, MAXIMUM_BODY_BYTES, MAXIMUM_NAME_CHARACTERS, MAXIMUM_SUBJECT_CHARACTERS, MailError, Mailbox,
    MessageId, Refusal, Subject, TextBody,
};
use proptest::prelude::*;

use crate::message_to;

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, MailError>, field: Field, reason: Refusal) {
    match result {
        Err(MailError::Refused { field: found, reason: why }) => {
            assert_eq!((found, why), (field, reason));
        }
        other => panic!("{other:?} is not a refusal"),
    }
}

#[test]
fn a_line_break_in_a_name_an_address_or_a_subject_is_refused() {
    for text in
        ["甲公司\r\nBcc: other@example.cn", "a\nb", "a\rb", "a\0b", "a\u{7f}b", "a\u{85}b", "a\u{2028}b"]
    {
        let refused = Refusal::ControlCharacter;
        assert_refused(Mailbox::parse(text, "a@example.cn"), Field::Name, refused);
        assert_refused(Mailbox::parse("", &format!("{text}@example.cn")), Field::Address, refused);
        assert_refused(Mailbox::parse("", &format!("a@{text}")), Field::Address, refused);
        assert_refused(Subject::parse(text), Field::Subject, refused);
    }
    assert_refused(TextBody::parse("a\0b"), Field::Body, Refusal::ControlCharacter);
    assert_eq!(TextBody::parse("a\r\nb\tc").unwrap().as_str(), "a\nb\tc");
}

#[test]
fn addresses_are_told_apart() {
    assert_refused(Mailbox::parse("甲", ""), Field::Address, Refusal::EmptyAddress);
    for address in [
        "a",
        "@example.cn",
        "a@",
        "a b@example.cn",
        "a@@example.cn",
        "\"a b\"@example.cn",
        "甲@example.cn",
        "a@例子.cn",
        "a@example.cn,b@example.cn",
        "<a@example.cn>",
        "a@example.cn>",
        "a@-.cn",
        ".a@example.cn",
    ] {
        assert_refused(Mailbox::parse("甲", address), Field::Address, Refusal::InvalidAddress);
    }
    let mailbox = Mailbox::parse("  甲 ", "A.b+c@mail.example.cn").unwrap();
    assert_eq!((mailbox.name(), mailbox.address()), (Some("甲"), "A.b+c@mail.example.cn"));
    assert_eq!(Mailbox::parse(" ", "a@example.cn").unwrap().name(), None);
}

#[test]
fn lengths_have_limits() {
    let name = "名".repeat(MAXIMUM_NAME_CHARACTERS);
    Mailbox::parse(&name, "a@example.cn").unwrap();
    let limit = MAXIMUM_NAME_CHARACTERS;
    assert_refused(
        Mailbox::parse(&format!("{name}名"), "a@example.cn"),
        Field::Name,
        Refusal::TooLong { limit },
    );
    let address = format!("{}@example.cn", "a".repeat(250));
    assert_refused(Mailbox::parse("", &address), Field::Address, Refusal::TooLong { limit: 254 });
    let subject = "题".repeat(MAXIMUM_SUBJECT_CHARACTERS);
    Subject::parse(&subject).unwrap();
    let limit = MAXIMUM_SUBJECT_CHARACTERS;
    assert_refused(Subject::parse(&format!("{subject}题")), Field::Subject, Refusal::TooLong { limit });
    let limit = MAXIMUM_BODY_BYTES;
    assert_refused(TextBody::parse(&"a".repeat(limit + 1)), Field::Body, Refusal::TooLong { limit });
}

#[test]
fn a_message_id_is_fixed_and_a_safe_file_name() {
    let id = MessageId::of_outbox("0195-7", "houbu.example").unwrap();
    assert_eq!(id, MessageId::of_outbox("0195-7", "houbu.example").unwrap());
    assert_eq!(id.to_string(), "<0195-7@houbu.example>");
    for (outbox_id, domain) in
        [("", "a"), ("a", ""), ("../a", "b"), ("a/b", "c"), ("a>", "b"), ("a", "b\r\nc"), ("a", "b..c")]
    {
        assert_refused(MessageId::of_outbox(outbox_id, domain), Field::MessageId, Refusal::InvalidMessageId);
    }
}

#[test]
fn a_time_that_a_mail_cannot_write_is_refused() {
    let mut message = message_to("a@example.cn");
    for (seconds, writable) in
        [(-1, false), (0, true), (253_402_300_799, true), (253_402_300_800, false), (i64::MAX, false)]
    {
        message.sent_at_unix_seconds = seconds;
        assert_eq!(message.encode().is_ok(), writable, "{seconds}");
    }
}

proptest! {
    /// Whatever the checks let through is written as short ASCII lines with exactly our headers.
    #[test]
    fn what_is_accepted_forges_no_header(name in ".{0,130}", local_part in "[ -~]{0,20}", subject in ".{0,210}", body in "(?s).{0,400}") {
        let mut message = message_to("a@example.cn");
        if let Ok(mailbox) = Mailbox::parse(&name, &format!("{local_part}@example.cn")) {
            message.from = mailbox.clone();
            message.to = mailbox;
        }
        if let Ok(subject) = Subject::parse(&subject) {
            message.subject = subject;
        }
        if let Ok(body) = TextBody::parse(&body) {
            message.text_body = body;
        }
        let bytes = message.encode().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        prop_assert!(text.is_ascii());
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        prop_assert!(text.lines().all(|line| line.len() <= 998));
        let head = text.split("\r\n\r\n").next().unwrap();
        let mut names: Vec<_> = head.lines().filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap()).collect();
        names.sort_unstable();
        prop_assert_eq!(names, [
            "Auto-Submitted", "Content-Language", "Content-Transfer-Encoding", "Content-Type", "Date", "From",
            "MIME-Version", "Message-ID", "Subject", "To",
        ]);
    }
}
