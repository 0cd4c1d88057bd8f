//! The second person's part: authorising a batch, taking its file, saying that it was sent.
//!
//! The file is written once, at authorisation, and stored with its hash in the same transaction;
//! afterwards its bytes are only ever read.

use fail::fail_point;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::payments::{self, BatchRow, BatchState, OrderRow, OrderState};
use treasury::batch::{Act, BatchRefusal, BatchState as Batched, PaymentBatch};
use treasury::instruction::EndToEndId;
use treasury::iso20022::pain001::{self, Initiation, Transfer};
use treasury::payee::{Debtor, DebtorParts, Payee, PayeeParts};
use workflow::id::PaymentBatchId;
use workflow::{Command, CommandKind, Refusal, RefusalReason, Role, Stage};

use super::{Giver, conflict, locked};
use crate::error::FieldFault;
use crate::{Engine, EngineError, Signed};

/// Longest note beside an act, in characters: a remark, not a report.
const NOTE_LIMIT_CHARACTERS: usize = 500;

/// A payment file as it is downloaded.
#[derive(Debug, Clone)]
pub struct BatchFile {
    pub name: String,
    pub bytes: Vec<u8>,
    pub sha256: String,
}

/// A person says that the file was handed to the bank.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendBatch {
    /// How and to whom, as typed; may be empty.
    pub note: String,
}

impl Engine {
    /// Consents to a batch that somebody else made, and fixes its file.
    pub async fn authorise_batch(
        &self,
        signed: &Signed,
        batch: PaymentBatchId,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::FinanceChecker)?;
        let (engine, person, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        let asked = ("authorise-batch", batch);
        let authorised = self.once(&scope, key, &asked, move |unit, now| {
            Box::pin(async move {
                let giver = Giver { engine: &engine, unit, now, signed: &person, key: &owned_key };
                authorise(&giver, batch).await
            })
        });
        authorised.await?;
        fail_point!("disburse::authorise-after-commit");
        Ok(())
    }

    /// Records that a person handed the file to the bank.
    pub async fn send_batch(
        &self,
        signed: &Signed,
        batch: PaymentBatchId,
        input: SendBatch,
        key: &str,
    ) -> Result<(), EngineError> {
        signed.require(Role::FinanceChecker)?;
        if input.note.chars().count() > NOTE_LIMIT_CHARACTERS {
            let fault = FieldFault::new("note", "note-too-long").with("limit", NOTE_LIMIT_CHARACTERS);
            return Err(EngineError::Invalid(vec![fault]));
        }
        let (engine, person, owned_key) = (self.clone(), signed.clone(), key.to_owned());
        let scope = signed.id().to_string();
        self.once(&scope, key, &("send-batch", batch, &input.clone()), move |unit, now| {
            Box::pin(async move {
                let giver = Giver { engine: &engine, unit, now, signed: &person, key: &owned_key };
                send(&giver, batch, input.note.trim()).await
            })
        })
        .await
    }

    /// The stored file, byte for byte, for either finance duty; each download is logged.
    pub async fn download_batch(
        &self,
        signed: &Signed,
        batch: PaymentBatchId,
    ) -> Result<BatchFile, EngineError> {
        if !signed.holds_any(&[Role::FinanceMaker, Role::FinanceChecker]) {
            return Err(EngineError::Forbidden);
        }
        let (engine, person) = (self.clone(), signed.clone());
        self.in_unit(move |unit, now| {
            Box::pin(async move {
                let giver = Giver { engine: &engine, unit, now, signed: &person, key: "" };
                download(&giver, batch).await
            })
        })
        .await
    }
}

async fn authorise(giver: &Giver<'_>, id: PaymentBatchId) -> Result<(), EngineError> {
    let (batch, orders) = locked(giver, id).await?;
    treasury_batch(&batch, &orders)?
        .authorise(giver.act())
        .map_err(|refusal| refused(refusal, CommandKind::AuthorisePayment))?;
    for order in &orders {
        giver.give(order.application_id, &Command::AuthorisePayment { order: order.id }).await?;
        payments::advance_order(giver.unit, order.id, order.state, OrderState::Authorised, None, giver.now)
            .await?;
    }
    if payments::count_unheld(giver.unit, id).await? > 0 {
        return Err(EngineError::Corrupt { what: "a payment order that is not what was ordered".to_owned() });
    }
    let bytes = compose(giver, &batch, &orders)?;
    let sha256 = hex::encode(Sha256::digest(&bytes));
    fail_point!("disburse::authorise-before-store");
    payments::authorise(giver.unit, id, giver.signed.id(), giver.now, bytes.into()).await?;
    fail_point!("disburse::authorise-after-store");
    let detail = serde_json::json!({ "number": batch.number, "sha256": sha256 });
    giver.write_journal(Role::FinanceChecker, "batch-authorised", id, &detail).await
}

/// The file: the orders as they were frozen, in the order of their ids.
fn compose(giver: &Giver<'_>, batch: &BatchRow, orders: &[OrderRow]) -> Result<Vec<u8>, EngineError> {
    let settings = &giver.engine.settings.debtor;
    let debtor = Debtor::try_from(DebtorParts {
        name: settings.name.clone(),
        account_number: settings.account_number.clone(),
        bank_code: settings.bank_code.clone(),
    });
    let debtor = debtor.map_err(|error| {
        let fault = FieldFault::new("debtor", "debtor-unusable");
        EngineError::Invalid(vec![fault.with("part", error.field.key()).with("problem", error.problem.key())])
    })?;
    let transfers: Result<Vec<Transfer>, EngineError> = orders.iter().map(transfer).collect();
    let day = giver.now.date();
    let initiation = Initiation::make(batch.id, giver.now, day, debtor, transfers?);
    let initiation = initiation.map_err(|refusal| conflict(refusal.code()))?;
    if initiation.control_sum() != batch.total_fen {
        return Err(EngineError::Corrupt { what: "a batch whose orders do not sum up".to_owned() });
    }
    Ok(pain001::write(&initiation))
}

fn transfer(order: &OrderRow) -> Result<Transfer, EngineError> {
    let payee = Payee::try_from(PayeeParts {
        name: order.payee_name.clone(),
        account_number: order.payee_account.reveal().clone(),
        bank_code: order.payee_bank_code.clone(),
        bank_name: order.payee_bank_name.clone(),
    });
    let payee = payee.map_err(|_| EngineError::Corrupt { what: "a payment order's payee".to_owned() })?;
    Ok(Transfer {
        end_to_end_id: EndToEndId::of(order.id),
        amount: order.amount_fen,
        payee,
        remittance: order.remittance.clone(),
    })
}

async fn send(giver: &Giver<'_>, id: PaymentBatchId, note: &str) -> Result<(), EngineError> {
    let (batch, orders) = locked(giver, id).await?;
    treasury_batch(&batch, &orders)?
        .send(giver.act())
        .map_err(|refusal| refused(refusal, CommandKind::SendPayment))?;
    for order in &orders {
        giver.give(order.application_id, &Command::SendPayment { order: order.id }).await?;
        payments::advance_order(giver.unit, order.id, order.state, OrderState::Sent, None, giver.now).await?;
    }
    payments::mark_sent(giver.unit, id, giver.signed.id(), giver.now).await?;
    fail_point!("disburse::send-after-store");
    let detail = serde_json::json!({ "number": batch.number, "note": note });
    giver.write_journal(Role::FinanceChecker, "batch-sent", id, &detail).await
}

async fn download(giver: &Giver<'_>, id: PaymentBatchId) -> Result<BatchFile, EngineError> {
    let batch = payments::find_batch(giver.unit, id).await?;
    let batch = batch.ok_or(EngineError::NotFound { what: "payment-batch" })?;
    let (Some(bytes), Some(sha256)) = (batch.file_bytes, batch.file_sha256) else {
        return Err(conflict(BatchRefusal::NotAuthorised.code()));
    };
    if hex::encode(Sha256::digest(bytes.reveal())) != sha256 {
        return Err(EngineError::Corrupt {
            what: "a payment file that is not what was authorised".to_owned(),
        });
    }
    let bytes = bytes.into_inner();
    payments::log_download(giver.unit, id, giver.signed.id(), giver.now, &sha256).await?;
    Ok(BatchFile { name: format!("{}.xml", batch.number), bytes, sha256 })
}

/// The batch as the treasury's rules see it.
pub(super) fn treasury_batch(row: &BatchRow, orders: &[OrderRow]) -> Result<PaymentBatch, EngineError> {
    let corrupt = || EngineError::Corrupt { what: "a payment batch without its acts".to_owned() };
    let made = Act { by: row.made_by, at: row.made_at };
    let act = |by: Option<_>, at: Option<_>| by.zip(at).map(|(by, at)| Act { by, at }).ok_or_else(corrupt);
    let authorised = || act(row.authorised_by, row.authorised_at);
    let sent = || act(row.sent_by, row.sent_at);
    let state = match row.state {
        BatchState::Made => Batched::Made,
        BatchState::Authorised => Batched::Authorised { authorised: authorised()? },
        BatchState::Sent => Batched::Sent { authorised: authorised()?, sent: sent()? },
        BatchState::Answered => {
            let sent = sent()?;
            Batched::Answered { authorised: authorised()?, sent, answered_at: sent.at }
        }
        // Who cancelled it stands in the journal; the rules only ask whether it is cancelled.
        BatchState::Cancelled => Batched::Cancelled { cancelled: made },
    };
    let orders = orders.iter().map(|order| order.id).collect();
    Ok(PaymentBatch { id: row.id, made, orders, total: row.total_fen, state })
}

/// The treasury's refusal in the engine's words.
pub(super) fn refused(refusal: BatchRefusal, command: CommandKind) -> EngineError {
    match refusal {
        BatchRefusal::MakerIsChecker => EngineError::Refused(Refusal {
            stage: Stage::Disbursement,
            command,
            reason: RefusalReason::MakerIsChecker,
        }),
        other => conflict(other.code()),
    }
}
