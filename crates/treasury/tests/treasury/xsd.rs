//! What we write, checked against the published schemas by an independent validator.
//! Needs xmllint; `cargo xtask test` installs it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use treasury::batch::BATCH_MAX_ORDERS;
use treasury::instruction::{BankAnswer, EndToEndId, RejectionReason};
use treasury::iso20022::pain001::{self, Transfer};
use treasury::iso20022::pain002_answer::{self, Answer, AnswerContent};

use crate::samples::{NOW, batch_id, initiation, initiation_of, order, order_id, payee_parts};

/// Runs xmllint over `bytes`; `Err` holds what it found wrong.
fn validate(bytes: &[u8], schema: &str) -> Result<(), String> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(schema);
    let mut child = Command::new("xmllint")
        .args(["--noout", "--huge", "--schema"])
        .arg(schema)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint is missing: run `cargo xtask test`, which installs it (Debian: libxml2-utils)");
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let found = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(()) } else { Err(found) }
}

fn rejected(code: &str, text: &str) -> BankAnswer {
    let reason = RejectionReason { code: code.to_owned(), text: text.to_owned() };
    BankAnswer::Rejected { reason }
}

/// Our version's schema lies between these two; nothing but the namespace is changed.
fn validate_answer(answer: &Answer) {
    let text = String::from_utf8(pain002_answer::write(answer).unwrap()).unwrap();
    for version in ["pain.002.001.03", "pain.002.001.12"] {
        let other = text.replace(pain002_answer::MESSAGE_NAME, version);
        assert_ne!(other, text);
        assert_eq!(validate(other.as_bytes(), &format!("{version}.xsd")), Ok(()), "{other}");
    }
}

#[test]
fn payment_files_are_valid() {
    let schema = "pain.001.001.09.xsd";
    assert_eq!(validate(&pain001::write(&initiation(1)), schema), Ok(()));
    assert_eq!(validate(&pain001::write(&initiation(BATCH_MAX_ORDERS)), schema), Ok(()));
    let mut parts = payee_parts(&"🏭".repeat(140));
    parts.bank_name = "]]>&\"'<".repeat(20);
    parts.account_number = "1".repeat(32);
    let mut longest = Transfer::from(&order(1));
    longest.payee = parts.try_into().unwrap();
    longest.remittance = "奖".repeat(140);
    assert_eq!(validate(&pain001::write(&initiation_of(vec![longest])), schema), Ok(()));
}

#[test]
fn the_validator_sees_a_wrong_file() {
    let schema = "pain.001.001.09.xsd";
    let text = String::from_utf8(pain001::write(&initiation(1))).unwrap();
    let wrong = [("<PmtMtd>TRF</PmtMtd>", ""), ("CNAPS", "CNAPSX"), ("</Document>", "")];
    for (from, to) in wrong {
        assert!(validate(text.replace(from, to).as_bytes(), schema).is_err(), "{from}");
    }
}

#[test]
fn answers_are_valid() {
    let whole =
        |content| Answer { message_id: "BANK-1".to_owned(), created_at: NOW, batch: batch_id(), content };
    for answer in [
        BankAnswer::Settled,
        rejected("AC04", "账户已销户 & <closed>"),
        rejected("", ""),
        BankAnswer::Pending,
    ] {
        validate_answer(&whole(AnswerContent::Whole(answer)));
    }
    let rows = [
        BankAnswer::Settled,
        rejected("AC04", "账户已销户"),
        rejected("BANK-OWN-CODE", ""),
        rejected("", "说".repeat(105).as_str()),
        BankAnswer::Pending,
        BankAnswer::Silence,
    ];
    let rows = rows.into_iter().enumerate();
    let rows = rows.map(|(number, answer)| (EndToEndId::of(order_id(number)), answer)).collect();
    validate_answer(&whole(AnswerContent::Rows(rows)));
    let file = initiation(BATCH_MAX_ORDERS);
    validate_answer(&Answer::to_each(&file, "BANK-2".to_owned(), NOW, |_| BankAnswer::Settled));
}
