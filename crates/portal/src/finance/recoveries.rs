//! Money to be paid back: the list, one recovery, the demand, and each repayment.
//! Typed figures are read here; whether they fit the demand the engine decides.

use axum::extract::{Path, Query};
use axum::response::Response;
use engine::EngineError;
use engine::queries::finance::{RecoveryCase, RecoveryView, RepaymentView};
use templates::pages::finance::{FinanceRecoveries, FinanceRecovery, RecoveryLine, RepaymentLine};
use templates::{FlashKind, Form, Message};
use workflow::id::ApplicationId;
use workflow::{Command, Date, Money, RefusalReason};

use super::{ListQuery, id_of};
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed};
use crate::faults;
use crate::page::Visit;

const LIST: &str = "/finance/recoveries";

/// `GET /finance/recoveries`
pub async fn list(visit: Visit, Query(query): Query<ListQuery>) -> Result<Response, PortalError> {
    let found = visit.engine().recoveries(visit.signed()?, query.after).await?;
    let lines = |rows: Vec<RecoveryView>| rows.into_iter().map(line).collect();
    let page = FinanceRecoveries {
        to_demand: lines(found.to_demand),
        demanded: lines(found.demanded),
        recovered: lines(found.recovered.rows),
        next: found.recovered.next.map(|after| format!("{LIST}?after={after}")),
    };
    visit.show(&page).await
}

/// `GET /finance/recoveries/{case}`
pub async fn show(visit: Visit, Path(case): Path<String>) -> Result<Response, PortalError> {
    let page = page_of(&visit, id_of(&case)?, Form::empty()).await?;
    visit.show(&page).await
}

/// `POST /finance/recoveries/{case}/demand`
pub async fn demand(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let case = id_of(&case)?;
    let document_number = typed.text("document_number");
    if document_number.trim().is_empty() {
        let form = again(&typed).refuse("document_number", Message::new("error-recovery-document-required"));
        return visit.refuse(&page_of(&visit, case, form).await?).await;
    }
    give(&visit, case, &typed, Command::DemandRecovery { document_number }, "flash-recovery-demanded").await
}

/// `POST /finance/recoveries/{case}/repayments`
pub async fn repay(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let case = id_of(&case)?;
    match repayment(&typed) {
        Ok(command) => give(&visit, case, &typed, command, "flash-repayment-recorded").await,
        Err(form) => visit.refuse(&page_of(&visit, case, form).await?).await,
    }
}

/// The command of what was typed, or the form with everything that cannot be read.
fn repayment(typed: &Typed) -> Result<Command, Form> {
    let amount = typed.get("amount").trim();
    let received_on = typed.get("received_on").trim();
    let reference = typed.text("reference");
    let mut form = again(typed);
    let read_amount = amount.parse::<Money>();
    if read_amount.is_err() {
        let fault = if amount.is_empty() { "amount-required" } else { "not-an-amount" };
        form = form.refuse("amount", Message::new(format!("error-repayment-{fault}")));
    }
    let read_day = received_on.parse::<Date>();
    if read_day.is_err() {
        form = form.refuse("received_on", Message::new("error-repayment-day"));
    }
    if reference.trim().is_empty() {
        form = form.refuse("reference", Message::new("error-repayment-reference-required"));
    }
    match (read_amount, read_day) {
        (Ok(amount), Ok(received_on)) if form.errors.is_empty() => {
            Ok(Command::RecordRepayment { amount, received_on, reference })
        }
        _ => Err(form),
    }
}

async fn give(
    visit: &Visit,
    case: ApplicationId,
    typed: &Typed,
    command: Command,
    said: &str,
) -> Result<Response, PortalError> {
    let version = typed.get("_version").parse().map_err(|_| PortalError::BadRequest)?;
    match visit.engine().give_at(visit.signed()?, case, version, command, &typed.key()?).await {
        Ok(_) => Ok(visit.go_saying(&format!("{LIST}/{case}"), FlashKind::Success, Message::new(said))),
        Err(error) => {
            let form = with_trouble(again(typed), error)?;
            visit.refuse(&page_of(visit, case, form).await?).await
        }
    }
}

/// The form with what the engine answered, each at its field. Gives back what is not the form's to say.
fn with_trouble(form: Form, error: EngineError) -> Result<Form, EngineError> {
    match error {
        EngineError::Refused(refusal) => {
            Ok(form.refuse(place_of(&refusal.reason), faults::refusal_message(&refusal)))
        }
        EngineError::Invalid(list) => {
            Ok(list.iter().fold(form, |form, fault| form.refuse(&fault.field, faults::message(fault))))
        }
        EngineError::Conflict { .. } => Ok(form.refuse("", Message::new("case-moved-on"))),
        other => Err(other),
    }
}

fn place_of(reason: &RefusalReason) -> &str {
    match reason {
        RefusalReason::RepaymentTooMuch { .. } | RefusalReason::AmountNotPositive => "amount",
        RefusalReason::ReasonRequired { field }
        | RefusalReason::TextTooLong { field, .. }
        | RefusalReason::DateOutOfRange { field, .. } => field,
        _ => "",
    }
}

fn again(typed: &Typed) -> Form {
    Form { values: typed.visible(), errors: Vec::new() }
}

async fn page_of(visit: &Visit, case: ApplicationId, form: Form) -> Result<FinanceRecovery, PortalError> {
    let RecoveryCase { application, version, number, organisation, due_on, claim, repayments, actions } =
        visit.engine().recovery(visit.signed()?, case).await?;
    Ok(FinanceRecovery {
        form,
        href: format!("{LIST}/{application}"),
        case_href: format!("/cases/{application}"),
        version,
        number,
        organisation,
        stage: claim.stage.key().to_owned(),
        reason: claim.reason,
        paid_fen: claim.paid.fen(),
        recovered_fen: claim.recovered.fen(),
        left_fen: claim.left.fen(),
        document_number: claim.document_number,
        demanded_on: claim.demanded_on.map(|day| day.to_string()),
        due_on: due_on.map(|day| day.to_string()),
        repayments: repayments.into_iter().map(receipt).collect(),
        actions: actions.iter().map(|kind| kind.key().to_owned()).collect(),
    })
}

fn line(row: RecoveryView) -> RecoveryLine {
    RecoveryLine {
        href: format!("{LIST}/{}", row.application),
        number: row.number,
        organisation: row.organisation,
        paid_fen: row.claim.paid.fen(),
        recovered_fen: row.claim.recovered.fen(),
        left_fen: row.claim.left.fen(),
        due_on: row.due_on.map(|day| day.to_string()),
    }
}

fn receipt(row: RepaymentView) -> RepaymentLine {
    RepaymentLine {
        amount_fen: row.amount.fen(),
        received_on: row.received_on.to_string(),
        reference: row.reference,
        recorded_by: row.recorded_by,
        recorded_at_millis: row.recorded_at.millis(),
    }
}
