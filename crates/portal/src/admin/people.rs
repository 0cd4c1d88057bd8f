//! Accounts and their roles: list, make, change, close.
//! Which roles go together is the engine's to say.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use engine::EngineError;
use engine::people::PersonInput;
use engine::queries::people::PersonView;
use serde::Deserialize;
use templates::pages::people::{People, Person, PersonLine, RoleTick};
use templates::{FlashKind, Form, Message};
use workflow::Role;
use workflow::id::PersonId;

use crate::choices;
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::gate::escaped;
use crate::page::Visit;

const PLACE: &str = "/admin/people";

#[derive(Debug, Deserialize)]
pub struct From {
    after: Option<String>,
}

pub async fn list(visit: Visit, Query(from): Query<From>) -> Result<Response, PortalError> {
    let page = visit.engine().people(visit.signed()?, from.after).await?;
    let towns = choices::towns(&visit).await?;
    let departments = choices::departments(&visit).await?;
    let people = page.people.into_iter().map(|person| PersonLine {
        href: format!("{PLACE}/{}", person.id),
        town: person.town.map(|town| choices::named(&towns, &town.to_string())),
        department: person.department.map(|key| choices::named(&departments, &key)),
        roles: keys(&person.roles),
        name: person.name,
        login: person.login,
        active: person.active,
    });
    let escape = |after: String| after.bytes().map(escaped).collect::<String>();
    let next = page.next.map(|after| format!("{PLACE}?after={}", escape(after)));
    visit.show(&People { people: people.collect(), next }).await
}

pub async fn fresh(visit: Visit) -> Result<Response, PortalError> {
    answer(&visit, StatusCode::OK, None, Form::empty(), &[]).await
}

pub async fn create(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    let input = input(&typed);
    let roles = input.roles.clone();
    match visit.engine().create_person(visit.signed()?, input, &typed.key()?).await {
        Ok(_) => Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-person-created"))),
        Err(EngineError::Invalid(faults)) => {
            answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, None, typed.again(&faults), &roles).await
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn show(visit: Visit, Path(path): Path<String>) -> Result<Response, PortalError> {
    let person = visit.engine().person(visit.signed()?, id(&path)?).await?;
    let form = Form::empty()
        .with("name", &person.name)
        .with("phone", &person.phone)
        .with("town", person.town.map(|town| town.to_string()).unwrap_or_default())
        .with("department", person.department.clone().unwrap_or_default());
    let roles = keys(&person.roles);
    answer(&visit, StatusCode::OK, Some(person), form, &roles).await
}

pub async fn save(
    visit: Visit,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (signed, person) = (visit.signed()?, id::<PersonId>(&path)?);
    let input = input(&typed);
    let roles = input.roles.clone();
    match visit.engine().update_person(signed, person, input, &typed.key()?).await {
        Ok(()) => Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new("flash-saved"))),
        Err(EngineError::Invalid(faults)) => {
            let person = visit.engine().person(signed, person).await?;
            answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(person), typed.again(&faults), &roles).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Opens or closes an account.
pub async fn set_access(
    visit: Visit,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (active, said) = match typed.get("active") {
        "yes" => (true, "flash-person-opened"),
        "no" => (false, "flash-person-closed"),
        _ => return Err(PortalError::BadRequest),
    };
    visit.engine().set_person_active(visit.signed()?, id(&path)?, active, &typed.key()?).await?;
    Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new(said)))
}

fn input(typed: &Typed) -> PersonInput {
    PersonInput {
        name: typed.text("name"),
        email: typed.text("email"),
        phone: typed.text("phone"),
        town: typed.text("town"),
        department: typed.text("department"),
        roles: typed.all("role"),
    }
}

fn keys(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.key().to_owned()).collect()
}

async fn answer(
    visit: &Visit,
    status: StatusCode,
    person: Option<PersonView>,
    form: Form,
    ticked: &[String],
) -> Result<Response, PortalError> {
    let tick = |role: Role| RoleTick {
        role: role.key().to_owned(),
        ticked: ticked.iter().any(|key| key == role.key()),
    };
    let page = Person {
        path: person.as_ref().map(|person| format!("{PLACE}/{}", person.id)),
        active: person.as_ref().is_none_or(|person| person.active),
        can_change: person.as_ref().is_none_or(|person| person.can_change),
        login: person.map(|person| person.login).unwrap_or_default(),
        form,
        towns: choices::towns(visit).await?,
        departments: choices::departments(visit).await?,
        roles: Role::GRANTABLE.into_iter().map(tick).collect(),
    };
    visit.answer(status, &page).await
}
