//! What finance reads across tables: due instalments, orders with their cases, what was set aside, recoveries.
//!
//! Reads only; every write is in `budgets`, `commitments`, `payments`, `repayments` and `bank`.

use workflow::id::{
    ApplicationId, BankMessageId, CommitmentId, OrganisationId, PaymentBatchId, PaymentOrderId,
};
use workflow::{Date, Money, Stage, Timestamp};

use crate::Page;
use crate::cell::Hidden;
use crate::error::StoreError;
use crate::payments::OrderState;
use crate::row::{integer, project, projection, values};
use crate::source::Source;

projection! {
    /// An instalment that waits for a payment order, as the maker's list shows it.
    pub struct DuePayment {
        commitment_id: CommitmentId = "k.id",
        application_id: ApplicationId = "k.application_id",
        amount_fen: Money = "k.instalment_fen",
        instalment: i64 = "k.instalment",
        instalment_count: i64 = "k.instalment_count",
        not_before: Option<Date> = "k.not_before",
        awarded_at: Timestamp = "k.made_at",
        number: String = "a.number",
        due_on: Option<Date> = "a.due_on",
        organisation_id: OrganisationId = "o.id",
        organisation_name: String = "o.name",
        account_name: String = "o.account_name",
        account_number: Hidden<String> = "o.account_number",
        bank_code: String = "o.bank_code",
        bank_name: String = "o.bank_name",
        call_title_zh: String = "c.title_zh",
        call_title_en: String = "c.title_en",
        budget_code: String = "l.code",
        /// Why the bank refused the order of this instalment before, if there was one.
        returned_reason: Option<String> = "(SELECT p.reason FROM payment_orders p WHERE p.commitment_id = k.id \
            AND p.instalment = k.instalment AND p.state = 'rejected' ORDER BY p.id DESC LIMIT 1)",
    }
}

projection! {
    /// A payment order with the case it pays.
    pub struct OrderOfCase {
        id: PaymentOrderId = "p.id",
        batch_id: PaymentBatchId = "p.batch_id",
        batch_number: String = "b.number",
        application_id: ApplicationId = "p.application_id",
        number: String = "a.number",
        organisation_name: String = "o.name",
        amount_fen: Money = "p.amount_fen",
        instalment: i64 = "p.instalment",
        instalment_count: i64 = "p.instalment_count",
        end_to_end_id: String = "p.end_to_end_id",
        payee_name: String = "p.payee_name",
        payee_account: Hidden<String> = "p.payee_account",
        payee_bank_code: String = "p.payee_bank_code",
        payee_bank_name: String = "p.payee_bank_name",
        remittance: String = "p.remittance",
        state: OrderState = "p.state",
        reason: Option<String> = "p.reason",
        updated_at: Timestamp = "p.updated_at",
    }
}

projection! {
    /// What the bank said of one payment, with the case where it is known.
    pub struct AnswerOfCase {
        id: i64 = "n.id",
        bank_message_id: BankMessageId = "n.bank_message_id",
        file_name: String = "m.file_name",
        imported_at: Timestamp = "m.imported_at",
        end_to_end_id: String = "n.end_to_end_id",
        payment_order_id: Option<PaymentOrderId> = "n.payment_order_id",
        batch_id: Option<PaymentBatchId> = "p.batch_id",
        application_id: Option<ApplicationId> = "p.application_id",
        number: Option<String> = "a.number",
        organisation_name: Option<String> = "o.name",
        amount_fen: Option<Money> = "p.amount_fen",
        status: String = "n.status",
        reason: Option<String> = "n.reason",
        outcome: String = "n.outcome",
    }
}

projection! {
    /// A case whose award was revoked after money had been paid; the demand stands in its state.
    pub struct RecoveryOfCase {
        application_id: ApplicationId = "a.id",
        number: String = "a.number",
        organisation_name: String = "o.name",
        due_on: Option<Date> = "a.due_on",
        state_json: String = "a.state_json",
        updated_at: Timestamp = "a.updated_at",
    }
}

projection! {
    /// A download, with who it was.
    pub struct DownloadOfPerson {
        at: Timestamp = "d.at",
        person_name: String = "p.name",
        sha256: String = "d.sha256",
    }
}

const DUE_JOIN: &str = "FROM commitments k JOIN applications a ON a.id = k.application_id \
                        JOIN organisations o ON o.id = a.organisation_id JOIN calls c ON c.id = a.call_id \
                        JOIN budget_lines l ON l.id = k.budget_line_id";

/// The case stands at a payment, and no order of its instalment is live.
const IS_PAYABLE: &str = "a.stage = 'disbursement' AND k.instalment IS NOT NULL \
                          AND NOT EXISTS (SELECT 1 FROM payment_orders p WHERE p.commitment_id = k.id \
                          AND p.instalment = k.instalment AND p.state NOT IN ('rejected', 'cancelled'))";

/// Its day has come, `$1` being today.
const HAS_COME: &str = "(k.not_before IS NULL OR k.not_before <= $1)";

const ORDER_JOIN: &str = "FROM payment_orders p JOIN payment_batches b ON b.id = p.batch_id \
                          JOIN applications a ON a.id = p.application_id \
                          JOIN organisations o ON o.id = a.organisation_id";

const ANSWER_JOIN: &str = "FROM bank_answers n JOIN bank_messages m ON m.id = n.bank_message_id \
                           LEFT JOIN payment_orders p ON p.id = n.payment_order_id \
                           LEFT JOIN applications a ON a.id = p.application_id \
                           LEFT JOIN organisations o ON o.id = a.organisation_id";

/// Instalments that may be ordered today, oldest award first (`after` is the id of a commitment).
pub async fn due(on: &impl Source, today: Date, page: &Page) -> Result<Vec<DuePayment>, StoreError> {
    let tail = format!("{DUE_JOIN} WHERE {IS_PAYABLE} AND {HAS_COME} AND k.id > $2 ORDER BY k.id LIMIT $3");
    project(on, &tail, values![today, page.after.clone().unwrap_or_default(), page.rows()]).await
}

/// Instalments whose day is still to come, the nearest first.
pub async fn coming(on: &impl Source, today: Date, page: &Page) -> Result<Vec<DuePayment>, StoreError> {
    let tail =
        format!("{DUE_JOIN} WHERE {IS_PAYABLE} AND NOT {HAS_COME} ORDER BY k.not_before, k.id LIMIT $2");
    project(on, &tail, values![today, page.rows()]).await
}

/// How many instalments may be ordered today.
pub async fn count_due(on: &impl Source, today: Date) -> Result<i64, StoreError> {
    let sql = format!(
        "SELECT COUNT(*) FROM commitments k JOIN applications a ON a.id = k.application_id \
         WHERE {IS_PAYABLE} AND {HAS_COME}"
    );
    integer(on, &sql, values![today]).await
}

/// Revoked cases with money to be paid back, at `stage`, oldest first (`after` is an id).
pub async fn recoveries(
    on: &impl Source,
    stage: Stage,
    page: &Page,
) -> Result<Vec<RecoveryOfCase>, StoreError> {
    let tail = "FROM applications a JOIN organisations o ON o.id = a.organisation_id \
                WHERE a.stage = $1 AND a.id > $2 ORDER BY a.id LIMIT $3";
    let after = page.after.clone().unwrap_or_default();
    project(on, tail, values![stage.key().to_owned(), after, page.rows()]).await
}

/// The orders of a batch in the order of its file.
pub async fn orders_of_batch(
    on: &impl Source,
    batch: PaymentBatchId,
) -> Result<Vec<OrderOfCase>, StoreError> {
    project(on, &format!("{ORDER_JOIN} WHERE p.batch_id = $1 ORDER BY p.id"), values![batch]).await
}

/// Orders nobody has proven paid or refused, oldest first (`after` is an id).
pub async fn unknown_orders(on: &impl Source, page: &Page) -> Result<Vec<OrderOfCase>, StoreError> {
    let tail = format!("{ORDER_JOIN} WHERE p.state = 'unknown' AND p.id > $1 ORDER BY p.id LIMIT $2");
    project(on, &tail, values![page.after.clone().unwrap_or_default(), page.rows()]).await
}

/// Everything one message said, in its order.
pub async fn answers_of_message(
    on: &impl Source,
    message: BankMessageId,
) -> Result<Vec<AnswerOfCase>, StoreError> {
    project(on, &format!("{ANSWER_JOIN} WHERE n.bank_message_id = $1 ORDER BY n.id"), values![message]).await
}

/// Contradictions and references that are not ours, newest first (`after` is a number).
pub async fn set_aside(on: &impl Source, page: &Page) -> Result<Vec<AnswerOfCase>, StoreError> {
    let before: i64 = page.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(i64::MAX);
    let tail = format!(
        "{ANSWER_JOIN} WHERE n.outcome IN ('contradiction', 'orphan') AND n.id < $1 ORDER BY n.id DESC LIMIT $2"
    );
    project(on, &tail, values![before, page.rows()]).await
}

/// Who took a batch's file, first to last.
pub async fn downloads_of_batch(
    on: &impl Source,
    batch: PaymentBatchId,
) -> Result<Vec<DownloadOfPerson>, StoreError> {
    let tail =
        "FROM batch_downloads d JOIN people p ON p.id = d.person_id WHERE d.batch_id = $1 ORDER BY d.id";
    project(on, tail, values![batch]).await
}
