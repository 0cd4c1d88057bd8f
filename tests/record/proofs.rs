//! Proofs of publicity lists: downloaded by anybody, checked offline, worth nothing once a letter changes.
//! They hold what the list shows and nothing else of a case.

use std::process::ExitCode;

use engine::seal::{PublicKey, check_proof};
use harness::{House, on_both_databases};

/// Runs the program as `main` would.
async fn houbu(arguments: Vec<String>) -> ExitCode {
    tokio::task::spawn_blocking(move || houbu::run(arguments)).await.unwrap()
}

on_both_databases! {
    async fn a_list_is_proven_to_anybody_from_the_first_seal_on(database: Database) {
        let house = House::open(database).await;
        let cases = house.publicised(&house.cast.organisations[..3]).await;
        let list = house.engine.publicity_lists(None).await.unwrap().0.remove(0);
        let visitor = house.visitor();
        let page = visitor.get(&format!("/publicity/{}", list.id)).await;
        assert_eq!(page.links_to("/publicity/").iter().filter(|link| link.ends_with("/proof")).count(), 0);
        assert_eq!(visitor.get(&format!("/publicity/{}/proof", list.id)).await.status, 404);
        house.engine.seal().await.unwrap();
        house.engine.seal().await.unwrap();
        let page = visitor.get(&format!("/publicity/{}", list.id)).await;
        let link = page.links_to("/publicity/").into_iter().find(|link| link.ends_with("/proof")).unwrap();
        let proof = String::from_utf8(visitor.get(&link).await.body).unwrap();
        let pem = String::from_utf8(visitor.get("/publicity/key").await.body).unwrap();
        let keys = PublicKey::all_from_pem(&pem).unwrap();
        let finding = check_proof(&proof, &keys).unwrap();
        assert_eq!((finding.statement.number, finding.entries.len()), (1, 3));
        let view = house.engine.publicity_list(list.id).await.unwrap();
        for (entry, item) in finding.entries.iter().zip(&view.items) {
            let shown = [
                list.number.clone(), list.first_day.to_string(), list.last_day.to_string(),
                item.position.to_string(), item.organisation.clone(), item.uscc_masked.clone(),
                item.amount.fen().to_string(),
            ];
            assert_eq!(entry[..7], shown);
        }
        for case in &cases {
            let row = store::applications::find(house.database.store(), *case).await.unwrap().unwrap();
            for secret in [case.to_string(), row.number, row.created_by.to_string(), row.organisation_id.to_string()] {
                assert!(!proof.contains(&secret), "the proof tells {secret}");
            }
        }
        let masked = &view.items[0].uscc_masked;
        for (one, other) in [(masked.as_str(), "913206841234567890"), ("\"left\"", "\"right\""), ("leaves 6", "leaves 5")] {
            let forged = proof.replacen(one, other, 1);
            assert_ne!(forged, proof);
            assert!(check_proof(&forged, &keys).is_err(), "{other} passes");
        }
    }

    async fn the_program_proves_and_checks_without_a_database(database: Database) {
        let house = House::open(database).await;
        let case = house.publicised(&house.cast.organisations[..1]).await[0];
        house.engine.seal().await.unwrap();
        let number = store::applications::find(house.database.store(), case).await.unwrap().unwrap().number;
        let list = house.engine.publicity_lists(None).await.unwrap().0.remove(0).number;
        let proof = house.engine.numbered_proof(&list, &number).await.unwrap();
        let folder = house.database.folder();
        let (file, key) = (folder.join("proof.json"), folder.join("key.pem"));
        std::fs::write(&file, serde_json::to_string(&proof).unwrap()).unwrap();
        std::fs::write(&key, house.engine.seal_keys_pem().unwrap()).unwrap();
        let arguments = ["houbu", "--config", "no/such/file", "audit", "check-proof"].map(str::to_owned).to_vec();
        let named = [file.display().to_string(), "--public-key".to_owned(), key.display().to_string()];
        let arguments = [arguments, named.to_vec()].concat();
        assert_eq!(houbu(arguments.clone()).await, ExitCode::SUCCESS);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen(&list, "HM-2026-N999", 1)).unwrap();
        assert_eq!(houbu(arguments).await, ExitCode::FAILURE);
    }
}
