//! Objecting to an item of a publicity list, without an account but with a real name.
//! What a real name, an identity number and a contact are, the engine says.

use axum::extract::Path;
use axum::response::Response;
use engine::EngineError;
use engine::objections::{ObjectionInput, ObjectionItem};
use templates::pages::object::{Object, ObjectionReceived};
use templates::{Form, Message};
use workflow::RefusalReason;
use workflow::id::{ApplicationId, NoticeId};

use crate::error::PortalError;
use crate::extract::{CheckedForm, ClientAddress, id};
use crate::faults::refusal_message;
use crate::page::Visit;

pub async fn ask(
    visit: Visit,
    Path((notice, application)): Path<(String, String)>,
) -> Result<Response, PortalError> {
    let item = (id(&notice)?, id(&application)?);
    let about = visit.engine().objection_item(item.0, item.1).await?;
    visit.show(&page(item, about, Form::empty())).await
}

pub async fn file(
    visit: Visit,
    Path((notice, application)): Path<(String, String)>,
    ClientAddress(address): ClientAddress,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let item: (NoticeId, ApplicationId) = (id(&notice)?, id(&application)?);
    let input = ObjectionInput {
        name: typed.text("objector_name"),
        identity_number: typed.text("objector_identity"),
        contact: typed.text("objector_contact"),
        text: typed.text("objection_text"),
        locale: visit.locale.tag().to_owned(),
    };
    let filed = visit.engine().file_objection(&address, item, input, &typed.key()?).await;
    let about = visit.engine().objection_item(item.0, item.1).await?;
    let values = Form { values: typed.visible(), errors: Vec::new() };
    let form = match filed {
        Ok(filed) => {
            let days = about.answer_working_days;
            let list_href = list(item.0);
            return visit.show(&ObjectionReceived { number: filed.number, days, list_href }).await;
        }
        Err(EngineError::Invalid(faults)) => typed.again(&faults),
        Err(EngineError::TooManyAttempts { seconds }) => {
            let minutes = seconds.div_ceil(60);
            values.refuse("", Message::new("failure-too-many-wait").with("minutes", minutes))
        }
        Err(EngineError::Refused(refusal)) => match refusal.reason {
            RefusalReason::ObjectionLate { last_day } => {
                values.refuse("", Message::new("error-objection-closed").with("day", last_day.to_string()))
            }
            _ => values.refuse("", refusal_message(&refusal)),
        },
        Err(other) => return Err(other.into()),
    };
    visit.refuse(&page(item, about, form)).await
}

fn list(notice: NoticeId) -> String {
    format!("/publicity/{notice}")
}

fn page((notice, application): (NoticeId, ApplicationId), about: ObjectionItem, form: Form) -> Object {
    Object {
        form,
        href: format!("{}/objections/{application}", list(notice)),
        list_href: list(notice),
        organisation: about.organisation,
        amount_fen: about.amount.fen(),
        last_day: about.last_day.to_string(),
        open: about.open,
    }
}
