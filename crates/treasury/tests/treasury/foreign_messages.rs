//! Malformed, truncated, foreign and malicious bank files: a clear error each, and never a panic.
//! What a good file means is tested beside this one.

use proptest::prelude::*;
use treasury::TreasuryError;
use treasury::iso20022::message_error::MessageError;
use treasury::iso20022::{MESSAGE_MAX_BYTES, MESSAGE_MAX_TRANSACTIONS, pain001, pain002};

use crate::samples::initiation;
use crate::status_reports::{report, row};

fn good() -> String {
    report("<GrpSts>PART</GrpSts>", &(row(0, "<TxSts>ACSC</TxSts>") + &row(1, "<TxSts>RJCT</TxSts>")))
}

fn error_of(bytes: &[u8]) -> MessageError {
    pain002::parse(bytes).expect_err("this message should be refused")
}

/// The good report with one thing changed.
fn swap(from: &str, to: &str) -> String {
    let good = good();
    assert!(good.contains(from), "{from}");
    good.replacen(from, to, 1)
}

fn check<const COUNT: usize>(cases: [(&str, String); COUNT]) {
    for (code, text) in cases {
        let error = error_of(text.as_bytes());
        let shown: String = text.chars().take(400).collect();
        assert_eq!(error.code(), code, "{error:?}\n{shown}");
        let error = TreasuryError::from(error);
        assert_eq!(error.code(), code);
        let arguments = error.arguments();
        assert!(arguments.iter().all(|(_, value)| value.chars().count() <= 60), "{error:?}");
    }
}

#[test]
fn what_is_no_report_is_foreign() {
    let namespace = "urn:iso:std:iso:20022:tech:xsd:";
    let declaration = format!(" xmlns=\"{namespace}pain.002.001.10\"");
    check([
        ("message-missing", String::new()),
        ("message-missing", "  \n ".to_owned()),
        ("message-stray", "账号,金额,状态\n1,2,成功\n".to_owned()),
        ("message-stray", "{\"status\": \"ok\"}".to_owned()),
        ("message-foreign", "<html><body>Login</body></html>".to_owned()),
        ("message-foreign", swap("pain.002.001.10", "camt.053.001.08")),
        ("message-foreign", swap("pain.002.001.10", "pacs.002.001.10")),
        ("message-foreign", swap(namespace, "http://bank.example/")),
        ("message-foreign", swap(&declaration, "")),
        ("message-foreign", swap("pain.001.001.09<", "pain.008.001.02<")),
        ("message-unknown-version", swap("pain.002.001.10", "pain.002.001.02")),
        ("message-unknown-version", swap("pain.002.001.10", "pain.002.001.99")),
    ]);
}

#[test]
fn entities_and_forbidden_characters_are_refused() {
    let bomb = r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Document"#;
    let external = r#"<!DOCTYPE d [<!ENTITY x SYSTEM "file:///secret">]><Document"#;
    check([
        ("message-document-type", swap("<Document", bomb)),
        ("message-document-type", swap("<Document", external)),
        ("message-document-type", swap("<GrpHdr>", "<!DOCTYPE late><GrpHdr>")),
        ("message-unknown-entity", swap("BANK-1", "&xxe;")),
        ("message-unknown-entity", swap("BANK-1", "&nbsp;")),
        ("message-forbidden-character", swap("BANK-1", "BANK&#0;")),
        ("message-forbidden-character", swap("BANK-1", "BANK&#x1;")),
        ("message-forbidden-character", swap("BANK-1", "BANK\u{1}")),
        ("message-forbidden-character", swap("BANK-1", "BANK&#xD800;")),
        ("message-wrong-encoding", swap("UTF-8", "GB18030")),
    ]);
}

#[test]
fn malformed_files_are_refused() {
    check([
        ("message-malformed", swap("BANK-1", "BANK & CO")),
        ("message-malformed", swap("</GrpHdr>", "</GrpHdx>")),
        ("message-malformed", swap("<GrpHdr>", "<GrpHdr a=1>")),
        ("message-malformed", swap("<GrpHdr>", "<GrpHdr a='1' a='2'>")),
        ("message-malformed", swap("<GrpHdr>", "<!-- a -- b --><GrpHdr>")),
        ("message-stray", swap("</Document>", "</Document><Document/>")),
        ("message-stray", swap("</Document>", "</Document>trailing")),
        ("message-truncated", swap("</Document>", "")),
    ]);
}

#[test]
fn what_passes_a_limit_is_refused() {
    let numbers = (0..40).map(|number| number.to_string());
    let attributes = numbers.fold(String::new(), |all, number| all + " a" + &number + "='1'");
    check([
        ("message-too-many-attributes", swap("<GrpHdr>", &format!("<GrpHdr{attributes}>"))),
        ("message-too-deep", swap("<GrpHdr>", &("<a>".repeat(40) + "<GrpHdr>"))),
        ("message-too-long", swap("BANK-1", &"x".repeat(5_000))),
        ("message-too-long", swap("BANK-1", &"1".repeat(36))),
    ]);
}

#[test]
fn what_decides_must_be_there_once_and_readable() {
    let renamed = swap("<OrgnlMsgId>", "<Other>").replace("</OrgnlMsgId>", "</Other>");
    let original_name = "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>";
    let settled = "<TxSts>ACSC</TxSts>";
    check([
        ("message-missing", swap("<MsgId>BANK-1</MsgId>", "")),
        ("message-missing", swap(original_name, "")),
        ("message-missing", renamed),
        ("message-missing", good().replace("CstmrPmtStsRpt", "CstmrCdtTrfInitn")),
        ("message-twice", swap("<MsgId>BANK-1</MsgId>", "<MsgId>A</MsgId><MsgId>B</MsgId>")),
        ("message-twice", swap(settled, "<TxSts>ACSC</TxSts><TxSts>RJCT</TxSts>")),
        ("message-unreadable", swap(settled, "<TxSts>ACCEPTED</TxSts>")),
        ("message-unreadable", swap(settled, "<TxSts/>")),
        ("message-unreadable", swap("BANK-1", "")),
    ]);
}

#[test]
fn errors_say_where() {
    let wrong = good().replace("</GrpHdr>", "</GrpHdx>");
    let error = error_of(wrong.as_bytes());
    let MessageError::Malformed { line, byte, .. } = error else { panic!("{error:?}") };
    assert_eq!((line, byte), (3, wrong.find("</GrpHdx>").unwrap() + 1));
    let error = error_of(good().replace("BANK-1", "&xxe;").as_bytes());
    assert!(matches!(error, MessageError::UnknownEntity { line: 3, ref name } if name == "xxe"), "{error:?}");
    let error = error_of(b"<Document>\xB2\xBB");
    assert!(matches!(error, MessageError::NotUtf8 { byte: 11 }), "{error:?}");
    let foreign = error_of(good().replace("pain.002.001.10", "camt.053.001.08").as_bytes());
    assert!(matches!(foreign, MessageError::Foreign { ref found } if found == "camt.053.001.08"));
    let own = pain001::write(&initiation(1));
    assert!(matches!(error_of(&own), MessageError::Foreign { ref found } if found == "pain.001.001.09"));
}

#[test]
fn a_report_cut_anywhere_is_refused() {
    let good = good();
    let whole = good.trim_end().len();
    for end in 0..whole {
        assert!(pain002::parse(&good.as_bytes()[..end]).is_err(), "cut at {end}");
    }
    assert!(pain002::parse(&good.as_bytes()[..whole]).is_ok());
}

#[test]
fn too_much_is_refused() {
    let mut large = good().into_bytes();
    large.resize(MESSAGE_MAX_BYTES, b'\n');
    assert!(pain002::parse(&large).is_ok());
    large.push(b'\n');
    assert!(matches!(error_of(&large), MessageError::TooLarge { .. }));
    let one = row(0, "<TxSts>ACSC</TxSts>");
    let most = report("", &one.repeat(MESSAGE_MAX_TRANSACTIONS));
    assert_eq!(pain002::parse(most.as_bytes()).unwrap().rows.len(), MESSAGE_MAX_TRANSACTIONS);
    let more = report("", &one.repeat(MESSAGE_MAX_TRANSACTIONS + 1));
    assert!(matches!(error_of(more.as_bytes()), MessageError::TooManyTransactions { .. }));
}

/// The good report with some bytes replaced, removed or put in.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<prop::sample::Index>(), 0..3_u8, any::<u8>());
    prop::collection::vec(edit, 1..8).prop_map(|edits| {
        let mut bytes = good().into_bytes();
        for (place, kind, byte) in edits {
            let place = place.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, byte),
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(pain002::parse(&bytes).is_err());
        prop_assert!(pain001::read(&bytes).is_err());
    }

    #[test]
    fn any_markup_is_read_without_a_panic(text in "[<>/&;!\\[\\]?'\"= a#x-]{0,200}") {
        prop_assert!(pain002::parse(text.as_bytes()).is_err());
    }

    #[test]
    fn damaged_reports_are_read_without_a_panic(bytes in damaged()) {
        if let Ok(report) = pain002::parse(&bytes) {
            report.match_orders(&[crate::samples::order_id(0)]);
        }
    }
}
