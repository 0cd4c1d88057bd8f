//! The demo's bank: writes the answer a visitor imports. It speaks for no real bank and posts nothing:
//! the file goes the way of every other answer, through the import.

use store::payments::{self, BatchState};
use treasury::instruction::{BankAnswer, RejectionReason};
use treasury::iso20022::pain001;
use treasury::iso20022::pain002_answer::{self, Answer};
use workflow::Role;
use workflow::id::{BankMessageId, PaymentBatchId};

use super::BankFile;
use crate::{Engine, EngineError, Signed};

/// What the demo's bank says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoAnswer {
    AllSettled,
    /// The first payment is refused, the others are paid.
    OneRejected,
    /// Nothing is proven of any payment.
    Pending,
}

impl DemoAnswer {
    pub const ALL: [Self; 3] = [Self::AllSettled, Self::OneRejected, Self::Pending];

    /// Stable key for addresses and catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AllSettled => "all-settled",
            Self::OneRejected => "one-rejected",
            Self::Pending => "pending",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.key() == key)
    }

    fn to_payment(self, first: bool) -> BankAnswer {
        match self {
            Self::Pending => BankAnswer::Pending,
            Self::OneRejected if first => BankAnswer::Rejected {
                // ISO 20022 external code: closed account number.
                reason: RejectionReason { code: "AC04".to_owned(), text: String::new() },
            },
            Self::AllSettled | Self::OneRejected => BankAnswer::Settled,
        }
    }
}

impl Engine {
    /// A `pain.002` for a batch that was sent, to be downloaded and imported. Only in a demo.
    pub async fn demo_bank_answer(
        &self,
        signed: &Signed,
        batch: PaymentBatchId,
        answer: DemoAnswer,
    ) -> Result<BankFile, EngineError> {
        if !self.settings.demo {
            return Err(EngineError::NotFound { what: "demo-bank" });
        }
        signed.require(Role::FinanceChecker)?;
        let row = payments::find_batch(&self.store, batch).await?;
        let row = row.ok_or(EngineError::NotFound { what: "payment-batch" })?;
        let file = row.file_bytes.filter(|_| matches!(row.state, BatchState::Sent | BatchState::Answered));
        let file = file.ok_or(EngineError::Conflict { what: "batch-not-sent".to_owned() })?;
        let corrupt = |what: String| EngineError::Corrupt { what };
        let initiation = pain001::read(file.reveal()).map_err(|error| corrupt(error.to_string()))?;
        let now = self.now().await?;
        let id = self.fresh_id(now, BankMessageId::new)?;
        let first = initiation.transfers().first().map(|transfer| transfer.end_to_end_id);
        let decide = |transfer: &pain001::Transfer| answer.to_payment(Some(transfer.end_to_end_id) == first);
        let message = Answer::to_each(&initiation, format!("DB{id}"), now, decide);
        let bytes = pain002_answer::write(&message).map_err(|error| corrupt(error.to_string()))?;
        Ok(BankFile { file_name: format!("{}-{}.xml", row.number, answer.key()), bytes })
    }
}
