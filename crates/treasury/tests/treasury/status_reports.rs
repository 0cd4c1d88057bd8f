//! What a bank's report means for each order of a batch, and which reports are refused.
//! Most reports are written by hand, as a bank would write them; the demo's own come last.

use treasury::instruction::{BankAnswer, EndToEndId, RejectionReason};
use treasury::iso20022::MessageId;
use treasury::iso20022::message_error::MessageError;
use treasury::iso20022::pain002::{self, Matching, StatusReport};
use treasury::iso20022::pain002_answer::{self, Answer, AnswerContent};
use treasury::text::{Field, TextProblem};
use workflow::id::PaymentOrderId;

use crate::samples::{NOW, batch_id, initiation, order_id};

/// A report on our batch with the given inside.
pub fn report(group: &str, rest: &str) -> String {
    let original = MessageId(batch_id());
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-03-03T10:00:00+08:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{original}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
{group}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>P</OrgnlPmtInfId>{rest}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>
"#
    )
}

pub fn row(number: usize, status: &str) -> String {
    let reference = EndToEndId::of(order_id(number));
    format!("<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId>{status}</TxInfAndSts>")
}

fn parse(text: &str) -> StatusReport {
    pain002::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn batch() -> [PaymentOrderId; 3] {
    [order_id(0), order_id(1), order_id(2)]
}

/// The answers of a batch of three in short: `s`ettled, `r`ejected, `p`ending, `-` silent, `!` for a person.
fn short(matching: &Matching) -> String {
    let letter = |order: &PaymentOrderId| {
        let answer = matching.answers.iter().find(|(one, _)| one == order);
        match answer.map(|(_, answer)| answer) {
            Some(BankAnswer::Settled) => 's',
            Some(BankAnswer::Rejected { .. }) => 'r',
            Some(BankAnswer::Pending | BankAnswer::Silence) => 'p',
            None if matching.silent.contains(order) => '-',
            None => '!',
        }
    };
    batch().iter().map(letter).collect()
}

#[test]
fn statuses_of_the_whole_and_of_rows() {
    let check = |group: &str, rest: &str, expect: &str| {
        let matching = parse(&report(group, rest)).match_orders(&batch());
        assert_eq!(short(&matching), expect, "{group} {rest}");
    };
    check("<GrpSts>ACSC</GrpSts>", "", "sss");
    check("<GrpSts>RJCT</GrpSts>", "", "rrr");
    check("<GrpSts>ACCP</GrpSts>", "", "ppp");
    check("", "", "---");
    check("", "<PmtInfSts>RJCT</PmtInfSts>", "rrr");
    check("<GrpSts>PART</GrpSts>", "<PmtInfSts>ACCC</PmtInfSts>", "sss");
    let rows = |list: [&str; 2]| {
        list.iter()
            .enumerate()
            .map(|(number, code)| row(number, &format!("<TxSts>{code}</TxSts>")))
            .collect::<String>()
    };
    check("<GrpSts>PART</GrpSts>", &rows(["ACSC", "RJCT"]), "sr-");
    check("<GrpSts>PART</GrpSts>", &rows(["ACCC", "ACSP"]), "sp-");
    for pending in ["ACCP", "ACSP", "ACTC", "ACWC", "PDNG", "RCVD", "ACWP", "CANC", "XYZ1"] {
        check("", &rows([pending, "ACSC"]), "ps-");
    }
    check("<GrpSts>RJCT</GrpSts>", &rows(["RJCT", "RJCT"]), "rrr");
    check("<GrpSts>PART</GrpSts>", &row(1, ""), "-p-");
    check("<GrpSts>ACSC</GrpSts>", &row(1, ""), "sss");
}

#[test]
fn reasons_reach_the_reader() {
    let reason = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销户,\n请</AddtlInf><AddtlInf>更正 &amp; 重报</AddtlInf></StsRsnInf>";
    let text = report("", &row(1, &format!("<TxSts>RJCT</TxSts>{reason}")));
    let matching = parse(&text).match_orders(&batch());
    let expected =
        RejectionReason { code: "AC04".to_owned(), text: "账户已销户, 请 更正 & 重报".to_owned() };
    assert_eq!(matching.answers, [(order_id(1), BankAnswer::Rejected { reason: expected })]);
    let own = "<StsRsnInf><Rsn><Prtry>余额不足</Prtry></Rsn></StsRsnInf>";
    let report = parse(&report(&format!("<GrpSts>RJCT</GrpSts>{own}"), ""));
    assert_eq!(report.whole.unwrap().reason.code, "余额不足");
}

#[test]
fn repeated_orphaned_and_contradictory_rows() {
    let settled = "<TxSts>ACSC</TxSts>";
    let repeated = parse(&report("", &(row(1, settled) + &row(1, settled))));
    assert_eq!(short(&repeated.match_orders(&batch())), "-s-");
    let rows = row(1, settled) + &row(0, settled) + &row(1, "<TxSts>RJCT</TxSts>");
    let matching = parse(&report("", &rows)).match_orders(&batch());
    assert_eq!(short(&matching), "s!-");
    assert_eq!(matching.contradictory, [order_id(1)]);
    let foreign = row(7, settled)
        + "<TxInfAndSts><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>"
        + "<TxInfAndSts><TxSts>ACSC</TxSts></TxInfAndSts>";
    let matching = parse(&report("", &foreign)).match_orders(&batch());
    assert_eq!((short(&matching).as_str(), matching.orphans.len()), ("---", 3));
}

#[test]
fn a_report_that_contradicts_itself_is_refused() {
    let check = |group: &str, rest: &str| {
        let error = pain002::parse(report(group, rest).as_bytes()).unwrap_err();
        assert!(matches!(error, MessageError::ContradictoryStatuses { .. }), "{error:?}");
    };
    check("<GrpSts>ACSC</GrpSts>", &row(1, "<TxSts>RJCT</TxSts>"));
    check("<GrpSts>RJCT</GrpSts>", &row(1, "<TxSts>ACSC</TxSts>"));
    check("<GrpSts>RJCT</GrpSts>", "<PmtInfSts>ACSC</PmtInfSts>");
}

#[test]
fn versions_and_prefixes_that_banks_use_are_read() {
    let plain = report("<GrpSts>ACSC</GrpSts>", "");
    for version in ["03", "09", "11", "12", "13", "14"] {
        let other = plain.replace("pain.002.001.10", &format!("pain.002.001.{version}"));
        assert_eq!(parse(&other), parse(&plain));
    }
    let prefixed = plain.replace("xmlns=", "xmlns:b=").replace("</", "</b:").replace('<', "<b:");
    let prefixed = prefixed.replace("<b:/b:", "</b:").replace("<b:?xml", "<?xml");
    assert_eq!(parse(&prefixed), parse(&plain));
    assert_eq!(parse(&format!("\u{FEFF}{plain}")), parse(&plain));
    assert_eq!(parse(&plain.replace('\n', "\r\n")), parse(&plain));
    let commented = plain.replace("<GrpHdr>", "<!-- hello --><?bank x?><GrpHdr>");
    assert_eq!(parse(&commented), parse(&plain));
    assert_eq!(parse(&plain.replace("BANK-1", "<![CDATA[BANK-1]]>")), parse(&plain));
}

#[test]
fn the_demo_bank_is_understood() {
    let reason = RejectionReason { code: "AC04".to_owned(), text: "账户已销户 ]]> &".to_owned() };
    let answers = [BankAnswer::Settled, BankAnswer::Rejected { reason }, BankAnswer::Pending];
    let file = initiation(3);
    let answer_of = |reference: EndToEndId| {
        let position = batch().iter().position(|order| *order == reference.order()).unwrap();
        answers[position].clone()
    };
    let answer =
        Answer::to_each(&file, "BANK-9".to_owned(), NOW, |transfer| answer_of(transfer.end_to_end_id));
    let bytes = pain002_answer::write(&answer).unwrap();
    assert_eq!(bytes, pain002_answer::write(&answer).unwrap());
    let report = pain002::parse(&bytes).unwrap();
    assert_eq!(report.original_message_id.parse(), Ok(file.message_id()));
    let expected: Vec<_> = batch().into_iter().zip(answers.clone()).collect();
    assert_eq!(report.match_orders(&batch()).answers, expected);

    let whole = Answer { content: AnswerContent::Whole(BankAnswer::Settled), ..answer };
    let report = pain002::parse(&pain002_answer::write(&whole).unwrap()).unwrap();
    assert_eq!(short(&report.match_orders(&batch())), "sss");
    let error = pain002_answer::write(&Answer { message_id: "x".repeat(36), ..whole }).unwrap_err();
    assert_eq!((error.field, error.problem), (Field::MessageId, TextProblem::TooLong { limit_chars: 35 }));
}
