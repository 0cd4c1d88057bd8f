//! One batch: looking at it, authorising, cancelling, sending, taking its file.
//! Whether a person may, the engine decides anew at every step; a button is only an offer.

use axum::extract::{Path, State};
use axum::response::Response;
use engine::bank::DemoAnswer;
use engine::disburse::SendBatch;
use engine::queries::finance::{BatchView, OrderView};
use templates::pages::finance::{BatchStep, FinanceBatch, OrderLine};
use templates::{FlashKind, Form, Message};
use workflow::Timestamp;
use workflow::id::PaymentBatchId;

use super::{faults_of, id_of, xml_file};
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;
use crate::state::PortalState;

/// `GET /finance/batches/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, PortalError> {
    let batch = visit.engine().payment_batch(visit.signed()?, id_of(&id)?).await?;
    visit.show(&page_of(batch, Form::empty())).await
}

/// `POST /finance/batches/{id}/authorise`
pub async fn authorise(
    State(state): State<PortalState>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let id = id_of(&id)?;
    state.engine().authorise_batch(visit.signed()?, id, &typed.key()?).await?;
    Ok(back(&visit, id, "flash-batch-authorised"))
}

/// `POST /finance/batches/{id}/cancel`
pub async fn cancel(
    State(state): State<PortalState>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let id = id_of(&id)?;
    state.engine().cancel_batch(visit.signed()?, id, &typed.key()?).await?;
    Ok(back(&visit, id, "flash-batch-cancelled"))
}

/// `POST /finance/batches/{id}/send`
pub async fn send(
    State(state): State<PortalState>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let id = id_of(&id)?;
    let input = SendBatch { note: typed.text("note") };
    match state.engine().send_batch(visit.signed()?, id, input, &typed.key()?).await {
        Ok(()) => Ok(back(&visit, id, "flash-batch-sent")),
        Err(error) => {
            let form = typed.again(&faults_of(error)?);
            let batch = state.engine().payment_batch(visit.signed()?, id).await?;
            visit.refuse(&page_of(batch, form)).await
        }
    }
}

/// `GET /finance/batches/{id}/file`
pub async fn file(visit: Visit, Path(id): Path<String>) -> Result<Response, PortalError> {
    let file = visit.engine().download_batch(visit.signed()?, id_of(&id)?).await?;
    Ok(xml_file(&file.name, file.bytes))
}

/// `GET /finance/batches/{id}/demo-answer/{kind}`
pub async fn demo_answer(
    visit: Visit,
    Path((id, kind)): Path<(String, String)>,
) -> Result<Response, PortalError> {
    let answer = DemoAnswer::from_key(&kind).ok_or(PortalError::NotFound)?;
    let file = visit.engine().demo_bank_answer(visit.signed()?, id_of(&id)?, answer).await?;
    Ok(xml_file(&file.file_name, file.bytes))
}

fn back(visit: &Visit, id: PaymentBatchId, said: &str) -> Response {
    visit.go_saying(&format!("/finance/batches/{id}"), FlashKind::Success, Message::new(said))
}

fn page_of(batch: BatchView, form: Form) -> FinanceBatch {
    let demo_answers = DemoAnswer::ALL.iter().filter(|_| batch.demo_bank);
    FinanceBatch {
        form,
        href: format!("/finance/batches/{}", batch.batch),
        actions: batch.actions.iter().map(|kind| kind.key().to_owned()).collect(),
        needs_another_person: batch.needs_another_person,
        demo_answers: demo_answers.map(|answer| answer.key().to_owned()).collect(),
        steps: steps_of(&batch),
        number: batch.number,
        message_id: batch.message_id,
        state: batch.state.to_owned(),
        total_fen: batch.total.fen(),
        orders: batch.orders.into_iter().map(order_line).collect(),
        downloads: batch.downloads.into_iter().map(|row| step("downloaded", row.person, row.at)).collect(),
        file_sha256: batch.file_sha256,
        can_download: batch.can_download,
    }
}

fn steps_of(batch: &BatchView) -> Vec<BatchStep> {
    let mut steps = vec![step("made", batch.made_by.clone(), batch.made_at)];
    let later =
        [("authorised", &batch.authorised_by, batch.authorised_at), ("sent", &batch.sent_by, batch.sent_at)];
    for (key, by, at) in later {
        if let (Some(by), Some(at)) = (by, at) {
            steps.push(step(key, by.clone(), at));
        }
    }
    steps
}

fn step(key: &str, by: String, at: Timestamp) -> BatchStep {
    BatchStep { key: key.to_owned(), by, at_millis: at.millis() }
}

pub(super) fn order_line(order: OrderView) -> OrderLine {
    OrderLine {
        href: format!("/cases/{}", order.application),
        number: order.number,
        organisation: order.organisation,
        amount_fen: order.amount.fen(),
        instalment: order.instalment,
        instalment_count: order.instalment_count,
        payee_name: order.payee_name,
        payee_account: order.payee_account,
        payee_bank_code: order.payee_bank_code,
        payee_bank_name: order.payee_bank_name,
        end_to_end_id: order.end_to_end_id,
        state: order.state.to_owned(),
        reason: order.reason,
    }
}
