//! `pain.002`: what the bank says of a payment file, and what that means for each of its orders.
//!
//! Only `ACSC`/`ACCC` is paid and only `RJCT` is rejected; every other status leaves an order unknown.
//! Reads by local names below the namespace; applies nothing.

use std::collections::{BTreeMap, BTreeSet};

use workflow::id::PaymentOrderId;

use super::message_error::MessageError;
pub use super::pain002_read::parse;
use crate::instruction::{BankAnswer, EndToEndId, RejectionReason};

/// A status report as the bank sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusReport {
    /// The bank's own id of this message: the same one again is a repetition.
    pub message_id: String,
    /// `MsgId` of the file it answers.
    pub original_message_id: String,
    /// The kind of file it answers, as the bank wrote it: `pain.001.001.09`.
    pub original_message_name: String,
    /// What it says of the file as a whole.
    pub whole: Option<Status>,
    /// What it says of single payments, in the file's order.
    pub rows: Vec<StatusRow>,
}

/// What the bank says of one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    /// The reference it gives; empty when it gave none.
    pub end_to_end_id: String,
    /// `None` when the row has no status of its own: the file's holds.
    pub status: Option<Status>,
}

/// A status code of ISO 20022 with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub code: String,
    pub reason: RejectionReason,
}

impl Status {
    /// What the status proves.
    pub fn answer(&self) -> BankAnswer {
        match self.code.as_str() {
            "ACSC" | "ACCC" => BankAnswer::Settled,
            "RJCT" => BankAnswer::Rejected { reason: self.reason.clone() },
            // ACCP, ACSP, ACTC, PDNG, RCVD, PART and whatever a bank invents: nothing is proven.
            _ => BankAnswer::Pending,
        }
    }

    /// True when the status proves that money moved or did not.
    pub fn is_final(&self) -> bool {
        self.answer() != BankAnswer::Pending
    }

    /// True when both prove the same, whatever their reasons.
    pub fn same_answer(&self, other: &Self) -> bool {
        self.answer().key() == other.answer().key()
    }
}

/// A report held against the orders of the batch it answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matching {
    /// One answer for each order the report speaks of, in the order of the batch.
    pub answers: Vec<(PaymentOrderId, BankAnswer)>,
    /// Orders of the batch the report says nothing of.
    pub silent: Vec<PaymentOrderId>,
    /// Rows whose reference is none of the batch's: for a person.
    pub orphans: Vec<StatusRow>,
    /// Orders with rows that contradict each other: not answered here, for a person.
    pub contradictory: Vec<PaymentOrderId>,
}

impl StatusReport {
    /// Which order gets which answer. Applies nothing; the batch is found by `original_message_id`.
    pub fn match_orders(&self, batch: &[PaymentOrderId]) -> Matching {
        let known: BTreeSet<PaymentOrderId> = batch.iter().copied().collect();
        let mut matching = Matching::default();
        let mut told: BTreeMap<PaymentOrderId, BankAnswer> = BTreeMap::new();
        let mut contradictory = BTreeSet::new();
        for row in &self.rows {
            let order = row.end_to_end_id.parse().ok().map(EndToEndId::order);
            let Some(order) = order.filter(|order| known.contains(order)) else {
                matching.orphans.push(row.clone());
                continue;
            };
            let answer = self.answer_of(row);
            let earlier = told.entry(order).or_insert_with(|| answer.clone());
            if earlier.key() != answer.key() {
                contradictory.insert(order);
            }
        }
        // Where there are rows, a status of the whole speaks for the others only when it is final.
        let whole = self.whole.as_ref().filter(|whole| self.rows.is_empty() || whole.is_final());
        let whole = whole.map(Status::answer);
        for &order in batch {
            if contradictory.contains(&order) {
                matching.contradictory.push(order);
            } else if let Some(answer) = told.remove(&order).or_else(|| whole.clone()) {
                matching.answers.push((order, answer));
            } else {
                matching.silent.push(order);
            }
        }
        matching
    }

    fn answer_of(&self, row: &StatusRow) -> BankAnswer {
        let status = row.status.as_ref().or(self.whole.as_ref());
        status.map_or(BankAnswer::Pending, Status::answer)
    }

    /// Refuses a report that calls the whole paid and a part rejected, or the reverse.
    pub(super) fn agree(self) -> Result<Self, MessageError> {
        let Some(whole) = &self.whole else {
            return Ok(self);
        };
        if !whole.is_final() {
            return Ok(self);
        }
        let key = whole.answer().key();
        let differs = |row: &&StatusRow| self.answer_of(row).key() != key;
        match self.rows.iter().find(differs) {
            None => Ok(self),
            Some(row) => {
                let second = row.status.as_ref().map_or_else(String::new, |one| one.code.clone());
                Err(MessageError::ContradictoryStatuses { first: whole.code.clone(), second })
            }
        }
    }
}
