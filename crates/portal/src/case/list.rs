//! Lists of cases: the reader's own, and all of them for staff.
//! Filters travel in the query; one that names nothing known narrows nothing.

use axum::extract::Query;
use axum::response::Response;
use engine::queries::applications::{CaseFilter, CaseLine, CaseList};
use serde::Deserialize;
use templates::pages::case::Choice;
use templates::pages::case::list::{AllCases, CaseRow, MyApplications};
use templates::{Form, Locale};
use workflow::{Money, Stage, Timestamp};

use super::place;
use super::titles::pick;
use crate::error::PortalError;
use crate::page::Visit;

#[derive(Debug, Default, Deserialize)]
pub struct Narrowed {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    call: String,
    #[serde(default)]
    after: String,
}

pub async fn mine(visit: Visit, Query(query): Query<Narrowed>) -> Result<Response, PortalError> {
    let signed = visit.signed()?;
    let list = visit.engine().my_applications(signed, query.after.parse().ok()).await?;
    let next = list.next.map(|after| format!("/applications?after={after}"));
    let is_member = !signed.actor.organisations.is_empty();
    visit.show(&MyApplications { rows: rows(list, visit.locale), next, is_member }).await
}

/// A filter that names nothing known narrows nothing.
pub async fn all(visit: Visit, Query(query): Query<Narrowed>) -> Result<Response, PortalError> {
    let filter = CaseFilter {
        stage: Stage::from_key(&query.stage),
        call: query.call.parse().ok(),
        after: query.after.parse().ok(),
    };
    let list = visit.engine().all_cases(visit.signed()?, filter).await?;
    let stage = filter.stage.map_or("", Stage::key);
    let call = filter.call.map(|call| call.to_string()).unwrap_or_default();
    let next = list.next.map(|after| format!("/cases?stage={stage}&call={call}&after={after}"));
    let calls = visit.engine().call_choices().await?;
    let calls = calls.into_iter().map(|choice| {
        Choice::new(choice.id.to_string(), pick(visit.locale, &choice.title_zh, &choice.title_en))
    });
    let page = AllCases {
        form: Form::empty().with("stage", stage).with("call", call),
        stages: Stage::ALL.iter().map(|stage| stage.key().to_owned()).collect(),
        calls: calls.collect(),
        rows: rows(list, visit.locale),
        next,
    };
    visit.show(&page).await
}

fn rows(list: CaseList, locale: Locale) -> Vec<CaseRow> {
    list.lines.into_iter().map(|line| row(line, locale)).collect()
}

fn row(line: CaseLine, locale: Locale) -> CaseRow {
    CaseRow {
        href: place(line.id),
        number: line.number,
        organisation: line.organisation_name,
        call: pick(locale, &line.call_title_zh, &line.call_title_en).to_owned(),
        stage: line.stage.key().to_owned(),
        amount_fen: line.amount.map(Money::fen),
        submitted_at_millis: line.submitted_at.map(Timestamp::millis),
        due_on: line.due_on.map(|day| day.to_string()),
        overdue: line.overdue,
        owner: line.owner.map(|role| role.key().to_owned()),
    }
}
