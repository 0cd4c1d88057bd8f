//! Reads `pain.002` messages of the versions banks use. Strict about what decides, deaf to the rest.
//!
//! Collects statuses; what they mean is said in [`pain002`](super::pain002).

use super::MESSAGE_MAX_TRANSACTIONS;
use super::message_error::MessageError;
use super::pain002::{Status, StatusReport, StatusRow};
use super::scan::{Attributes, Visitor, scan};
use crate::instruction::RejectionReason;
use crate::text::IDENTIFIER_MAX_CHARS;

/// The versions read: the elements read here did not change between them.
const VERSIONS: [&str; 7] = [
    "pain.002.001.03",
    "pain.002.001.09",
    "pain.002.001.10",
    "pain.002.001.11",
    "pain.002.001.12",
    "pain.002.001.13",
    "pain.002.001.14",
];
/// Longest status or reason code, in characters: all external codes of ISO 20022 have four.
const CODE_MAX_CHARS: usize = 4;
/// Most of a bank's explanation kept, in characters: enough for a person, bounded for a row.
const REASON_TEXT_MAX_CHARS: usize = 500;

/// Reads a status report, or refuses it whole.
pub fn parse(bytes: &[u8]) -> Result<StatusReport, MessageError> {
    let mut reading = Reading::default();
    scan(bytes, &mut reading)?;
    reading.finish()
}

/// A status while its elements come in.
#[derive(Default)]
struct Draft {
    code: Option<String>,
    reason_code: String,
    reason_text: String,
}

impl Draft {
    fn finish(&mut self) -> Option<Status> {
        let Self { code, reason_code, reason_text } = std::mem::take(self);
        let reason = RejectionReason { code: reason_code, text: reason_text };
        code.map(|code| Status { code, reason })
    }

    fn set_code(&mut self, element: &'static str, text: &str, line: usize) -> Result<(), MessageError> {
        let fits = (1..=CODE_MAX_CHARS).contains(&text.len());
        if !fits || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(MessageError::Unreadable { element, line });
        }
        set_once(&mut self.code, element, text, line)
    }

    /// Elements of `StsRsnInf`; of several reasons the first code counts and the texts are joined.
    fn reason(&mut self, path: &str, text: &str, line: usize) -> Result<(), MessageError> {
        match path {
            "Rsn/Cd" | "Rsn/Prtry" => {
                short("Rsn", text, line)?;
                if self.reason_code.is_empty() {
                    printable(text).clone_into(&mut self.reason_code);
                }
            }
            "AddtlInf" => {
                let joined = format!("{} {}", self.reason_text, printable(text));
                self.reason_text = joined.trim().chars().take(REASON_TEXT_MAX_CHARS).collect();
            }
            _ => {}
        }
        Ok(())
    }
}

#[derive(Default)]
struct Reading {
    report_seen: bool,
    message_id: Option<String>,
    original_message_id: Option<String>,
    original_message_name: Option<String>,
    group: Draft,
    payment: Draft,
    /// Statuses of payment informations; a file of ours has one.
    payments: Vec<Status>,
    row: Draft,
    row_reference: Option<String>,
    rows: Vec<StatusRow>,
}

impl Visitor for Reading {
    fn message(&mut self, name: &str) -> Result<(), MessageError> {
        if VERSIONS.contains(&name) {
            Ok(())
        } else if name.starts_with("pain.002.") {
            Err(MessageError::UnknownVersion { found: name.to_owned() })
        } else {
            Err(MessageError::Foreign { found: name.to_owned() })
        }
    }

    fn open(&mut self, path: &str, _: &Attributes<'_>) -> Result<(), MessageError> {
        if path == "CstmrPmtStsRpt" {
            self.report_seen = true;
        }
        Ok(())
    }

    fn close(&mut self, path: &str, text: &str, line: usize) -> Result<(), MessageError> {
        let Some(path) = path.strip_prefix("CstmrPmtStsRpt/") else {
            return Ok(());
        };
        if let Some(rest) = path.strip_prefix("OrgnlPmtInfAndSts") {
            return match rest.strip_prefix("/TxInfAndSts") {
                Some(rest) => self.close_row(rest, text, line),
                None => self.close_payment(rest, text, line),
            };
        }
        match path {
            "GrpHdr/MsgId" => {
                short("MsgId", text, line)?;
                set_once(&mut self.message_id, "MsgId", text, line)
            }
            "OrgnlGrpInfAndSts/OrgnlMsgId" => {
                short("OrgnlMsgId", text, line)?;
                set_once(&mut self.original_message_id, "OrgnlMsgId", text, line)
            }
            "OrgnlGrpInfAndSts/OrgnlMsgNmId" => {
                short("OrgnlMsgNmId", text, line)?;
                set_once(&mut self.original_message_name, "OrgnlMsgNmId", text, line)
            }
            "OrgnlGrpInfAndSts/GrpSts" => self.group.set_code("GrpSts", text, line),
            other => match other.strip_prefix("OrgnlGrpInfAndSts/StsRsnInf/") {
                Some(rest) => self.group.reason(rest, text, line),
                None => Ok(()),
            },
        }
    }
}

impl Reading {
    fn close_payment(&mut self, path: &str, text: &str, line: usize) -> Result<(), MessageError> {
        match path {
            "" => {
                self.payments.extend(self.payment.finish());
                Ok(())
            }
            "/PmtInfSts" => self.payment.set_code("PmtInfSts", text, line),
            other => match other.strip_prefix("/StsRsnInf/") {
                Some(rest) => self.payment.reason(rest, text, line),
                None => Ok(()),
            },
        }
    }

    fn close_row(&mut self, path: &str, text: &str, line: usize) -> Result<(), MessageError> {
        match path {
            "" => self.finish_row(),
            "/OrgnlEndToEndId" => {
                short("OrgnlEndToEndId", text, line)?;
                set_once(&mut self.row_reference, "OrgnlEndToEndId", text, line)
            }
            "/TxSts" => self.row.set_code("TxSts", text, line),
            other => match other.strip_prefix("/StsRsnInf/") {
                Some(rest) => self.row.reason(rest, text, line),
                None => Ok(()),
            },
        }
    }

    fn finish_row(&mut self) -> Result<(), MessageError> {
        if self.rows.len() == MESSAGE_MAX_TRANSACTIONS {
            let limit_rows = MESSAGE_MAX_TRANSACTIONS;
            return Err(MessageError::TooManyTransactions { limit_rows });
        }
        let end_to_end_id = self.row_reference.take().unwrap_or_default();
        self.rows.push(StatusRow { end_to_end_id, status: self.row.finish() });
        Ok(())
    }

    fn finish(mut self) -> Result<StatusReport, MessageError> {
        let missing = |element| MessageError::Missing { element };
        if !self.report_seen {
            return Err(missing("CstmrPmtStsRpt"));
        }
        let name = self.original_message_name.ok_or_else(|| missing("OrgnlMsgNmId"))?;
        if !name.to_ascii_lowercase().starts_with("pain.001") {
            return Err(MessageError::Foreign { found: name });
        }
        let whole = whole(self.group.finish(), self.payments)?;
        let report = StatusReport {
            message_id: self.message_id.ok_or_else(|| missing("MsgId"))?,
            original_message_id: self.original_message_id.ok_or_else(|| missing("OrgnlMsgId"))?,
            original_message_name: name,
            whole,
            rows: self.rows,
        };
        report.agree()
    }
}

/// One status for the whole file: the group's, or that of its one payment information when the group's
/// is not final. Two that contradict each other refuse the message.
fn whole(group: Option<Status>, payments: Vec<Status>) -> Result<Option<Status>, MessageError> {
    let mut whole = group;
    for status in payments {
        whole = match whole {
            Some(first) if first.is_final() && status.is_final() && !first.same_answer(&status) => {
                let (first, second) = (first.code, status.code);
                return Err(MessageError::ContradictoryStatuses { first, second });
            }
            Some(first) if first.is_final() => Some(first),
            _ => Some(status),
        };
    }
    Ok(whole)
}

fn set_once(
    slot: &mut Option<String>,
    element: &'static str,
    text: &str,
    line: usize,
) -> Result<(), MessageError> {
    if slot.is_some() {
        return Err(MessageError::Twice { element, line });
    }
    *slot = Some(text.to_owned());
    Ok(())
}

/// Refuses an identifier that is empty, too long or not printable.
fn short(element: &'static str, text: &str, line: usize) -> Result<(), MessageError> {
    let limit_chars = IDENTIFIER_MAX_CHARS;
    if text.chars().count() > limit_chars {
        return Err(MessageError::TooLong { line, element: element.to_owned(), limit_chars });
    }
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(MessageError::Unreadable { element, line });
    }
    Ok(())
}

/// A bank's words on one line.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
