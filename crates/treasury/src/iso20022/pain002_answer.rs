//! Writes `pain.002.001.10`: the answers of the demo bank and of tests. No real bank is spoken for.
//!
//! Same answers, same bytes. Texts are checked before anything is written.

use workflow::clock::Timestamp;
use workflow::id::PaymentBatchId;

use super::compose::Composer;
use super::pain001::{self, Initiation, Transfer};
use super::{MessageId, PaymentInformationId};
use crate::instruction::{BankAnswer, EndToEndId, RejectionReason};
use crate::text::{Field, IDENTIFIER_MAX_CHARS, TextError, check_text};

/// The message's name: the version we write.
pub const MESSAGE_NAME: &str = "pain.002.001.10";
/// Longest line of explanation, in characters: `Max105Text` of ISO 20022.
pub const EXPLANATION_MAX_CHARS: usize = 105;
/// Codes of this length go into `Cd`, longer ones are the bank's own and go into `Prtry`.
const EXTERNAL_CODE_MAX_CHARS: usize = 4;

/// A bank's answer to one of our files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The bank's id of the message, at most 35 characters.
    pub message_id: String,
    pub created_at: Timestamp,
    /// The batch whose file is answered.
    pub batch: PaymentBatchId,
    pub content: AnswerContent,
}

/// What the bank says, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerContent {
    /// One status for the whole file, no rows.
    Whole(BankAnswer),
    /// A status for each payment it speaks of.
    Rows(Vec<(EndToEndId, BankAnswer)>),
}

impl Answer {
    /// A row for every payment of the file, as `decide` says.
    pub fn to_each(
        initiation: &Initiation,
        message_id: String,
        created_at: Timestamp,
        decide: impl Fn(&Transfer) -> BankAnswer,
    ) -> Self {
        let rows = initiation.transfers().iter();
        let rows = rows.map(|transfer| (transfer.end_to_end_id, decide(transfer))).collect();
        let content = AnswerContent::Rows(rows);
        Self { message_id, created_at, batch: initiation.batch(), content }
    }
}

/// The message's bytes. Refused: an id or a reason the message cannot carry.
pub fn write(answer: &Answer) -> Result<Vec<u8>, TextError> {
    check_text(Field::MessageId, &answer.message_id, IDENTIFIER_MAX_CHARS)?;
    match &answer.content {
        AnswerContent::Whole(one) => check_reason(one)?,
        AnswerContent::Rows(rows) => rows.iter().try_for_each(|(_, one)| check_reason(one))?,
    }
    Ok(Composer::message(MESSAGE_NAME, |document| {
        document.inside("CstmrPmtStsRpt", |report| write_report(report, answer));
    }))
}

fn check_reason(answer: &BankAnswer) -> Result<(), TextError> {
    let BankAnswer::Rejected { reason } = answer else {
        return Ok(());
    };
    if !reason.code.is_empty() {
        check_text(Field::ReasonCode, &reason.code, IDENTIFIER_MAX_CHARS)?;
    }
    if !reason.text.is_empty() {
        check_text(Field::ReasonText, &reason.text, EXPLANATION_MAX_CHARS)?;
    }
    Ok(())
}

fn write_report(report: &mut Composer, answer: &Answer) {
    report.inside("GrpHdr", |header| {
        header.text(&["MsgId"], &answer.message_id);
        header.text(&["CreDtTm"], &answer.created_at.iso());
    });
    report.inside("OrgnlGrpInfAndSts", |group| {
        group.text(&["OrgnlMsgId"], &MessageId(answer.batch).to_string());
        group.text(&["OrgnlMsgNmId"], pain001::MESSAGE_NAME);
        match &answer.content {
            AnswerContent::Whole(one) => write_status(group, "GrpSts", one),
            AnswerContent::Rows(_) => group.text(&["GrpSts"], "PART"),
        }
    });
    let AnswerContent::Rows(rows) = &answer.content else {
        return;
    };
    report.inside("OrgnlPmtInfAndSts", |payment| {
        payment.text(&["OrgnlPmtInfId"], &PaymentInformationId(answer.batch).to_string());
        for (reference, one) in rows {
            payment.inside("TxInfAndSts", |row| {
                row.text(&["OrgnlInstrId"], &reference.to_string());
                row.text(&["OrgnlEndToEndId"], &reference.to_string());
                write_status(row, "TxSts", one);
            });
        }
    });
}

fn write_status(parent: &mut Composer, element: &str, answer: &BankAnswer) {
    let code = match answer {
        BankAnswer::Settled => "ACSC",
        BankAnswer::Rejected { .. } => "RJCT",
        BankAnswer::Pending => "ACSP",
        // A message cannot be silent; this is the least it can say.
        BankAnswer::Silence => "PDNG",
    };
    parent.text(&[element], code);
    let BankAnswer::Rejected { reason } = answer else {
        return;
    };
    if *reason != RejectionReason::default() {
        parent.inside("StsRsnInf", |information| write_reason(information, reason));
    }
}

fn write_reason(information: &mut Composer, reason: &RejectionReason) {
    if !reason.code.is_empty() {
        let external = reason.code.chars().count() <= EXTERNAL_CODE_MAX_CHARS;
        information.text(&["Rsn", if external { "Cd" } else { "Prtry" }], &reason.code);
    }
    if !reason.text.is_empty() {
        information.text(&["AddtlInf"], &reason.text);
    }
}
