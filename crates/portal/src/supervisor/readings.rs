//! Who read which case: of everything, of one case found by its number, or by one person.
//! Readers are not told on any page that their reading is noted; only supervision comes here.

use axum::extract::{Path, Query};
use axum::response::Response;
use engine::readings::{ReadingPage, ReadingView, ReadingsOf};
use serde::Deserialize;
use templates::Message;
use templates::pages::supervisor::{ReadingRow, Readings};
use workflow::Timestamp;
use workflow::id::{ApplicationId, PersonId};

use super::signals::{case, person};
use crate::error::PortalError;
use crate::extract::id;
use crate::page::Visit;

/// Where the list goes on, and what somebody looks for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    before: Option<i64>,
    #[serde(default)]
    number: String,
}

impl Wanted {
    fn before(&self) -> Option<Timestamp> {
        self.before.map(Timestamp::from_millis)
    }
}

pub async fn all(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, PortalError> {
    let number = wanted.number.trim();
    if !number.is_empty()
        && let Some(case) = visit.engine().case_numbered(visit.signed()?, number).await?
    {
        return Ok(visit.go(&format!("/supervisor/readings/{case}")));
    }
    let found = visit.engine().readings(visit.signed()?, ReadingsOf::Everything, wanted.before()).await?;
    let mut page = page(Message::new("readings-of-all"), "/supervisor/readings", found);
    page.part = false;
    page.unknown_number = (!number.is_empty()).then(|| number.to_owned());
    visit.show(&page).await
}

pub async fn of_case(
    visit: Visit,
    Path(path): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PortalError> {
    let application = id::<ApplicationId>(&path)?;
    let signed = visit.signed()?;
    // Read straight, without the page of the case: looking at the readings is no reading.
    let view = visit.engine().case_name(signed, application).await?;
    let found = visit.engine().readings(signed, ReadingsOf::Case(application), wanted.before()).await?;
    let about = Message::new("readings-of-case").with("number", view.number);
    visit.show(&page(about, &format!("/supervisor/readings/{application}"), found)).await
}

pub async fn of_person(
    visit: Visit,
    Path(path): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PortalError> {
    let reader = id::<PersonId>(&path)?;
    let signed = visit.signed()?;
    let name = visit.engine().reader_name(signed, reader).await?;
    let found = visit.engine().readings(signed, ReadingsOf::Person(reader), wanted.before()).await?;
    let about = Message::new("readings-of-person").with("name", name);
    visit.show(&page(about, &format!("/supervisor/readings/people/{reader}"), found)).await
}

fn page(about: Message, place: &str, found: ReadingPage) -> Readings {
    Readings {
        about,
        part: true,
        unknown_number: None,
        next: found.next.map(|before| format!("{place}?before={}", before.millis())),
        readings: found.readings.into_iter().map(row).collect(),
    }
}

fn row(reading: ReadingView) -> ReadingRow {
    ReadingRow {
        at_millis: reading.at.millis(),
        case: case(reading.case),
        organisation: reading.organisation,
        person: person(reading.person, reading.person_name),
        roles: reading.roles,
        door: Message::new(format!("readings-door-{}", reading.door)),
    }
}
