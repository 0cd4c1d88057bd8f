//! `pain.001.001.09`: a batch as the file a bank executes, written and (for the demo bank) read back.
//!
//! Same batch, same bytes. Everything was checked when it was made, so writing cannot fail.
//! Amounts are fen inside and yuan with two decimals in the file; nothing rounds.

use workflow::clock::{Date, Timestamp};
use workflow::id::PaymentBatchId;
use workflow::money::Money;

use super::compose::Composer;
use super::{CLEARING_SYSTEM, CURRENCY, MessageId, PaymentInformationId};
use crate::batch::{BATCH_MAX_ORDERS, BatchRefusal};
use crate::instruction::{EndToEndId, PaymentOrder};
use crate::payee::{Debtor, Payee};

pub use super::pain001_read::read;

/// The message's name: the version we write.
pub const MESSAGE_NAME: &str = "pain.001.001.09";

/// A payment file before it is bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiation {
    batch: PaymentBatchId,
    created_at: Timestamp,
    execution_date: Date,
    debtor: Debtor,
    transfers: Vec<Transfer>,
    control_sum: Money,
}

/// One payment of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub end_to_end_id: EndToEndId,
    pub amount: Money,
    pub payee: Payee,
    pub remittance: String,
}

impl From<&PaymentOrder> for Transfer {
    fn from(order: &PaymentOrder) -> Self {
        Self {
            end_to_end_id: order.end_to_end_id(),
            amount: order.amount,
            payee: order.payee.clone(),
            remittance: order.remittance.clone(),
        }
    }
}

impl Initiation {
    /// The file of a batch, its transfers in the given order. Refused: none, too many, or a sum past
    /// the limit of money.
    pub fn make(
        batch: PaymentBatchId,
        created_at: Timestamp,
        execution_date: Date,
        debtor: Debtor,
        transfers: Vec<Transfer>,
    ) -> Result<Self, BatchRefusal> {
        if transfers.is_empty() {
            return Err(BatchRefusal::EmptyBatch);
        }
        if transfers.len() > BATCH_MAX_ORDERS {
            return Err(BatchRefusal::TooManyOrders { limit: BATCH_MAX_ORDERS });
        }
        let control_sum = Money::sum(transfers.iter().map(|transfer| transfer.amount));
        let control_sum = control_sum.ok_or(BatchRefusal::TotalOutOfRange)?;
        Ok(Self { batch, created_at, execution_date, debtor, transfers, control_sum })
    }

    pub const fn batch(&self) -> PaymentBatchId {
        self.batch
    }

    pub const fn message_id(&self) -> MessageId {
        MessageId(self.batch)
    }

    pub const fn created_at(&self) -> Timestamp {
        self.created_at
    }

    pub const fn execution_date(&self) -> Date {
        self.execution_date
    }

    pub const fn debtor(&self) -> &Debtor {
        &self.debtor
    }

    pub fn transfers(&self) -> &[Transfer] {
        &self.transfers
    }

    /// The sum of all amounts.
    pub const fn control_sum(&self) -> Money {
        self.control_sum
    }
}

/// The file's bytes.
pub fn write(initiation: &Initiation) -> Vec<u8> {
    Composer::message(MESSAGE_NAME, |document| {
        document.inside("CstmrCdtTrfInitn", |message| {
            message.inside("GrpHdr", |header| write_header(header, initiation));
            message.inside("PmtInf", |payment| write_payment(payment, initiation));
        });
    })
}

fn write_header(header: &mut Composer, initiation: &Initiation) {
    header.text(&["MsgId"], &initiation.message_id().to_string());
    header.text(&["CreDtTm"], &initiation.created_at.iso());
    header.text(&["NbOfTxs"], &initiation.transfers.len().to_string());
    header.text(&["CtrlSum"], &initiation.control_sum.to_string());
    header.text(&["InitgPty", "Nm"], initiation.debtor.name());
}

fn write_payment(payment: &mut Composer, initiation: &Initiation) {
    let debtor = &initiation.debtor;
    payment.text(&["PmtInfId"], &PaymentInformationId(initiation.batch).to_string());
    payment.text(&["PmtMtd"], "TRF");
    // One booking per payment: a single one would hide which payment a statement line belongs to.
    payment.text(&["BtchBookg"], "false");
    payment.text(&["NbOfTxs"], &initiation.transfers.len().to_string());
    payment.text(&["CtrlSum"], &initiation.control_sum.to_string());
    payment.text(&["ReqdExctnDt", "Dt"], &initiation.execution_date.to_string());
    payment.text(&["Dbtr", "Nm"], debtor.name());
    payment.text(&["DbtrAcct", "Id", "Othr", "Id"], debtor.account_number());
    payment.inside("DbtrAgt", |agent| {
        write_bank(agent, debtor.bank_code(), None);
    });
    for transfer in &initiation.transfers {
        payment.inside("CdtTrfTxInf", |row| write_transfer(row, transfer));
    }
}

fn write_transfer(row: &mut Composer, transfer: &Transfer) {
    let reference = transfer.end_to_end_id.to_string();
    let payee = &transfer.payee;
    row.inside("PmtId", |ids| {
        ids.text(&["InstrId"], &reference);
        ids.text(&["EndToEndId"], &reference);
    });
    let amount = transfer.amount.to_string();
    row.inside("Amt", |inner| {
        inner.text_with("InstdAmt", ("Ccy", CURRENCY), &amount);
    });
    row.inside("CdtrAgt", |agent| {
        write_bank(agent, payee.bank_code(), Some(payee.bank_name()));
    });
    row.text(&["Cdtr", "Nm"], payee.name());
    row.text(&["CdtrAcct", "Id", "Othr", "Id"], payee.account_number());
    row.text(&["RmtInf", "Ustrd"], &transfer.remittance);
}

fn write_bank(agent: &mut Composer, bank_code: &str, bank_name: Option<&str>) {
    agent.inside("FinInstnId", |institution| {
        institution.inside("ClrSysMmbId", |member| {
            member.text(&["ClrSysId", "Cd"], CLEARING_SYSTEM);
            member.text(&["MmbId"], bank_code);
        });
        if let Some(name) = bank_name {
            institution.text(&["Nm"], name);
        }
    });
}
