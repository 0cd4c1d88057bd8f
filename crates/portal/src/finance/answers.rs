//! The bank's answers: the list, the import, and what an import came to.
//! What an answer means for a payment is decided and posted by the engine.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use engine::bank::{BankFile, ImportSummary};
use engine::queries::finance::{AnswerView, BankMessageRow};
use templates::pages::finance::{AnswerLine, AnswerSummary, FinanceAnswer, FinanceAnswers, MessageLine};
use templates::{FlashKind, Form, Message};
use workflow::Role;

use super::batch::order_line;
use super::{ListQuery, faults_of, id_of};
use crate::error::PortalError;
use crate::extract::CheckedUpload;
use crate::page::Visit;
use crate::state::PortalState;

/// `GET /finance/answers`
pub async fn list(visit: Visit, Query(query): Query<ListQuery>) -> Result<Response, PortalError> {
    let page = page_of(&visit, Form::empty(), query.after).await?;
    visit.show(&page).await
}

/// `POST /finance/answers`
pub async fn import(
    State(state): State<PortalState>,
    visit: Visit,
    upload: CheckedUpload,
) -> Result<Response, PortalError> {
    let key = upload.form.key()?;
    let file = upload.files.into_iter().find(|file| file.field == "file");
    let file = file.map_or_else(
        || BankFile { file_name: String::new(), bytes: Vec::new() },
        |file| BankFile { file_name: file.file_name, bytes: file.bytes },
    );
    match state.engine().import_bank_answer(visit.signed()?, file, &key).await {
        Ok(imported) => {
            let to = format!("/finance/answers/{}", imported.message);
            Ok(if imported.repeated {
                visit.go_saying(&to, FlashKind::Notice, Message::new("flash-answer-repeated"))
            } else {
                visit.go_saying(&to, FlashKind::Success, Message::new("flash-answer-imported"))
            })
        }
        Err(error) => {
            let form = upload.form.again(&faults_of(error)?);
            let page = page_of(&visit, form, None).await?;
            visit.refuse(&page).await
        }
    }
}

/// `GET /finance/answers/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, PortalError> {
    let view = visit.engine().bank_message(visit.signed()?, id_of(&id)?).await?;
    let page = FinanceAnswer {
        file_name: view.file_name,
        sha256: view.sha256,
        imported_by: view.imported_by,
        imported_at_millis: view.imported_at.millis(),
        batch_href: view.summary.batch.map(|batch| format!("/finance/batches/{batch}")),
        bank_message_id: view.summary.bank_message_id.clone(),
        summary: summary(view.summary),
        answers: view.answers.into_iter().map(answer_line).collect(),
    };
    visit.show(&page).await
}

async fn page_of(visit: &Visit, form: Form, after: Option<String>) -> Result<FinanceAnswers, PortalError> {
    let signed = visit.signed()?;
    let messages = visit.engine().bank_messages(signed, after).await?;
    let exceptions = visit.engine().payment_exceptions(signed).await?;
    Ok(FinanceAnswers {
        form,
        can_import: signed.holds(Role::FinanceChecker),
        messages: messages.rows.into_iter().map(message_line).collect(),
        next: messages.next.map(|after| format!("/finance/answers?after={after}")),
        unknown: exceptions.unknown.into_iter().map(order_line).collect(),
        set_aside: exceptions.set_aside.into_iter().map(answer_line).collect(),
    })
}

fn message_line(row: BankMessageRow) -> MessageLine {
    MessageLine {
        href: format!("/finance/answers/{}", row.message),
        file_name: row.file_name,
        imported_by: row.imported_by,
        imported_at_millis: row.imported_at.millis(),
        summary: summary(row.summary),
    }
}

fn summary(counts: ImportSummary) -> AnswerSummary {
    AnswerSummary {
        batch_number: counts.batch_number,
        settled: counts.settled,
        rejected: counts.rejected,
        unknown: counts.unknown,
        unchanged: counts.unchanged,
        contradictions: counts.contradictions,
        orphans: counts.orphans,
        silent: counts.silent,
    }
}

fn answer_line(answer: AnswerView) -> AnswerLine {
    AnswerLine {
        outcome: answer.outcome,
        end_to_end_id: answer.end_to_end_id,
        number: answer.number,
        organisation: answer.organisation,
        amount_fen: answer.amount.map(workflow::Money::fen),
        reason: answer.reason,
        message_href: format!("/finance/answers/{}", answer.message),
        imported_at_millis: answer.imported_at.millis(),
    }
}
