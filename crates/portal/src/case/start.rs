//! Beginning an application: choose the call and the organisation.
//! One that lives already is opened instead.

use axum::extract::Query;
use axum::response::Response;
use engine::EngineError;
use engine::queries::applications::BeginChoices;
use serde::Deserialize;
use templates::pages::case::start::{CallOffer, OrganisationOffer, StartApplication};
use templates::{FlashKind, Form, Message};

use super::place;
use super::titles::pick;
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed};
use crate::faults::refusal_message;
use crate::page::Visit;

#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    call: String,
}

pub async fn show(visit: Visit, Query(query): Query<Chosen>) -> Result<Response, PortalError> {
    let choices = visit.engine().begin_choices(visit.signed()?).await?;
    visit.show(&page(&visit, choices, Form::empty().with("call", query.call))).await
}

pub async fn start(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    let (Ok(call), Ok(organisation)) = (typed.get("call").parse(), typed.get("organisation").parse()) else {
        return again(&visit, unchosen(&typed)).await;
    };
    let begun = visit.engine().start_application(visit.signed()?, call, organisation, &typed.key()?).await;
    match begun {
        Ok(begun) if begun.already_there => {
            let message = Message::new("flash-application-there");
            Ok(visit.go_saying(&place(begun.application), FlashKind::Notice, message))
        }
        Ok(begun) => {
            let form = format!("{}/form", place(begun.application));
            Ok(visit.go_saying(&form, FlashKind::Success, Message::new("flash-application-started")))
        }
        Err(EngineError::Refused(refusal)) => {
            again(&visit, values(&typed).refuse("call", refusal_message(&refusal))).await
        }
        Err(EngineError::Invalid(faults)) => {
            let form = faults
                .iter()
                .fold(values(&typed), |form, fault| form.refuse(&fault.field, crate::faults::message(fault)));
            again(&visit, form).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn again(visit: &Visit, form: Form) -> Result<Response, PortalError> {
    let choices = visit.engine().begin_choices(visit.signed()?).await?;
    visit.refuse(&page(visit, choices, form)).await
}

fn values(typed: &Typed) -> Form {
    Form { values: typed.visible(), errors: Vec::new() }
}

/// Names whichever choice is not made.
fn unchosen(typed: &Typed) -> Form {
    let mut form = values(typed);
    for (field, label) in [("call", "start-call"), ("organisation", "start-organisation")] {
        if typed.get(field).is_empty() {
            form = form.refuse(field, Message::new("error-choice").about(label));
        }
    }
    form
}

fn page(visit: &Visit, choices: BeginChoices, form: Form) -> StartApplication {
    let call = |choice: engine::queries::applications::CallChoice| CallOffer {
        value: choice.id.to_string(),
        title: pick(visit.locale, &choice.title_zh, &choice.title_en).to_owned(),
        closes_on: choice.closes_on.to_string(),
    };
    let organisation = |choice: engine::queries::applications::OrganisationChoice| OrganisationOffer {
        value: choice.id.to_string(),
        name: choice.name,
        confirmed: choice.confirmed,
    };
    StartApplication {
        form,
        on_confirmation: choices
            .on_confirmation
            .iter()
            .map(|call| pick(visit.locale, &call.title_zh, &call.title_en).to_owned())
            .collect(),
        calls: choices.calls.into_iter().map(call).collect(),
        organisations: choices.organisations.into_iter().map(organisation).collect(),
    }
}
