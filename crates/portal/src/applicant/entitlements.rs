//! "What am I entitled to?": the question, the answer, and the form for what is not known. Nothing typed
//! here is kept; whose organisation may be asked about, the engine says.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use engine::entitlements::{Entitlement, Entitlements, Standing};
use engine::queries::organisations::MyOrganisation;
use serde::Deserialize;
use templates::pages::case::Choice;
use templates::pages::entitlement::{EntitlementsPage, StandingGroup};
use templates::{FieldError, Form, Locale};
use workflow::application::Answers;

use super::entitlement_parts::{card, key_of, line, section};
use crate::case::titles::pick;
use crate::case::trouble;
use crate::error::PortalError;
use crate::extract::CheckedForm;
use crate::page::Visit;

const PLACE: &str = "/entitlements";

#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    organisation: String,
}

pub async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, PortalError> {
    answer(&visit, &wanted.organisation, Answers::new()).await
}

pub async fn ask(visit: Visit, CheckedForm(typed): CheckedForm) -> Result<Response, PortalError> {
    let mut answers = typed.visible();
    answers.remove("organisation");
    answer(&visit, typed.get("organisation"), answers).await
}

/// Of the reader's organisations the one that is named, else the first; whoever has none is shown where to
/// join one.
async fn answer(visit: &Visit, wanted: &str, typed: Answers) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let mine = visit.engine().my_organisations(signed).await?;
    let mine: Vec<MyOrganisation> = mine.into_iter().filter(|one| !one.is_requested).collect();
    let id = match (wanted.parse(), mine.first()) {
        (Ok(id), _) => id,
        (Err(_), Some(first)) => first.organisation.id,
        (Err(_), None) => return Ok(visit.go("/organisations")),
    };
    let found = visit.engine().entitlements(signed, id, &typed).await?;
    let page = page(visit.locale, &found, &mine, typed);
    let status = if page.form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.answer(status, &page).await
}

fn page(locale: Locale, found: &Entitlements, mine: &[MyOrganisation], typed: Answers) -> EntitlementsPage {
    let others = mine.iter().map(|one| &one.organisation).filter(|one| one.id != found.organisation);
    let other = others.map(|one| Choice::new(format!("{PLACE}?organisation={}", one.id), one.name.clone()));
    let form = form(locale, found, typed);
    EntitlementsPage {
        organisation: Choice::new(found.organisation.to_string(), found.organisation_name.clone()),
        others: other.collect(),
        on: found.on.to_string(),
        barred_until: found.barred_until.map(|day| day.to_string()),
        total_fen: found.combination.total.fen(),
        proven_best: found.combination.proven_best,
        lines: found.combination.lines.iter().map(|one| line(locale, found, one)).collect(),
        groups: groups(locale, found),
        sections: found.programmes.iter().map(|one| section(locale, one, &form)).collect(),
        form,
        cut: found.cut,
    }
}

/// What was known, with what was typed over it; and what cannot be read, at its field.
fn form(locale: Locale, found: &Entitlements, typed: Answers) -> Form {
    let mut form = Form::empty();
    for one in &found.programmes {
        let named = |name: &str| format!("{}.{name}", one.programme);
        form.values.extend(one.answers.iter().map(|(name, text)| (named(name), text.clone())));
        let error = |fault: &engine::FieldFault| {
            FieldError::new(named(&fault.field), trouble::fault_in(&one.pack, locale, fault))
        };
        form.errors.extend(one.faults.iter().map(error));
    }
    form.values.extend(typed);
    form
}

fn groups(locale: Locale, found: &Entitlements) -> Vec<StandingGroup> {
    let all = [Standing::Qualifies, Standing::Nearly, Standing::No, Standing::CannotTell];
    let of = |standing: Standing| {
        let programmes = found.programmes.iter().filter(|one| one.standing == standing);
        let programmes: Vec<_> = programmes.map(|one| card(locale, one)).collect();
        (!programmes.is_empty()).then(|| StandingGroup { key: key_of(standing), programmes })
    };
    all.into_iter().filter_map(of).collect()
}

/// What a programme is called.
pub(super) fn title(locale: Locale, one: &Entitlement) -> String {
    pick(locale, &one.title_zh, &one.title_en).to_owned()
}
