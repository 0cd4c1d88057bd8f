//! The event log: appended in order, never changed, and every tampering found.
//! The tampering is done behind the store, as somebody with the password of the database would.

use harness::{Backend, Database, on_both_databases};
use sea_orm::DatabaseConnection;
use store::event_log::{self, ChainFaultKind, EventDraft};
use store::{Store, StoreError};
use workflow::Role;

use super::seed::{NOW, application, person, raw, raw_run, sow};

const EVENTS: i64 = 5;

fn draft(number: i64) -> EventDraft {
    EventDraft {
        at: NOW,
        actor_person: Some(person(1)),
        actor_role: Role::Officer,
        kind: "passed".to_owned(),
        payload_json: format!("{{\"n\":{number}}}"),
        idempotency_key: format!("k{number}"),
        input_hash: "h".to_owned(),
        pack_fingerprint: None,
        on_behalf_of: None,
    }
}

async fn write_events(store: &Store, number: u128) {
    store
        .transact::<_, StoreError, _>(move |unit| {
            Box::pin(async move {
                let drafts: Vec<_> = (1..=EVENTS).map(draft).collect();
                event_log::append(unit, application(number), 0, &drafts[..2]).await?;
                event_log::append(unit, application(number), 2, &drafts[2..]).await.map(|_| ())
            })
        })
        .await
        .unwrap();
}

/// Somebody with every right on the database takes the guards away.
async fn unguarded(database: &Database) -> DatabaseConnection {
    let bare = raw(database).await;
    let sql = match database.store().backend() {
        Backend::Sqlite => "DROP TRIGGER events_refuse_update; DROP TRIGGER events_refuse_delete",
        Backend::Postgres => "ALTER TABLE events DISABLE TRIGGER USER",
    };
    raw_run(&bare, sql).await.unwrap();
    bare
}

async fn fault(database: &Database) -> Option<(i64, ChainFaultKind)> {
    let checked = event_log::verify(database.store(), application(1), EVENTS).await.unwrap();
    checked.err().map(|fault| (fault.seq, fault.what))
}

async fn tampered(database: &Database, sql: &str) -> Option<(i64, ChainFaultKind)> {
    sow(database.store(), 2).await;
    write_events(database.store(), 1).await;
    write_events(database.store(), 2).await;
    assert_eq!(fault(database).await, None);
    let sql = sql.replace("APP", &application(1).to_string()).replace("OTHER", &application(2).to_string());
    raw_run(&unguarded(database).await, &sql).await.unwrap();
    fault(database).await
}

on_both_databases! {
    async fn an_edited_payload_is_found(database: Database) {
        let sql = "UPDATE events SET payload_json = '{\"n\":9}' WHERE seq = 3 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((3, ChainFaultKind::Content)));
    }

    async fn an_edited_actor_is_found(database: Database) {
        let sql = "UPDATE events SET actor_person = NULL WHERE seq = 1 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((1, ChainFaultKind::Content)));
    }

    async fn text_moved_between_columns_is_found(database: Database) {
        let sql = "UPDATE events SET kind = kind || payload_json, payload_json = '' \
                   WHERE seq = 2 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((2, ChainFaultKind::Content)));
    }

    async fn a_deletion_in_the_middle_is_found(database: Database) {
        let sql = "DELETE FROM events WHERE seq = 2 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((2, ChainFaultKind::Gap)));
    }

    async fn a_deletion_closed_up_is_found(database: Database) {
        let sql = "DELETE FROM events WHERE seq = 5 AND application_id = 'APP'; \
                   DELETE FROM events WHERE seq = 3 AND application_id = 'APP'; \
                   UPDATE events SET seq = 3 WHERE seq = 4 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((3, ChainFaultKind::Link)));
    }

    async fn a_cut_tail_is_found(database: Database) {
        let sql = "DELETE FROM events WHERE seq = 5 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((5, ChainFaultKind::Truncated)));
    }

    async fn a_swap_is_found(database: Database) {
        let sql = "UPDATE events SET seq = 99 WHERE seq = 3 AND application_id = 'APP'; \
                   UPDATE events SET seq = 3 WHERE seq = 4 AND application_id = 'APP'; \
                   UPDATE events SET seq = 4 WHERE seq = 99 AND application_id = 'APP'";
        assert_eq!(tampered(&database, sql).await, Some((3, ChainFaultKind::Link)));
    }

    async fn a_chain_moved_from_another_application_is_found(database: Database) {
        let sql = "DELETE FROM events WHERE application_id = 'APP'; \
                   UPDATE events SET application_id = 'APP' WHERE application_id = 'OTHER'";
        assert_eq!(tampered(&database, sql).await, Some((1, ChainFaultKind::Link)));
    }

    async fn a_chain_made_with_another_key_is_found(database: Database) {
        sow(database.store(), 1).await;
        let settings = store::StoreSettings { chain_key: b"some other key of sixteen".to_vec(), ..database.settings() };
        let other = Store::open(settings).await.unwrap();
        write_events(&other, 1).await;
        assert_eq!(fault(&database).await, Some((1, ChainFaultKind::Link)));
    }

    async fn append_names_the_version_it_was_decided_on(database: Database) {
        sow(database.store(), 1).await;
        write_events(database.store(), 1).await;
        for wrong in [0, EVENTS - 1, EVENTS + 1] {
            let unit = database.store().begin().await.unwrap();
            let outcome = event_log::append(&unit, application(1), wrong, &[draft(9)]).await;
            assert!(matches!(outcome, Err(StoreError::Conflict { .. })));
        }
        let events = event_log::read(database.store(), application(1)).await.unwrap();
        assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(event_log::verify_events(database.store(), application(1), EVENTS, &events), Ok(()));
    }

    async fn two_deciders_at_the_same_version_one_wins(database: Database) {
        sow(database.store(), 1).await;
        let rivals = (0..6).map(|number| {
            let store = database.store().clone();
            tokio::spawn(async move {
                store.transact::<_, StoreError, _>(move |unit| Box::pin(async move {
                    event_log::append(unit, application(1), 0, &[draft(number)]).await
                })).await
            })
        });
        let outcomes = futures::future::join_all(rivals).await;
        assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Ok(Ok(_)))).count(), 1);
        assert!(outcomes.iter().all(|outcome| {
            matches!(outcome, Ok(Ok(_) | Err(StoreError::Conflict { .. })))
        }));
    }
}
