//! Every reading of a case is noted, whatever the door, once a minute, and only supervision sees the notes.
//! What was refused was not read.

use engine::readings::{READINGS_PAGE_ROWS, ReadingsOf};
use harness::{House, on_both_databases};
use store::readings::CaseReadingRow;
use workflow::Timestamp;

use crate::source::{code_only, rust_files};

/// Calls of the engine that hand out what stands in a case.
const SHOWING: [&str; 4] = [".case_view(", ".read_attachment(", ".department_view(", ".expert_view("];

async fn noted(house: &House, of: ReadingsOf) -> Vec<(String, String)> {
    house.engine.readings_written().await;
    let supervisor = house.signed("supervisor").await;
    let page = house.engine.readings(&supervisor, of, None).await.unwrap();
    let mut noted: Vec<_> =
        page.readings.into_iter().map(|reading| (reading.person_name, reading.door)).collect();
    noted.sort();
    noted
}

/// Every file of doors that show a case notes readings: a door of its own that forgets is found here.
#[test]
fn no_door_shows_a_case_without_noting_it() {
    let mut forgetful = Vec::new();
    for source in rust_files().into_iter().filter(|source| source.path.starts_with("crates/portal/src/")) {
        let code = code_only(&source.text);
        if SHOWING.iter().any(|call| code.contains(call)) && !code.contains(".note_reading(") {
            forgetful.push(source.path);
        }
    }
    assert!(forgetful.is_empty(), "shown and not noted: {forgetful:?}");
}

on_both_databases! {
    async fn page_api_and_attachment_are_noted_once_a_minute(database: Database) {
        let house = House::open(database).await;
        let case = house.submitted(&house.cast.organisations[..1]).await[0];
        let officer = house.client("officer").await;
        let signed = house.signed("officer").await;
        let supervisor = house.client("supervisor").await;
        let name = signed.person.name.clone();
        // A minute with its seconds to spare.
        house.set_day("2026-03-04").await;
        for _ in 0..2 {
            assert_eq!(officer.get(&format!("/applications/{case}")).await.status, 200);
        }
        let token = house.engine.create_api_token(&signed, "reading").await.unwrap();
        let call = officer.http().get(officer.url(&format!("/api/v1/applications/{case}")));
        assert_eq!(call.bearer_auth(&token).send().await.unwrap().status(), 200);
        let documents = officer.get(&format!("/applications/{case}")).await.links_to(&format!("/applications/{case}/documents/"));
        assert_eq!(officer.get(&documents[0]).await.status, 200);
        let doors = ["api", "attachment", "page"].map(|door| (name.clone(), door.to_owned()));
        assert_eq!(noted(&house, ReadingsOf::Case(case)).await, doors);
        house.set_day("2026-03-05").await;
        officer.get(&format!("/applications/{case}")).await;
        assert_eq!(noted(&house, ReadingsOf::Case(case)).await.len(), 4);
        assert_eq!(noted(&house, ReadingsOf::Person(signed.id())).await.len(), 4);
        let page = supervisor.get(&format!("/supervisor/readings/{case}")).await;
        assert!(page.has(&name) && page.has("下载材料"), "{}", page.text());
        let number = store::applications::find(house.database.store(), case).await.unwrap().unwrap().number;
        let found = supervisor.get(&format!("/supervisor/readings?number={number}")).await;
        assert_eq!(found.path, format!("/supervisor/readings/{case}"));
        let unknown = supervisor.get("/supervisor/readings?number=HM-9999-0001").await;
        assert!(unknown.has("HM-9999-0001") && unknown.has(&name));
        let by_person = supervisor.get(&format!("/supervisor/readings/people/{}", signed.id())).await;
        assert!(by_person.has(&number));
        let token = house.engine.create_api_token(&house.signed("supervisor").await, "watching").await.unwrap();
        let call = supervisor.http().get(supervisor.url(&format!("/api/v1/supervision/readings?application={case}")));
        let listed: serde_json::Value = call.bearer_auth(&token).send().await.unwrap().json().await.unwrap();
        assert_eq!(listed["items"].as_array().unwrap().len(), 4);
        assert_eq!(listed["items"][0]["person"], name.as_str());
        assert_eq!(noted(&house, ReadingsOf::Everything).await.len(), 4, "looking at readings is no reading");
    }

    async fn who_may_not_see_a_case_has_not_read_it(database: Database) {
        let house = House::open(database).await;
        let case = house.submitted(&house.cast.organisations[..1]).await[0];
        let policy = house.client("policy").await;
        assert_eq!(policy.get(&format!("/applications/{case}")).await.status, 404);
        assert_eq!(noted(&house, ReadingsOf::Everything).await, []);
        let officer = house.signed("officer").await;
        assert!(house.engine.readings(&officer, ReadingsOf::Everything, None).await.is_err());
    }

    async fn pages_of_readings_lose_none_and_repeat_none(database: Database) {
        let house = House::open(database).await;
        let case = house.submitted(&house.cast.organisations[..1]).await[0];
        let (supervisor, officer) = (house.signed("supervisor").await, house.signed("officer").await);
        let total = READINGS_PAGE_ROWS * 2 + 7;
        let unit = house.database.store().begin().await.unwrap();
        for minute in 0..i64::try_from(total).unwrap() {
            // Three of each instant, so that a page would end between two of them.
            let row = CaseReadingRow {
                application_id: case, person_id: officer.id(), minute, door: "page".to_owned(),
                roles: "officer".to_owned(), at: Timestamp::from_millis(minute / 3),
            };
            store::readings::note(&unit, &row).await.unwrap();
            store::readings::note(&unit, &row).await.unwrap();
        }
        unit.commit().await.unwrap();
        let (mut seen, mut before) = (0, None);
        loop {
            let page = house.engine.readings(&supervisor, ReadingsOf::Case(case), before).await.unwrap();
            assert!(page.readings.len() <= READINGS_PAGE_ROWS);
            seen += page.readings.len();
            before = page.next;
            if before.is_none() { break }
        }
        assert_eq!(seen, total);
    }
}
