//! One report's answers, held against the orders: which move, which say nothing new, which are set aside.
//!
//! The treasury's transition decides; an answer that moves an order is one `RecordAnswer` on its
//! application, in the same unit as the order's row.

use std::collections::BTreeMap;

use store::bank::BankAnswerRow;
use store::payments::{self, BatchRow, BatchState, OrderRow, OrderState};
use treasury::instruction::{BankAnswer, Change, OrderState as Ordered, RejectionReason, transition};
use treasury::iso20022::pain002::{Matching, StatusReport, StatusRow};
use workflow::Command;
use workflow::command::BankAnswer as Answered;
use workflow::id::{BankMessageId, PaymentOrderId};

use super::ImportSummary;
use crate::EngineError;
use crate::disburse::Giver;

/// Longest bank text kept beside an answer, in characters: the workflow's own limit of a reason.
const REASON_LIMIT_CHARACTERS: usize = 2000;

/// What an import makes of one answer. The key is stored and labelled by the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerOutcome {
    Settled,
    Rejected,
    Unknown,
    Unchanged,
    Contradiction,
    Orphan,
}

impl AnswerOutcome {
    const fn key(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Unchanged => "unchanged",
            Self::Contradiction => "contradiction",
            Self::Orphan => "orphan",
        }
    }
}

/// An answer that is decided and not yet written.
pub(super) struct Decided {
    outcome: AnswerOutcome,
    order: Option<OrderRow>,
    end_to_end_id: String,
    status: String,
    reason: Option<String>,
}

/// The state of one import.
pub(super) struct Recording<'a> {
    giver: &'a Giver<'a>,
    batch: &'a BatchRow,
    message: BankMessageId,
    pub summary: ImportSummary,
}

impl<'a> Recording<'a> {
    pub fn begin(
        giver: &'a Giver<'a>,
        batch: &'a BatchRow,
        report: &StatusReport,
        message: BankMessageId,
    ) -> Self {
        let summary = ImportSummary {
            batch: Some(batch.id),
            batch_number: batch.number.clone(),
            bank_message_id: report.message_id.clone(),
            ..ImportSummary::default()
        };
        Self { giver, batch, message, summary }
    }

    pub fn silent(&mut self, orders: &[PaymentOrderId]) {
        self.summary.silent = orders.len();
    }

    /// Decides every answer, and counts.
    pub fn decide(&mut self, orders: &[OrderRow], matching: &Matching) -> Result<Vec<Decided>, EngineError> {
        let known: BTreeMap<PaymentOrderId, &OrderRow> =
            orders.iter().map(|order| (order.id, order)).collect();
        let mut decided = Vec::new();
        for (id, answer) in &matching.answers {
            if let Some(order) = known.get(id) {
                decided.push(answer_to(order, answer)?);
            }
        }
        let torn = matching.contradictory.iter().filter_map(|id| known.get(id));
        decided.extend(torn.map(|order| contradictory(order)));
        decided.extend(matching.orphans.iter().map(orphan));
        for one in &decided {
            *self.count(one.outcome) += 1;
        }
        Ok(decided)
    }

    fn count(&mut self, outcome: AnswerOutcome) -> &mut usize {
        match outcome {
            AnswerOutcome::Settled => &mut self.summary.settled,
            AnswerOutcome::Rejected => &mut self.summary.rejected,
            AnswerOutcome::Unknown => &mut self.summary.unknown,
            AnswerOutcome::Unchanged => &mut self.summary.unchanged,
            AnswerOutcome::Contradiction => &mut self.summary.contradictions,
            AnswerOutcome::Orphan => &mut self.summary.orphans,
        }
    }

    /// The answer as it is kept.
    pub fn row(&self, decided: &Decided) -> BankAnswerRow {
        BankAnswerRow {
            id: 0,
            bank_message_id: self.message,
            end_to_end_id: decided.end_to_end_id.clone(),
            payment_order_id: decided.order.as_ref().map(|order| order.id),
            status: decided.status.clone(),
            reason: decided.reason.clone(),
            outcome: decided.outcome.key().to_owned(),
        }
    }

    /// Moves the order of an answer, when it is to move.
    pub async fn carry_out(&self, decided: &Decided) -> Result<(), EngineError> {
        let Some(order) = &decided.order else {
            return Ok(());
        };
        let reason = decided.reason.as_deref();
        let (answer, state) = match decided.outcome {
            AnswerOutcome::Settled => (Answered::Settled { on: self.giver.now.date() }, OrderState::Settled),
            AnswerOutcome::Rejected => {
                (Answered::Rejected { reason: reason.unwrap_or_default().to_owned() }, OrderState::Rejected)
            }
            AnswerOutcome::Unknown => (Answered::Unknown, OrderState::Unknown),
            AnswerOutcome::Unchanged | AnswerOutcome::Contradiction | AnswerOutcome::Orphan => {
                return Ok(());
            }
        };
        let (unit, now) = (self.giver.unit, self.giver.now);
        // The order's row first: while it stands as sent, the index forbids a second live order.
        payments::advance_order(unit, order.id, order.state, state, reason, now).await?;
        self.giver.give(order.application_id, &Command::RecordAnswer { order: order.id, answer }).await
    }

    /// The batch is answered when every order of it is settled or rejected.
    pub async fn close_batch(&self) -> Result<(), EngineError> {
        if self.batch.state != BatchState::Sent {
            return Ok(());
        }
        let orders = payments::orders_of_batch(self.giver.unit, self.batch.id).await?;
        let is_final = |order: &OrderRow| matches!(order.state, OrderState::Settled | OrderState::Rejected);
        if orders.iter().all(is_final) {
            payments::advance_batch(self.giver.unit, self.batch.id, BatchState::Sent, BatchState::Answered)
                .await?;
        }
        Ok(())
    }
}

fn answer_to(order: &OrderRow, answer: &BankAnswer) -> Result<Decided, EngineError> {
    let reason = match answer {
        BankAnswer::Rejected { reason } => Some(reason_text(reason)),
        BankAnswer::Settled | BankAnswer::Pending | BankAnswer::Silence => None,
    };
    let outcome = match transition(&state_of(order)?, answer, order.updated_at) {
        Ok(Change::Moved(Ordered::Settled { .. })) => AnswerOutcome::Settled,
        Ok(Change::Moved(Ordered::Rejected { .. })) => AnswerOutcome::Rejected,
        Ok(Change::Moved(_)) => AnswerOutcome::Unknown,
        Ok(Change::Unchanged) => AnswerOutcome::Unchanged,
        Err(_) => AnswerOutcome::Contradiction,
    };
    Ok(Decided {
        outcome,
        end_to_end_id: order.end_to_end_id.clone(),
        order: Some(order.clone()),
        status: answer.key().to_owned(),
        reason,
    })
}

fn contradictory(order: &OrderRow) -> Decided {
    Decided {
        outcome: AnswerOutcome::Contradiction,
        end_to_end_id: order.end_to_end_id.clone(),
        order: Some(order.clone()),
        status: "contradictory".to_owned(),
        reason: None,
    }
}

fn orphan(row: &StatusRow) -> Decided {
    let status = row.status.as_ref();
    Decided {
        outcome: AnswerOutcome::Orphan,
        order: None,
        end_to_end_id: row.end_to_end_id.clone(),
        status: status.map_or_else(String::new, |status| status.code.clone()),
        reason: status.map(|status| reason_text(&status.reason)).filter(|text| !text.is_empty()),
    }
}

fn reason_text(reason: &RejectionReason) -> String {
    let joined = format!("{} {}", reason.code, reason.text);
    joined.trim().chars().take(REASON_LIMIT_CHARACTERS).collect()
}

/// The order as the treasury's rules see it.
fn state_of(order: &OrderRow) -> Result<Ordered, EngineError> {
    let at = order.updated_at;
    Ok(match order.state {
        OrderState::Made => Ordered::Made,
        OrderState::Authorised => Ordered::Authorised,
        OrderState::Sent => Ordered::Sent { at },
        OrderState::Settled => Ordered::Settled { at },
        OrderState::Rejected => Ordered::Rejected { at, reason: RejectionReason::default() },
        OrderState::Unknown => Ordered::Unknown { since: at },
        OrderState::Cancelled => {
            return Err(EngineError::Corrupt { what: "a cancelled order in a sent batch".to_owned() });
        }
    })
}
