//! The answer to objections on the page of a case. It writes into the objections' rows as well and tells
//! the objectors, so it is a use case of its own and no plain command.

use axum::extract::Path;
use axum::response::Response;
use engine::queries::case_view::{CaseView, Viewpoint};
use engine::queries::objections::CaseObjection;
use templates::pages::case::acts::objection::{ObjectionAct, ObjectionNote, Objector};
use templates::{FlashKind, Form, Message};
use workflow::command::ObjectionDecision;
use workflow::{CommandKind, Money, RefusalReason, Stage, Timestamp};

use crate::case::decide::values;
use crate::case::trouble::into_form;
use crate::case::view::{Writing, page};
use crate::case::{place, read, version};
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::page::Visit;

pub async fn decide(
    visit: Visit,
    Path(case): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let application = id(&case)?;
    let decision = match chosen(&typed) {
        Ok(decision) => decision,
        Err(form) => {
            let view = read(&visit, &case).await?;
            return visit.refuse(&page(&visit, &view, Writing { form, ..Writing::default() })).await;
        }
    };
    let answer = (decision, typed.text("objection_reply"));
    let (signed, version, key) = (visit.signed()?, version(&typed)?, typed.key()?);
    match visit.engine().decide_objection(signed, application, version, answer, &key).await {
        Ok(_) => {
            let said = Message::new("flash-objection-decided");
            Ok(visit.go_saying(&place(application), FlashKind::Success, said))
        }
        Err(error) => {
            let view = read(&visit, &case).await?;
            let place_of = |reason: &RefusalReason| field_of(reason).to_owned();
            let form = into_form(&visit, &view, values(&typed), error, place_of)?;
            visit.refuse(&page(&visit, &view, Writing { form, ..Writing::default() })).await
        }
    }
}

/// The decision as typed; the form with its faults when it is none.
fn chosen(typed: &Typed) -> Result<ObjectionDecision, Form> {
    match typed.get("objection_decision") {
        "upheld" => Ok(ObjectionDecision::Upheld),
        "dismissed" => Ok(ObjectionDecision::Dismissed),
        "amended" => {
            let amount = typed.get("objection_amount").trim().parse::<Money>();
            amount.map(|amount| ObjectionDecision::Amended { amount }).map_err(|_| {
                let message = Message::new("error-not-an-amount").about("objection-amount");
                values(typed).refuse("objection_amount", message)
            })
        }
        _ => {
            let message = Message::new("error-choice").about("objection-decision");
            Err(values(typed).refuse("objection_decision", message))
        }
    }
}

pub fn field_of(reason: &RefusalReason) -> &'static str {
    match reason {
        RefusalReason::ReasonRequired { .. } | RefusalReason::TextTooLong { .. } => "objection_reply",
        RefusalReason::AmountNotLower { .. }
        | RefusalReason::AmountNotPositive
        | RefusalReason::AmountRequired => "objection_amount",
        RefusalReason::AmendmentRoundsUsed { .. } => "objection_decision",
        _ => "",
    }
}

pub fn part(view: &CaseView) -> Option<ObjectionAct> {
    if view.objections.is_empty() {
        return None;
    }
    Some(ObjectionAct {
        frozen: view.application.stage() == Stage::Objection,
        notes: view.objections.iter().map(note).collect(),
        may_decide: view.viewpoint == Viewpoint::Staff
            && view.actions.contains(&CommandKind::DecideObjection),
        amount_fen: view.application.amount().map(Money::fen),
    })
}

fn note(objection: &CaseObjection) -> ObjectionNote {
    ObjectionNote {
        number: objection.number.clone(),
        filed_at_millis: objection.filed_at.millis(),
        body: objection.body.clone(),
        objector: objection.objector.as_ref().map(|objector| Objector {
            name: objector.name.clone(),
            identity_masked: objector.identity_masked.clone(),
            contact: objector.contact.clone(),
        }),
        decision: objection.decision.clone(),
        reply: objection.reply.clone(),
        decided_at_millis: objection.decided_at.map(Timestamp::millis),
    }
}
