//! What staff decide on the page of a case. Each command has its row in the route table; the engine says
//! who may give it. A page that has grown old says so and keeps what was typed.

use axum::extract::Path;
use axum::response::Response;
use templates::{FlashKind, Form, Message};
use workflow::state::Defect;
use workflow::{Command, CommandKind, Money, RefusalReason};

use super::view::{CORRECTION_ROWS, Writing, correction_field, correction_message, page};
use super::{Seen, acts, department, expert, has_moved_on, look, place, trouble, version};
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed};
use crate::page::Visit;

/// Rows a correction notice can grow to; the workflow's own limit of defects is the same.
const CORRECTION_ROWS_MAX: usize = workflow::decide::DEFECTS_LIMIT;

pub async fn recommend(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Recommend { opinion: form.0.text("recommend_opinion") };
    give(visit, &case, &form.0, command, "flash-recommended").await
}

pub async fn decline_recommendation(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::DeclineRecommendation { reason: form.0.text("decline_reason") };
    give(visit, &case, &form.0, command, "flash-recommendation-declined").await
}

pub async fn pass_check(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::PassCheck { opinion: form.0.text("check_opinion") };
    give(visit, &case, &form.0, command, "flash-check-passed").await
}

pub async fn approve(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let typed = &form.0;
    let amount = match typed.get("approve_amount").trim() {
        "" => None,
        text => match text.parse::<Money>() {
            Ok(amount) => Some(amount),
            Err(_) => return unreadable_amount(&visit, &case, typed).await,
        },
    };
    let command = Command::Approve { opinion: typed.text("approve_opinion"), amount };
    give(visit, &case, typed, command, "flash-approved").await
}

pub async fn reject(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Reject { reason: form.0.text("reject_reason") };
    give(visit, &case, &form.0, command, "flash-rejected").await
}

pub async fn award(
    visit: Visit,
    Path(case): Path<String>,
    form: CheckedForm,
) -> Result<Response, PortalError> {
    let command = Command::Award { document_number: form.0.text("document_number") };
    give(visit, &case, &form.0, command, "flash-awarded").await
}

/// Rows without a word are not there; "more rows" only shows the form again with further ones.
pub async fn request_correction(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let rows = correction_rows(&typed);
    if typed.is_ticked("more") {
        let rows = (rows + CORRECTION_ROWS).min(CORRECTION_ROWS_MAX);
        return show_again(&visit, &case, values(&typed), Some(rows)).await;
    }
    let about = |number: usize| typed.get(&correction_field(number)).trim().to_owned();
    let message = |number: usize| typed.get(&correction_message(number)).trim().to_owned();
    let mut defects = Vec::new();
    let mut form = values(&typed);
    for number in 1..=rows {
        match (about(number), message(number)) {
            (field, message) if field.is_empty() && message.is_empty() => {}
            (_, message) if message.is_empty() => {
                let missing = Message::new("error-missing").about("correction-message");
                form = form.refuse(&correction_message(number), missing);
            }
            (field, message) => defects.push(Defect { field, message }),
        }
    }
    if !form.is_sound() {
        return show_again(&visit, &case, form, Some(rows)).await;
    }
    give(visit, &case, &typed, Command::RequestCorrection { defects }, "flash-correction-requested").await
}

fn correction_rows(typed: &Typed) -> usize {
    let sent = (1..=CORRECTION_ROWS_MAX).take_while(|number| typed.is_ticked(&correction_message(*number)));
    sent.count().max(CORRECTION_ROWS)
}

/// Gives the command at the version the page was made from.
pub(super) async fn give(
    visit: Visit,
    case: &str,
    typed: &Typed,
    command: Command,
    flash: &str,
) -> Result<Response, PortalError> {
    let id = crate::extract::id(case)?;
    let kind = command.kind();
    let given = visit.engine().give_at(visit.signed()?, id, version(typed)?, command, &typed.key()?).await;
    let Err(error) = given else {
        // Whoever has given back a seat does not see the case any more.
        let next = if kind == CommandKind::RecuseReview { "/work".to_owned() } else { place(id) };
        return Ok(visit.go_saying(&next, FlashKind::Success, Message::new(flash)));
    };
    let old = has_moved_on(&error);
    let place_of = |reason: &RefusalReason| field_of(kind, reason);
    let view = match look(&visit, case).await? {
        Seen::Whole(view) => view,
        Seen::Part(view) => {
            let form = department::into_form(values(typed), error, place_of)?;
            let kept = if view.actions.contains(&kind) { Vec::new() } else { texts(typed) };
            return department::refuse(&visit, &view, form, kept).await;
        }
        Seen::Seat(view) => {
            let form = department::into_form(values(typed), error, place_of)?;
            let kept = if view.actions.contains(&kind) { Vec::new() } else { texts(typed) };
            return expert::refuse(&visit, &view, form, kept).await;
        }
    };
    let form = trouble::into_form(&visit, &view, values(typed), error, place_of)?;
    let kept = if old && !view.actions.contains(&kind) { texts(typed) } else { Vec::new() };
    let correction_rows = (kind == CommandKind::RequestCorrection).then(|| correction_rows(typed));
    visit.refuse(&page(&visit, &view, Writing { form, correction_rows, kept })).await
}

pub(super) fn values(typed: &Typed) -> Form {
    Form { values: typed.visible(), errors: Vec::new() }
}

/// The page with what was typed; what is wrong stands in the form.
pub(super) async fn show_again(
    visit: &Visit,
    case: &str,
    form: Form,
    correction_rows: Option<usize>,
) -> Result<Response, PortalError> {
    let view = match look(visit, case).await? {
        Seen::Whole(view) => view,
        Seen::Part(view) => return department::refuse(visit, &view, form, Vec::new()).await,
        Seen::Seat(view) => return expert::refuse(visit, &view, form, Vec::new()).await,
    };
    let writing = Writing { form, correction_rows, kept: Vec::new() };
    let page = page(visit, &view, writing);
    if page.form.is_sound() { visit.show(&page).await } else { visit.refuse(&page).await }
}

async fn unreadable_amount(visit: &Visit, case: &str, typed: &Typed) -> Result<Response, PortalError> {
    let message = Message::new("error-not-an-amount").about("decision-amount");
    show_again(visit, case, values(typed).refuse("approve_amount", message), None).await
}

/// What a person wrote, without choices of a list.
fn texts(typed: &Typed) -> Vec<String> {
    let written = typed.visible().into_iter().filter(|(name, _)| !name.starts_with("defect_field_"));
    written.map(|(_, text)| text).filter(|text| !text.trim().is_empty()).collect()
}

/// The field of the page a refusal belongs to.
fn field_of(kind: CommandKind, reason: &RefusalReason) -> String {
    if let Some(field) = acts::field_of(kind, reason) {
        return field;
    }
    let text_field = match kind {
        CommandKind::Recommend => "recommend_opinion",
        CommandKind::DeclineRecommendation => "decline_reason",
        CommandKind::PassCheck => "check_opinion",
        CommandKind::Approve => "approve_opinion",
        CommandKind::Reject => "reject_reason",
        CommandKind::Award => "document_number",
        CommandKind::RequestCorrection => "defect_message_1",
        _ => "",
    };
    let field = match reason {
        RefusalReason::ReasonRequired { .. }
        | RefusalReason::TextTooLong { .. }
        | RefusalReason::DefectsRequired
        | RefusalReason::TooManyDefects { .. } => text_field,
        // Without an amount field on the page the refusal concerns the whole.
        RefusalReason::AmountRequired
        | RefusalReason::AmountNotPositive
        | RefusalReason::AmountAboveCeiling { .. }
            if kind == CommandKind::Approve =>
        {
            "approve_amount"
        }
        _ => "",
    };
    field.to_owned()
}
