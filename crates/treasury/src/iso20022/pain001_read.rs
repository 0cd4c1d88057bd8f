//! Reads back the payment files that [`pain001::write`](super::pain001::write) wrote: the demo bank's ear.
//!
//! Strict: our own references, one payment information, every figure of the header right.

use workflow::clock::{Date, Timestamp};
use workflow::money::Money;

use super::message_error::MessageError;
use super::pain001::{Initiation, MESSAGE_NAME, Transfer};
use super::scan::{Attributes, Visitor, scan};
use super::{CURRENCY, MessageId};
use crate::batch::BATCH_MAX_ORDERS;
use crate::payee::{DebtorParts, PayeeParts};
use crate::text::{Field, REMITTANCE_MAX_CHARS, check_text};

/// Reads a payment file of ours; anything else is refused.
pub fn read(bytes: &[u8]) -> Result<Initiation, MessageError> {
    let mut reading = Reading::default();
    scan(bytes, &mut reading)?;
    reading.finish()
}

/// One payment while its elements come in.
#[derive(Default)]
struct Row {
    reference: String,
    amount: String,
    in_yuan: bool,
    bank_code: String,
    bank_name: String,
    name: String,
    account_number: String,
    remittance: String,
}

#[derive(Default)]
struct Reading {
    message_id: String,
    created_at: String,
    count: String,
    sum: String,
    execution_date: String,
    debtor_name: String,
    debtor_account: String,
    debtor_bank: String,
    payment_informations: usize,
    row: Row,
    transfers: Vec<Transfer>,
}

impl Visitor for Reading {
    fn message(&mut self, name: &str) -> Result<(), MessageError> {
        if name == MESSAGE_NAME {
            Ok(())
        } else if name.starts_with("pain.001.") {
            Err(MessageError::UnknownVersion { found: name.to_owned() })
        } else {
            Err(MessageError::Foreign { found: name.to_owned() })
        }
    }

    fn open(&mut self, path: &str, attributes: &Attributes<'_>) -> Result<(), MessageError> {
        let Some(rest) = path.strip_prefix("CstmrCdtTrfInitn/PmtInf") else {
            return Ok(());
        };
        match rest {
            "" => self.payment_informations += 1,
            "/CdtTrfTxInf" => self.row = Row::default(),
            "/CdtTrfTxInf/Amt/InstdAmt" => self.row.in_yuan = attributes.has("Ccy", CURRENCY),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, path: &str, text: &str, line: usize) -> Result<(), MessageError> {
        let Some(path) = path.strip_prefix("CstmrCdtTrfInitn/") else {
            return Ok(());
        };
        if let Some(rest) = path.strip_prefix("PmtInf/CdtTrfTxInf") {
            if rest.is_empty() {
                return self.finish_row(line);
            }
            if let Some(slot) = self.row.slot(rest) {
                text.clone_into(slot);
            }
        } else if let Some(slot) = self.slot(path) {
            text.clone_into(slot);
        }
        Ok(())
    }
}

impl Row {
    fn slot(&mut self, path: &str) -> Option<&mut String> {
        match path {
            "/PmtId/EndToEndId" => Some(&mut self.reference),
            "/Amt/InstdAmt" => Some(&mut self.amount),
            "/CdtrAgt/FinInstnId/ClrSysMmbId/MmbId" => Some(&mut self.bank_code),
            "/CdtrAgt/FinInstnId/Nm" => Some(&mut self.bank_name),
            "/Cdtr/Nm" => Some(&mut self.name),
            "/CdtrAcct/Id/Othr/Id" => Some(&mut self.account_number),
            "/RmtInf/Ustrd" => Some(&mut self.remittance),
            _ => None,
        }
    }

    fn transfer(self, line: usize) -> Result<Transfer, MessageError> {
        let unreadable = |element| MessageError::Unreadable { element, line };
        let amount = amount_of(&self.amount).filter(|_| self.in_yuan);
        let amount = amount.filter(|amount| amount.is_positive());
        let payee = PayeeParts {
            name: self.name,
            account_number: self.account_number,
            bank_code: self.bank_code,
            bank_name: self.bank_name,
        };
        check_text(Field::Remittance, &self.remittance, REMITTANCE_MAX_CHARS)
            .map_err(|_| unreadable("RmtInf"))?;
        Ok(Transfer {
            end_to_end_id: self.reference.parse().map_err(|_| unreadable("EndToEndId"))?,
            amount: amount.ok_or_else(|| unreadable("InstdAmt"))?,
            payee: payee.try_into().map_err(|_| unreadable("Cdtr"))?,
            remittance: self.remittance,
        })
    }
}

impl Reading {
    fn slot(&mut self, path: &str) -> Option<&mut String> {
        match path {
            "GrpHdr/MsgId" => Some(&mut self.message_id),
            "GrpHdr/CreDtTm" => Some(&mut self.created_at),
            "GrpHdr/NbOfTxs" => Some(&mut self.count),
            "GrpHdr/CtrlSum" => Some(&mut self.sum),
            "PmtInf/ReqdExctnDt/Dt" => Some(&mut self.execution_date),
            "PmtInf/Dbtr/Nm" => Some(&mut self.debtor_name),
            "PmtInf/DbtrAcct/Id/Othr/Id" => Some(&mut self.debtor_account),
            "PmtInf/DbtrAgt/FinInstnId/ClrSysMmbId/MmbId" => Some(&mut self.debtor_bank),
            _ => None,
        }
    }

    fn finish_row(&mut self, line: usize) -> Result<(), MessageError> {
        if self.transfers.len() == BATCH_MAX_ORDERS {
            return Err(MessageError::TooManyTransactions { limit_rows: BATCH_MAX_ORDERS });
        }
        let row = std::mem::take(&mut self.row);
        self.transfers.push(row.transfer(line)?);
        Ok(())
    }

    fn finish(self) -> Result<Initiation, MessageError> {
        let missing = |element| MessageError::Missing { element };
        let id: MessageId = self.message_id.parse().map_err(|_| missing("MsgId"))?;
        let created_at = instant_of(&self.created_at).ok_or_else(|| missing("CreDtTm"))?;
        let execution_date = self.execution_date.parse().map_err(|_| missing("ReqdExctnDt"))?;
        let debtor = DebtorParts {
            name: self.debtor_name,
            account_number: self.debtor_account,
            bank_code: self.debtor_bank,
        };
        let debtor = debtor.try_into().map_err(|_| missing("Dbtr"))?;
        let count = self.transfers.len().to_string();
        let initiation = Initiation::make(id.0, created_at, execution_date, debtor, self.transfers)
            .map_err(|_| missing("CdtTrfTxInf"))?;
        let sum_agrees = amount_of(&self.sum) == Some(initiation.control_sum());
        if self.count != count || !sum_agrees || self.payment_informations != 1 {
            return Err(MessageError::ControlFigures);
        }
        Ok(initiation)
    }
}

/// An amount in yuan exactly as we write it.
fn amount_of(text: &str) -> Option<Money> {
    text.parse::<Money>().ok().filter(|amount| amount.to_string() == text)
}

/// An instant exactly as [`Timestamp::iso`] writes it.
fn instant_of(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let date: Date = date.parse().ok()?;
    let digits = |range| time.get(range).and_then(|part: &str| part.parse::<u16>().ok());
    let minute = Timestamp::in_shanghai(date, digits(0..2)?.into(), digits(3..5)?.into())?;
    let millis = i64::from(digits(6..8)?) * 1000 + i64::from(digits(9..12)?);
    Some(minute.plus_millis(millis)).filter(|instant| instant.iso() == text)
}
