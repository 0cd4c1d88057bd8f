//! Every kind of tampering, each alone, behind the store's back with real SQL. Each must be found, and named
//! with the number of what was tampered with; undone, nothing is found.

use std::collections::BTreeMap;

use harness::tamper::Thief;
use harness::{Database, House, on_both_databases};
use workflow::id::ApplicationId;

use super::{found, rewrite_with_the_key};

/// What the tampering is about.
struct Scene {
    house: House,
    thief: Thief,
    /// Two cases of one list, by number.
    cases: Vec<(String, ApplicationId)>,
    /// Events of the first case when its publicity had ended, and now.
    early: i64,
    late: i64,
    notice: String,
}

impl Scene {
    /// Two awarded cases, sealed; `early` keeps how everything stood before the award.
    async fn set(database: Database) -> Self {
        let house = House::open(database).await;
        let thief = Thief::enter(&house.database).await;
        let organisations = house.cast.organisations[..2].to_vec();
        let ids = house.publicised(&organisations).await;
        thief.keep("early").await;
        let early = events(&house, ids[0]).await;
        let director = house.signed("director").await;
        for case in &ids {
            let command = workflow::Command::Award { document_number: "海科发〔2026〕1号".to_owned() };
            house.give(&director, *case, command, &format!("{case}-award")).await;
        }
        house.engine.seal().await.unwrap();
        thief.keep("whole").await;
        let mut cases = Vec::new();
        for id in ids {
            let row = store::applications::find(house.database.store(), id).await.unwrap().unwrap();
            cases.push((row.number, id));
        }
        let late = events(&house, cases[0].1).await;
        let notices = house.engine.publicity_lists(None).await.unwrap().0;
        Self { early, late, notice: notices[0].number.clone(), house, thief, cases }
    }

    /// The tampering by name, in SQL; `A` and `B` are the two cases.
    fn by_sql() -> Vec<(&'static str, &'static str)> {
        vec![
            (
                "edit a payload",
                "UPDATE events SET payload_json = payload_json || ' ' WHERE application_id = 'A' AND seq = 2",
            ),
            (
                "edit an actor",
                "UPDATE events SET actor_role = 'officer' WHERE application_id = 'A' AND seq = 1",
            ),
            ("edit an instant", "UPDATE events SET at = at + 1 WHERE application_id = 'A' AND seq = LATE"),
            ("delete in the middle", "DELETE FROM events WHERE application_id = 'A' AND seq = 3"),
            (
                "delete and close up",
                "DELETE FROM events WHERE application_id = 'A' AND seq = LATE - 1; \
                 UPDATE events SET seq = LATE - 1 WHERE application_id = 'A' AND seq = LATE",
            ),
            (
                "insert at the end",
                "INSERT INTO events SELECT application_id, LATE + 1, at, actor_person, actor_role, kind, payload_json, \
                 idempotency_key, input_hash, pack_fingerprint, hash, hash, on_behalf_of FROM events \
                 WHERE application_id = 'A' AND seq = LATE; UPDATE applications SET version = LATE + 1 WHERE id = 'A'",
            ),
            (
                "swap two events",
                "UPDATE events SET seq = 99 WHERE application_id = 'A' AND seq = 2; \
                 UPDATE events SET seq = 2 WHERE application_id = 'A' AND seq = 3; \
                 UPDATE events SET seq = 3 WHERE application_id = 'A' AND seq = 99",
            ),
            (
                "swap between applications",
                "UPDATE events SET application_id = 'C' WHERE application_id = 'A'; \
                 UPDATE events SET application_id = 'A' WHERE application_id = 'B'; \
                 UPDATE events SET application_id = 'B' WHERE application_id = 'C'",
            ),
            ("truncate", "DELETE FROM events WHERE application_id = 'A' AND seq > EARLY"),
            (
                "truncate and wind the projection back",
                "DELETE FROM events WHERE application_id = 'A' AND seq > EARLY; DELETE FROM applications WHERE id = 'A'; \
                 INSERT INTO applications SELECT * FROM early_applications WHERE id = 'A'",
            ),
            (
                "delete a whole application",
                "DELETE FROM events WHERE application_id = 'A'; DELETE FROM applications WHERE id = 'A'",
            ),
            ("edit a list", "UPDATE notice_items SET amount_fen = amount_fen + 1 WHERE application_id = 'A'"),
            ("take an entry off a list", "DELETE FROM notice_items WHERE application_id = 'A'"),
            (
                "edit the journal",
                "UPDATE journal SET action = 'signed-in' WHERE id = (SELECT MIN(id) FROM journal)",
            ),
            ("delete from the journal", "DELETE FROM journal WHERE id = (SELECT MAX(id) FROM journal)"),
            ("edit a seal", "UPDATE seals SET statement = statement || ' '"),
            (
                "edit a sealed leaf",
                "UPDATE seal_leaves SET body = REPLACE(body, 'HM-', 'HN-') WHERE name = 'head/A'",
            ),
            ("delete the last seal", "DELETE FROM seal_leaves; DELETE FROM seals"),
        ]
    }

    fn statement(&self, sql: &str) -> String {
        sql.replace("'A'", &format!("'{}'", self.cases[0].1))
            .replace("head/A", &format!("head/{}", self.cases[0].1))
            .replace("'B'", &format!("'{}'", self.cases[1].1))
            .replace("EARLY", &self.early.to_string())
            .replace("LATE", &self.late.to_string())
    }

    /// Whom the finding must name.
    fn culprit(&self, tampering: &str) -> String {
        match tampering {
            "edit a list" | "take an entry off a list" => self.notice.clone(),
            "edit the journal" | "delete from the journal" => "journal".to_owned(),
            "edit a seal" | "edit a sealed leaf" | "delete the last seal" => "seal 1".to_owned(),
            _ => self.cases[0].0.clone(),
        }
    }
}

/// The supervisor's page says every finding, and none as a terminal would.
async fn in_chinese(house: &House, tampering: &str) {
    let supervisor = house.client("supervisor").await;
    let place = "/supervisor/audit";
    let page = supervisor.get(place).await;
    let page = supervisor.submit(&page, place, &[]).await;
    assert!(page.status.is_success() && page.has("不一致，请立即查明"), "{tampering}: {}", page.text());
    for fault in house.engine.audit().await.unwrap().faults {
        assert!(!page.has(&fault.finding.to_string()), "{tampering}: {}", page.text());
    }
    assert!(!page.html().contains("audit-fault-"), "{tampering}: {}", page.text());
}

async fn events(house: &House, case: ApplicationId) -> i64 {
    store::event_log::last(house.database.store(), case).await.unwrap().unwrap().seq
}

on_both_databases! {
    async fn every_tampering_is_detected(database: Database) {
        let scene = Scene::set(database).await;
        assert_eq!(found(&scene.house).await, Vec::<String>::new());
        let mut detected = BTreeMap::new();
        for (name, sql) in Scene::by_sql() {
            scene.thief.run(&scene.statement(sql)).await;
            detected.insert(name, found(&scene.house).await);
            in_chinese(&scene.house, name).await;
            scene.thief.undo("whole").await;
            assert_eq!(found(&scene.house).await, Vec::<String>::new(), "{name} is undone");
        }
        let rewriting = "rewrite everything with the chain key";
        rewrite_with_the_key(&scene.house, &scene.thief, scene.cases[0].1).await;
        detected.insert(rewriting, found(&scene.house).await);
        let tried = detected.len();
        let named = |name: &str, faults: &[String]| {
            let culprit = format!("{}: ", scene.culprit(name));
            faults.iter().any(|fault| fault.starts_with(&culprit))
        };
        let missed: Vec<_> = detected.iter().filter(|(name, faults)| !named(name, faults)).collect();
        assert!(missed.is_empty(), "{} of {tried} detected; missed: {missed:#?}", tried - missed.len());
        assert_eq!(tried, 19);
        for name in ["truncate and wind the projection back", "delete a whole application", rewriting] {
            let faults = &detected[name];
            let of_chain = ["does not follow", "has been", "is missing", "replayed"];
            let seen = |fault: &String| of_chain.iter().any(|words| fault.contains(words));
            assert!(faults.iter().any(|fault| fault.contains("seal 1")), "no seal sees {name}: {faults:?}");
            assert!(!faults.iter().any(seen), "the chain alone does not see {name}: {faults:?}");
        }
        scene.thief.leave().await;
    }
}
