//! The schema keeps its promises: the list of tables is whole, logs are append-only, unique is unique.
//! What the database itself refuses is asked of the database itself.

use std::collections::BTreeMap;

use harness::{Backend, Database, on_both_databases};
use sea_orm::{ConnectionTrait, Statement};
use store::memberships::{self, MembershipKind, MembershipRow, MembershipState};
use store::{StoreError, TABLES, applications};
use uuid::Uuid;
use workflow::Role;
use workflow::id::MembershipId;

use super::seed::{
    NOW, application, application_row, call, organisation, person, person_row, raw, raw_run, sow,
};

const SQLITE_COLUMNS: &str = "SELECT m.name AS t, c.name AS c, c.pk > 0 AS k \
     FROM sqlite_master m, pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid";
const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text AS t, c.column_name::text AS c, \
     (EXISTS (SELECT 1 FROM pg_index i \
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) \
     WHERE i.indrelid = c.table_name::regclass AND i.indisprimary AND a.attname = c.column_name))::int AS k \
     FROM information_schema.columns c WHERE c.table_schema = 'public' ORDER BY 1, c.ordinal_position";

/// Columns of every table in order, each with whether it belongs to the key.
async fn schema(database: &Database) -> BTreeMap<String, Vec<(String, bool)>> {
    let sql = match database.store().backend() {
        Backend::Sqlite => SQLITE_COLUMNS,
        Backend::Postgres => POSTGRES_COLUMNS,
    };
    let bare = raw(database).await;
    let rows = bare.query_all_raw(Statement::from_string(bare.get_database_backend(), sql)).await.unwrap();
    let mut tables: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
    for row in rows {
        let table: String = row.try_get("", "t").unwrap();
        let is_key = row.try_get::<i32>("", "k").unwrap() > 0;
        tables.entry(table).or_default().push((row.try_get("", "c").unwrap(), is_key));
    }
    tables.remove("seaql_migrations");
    tables
}

fn membership(number: u128, state: MembershipState) -> MembershipRow {
    MembershipRow {
        id: MembershipId::new(Uuid::from_u128(number)),
        person_id: person(1),
        organisation_id: organisation(1),
        kind: MembershipKind::Preparer,
        state,
        requested_at: NOW,
        decided_by: None,
        decided_at: None,
    }
}

on_both_databases! {
    async fn the_list_of_tables_is_the_schema(database: Database) {
        let listed: BTreeMap<String, Vec<(String, bool)>> = TABLES
            .iter()
            .map(|table| {
                let columns = table.columns.iter().enumerate();
                let columns = columns.map(|(index, (name, _))| ((*name).to_owned(), index < table.key_columns));
                (table.name.to_owned(), columns.collect())
            })
            .collect();
        assert_eq!(listed.len(), TABLES.len());
        assert_eq!(schema(&database).await, listed);
    }

    async fn logs_are_append_only(database: Database) {
        sow(database.store(), 1).await;
        let bare = raw(&database).await;
        let app = application(1);
        for sql in [
            format!(
                "INSERT INTO events VALUES \
                 ('{app}', 1, 1, NULL, 'clock', 'k', '{{}}', 'i', 'h', NULL, 'p', 'h', NULL)"
            ),
            format!("INSERT INTO ledger_postings SELECT 1, 1, 'awarded', '{app}', id, 'a', 'b', 5 FROM budget_lines"),
            "INSERT INTO journal VALUES (1, 1, NULL, 'clock', 'a', 's', 'i', '{}')".to_owned(),
        ] {
            assert_eq!(raw_run(&bare, &sql).await.unwrap(), 1, "{sql}");
        }
        for table in ["events", "ledger_postings", "journal", "packs"] {
            let column = if table == "packs" { "stored_at" } else { "at" };
            for sql in [format!("UPDATE {table} SET {column} = 2"), format!("DELETE FROM {table}")] {
                let refused = raw_run(&bare, &sql).await.unwrap_err().to_string();
                assert!(refused.contains("append-only"), "{sql}: {refused}");
            }
        }
    }

    async fn an_organisation_has_one_live_application_in_a_call(database: Database) {
        sow(database.store(), 1).await;
        let mut second = application_row(2);
        second.organisation_id = organisation(1);
        let unit = database.store().begin().await.unwrap();
        let refused = applications::insert(&unit, &second).await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
        unit.roll_back().await.unwrap();
        let unit = database.store().begin().await.unwrap();
        let mut first = applications::lock(&unit, application(1)).await.unwrap().unwrap();
        "withdrawn".clone_into(&mut first.stage);
        first.version = 1;
        applications::update(&unit, &first, 0).await.unwrap();
        let stale = applications::update(&unit, &first, 0).await;
        assert!(matches!(stale, Err(StoreError::Conflict { .. })));
        applications::insert(&unit, &second).await.unwrap();
        unit.commit().await.unwrap();
        assert_eq!(second.call_id, call(1));
    }

    async fn a_person_asks_an_organisation_once(database: Database) {
        sow(database.store(), 1).await;
        let unit = database.store().begin().await.unwrap();
        memberships::insert(&unit, &membership(1, MembershipState::Requested)).await.unwrap();
        memberships::decide(
            &unit, membership(1, MembershipState::Requested).id,
            MembershipState::Requested, MembershipState::Refused, person(2), NOW,
        ).await.unwrap();
        memberships::insert(&unit, &membership(2, MembershipState::Active)).await.unwrap();
        unit.commit().await.unwrap();
        let unit = database.store().begin().await.unwrap();
        let refused = memberships::insert(&unit, &membership(3, MembershipState::Requested)).await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    }

    async fn a_login_is_lower_case_and_unique(database: Database) {
        sow(database.store(), 0).await;
        let store = database.store();
        let mut third = person_row(3);
        third.login = person_row(1).login;
        let unit = store.begin().await.unwrap();
        assert!(matches!(store::people::insert(&unit, &third).await, Err(StoreError::Conflict { .. })));
        drop(unit);
        "Person3@example.cn".clone_into(&mut third.login);
        let unit = store.begin().await.unwrap();
        assert!(matches!(store::people::insert(&unit, &third).await, Err(StoreError::Database(_))));
        drop(unit);
        let debug = format!("{third:?}");
        assert!(!debug.contains("argon2id") && !debug.contains("320684199001010011"), "{debug}");
    }

    async fn a_column_refuses_what_its_type_does_not_promise(database: Database) {
        sow(database.store(), 1).await;
        let bare = raw(&database).await;
        assert!(raw_run(&bare, "UPDATE applications SET version = 'four'").await.is_err());
        assert!(raw_run(&bare, "UPDATE applications SET call_id = 'nowhere'").await.is_err(), "foreign keys are on");
        raw_run(&bare, "UPDATE applications SET due_on = 'tomorrow'").await.unwrap();
        let corrupt = applications::find(database.store(), application(1)).await;
        assert!(matches!(corrupt, Err(StoreError::Corrupt { .. })), "{corrupt:?}");
        assert_eq!(Role::from_key("officer"), Some(Role::Officer));
    }
}
