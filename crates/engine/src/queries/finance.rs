//! What finance sees: what is due, batches and their orders, budget lines, answers, and what was set aside.
//!
//! Account numbers are masked but on the page of a batch, where comparing them is the duty. No writes.

mod recoveries;
mod views;

use store::finance as reads;
use store::payments::{self, BatchState};
use store::{Page, bank, budgets, commitments, people};
use workflow::id::{BankMessageId, BudgetLineId, PaymentBatchId, PersonId};
use workflow::{CommandKind, Role};

use crate::bank::ImportSummary;
use crate::{Engine, EngineError, Signed};

pub use recoveries::{Claim, Recoveries, RecoveryCase, RecoveryView, RepaymentView};
pub use views::{
    AnswerView, BankMessageRow, BankMessageView, BatchRow, BatchView, BudgetLineView, DownloadView, DueList,
    DueRow, Exceptions, Listed, OrderView,
};
use views::{answer_view, batch_row, due_row, line_view, order_view};

/// Rows of a page of any finance list: what a person reads without losing the place.
pub const FINANCE_PAGE_ROWS: u32 = 50;

/// The states of a batch a list may be narrowed to, in the order of its life.
pub const BATCH_STATES: [&str; 5] = ["made", "authorised", "sent", "answered", "cancelled"];

/// Who may look at payments: those who make and check them, and who watches over both.
const READERS: [Role; 3] = [Role::FinanceMaker, Role::FinanceChecker, Role::Supervisor];

impl Engine {
    /// Instalments that wait for a payment order, oldest award first; on the first page those still to come.
    pub async fn due_payments(&self, signed: &Signed, after: Option<String>) -> Result<DueList, EngineError> {
        reader(signed)?;
        let today = self.today().await?;
        let coming = match after {
            None => reads::coming(&self.store, today, &Page::first(FINANCE_PAGE_ROWS)).await?,
            Some(_) => Vec::new(),
        };
        let page = Page { after, limit: FINANCE_PAGE_ROWS };
        let rows = reads::due(&self.store, today, &page).await?;
        let next = next_of(&rows, |row| row.commitment_id.to_string());
        Ok(DueList {
            due: Listed { rows: rows.into_iter().map(due_row).collect(), next },
            coming: coming.into_iter().map(due_row).collect(),
            count: reads::count_due(&self.store, today).await?,
            can_order: signed.holds(Role::FinanceMaker),
        })
    }

    /// Batches, newest first; `state` narrows by its key.
    pub async fn payment_batches(
        &self,
        signed: &Signed,
        state: Option<&str>,
        after: Option<String>,
    ) -> Result<Listed<BatchRow>, EngineError> {
        reader(signed)?;
        let page = Page { after, limit: FINANCE_PAGE_ROWS };
        let rows = payments::batches(&self.store, state.and_then(BatchState::from_key), &page).await?;
        let next = next_of(&rows, |row| row.id.to_string());
        Ok(Listed { rows: rows.into_iter().map(batch_row).collect(), next })
    }

    /// One batch with its orders.
    pub async fn payment_batch(&self, signed: &Signed, id: PaymentBatchId) -> Result<BatchView, EngineError> {
        reader(signed)?;
        let batch = payments::find_batch(&self.store, id).await?;
        let batch = batch.ok_or(EngineError::NotFound { what: "payment-batch" })?;
        let orders = reads::orders_of_batch(&self.store, id).await?;
        let downloads = reads::downloads_of_batch(&self.store, id).await?;
        let finance = signed.holds_any(&[Role::FinanceMaker, Role::FinanceChecker]);
        let made_by_reader = batch.made_by == signed.id();
        let sent = matches!(batch.state, BatchState::Sent | BatchState::Answered);
        Ok(BatchView {
            batch: id,
            number: batch.number.clone(),
            message_id: batch.message_id.clone(),
            state: batch.state.key(),
            made_by: self.name_of(Some(batch.made_by)).await?.unwrap_or_default(),
            made_at: batch.made_at,
            authorised_by: self.name_of(batch.authorised_by).await?,
            authorised_at: batch.authorised_at,
            sent_by: self.name_of(batch.sent_by).await?,
            sent_at: batch.sent_at,
            total: batch.total_fen,
            orders: orders.into_iter().map(|order| order_view(order, finance)).collect(),
            downloads: downloads
                .into_iter()
                .map(|row| DownloadView { at: row.at, person: row.person_name })
                .collect(),
            actions: batch_actions(signed, batch.state, made_by_reader),
            can_download: finance && batch.file_sha256.is_some(),
            file_sha256: batch.file_sha256,
            needs_another_person: batch.state == BatchState::Made
                && made_by_reader
                && signed.holds(Role::FinanceChecker),
            demo_bank: self.settings.demo && sent && signed.holds(Role::FinanceChecker),
        })
    }

    /// Every budget line, the latest year first. Whoever answers for money or calls may look.
    pub async fn budget_lines(&self, signed: &Signed) -> Result<Vec<BudgetLineView>, EngineError> {
        if !signed.holds_any(&[Role::Officer, Role::Director]) {
            reader(signed)?;
        }
        let lines = budgets::list(&self.store).await?;
        let holdings = commitments::holdings(&self.store).await?;
        Ok(lines.into_iter().map(|line| line_view(line, &holdings)).collect())
    }

    /// One budget line, for the form that changes it.
    pub async fn budget_line(
        &self,
        signed: &Signed,
        id: BudgetLineId,
    ) -> Result<BudgetLineView, EngineError> {
        reader(signed)?;
        let line = budgets::find(&self.store, id).await?;
        let line = line.ok_or(EngineError::NotFound { what: "budget-line" })?;
        Ok(line_view(line, &commitments::holdings(&self.store).await?))
    }

    /// Files of the bank, newest first.
    pub async fn bank_messages(
        &self,
        signed: &Signed,
        after: Option<String>,
    ) -> Result<Listed<BankMessageRow>, EngineError> {
        reader(signed)?;
        let page = Page { after, limit: FINANCE_PAGE_ROWS };
        let rows = bank::list(&self.store, &page).await?;
        let next = next_of(&rows, |row| row.id.to_string());
        let rows = rows.into_iter().map(|row| {
            Ok(BankMessageRow {
                message: row.id,
                file_name: row.file_name,
                imported_by: row.imported_by_name,
                imported_at: row.imported_at,
                summary: summary_of(&row.summary_json)?,
            })
        });
        Ok(Listed { rows: rows.collect::<Result<_, EngineError>>()?, next })
    }

    /// One file of the bank with everything it said.
    pub async fn bank_message(
        &self,
        signed: &Signed,
        id: BankMessageId,
    ) -> Result<BankMessageView, EngineError> {
        reader(signed)?;
        let row = bank::find(&self.store, id).await?;
        let row = row.ok_or(EngineError::NotFound { what: "bank-message" })?;
        let answers = reads::answers_of_message(&self.store, id).await?;
        Ok(BankMessageView {
            message: id,
            summary: summary_of(&row.summary_json)?,
            file_name: row.file_name,
            sha256: row.sha256,
            imported_by: self.name_of(Some(row.imported_by)).await?.unwrap_or_default(),
            imported_at: row.imported_at,
            answers: answers.into_iter().map(answer_view).collect(),
        })
    }

    /// What waits for a person: unknown orders, oldest first, and the newest answers that were set aside.
    pub async fn payment_exceptions(&self, signed: &Signed) -> Result<Exceptions, EngineError> {
        reader(signed)?;
        let page = Page::first(FINANCE_PAGE_ROWS);
        let unknown = reads::unknown_orders(&self.store, &page).await?;
        let set_aside = reads::set_aside(&self.store, &page).await?;
        Ok(Exceptions {
            unknown: unknown.into_iter().map(|order| order_view(order, false)).collect(),
            set_aside: set_aside.into_iter().map(answer_view).collect(),
        })
    }

    async fn name_of(&self, person: Option<PersonId>) -> Result<Option<String>, EngineError> {
        let Some(person) = person else {
            return Ok(None);
        };
        Ok(people::find(&self.store, person).await?.map(|row| row.name))
    }
}

fn reader(signed: &Signed) -> Result<(), EngineError> {
    if signed.holds_any(&READERS) { Ok(()) } else { Err(EngineError::Forbidden) }
}

/// The commands a person may give for a whole batch; execution asks the same roles and states again.
fn batch_actions(signed: &Signed, state: BatchState, made_by_reader: bool) -> Vec<CommandKind> {
    let (maker, checker) = (signed.holds(Role::FinanceMaker), signed.holds(Role::FinanceChecker));
    match state {
        BatchState::Made => {
            let cancel = maker.then_some(CommandKind::CancelPayment);
            let authorise = (checker && !made_by_reader).then_some(CommandKind::AuthorisePayment);
            cancel.into_iter().chain(authorise).collect()
        }
        BatchState::Authorised if checker => vec![CommandKind::SendPayment],
        BatchState::Sent if checker => vec![CommandKind::RecordAnswer],
        _ => Vec::new(),
    }
}

fn next_of<T>(rows: &[T], key: impl Fn(&T) -> String) -> Option<String> {
    let full = u32::try_from(rows.len()).is_ok_and(|count| count == FINANCE_PAGE_ROWS);
    rows.last().filter(|_| full).map(key)
}

fn summary_of(json: &str) -> Result<ImportSummary, EngineError> {
    serde_json::from_str(json)
        .map_err(|error| EngineError::Corrupt { what: format!("import summary: {error}") })
}
