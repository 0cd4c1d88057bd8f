//! Payment files: the same bytes for the same batch, and every text intact or refused at the door.
//! Whether the schemas accept them is asked beside this file.

use proptest::prelude::*;
use treasury::batch::{BATCH_MAX_ORDERS, BatchRefusal};
use treasury::iso20022::message_error::MessageError;
use treasury::iso20022::pain001::{self, Initiation, Transfer};
use treasury::payee::Payee;
use treasury::text::{REMITTANCE_MAX_CHARS, check_text};
use workflow::clock::{Date, Timestamp};
use workflow::money::MONEY_LIMIT_FEN;

use crate::samples::{NOW, batch_id, debtor, fen, initiation, initiation_of, order, order_id, payee_parts};

fn text_of(initiation: &Initiation) -> String {
    String::from_utf8(pain001::write(initiation)).unwrap()
}

#[test]
fn the_file_says_what_the_bank_needs() {
    let text = text_of(&initiation(2));
    for part in [
        r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">"#,
        "<MsgId>HBB0195aaaa000070008000000000000001</MsgId>",
        "<NbOfTxs>2</NbOfTxs>",
        "<CtrlSum>200000.01</CtrlSum>",
        "<EndToEndId>HB01950000000070008000000000000001</EndToEndId>",
        r#"<InstdAmt Ccy="CNY">100000.01</InstdAmt>"#,
        "<Cd>CNAPS</Cd>",
        "<MmbId>310306600011</MmbId>",
        "<Nm>海门第1号科技有限公司</Nm>",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert_eq!(text, text_of(&initiation(2)));
}

#[test]
fn markup_in_names_stays_text() {
    let name = "]]><Cdtr>&amp; R&D \"甲\" '乙' 🏭 <![CDATA[";
    let transfer = Transfer { payee: payee_parts(name).try_into().unwrap(), ..Transfer::from(&order(1)) };
    let text = text_of(&initiation_of(vec![transfer]));
    assert!(!text.contains("]]>") && !text.contains("<![CDATA["));
    let read = pain001::read(text.as_bytes()).unwrap();
    assert_eq!(read.transfers()[0].payee.name(), name);
}

#[test]
fn none_too_many_or_too_much_is_refused() {
    let date = Date::from_ymd(2026, 3, 3).unwrap();
    let make = |transfers| Initiation::make(batch_id(), NOW, date, debtor(), transfers);
    assert_eq!(make(vec![]), Err(BatchRefusal::EmptyBatch));
    let many = vec![Transfer::from(&order(1)); BATCH_MAX_ORDERS + 1];
    assert_eq!(make(many), Err(BatchRefusal::TooManyOrders { limit: BATCH_MAX_ORDERS }));
    let rich = Transfer { amount: fen(MONEY_LIMIT_FEN), ..Transfer::from(&order(1)) };
    assert_eq!(make(vec![rich.clone(), rich]), Err(BatchRefusal::TotalOutOfRange));
}

#[test]
fn the_largest_batch_is_read_back() {
    let largest = initiation(BATCH_MAX_ORDERS);
    assert_eq!(pain001::read(&pain001::write(&largest)).unwrap(), largest);
}

#[test]
fn a_changed_file_is_not_read_back() {
    let text = text_of(&initiation(2));
    let check = |from: &str, to: &str, code: &str| {
        assert!(text.contains(from), "{from}");
        let error = pain001::read(text.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert_eq!(error.code(), code, "{from} -> {to}");
    };
    check("100000.01", "100000.02", "message-control-figures");
    check("<NbOfTxs>2<", "<NbOfTxs>3<", "message-control-figures");
    check("Ccy=\"CNY\"", "Ccy=\"USD\"", "message-unreadable");
    check("100000.01</InstdAmt", "1e5</InstdAmt", "message-unreadable");
    check("310306600011", "310306600012", "message-unreadable");
    check("pain.001.001.09", "pain.001.001.03", "message-unknown-version");
    check("pain.001.001.09", "pain.008.001.02", "message-foreign");
    check("HBB0195", "ABC0195", "message-missing");
    let header = text.find("<PmtInf>").unwrap();
    let cut = pain001::read(&text.as_bytes()[..header]).unwrap_err();
    assert!(matches!(cut, MessageError::Truncated { line: 13, .. }), "{cut:?}");
}

/// Texts a hostile applicant would try, and any other.
fn any_text(limit_chars: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        3 => "[一-龥]{1,4}",
        1 => proptest::sample::select(vec![
            "]]>", "&", "&amp;", "<", ">", "\"", "'", "<![CDATA[", "\r\n", "\0", "🏭", "\u{202E}",
            " ", "<!--", "&#0;", "\u{FFFF}", "\u{2028}", "e\u{301}", "=HYPERLINK(\"x\")",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..40)
        .prop_map(move |pieces| pieces.concat().chars().take(limit_chars + 1).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_text_is_refused_or_intact(
        name in any_text(140), bank_name in any_text(140), remittance in any_text(140),
        amount in 1..=MONEY_LIMIT_FEN, millis in 0..4_000_000_000_000_i64,
    ) {
        let mut parts = payee_parts("海门");
        let fits = |text: &str| check_text(treasury::text::Field::PayeeName, text, REMITTANCE_MAX_CHARS).is_ok();
        parts.name = name;
        if fits(&bank_name) {
            parts.bank_name = bank_name;
        }
        let clean = fits(&parts.name);
        prop_assert_eq!(Payee::try_from(parts.clone()).is_ok(), clean);
        if !clean {
            parts.name = "海门".to_owned();
        }
        let remittance = if fits(&remittance) { remittance } else { "奖励".to_owned() };
        let transfer = Transfer {
            end_to_end_id: treasury::instruction::EndToEndId::of(order_id(1)),
            amount: fen(amount),
            payee: parts.try_into().unwrap(),
            remittance,
        };
        let at = Timestamp::from_millis(millis);
        let initiation = Initiation::make(batch_id(), at, at.date(), debtor(), vec![transfer]).unwrap();
        prop_assert_eq!(pain001::read(&pain001::write(&initiation)).unwrap(), initiation);
    }
}
