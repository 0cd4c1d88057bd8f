//! The bank's answer: a `pain.002` file is imported whole or not at all, and the same file only once.
//!
//! Only what the bank proves moves money. Repetitions change nothing; contradictions and references
//! that are not ours are set aside for a person and never posted.

mod demo;
mod record;

use fail::fail_point;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::bank::{self, BankMessageRow};
use store::payments::{self, BatchRow, BatchState, OrderRow};
use treasury::iso20022::message_error::MessageError;
use treasury::iso20022::pain002::{self, StatusReport};
use treasury::iso20022::{MESSAGE_MAX_BYTES, MessageId};
use workflow::Role;
use workflow::id::{BankMessageId, PaymentBatchId};

use crate::disburse::{Giver, locked};
use crate::error::FieldFault;
use crate::perform::encode;
use crate::{Engine, EngineError, Signed, journal};

pub use demo::DemoAnswer;
use record::Recording;

/// Longest file name kept, in characters: it is only shown.
const FILE_NAME_LIMIT_CHARACTERS: usize = 200;

/// A file as a person uploads it.
#[derive(Debug, Clone)]
pub struct BankFile {
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub message: BankMessageId,
    /// The same file was imported before; nothing was done now.
    pub repeated: bool,
}

/// The counts of an import, as its message row keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    pub batch: Option<PaymentBatchId>,
    pub batch_number: String,
    /// The bank's own id of the message.
    pub bank_message_id: String,
    pub settled: usize,
    pub rejected: usize,
    pub unknown: usize,
    pub unchanged: usize,
    pub contradictions: usize,
    pub orphans: usize,
    /// Orders of the batch the file says nothing of.
    pub silent: usize,
}

impl Engine {
    /// Imports a status report of the bank.
    pub async fn import_bank_answer(
        &self,
        signed: &Signed,
        file: BankFile,
        key: &str,
    ) -> Result<Imported, EngineError> {
        signed.require(Role::FinanceChecker)?;
        if file.bytes.is_empty() {
            return Err(EngineError::field("file", "bank-file-missing"));
        }
        if file.bytes.len() > MESSAGE_MAX_BYTES {
            let fault = FieldFault::new("file", "bank-file-too-large");
            return Err(EngineError::Invalid(vec![
                fault.with("megabytes", MESSAGE_MAX_BYTES / (1024 * 1024)),
            ]));
        }
        let sha256 = hex::encode(Sha256::digest(&file.bytes));
        let (engine, person, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        let asked = ("import-bank-answer", sha256.clone());
        let imported = self.once(&scope, key, &asked, move |unit, now| {
            Box::pin(async move {
                let giver = Giver { engine: &engine, unit, now, signed: &person, key: &owned_key };
                import(&giver, &file, &sha256).await
            })
        });
        let imported = imported.await?;
        fail_point!("disburse::import-after-commit");
        Ok(imported)
    }
}

async fn import(giver: &Giver<'_>, file: &BankFile, sha256: &str) -> Result<Imported, EngineError> {
    if let Some(seen) = bank::find_by_sha256(giver.unit, sha256).await? {
        return Ok(Imported { message: seen.id, repeated: true });
    }
    let report = pain002::parse(&file.bytes).map_err(|error| unreadable(&error))?;
    let (batch, orders) = batch_of(giver, &report).await?;
    let message = giver.engine.fresh_id(giver.now, BankMessageId::new)?;
    let matching = report.match_orders(&orders.iter().map(|order| order.id).collect::<Vec<_>>());
    let mut recording = Recording::begin(giver, &batch, &report, message);
    recording.silent(&matching.silent);
    let decided = recording.decide(&orders, &matching)?;
    let row = BankMessageRow {
        id: message,
        sha256: sha256.to_owned(),
        kind: "pain.002".to_owned(),
        file_name: file.file_name.chars().take(FILE_NAME_LIMIT_CHARACTERS).collect(),
        bytes: file.bytes.clone().into(),
        imported_by: giver.signed.id(),
        imported_at: giver.now,
        summary_json: encode(&recording.summary)?,
    };
    let answers: Vec<_> = decided.iter().map(|one| recording.row(one)).collect();
    bank::insert(giver.unit, &row, &answers).await?;
    fail_point!("disburse::import-after-message");
    for one in &decided {
        recording.carry_out(one).await?;
        fail_point!("disburse::import-after-answer");
    }
    recording.close_batch().await?;
    let subject = ("bank-message", message.to_string());
    let by = (giver.signed, Role::FinanceChecker);
    journal::record(giver.unit, giver.now, by, "bank-answer-imported", subject, row.summary_json).await?;
    fail_point!("disburse::import-before-commit");
    Ok(Imported { message, repeated: false })
}

/// The batch a report answers, locked. A report about anything else is refused whole: nothing in it is ours.
async fn batch_of(
    giver: &Giver<'_>,
    report: &StatusReport,
) -> Result<(BatchRow, Vec<OrderRow>), EngineError> {
    let foreign = || {
        let fault = FieldFault::new("file", "message-of-another-sender");
        EngineError::Invalid(vec![fault.with("reference", &report.original_message_id)])
    };
    let MessageId(id) = report.original_message_id.parse().map_err(|_| foreign())?;
    if payments::find_batch(giver.unit, id).await?.is_none() {
        return Err(foreign());
    }
    let (batch, orders) = locked(giver, id).await?;
    match batch.state {
        BatchState::Sent | BatchState::Answered => Ok((batch, orders)),
        BatchState::Made | BatchState::Authorised | BatchState::Cancelled => {
            let fault = FieldFault::new("file", "batch-not-sent").with("number", &batch.number);
            Err(EngineError::Invalid(vec![fault]))
        }
    }
}

fn unreadable(error: &MessageError) -> EngineError {
    let fault = FieldFault::new("file", error.code());
    let named = error.arguments().into_iter().fold(fault, |fault, (name, value)| fault.with(name, value));
    EngineError::Invalid(vec![named])
}
