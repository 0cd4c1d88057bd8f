//! Seals: made daily and on demand, written once outside the database, and believed against it.
//! The thief here has the database, the chain key and the seal key, and is convicted all the same.

use std::path::Path;
use std::sync::Arc;

use engine::audit::{AuditFault, Subject};
use engine::seal::{SealFile, SealKey, Sealer, Witness};
use engine::{Engine, EngineError};
use harness::house::SEAL_KEY;
use harness::tamper::Thief;
use harness::{House, on_both_databases};
use houbu::{MachineChance, MachineClock};
use scheduler::{Job, Outcome};

use super::{found, rewrite_with_the_key};

fn sealer(folder: &Path) -> Sealer {
    Sealer { key: SealKey::from_hex(SEAL_KEY).unwrap(), former: Vec::new(), folder: folder.to_owned() }
}

/// The same installation with its seals going to another folder.
fn engine_sealing_to(house: &House, folder: &Path) -> Engine {
    let settings = house.engine.settings().clone();
    Engine::new(house.database.store().clone(), Arc::new(MachineClock), Arc::new(MachineChance), settings)
        .with_sealer(sealer(folder))
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

fn read(file: &Path) -> SealFile {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

on_both_databases! {
    async fn the_job_seals_and_each_seal_names_the_one_before(database: Database) {
        let house = House::open(database).await;
        let folder = house.database.folder().join("seals");
        house.submitted(&house.cast.organisations[..1]).await;
        assert_eq!(house.scheduler.run_job(Job::Seal).await, Outcome::Done);
        house.submitted(&house.cast.organisations[1..2]).await;
        let second = house.engine.seal().await.unwrap();
        assert_eq!((second.number, second.leaves), (2, 2));
        assert_eq!(file_names(&folder), ["houbu-seal-000001.json", "houbu-seal-000002.json"]);
        let trusted = sealer(&folder).trusted();
        let first = read(&folder.join("houbu-seal-000001.json")).check(&trusted).unwrap();
        let second = read(&folder.join("houbu-seal-000002.json"));
        let statement = second.check(&trusted).unwrap();
        assert_eq!(statement.previous, store::seals::find(house.database.store(), 1).await.unwrap().unwrap().digest);
        assert!(statement.journal_acts > first.journal_acts && first.journal_acts > 0);
        assert_eq!(found(&house).await, Vec::<String>::new());
        let mut forged = second.clone();
        forged.leaves[0].body = forged.leaves[0].body.replace("HM-", "HN-");
        assert!(forged.check(&trusted).is_err());
        let stranger = SealKey::from_hex(&"11".repeat(32)).unwrap().public();
        assert!(second.check(&[stranger]).is_err());
    }

    async fn a_seal_that_could_not_be_written_is_written_later_and_none_is_overwritten(database: Database) {
        let house = House::open(database).await;
        let folder = house.database.folder().join("seals");
        house.engine.seal().await.unwrap();
        let first = folder.join("houbu-seal-000001.json");
        let bytes = std::fs::read(&first).unwrap();
        std::fs::remove_file(&first).unwrap();
        let receipt = house.engine.seal().await.unwrap();
        assert_eq!(receipt.written, ["houbu-seal-000001.json", "houbu-seal-000002.json"]);
        assert_eq!(std::fs::read(&first).unwrap(), bytes);
        let third = folder.join("houbu-seal-000003.json");
        std::fs::write(&third, "kept").unwrap();
        house.engine.seal().await.unwrap();
        assert_eq!(std::fs::read(&third).unwrap(), b"kept");
        assert_eq!(found(&house).await.len(), 1, "a file that is no seal is a finding");
    }

    async fn a_record_that_contradicts_the_last_seal_is_not_sealed_over(database: Database) {
        let house = House::open(database).await;
        let cases = house.submitted(&house.cast.organisations[..1]).await;
        house.engine.seal().await.unwrap();
        let thief = Thief::enter(&house.database).await;
        thief.run(&format!(
            "DELETE FROM events WHERE application_id = '{case}' AND seq = \
             (SELECT MAX(seq) FROM events WHERE application_id = '{case}')", case = cases[0]
        )).await;
        assert!(matches!(house.engine.seal().await, Err(EngineError::Corrupt { .. })));
        assert!(matches!(house.scheduler.run_job(Job::Seal).await, Outcome::Fail(_)));
        assert!(store::seals::find(house.database.store(), 2).await.unwrap().is_none());
        thief.leave().await;
    }

    async fn a_seal_exported_yesterday_convicts_a_full_rewrite_of_today(database: Database) {
        let house = House::open(database).await;
        let cases = house.awarded(&house.cast.organisations[..1]).await;
        house.engine.seal().await.unwrap();
        let yesterday = house.database.folder().join("seals");
        house.set_day("2026-03-11").await;
        // The thief rewrites the history, removes every seal, and makes and signs one of their own.
        let thief = Thief::enter(&house.database).await;
        rewrite_with_the_key(&house, &thief, cases[0]).await;
        thief.run("DELETE FROM seal_leaves; DELETE FROM seals").await;
        let today = house.database.folder().join("forged");
        let forging = engine_sealing_to(&house, &today);
        forging.seal().await.unwrap();
        assert_eq!(forging.audit().await.unwrap().faults, [], "by itself the forgery is perfect");
        let witness = Witness::read(&yesterday, sealer(&yesterday).trusted()).await.unwrap();
        let faults = house.engine.audit_with(&witness).await.unwrap().faults;
        let number = store::applications::find(house.database.store(), cases[0]).await.unwrap().unwrap().number;
        let by_first_seal = |fault: &AuditFault| {
            fault.subject.to_string() == number && fault.finding.to_string().contains("seal 1")
        };
        assert!(faults.iter().any(by_first_seal), "{faults:?}");
        assert!(faults.iter().any(|fault| fault.subject == Subject::Seal(1)), "{faults:?}");
        thief.leave().await;
    }

    async fn sealing_and_writing_at_once_leaves_every_seal_sound(database: Database) {
        let house = House::open(database).await;
        let sealing = async {
            for _ in 0..4 {
                house.engine.seal().await.unwrap();
            }
        };
        let organisations = house.cast.organisations[..4].to_vec();
        futures::join!(sealing, house.submitted(&organisations));
        assert_eq!(house.engine.seal().await.unwrap().leaves, 4);
        assert_eq!(found(&house).await, Vec::<String>::new());
    }
}
