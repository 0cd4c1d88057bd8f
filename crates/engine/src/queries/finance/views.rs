//! The shapes finance sees, and how rows become them.
//! Nothing is formatted here, and nothing asked of the store; a payee stands in full in its batch alone.

use serde::Serialize;
use store::budgets::BudgetLineRow;
use store::commitments::LineHoldings;
use store::finance::{AnswerOfCase, DuePayment, OrderOfCase};
use store::payments::BatchSummary;
use workflow::id::{ApplicationId, BankMessageId, BudgetLineId, PaymentBatchId};
use workflow::identity::mask;
use workflow::{CommandKind, Date, Money, Timestamp};

use crate::bank::ImportSummary;
use crate::disburse::payee_problem;

/// Part of a list, and where the next part begins.
#[derive(Debug, Clone, Serialize)]
pub struct Listed<T> {
    pub rows: Vec<T>,
    /// Hand it back as `after`; `None` at the end.
    pub next: Option<String>,
}

/// An instalment that waits for its payment order.
#[derive(Debug, Clone, Serialize)]
pub struct DueRow {
    pub application: ApplicationId,
    pub number: String,
    pub organisation: String,
    pub call_title_zh: String,
    pub call_title_en: String,
    /// Of this instalment.
    pub amount: Money,
    /// Which part of the award, counted from 1, and of how many.
    pub instalment: i64,
    pub instalment_count: i64,
    /// It may not be ordered before this day.
    pub not_before: Option<Date>,
    pub awarded_at: Timestamp,
    pub due_on: Option<Date>,
    pub budget_code: String,
    pub bank_name: String,
    pub masked_account: String,
    /// Why the bank refused it before.
    pub returned_reason: Option<String>,
    /// The part of the payee that keeps it from being ordered, and what is wrong there.
    pub payee_problem: Option<(&'static str, &'static str)>,
}

/// The maker's list.
#[derive(Debug, Clone, Serialize)]
pub struct DueList {
    pub due: Listed<DueRow>,
    /// Instalments whose day is still to come, the nearest first; only on the first page.
    pub coming: Vec<DueRow>,
    pub count: i64,
    /// This person may make a batch of them.
    pub can_order: bool,
}

/// A batch on a list.
#[derive(Debug, Clone, Serialize)]
pub struct BatchRow {
    pub batch: PaymentBatchId,
    pub number: String,
    pub state: &'static str,
    pub made_by: String,
    pub made_at: Timestamp,
    pub authorised_by: Option<String>,
    pub authorised_at: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    pub total: Money,
    pub orders: i64,
}

/// A payment order, with its payee in full: only on a batch's page.
#[derive(Debug, Clone, Serialize)]
pub struct OrderView {
    pub application: ApplicationId,
    pub number: String,
    pub organisation: String,
    pub amount: Money,
    pub instalment: i64,
    pub instalment_count: i64,
    pub payee_name: String,
    pub payee_account: String,
    pub payee_bank_code: String,
    pub payee_bank_name: String,
    pub end_to_end_id: String,
    pub state: &'static str,
    pub reason: Option<String>,
    pub updated_at: Timestamp,
}

/// Somebody took a batch's file.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    pub at: Timestamp,
    pub person: String,
}

/// One batch, and what this person may do with it.
#[derive(Debug, Clone, Serialize)]
pub struct BatchView {
    pub batch: PaymentBatchId,
    pub number: String,
    pub message_id: String,
    pub state: &'static str,
    pub made_by: String,
    pub made_at: Timestamp,
    pub authorised_by: Option<String>,
    pub authorised_at: Option<Timestamp>,
    pub sent_by: Option<String>,
    pub sent_at: Option<Timestamp>,
    pub file_sha256: Option<String>,
    pub total: Money,
    pub orders: Vec<OrderView>,
    pub downloads: Vec<DownloadView>,
    pub actions: Vec<CommandKind>,
    pub can_download: bool,
    /// The reader checks payments but made this one: somebody else has to authorise it.
    pub needs_another_person: bool,
    /// The demo's bank can be asked.
    pub demo_bank: bool,
}

/// A budget line and how far its money has come.
#[derive(Debug, Clone, Serialize)]
pub struct BudgetLineView {
    pub line: BudgetLineId,
    pub fiscal_year: i64,
    pub code: String,
    pub title_zh: String,
    pub title_en: String,
    pub total: Money,
    pub committed: Money,
    pub ordered: Money,
    pub paid: Money,
    /// Held for awards that were revoked, and free again.
    pub released: Money,
    /// Paid back; not to be committed again.
    pub recovered: Money,
    pub remaining: Money,
}

/// A message of the bank on a list.
#[derive(Debug, Clone, Serialize)]
pub struct BankMessageRow {
    pub message: BankMessageId,
    pub file_name: String,
    pub imported_by: String,
    pub imported_at: Timestamp,
    pub summary: ImportSummary,
}

/// What the bank said of one payment.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerView {
    pub message: BankMessageId,
    pub imported_at: Timestamp,
    pub end_to_end_id: String,
    pub batch: Option<PaymentBatchId>,
    pub number: Option<String>,
    pub organisation: Option<String>,
    pub amount: Option<Money>,
    pub status: String,
    pub reason: Option<String>,
    pub outcome: String,
}

/// A message with everything it said.
#[derive(Debug, Clone, Serialize)]
pub struct BankMessageView {
    pub message: BankMessageId,
    pub file_name: String,
    pub sha256: String,
    pub imported_by: String,
    pub imported_at: Timestamp,
    pub summary: ImportSummary,
    pub answers: Vec<AnswerView>,
}

/// What needs a person: orders without a final answer, and answers that were not applied.
#[derive(Debug, Clone, Serialize)]
pub struct Exceptions {
    pub unknown: Vec<OrderView>,
    pub set_aside: Vec<AnswerView>,
}

pub(super) fn due_row(row: DuePayment) -> DueRow {
    DueRow {
        payee_problem: payee_problem(&row),
        application: row.application_id,
        number: row.number,
        organisation: row.organisation_name,
        call_title_zh: row.call_title_zh,
        call_title_en: row.call_title_en,
        amount: row.amount_fen,
        instalment: row.instalment,
        instalment_count: row.instalment_count,
        not_before: row.not_before,
        awarded_at: row.awarded_at,
        due_on: row.due_on,
        budget_code: row.budget_code,
        bank_name: row.bank_name,
        masked_account: mask(row.account_number.reveal()),
        returned_reason: row.returned_reason,
    }
}

pub(super) fn batch_row(row: BatchSummary) -> BatchRow {
    BatchRow {
        batch: row.id,
        number: row.number,
        state: row.state.key(),
        made_by: row.made_by_name,
        made_at: row.made_at,
        authorised_by: row.authorised_by_name,
        authorised_at: row.authorised_at,
        sent_at: row.sent_at,
        total: row.total_fen,
        orders: row.order_count,
    }
}

pub(super) fn order_view(row: OrderOfCase, in_full: bool) -> OrderView {
    let account = row.payee_account.reveal();
    OrderView {
        payee_account: if in_full { account.clone() } else { mask(account) },
        application: row.application_id,
        number: row.number,
        organisation: row.organisation_name,
        amount: row.amount_fen,
        instalment: row.instalment,
        instalment_count: row.instalment_count,
        payee_name: row.payee_name,
        payee_bank_code: row.payee_bank_code,
        payee_bank_name: row.payee_bank_name,
        end_to_end_id: row.end_to_end_id,
        state: row.state.key(),
        reason: row.reason,
        updated_at: row.updated_at,
    }
}

pub(super) fn line_view(row: BudgetLineRow, holdings: &[LineHoldings]) -> BudgetLineView {
    let held = holdings.iter().find(|held| held.budget_line_id == row.id);
    BudgetLineView {
        line: row.id,
        fiscal_year: row.fiscal_year,
        code: row.code,
        title_zh: row.title_zh,
        title_en: row.title_en,
        total: row.total_fen,
        committed: row.committed_fen,
        ordered: row.ordered_fen,
        paid: row.paid_fen,
        released: held.map_or(Money::ZERO, |held| held.released_fen),
        recovered: row.recovered_fen,
        remaining: row.total_fen.checked_sub(row.committed_fen).unwrap_or(Money::ZERO),
    }
}

pub(super) fn answer_view(row: AnswerOfCase) -> AnswerView {
    AnswerView {
        message: row.bank_message_id,
        imported_at: row.imported_at,
        end_to_end_id: row.end_to_end_id,
        batch: row.batch_id,
        number: row.number,
        organisation: row.organisation_name,
        amount: row.amount_fen,
        status: row.status,
        reason: row.reason,
        outcome: row.outcome,
    }
}
