//! A backup of either database restores into either, complete, once, and only when nobody has touched it.
//! Every test makes its backup anew; none relies on one that is checked in.

use std::path::Path;

use harness::{Backend, Database, on_both_databases};
use store::backup::{Manifest, dump, restore};
use store::journal::JournalRow;
use store::{Page, StoreError, commitments, event_log, journal, payments, sign_in};
use workflow::Role;

use super::seed::{
    MAKER, NOW, application, batch, batch_row, commitment_row, day, order_row, organisation_row, person, sow,
};

/// More than two pages of a dump, and more than one batch of a restore.
const MANY: u128 = 450;

fn act() -> JournalRow {
    JournalRow {
        id: 0,
        at: NOW,
        actor_person: Some(person(MAKER)),
        actor_role: Role::Officer,
        action: "drafted".to_owned(),
        subject_kind: "call".to_owned(),
        subject_id: "1".to_owned(),
        detail_json: "{\"说明\":\"引号\\\"\"}".to_owned(),
    }
}

/// Rows of every kind of column, and a file.
async fn fill(database: &Database) -> String {
    let store = database.store();
    sow(store, 2).await;
    let unit = store.begin().await.unwrap();
    for number in 3..MANY {
        store::organisations::insert(&unit, &organisation_row(number)).await.unwrap();
    }
    commitments::insert(&unit, &commitment_row(1)).await.unwrap();
    payments::insert(&unit, &batch_row(1), &[order_row(1)]).await.unwrap();
    let file = store::Hidden::new(vec![0_u8, 159, 146, 150]);
    payments::authorise(&unit, batch(1), person(2), NOW, file).await.unwrap();
    payments::log_download(&unit, batch(1), person(2), NOW, "00").await.unwrap();
    sign_in::record(&unit, "person1@example.cn", "127.0.0.1", NOW, true).await.unwrap();
    for _ in 0..3 {
        journal::append(&unit, &act()).await.unwrap();
    }
    let draft = event_log::EventDraft {
        at: NOW,
        actor_person: None,
        actor_role: Role::Clock,
        kind: "lapsed".to_owned(),
        payload_json: "{}".to_owned(),
        idempotency_key: "k".to_owned(),
        input_hash: "h".to_owned(),
        pack_fingerprint: Some("f1".to_owned()),
        on_behalf_of: None,
    };
    event_log::append(&unit, application(1), 0, &[draft]).await.unwrap();
    unit.commit().await.unwrap();
    store.files().put(b"licence".to_vec()).await.unwrap()
}

async fn check_restored(target: &Database, folder: &Path, written: &Manifest, file: &str) {
    assert_eq!(&restore(target.store(), folder).await.unwrap(), written);
    let again = target.folder().join("again");
    assert_eq!(&dump(target.store(), &again).await.unwrap(), written, "what came back is what went out");
    assert_eq!(target.store().files().get(file).await.unwrap(), b"licence");
    let chain = event_log::verify(target.store(), application(1), 1).await.unwrap();
    assert_eq!(chain, Ok(()), "the chain holds in the other database");
    // Numbers go on behind the restored ones.
    let unit = target.store().begin().await.unwrap();
    assert_eq!(journal::append(&unit, &act()).await.unwrap(), 4);
    unit.commit().await.unwrap();
    let twice = restore(target.store(), folder).await;
    assert!(matches!(twice, Err(StoreError::Conflict { .. })), "not into a database with rows");
}

on_both_databases! {
    async fn restores_into_both_databases(database: Database) {
        let file = fill(&database).await;
        let folder = database.folder().join("backup");
        let written = dump(database.store(), &folder).await.unwrap();
        let rows = |name: &str| written.tables.iter().find(|table| table.name == name).unwrap().rows;
        assert_eq!((rows("organisations"), rows("events"), rows("journal")), (449, 1, 3));
        assert!(matches!(dump(database.store(), &folder).await, Err(StoreError::Conflict { .. })));
        for backend in [Backend::Sqlite, Backend::Postgres] {
            let target = Database::open(backend).await;
            check_restored(&target, &folder, &written, &file).await;
        }
    }

    async fn a_changed_backup_is_refused_and_leaves_nothing(database: Database) {
        fill(&database).await;
        let folder = database.folder().join("backup");
        dump(database.store(), &folder).await.unwrap();
        let path = folder.join("tables/journal.ndjson");
        let text = std::fs::read_to_string(&path).unwrap();
        let check = async |changed: String| {
            std::fs::write(&path, changed).unwrap();
            let target = Database::open(database.store().backend()).await;
            let refused = restore(target.store(), &folder).await;
            assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
            let people = store::people::list(target.store(), &Page::first(9)).await.unwrap();
            assert!(people.is_empty(), "nothing was half restored");
        };
        check(text.replacen("drafted", "opened", 1)).await;
        check(text.split_inclusive('\n').skip(1).collect()).await;
        check(text.replacen("\"at\":", "\"when\":", 1)).await;
        check(format!("{text}not json\n")).await;
    }

    async fn a_file_is_named_by_its_content(database: Database) {
        let files = database.store().files();
        let key = files.put(b"one".to_vec()).await.unwrap();
        assert_eq!(files.put(b"one".to_vec()).await.unwrap(), key);
        assert_eq!(files.list().await.unwrap(), std::slice::from_ref(&key));
        for wrong in ["../../etc/passwd", "", "zz", &key.to_uppercase(), &"0".repeat(64)] {
            assert!(matches!(files.get(wrong).await, Err(StoreError::NotFound { .. })), "{wrong}");
        }
        let path = database.settings().files_root.join(&key[..2]).join(&key);
        std::fs::write(path, b"two").unwrap();
        assert!(matches!(files.get(&key).await, Err(StoreError::Corrupt { .. })));
        files.delete(&key).await.unwrap();
        files.delete(&key).await.unwrap();
        assert!(files.list().await.unwrap().is_empty());
        assert_eq!(day(2).to_string(), "2026-03-02");
    }
}
