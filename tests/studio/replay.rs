//! Stored verdicts are executed again and come out byte for byte, wherever the record has been carried.
//! The campaign of the same name runs the long form.

use harness::{Backend, Database, House, on_both_databases};
use store::backup::{dump, restore};

use super::history;
use crate::store::seed::{raw, raw_run};

/// A history on one database, replayed there and, carried over as a backup, on the other. What is wrong.
pub async fn both_ways(backend: Backend, seed: u64, count: usize) -> Option<String> {
    let house = House::open(Database::open(backend).await).await;
    history::write(&house, seed, count).await;
    let here = house.engine.replay_verdicts().await.unwrap();
    let other = match backend {
        Backend::Sqlite => Backend::Postgres,
        Backend::Postgres => Backend::Sqlite,
    };
    let elsewhere = Database::open(other).await;
    let folder = tempfile::tempdir().unwrap();
    dump(house.database.store(), folder.path()).await.unwrap();
    restore(elsewhere.store(), folder.path()).await.unwrap();
    let settings = harness::house::engine_settings(([127, 0, 0, 1], 0).into());
    let machine = (std::sync::Arc::new(houbu::MachineClock), std::sync::Arc::new(houbu::MachineChance));
    let engine = engine::Engine::new(elsewhere.store().clone(), machine.0, machine.1, settings);
    let there = engine.replay_verdicts().await.unwrap();
    let whole = here.decisions == u64::try_from(count).unwrap() && here.packs.len() == 4;
    let sound = whole && here == there && here.mismatches.is_empty() && here.foreign() == 0;
    eprintln!("{backend:?}: {} mismatches / {} decisions", here.mismatches.len(), here.decisions);
    (!sound).then(|| format!("{here:?} but on {other:?} {there:?}"))
}

on_both_databases! {
    async fn a_history_is_executed_again_to_the_same_bytes(database: Database) {
        let house = House::open(database).await;
        history::write(&house, 7, 60).await;
        let report = house.engine.replay_verdicts().await.unwrap();
        assert_eq!((report.decisions, report.packs.len(), report.foreign()), (60, 4, 0));
        assert_eq!(report.mismatches, Vec::new());
        assert_eq!(house.engine.audit().await.unwrap().faults, Vec::new());

        // One figure of one stored verdict is changed behind the record's back.
        let bare = raw(&house.database).await;
        let drop = match house.database.store().backend() {
            Backend::Sqlite => "DROP TRIGGER events_refuse_update",
            Backend::Postgres => "DROP TRIGGER events_append_only ON events",
        };
        raw_run(&bare, drop).await.unwrap();
        let change = "UPDATE events SET payload_json = REPLACE(payload_json, '\\\"rounding\\\":\\\"down-to-fen\\\"', \
                      '\\\"rounding\\\":\\\"down-to-yuan\\\"') WHERE kind = 'submitted' AND application_id = \
                      (SELECT MIN(application_id) FROM events)";
        assert_eq!(raw_run(&bare, change).await.unwrap(), 1);
        let report = house.engine.replay_verdicts().await.unwrap();
        assert_eq!(report.mismatches.len(), 1, "{:?}", report.mismatches);
    }
}
