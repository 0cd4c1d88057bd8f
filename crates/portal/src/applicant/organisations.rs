//! Organisations of a person: the list with the form to add one, and the profile of each.
//! Who may see or change one is the engine's to say.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use engine::EngineError;
use engine::organisations::{ProfileInput, Registered};
use engine::queries::organisations::{MemberView, OrganisationPage, OrganisationView};
use templates::pages::case::Choice;
use templates::pages::organisations::{
    MemberLine, MyOrganisations, OrganisationLine, OrganisationProfile, Standing,
};
use templates::{FlashKind, Form, Message};

use crate::account::register::join_input;
use crate::choices;
use crate::error::PortalError;
use crate::extract::{CheckedForm, Typed, id};
use crate::page::{Visit, path_of_this_site};

const PLACE: &str = "/organisations";

pub async fn list(visit: Visit) -> Result<Response, PortalError> {
    answer_list(&visit, StatusCode::OK, Form::empty()).await
}

pub async fn join(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    let input = join_input(&typed);
    let said = match visit.engine().join_organisation(visit.signed()?, input, &typed.key()?).await {
        Ok(Registered::Founded) => "flash-organisation-founded",
        Ok(Registered::Requested) => "flash-join-requested",
        Err(EngineError::Invalid(faults)) => {
            return answer_list(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed.again(&faults)).await;
        }
        Err(other) => return Err(other.into()),
    };
    Ok(visit.go_saying(PLACE, FlashKind::Success, Message::new(said)))
}

pub async fn show(visit: Visit, Path(path): Path<String>) -> Result<Response, PortalError> {
    let page = visit.engine().organisation(visit.signed()?, id(&path)?).await?;
    let form = as_form(&page.organisation);
    answer_profile(&visit, StatusCode::OK, page, form).await
}

pub async fn save(
    visit: Visit,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (signed, organisation) = (visit.signed()?, id(&path)?);
    match visit.engine().edit_profile(signed, organisation, profile_input(&typed), &typed.key()?).await {
        Ok(()) => {
            let place = format!("{PLACE}/{organisation}");
            Ok(visit.go_saying(&place, FlashKind::Success, Message::new("flash-saved")))
        }
        Err(EngineError::Invalid(faults)) => {
            let page = visit.engine().organisation(signed, organisation).await?;
            answer_profile(&visit, StatusCode::UNPROCESSABLE_ENTITY, page, typed.again(&faults)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A member takes in or turns away somebody who asked.
pub async fn decide(
    visit: Visit,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, PortalError> {
    let (granted, said) = match typed.get("decision") {
        "grant" => (true, "flash-membership-granted"),
        "refuse" => (false, "flash-membership-refused"),
        _ => return Err(PortalError::BadRequest),
    };
    visit.engine().decide_membership(visit.signed()?, id(&path)?, granted, &typed.key()?).await?;
    let back = path_of_this_site(typed.get("back"));
    Ok(visit.go_saying(back, FlashKind::Success, Message::new(said)))
}

async fn answer_list(visit: &Visit, status: StatusCode, form: Form) -> Result<Response, PortalError> {
    let towns = choices::towns(visit).await?;
    let mine = visit.engine().my_organisations(visit.signed()?).await?;
    let organisations = mine
        .into_iter()
        .map(|mine| {
            let line = line(PLACE, &towns, mine.organisation);
            if mine.is_requested { OrganisationLine { standing: Standing::Requested, ..line } } else { line }
        })
        .collect();
    visit.answer(status, &MyOrganisations { organisations, form, towns }).await
}

async fn answer_profile(
    visit: &Visit,
    status: StatusCode,
    page: OrganisationPage,
    form: Form,
) -> Result<Response, PortalError> {
    let towns = choices::towns(visit).await?;
    let organisation = page.organisation;
    let profile = OrganisationProfile {
        path: format!("{PLACE}/{}", organisation.id),
        back: if page.can_edit { PLACE } else { "/officer/organisations" }.to_owned(),
        standing: standing(&organisation),
        town: choices::named(&towns, &organisation.town.to_string()),
        name: organisation.name,
        uscc: organisation.uscc,
        form,
        towns,
        members: page.members.into_iter().map(member).collect(),
        requests: page.requests.into_iter().map(member).collect(),
        can_edit: page.can_edit,
        can_confirm: page.can_confirm,
    };
    visit.answer(status, &profile).await
}

pub fn line(place: &str, towns: &[Choice], organisation: OrganisationView) -> OrganisationLine {
    OrganisationLine {
        href: format!("{place}/{}", organisation.id),
        standing: standing(&organisation),
        town: choices::named(towns, &organisation.town.to_string()),
        name: organisation.name,
        uscc: organisation.uscc,
        created_at_millis: organisation.created_at.millis(),
    }
}

const fn standing(organisation: &OrganisationView) -> Standing {
    if organisation.confirmed_at.is_some() { Standing::Confirmed } else { Standing::Unconfirmed }
}

fn member(view: MemberView) -> MemberLine {
    MemberLine {
        membership: view.membership.to_string(),
        name: view.name,
        login: view.login,
        requested_at_millis: view.requested_at.millis(),
    }
}

fn as_form(organisation: &OrganisationView) -> Form {
    Form::empty()
        .with("organisation_name", &organisation.name)
        .with("town", organisation.town.to_string())
        .with("registered_on", organisation.registered_on.to_string())
        .with("address", &organisation.address)
        .with("legal_representative", &organisation.legal_representative)
        .with("account_name", &organisation.account_name)
        .with("account_number", &organisation.account_number)
        .with("bank_code", &organisation.bank_code)
        .with("bank_name", &organisation.bank_name)
}

fn profile_input(typed: &Typed) -> ProfileInput {
    ProfileInput {
        organisation_name: typed.text("organisation_name"),
        town: typed.text("town"),
        registered_on: typed.text("registered_on"),
        address: typed.text("address"),
        legal_representative: typed.text("legal_representative"),
        account_name: typed.text("account_name"),
        account_number: typed.text("account_number"),
        bank_code: typed.text("bank_code"),
        bank_name: typed.text("bank_name"),
    }
}
