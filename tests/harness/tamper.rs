//! What somebody with the database's password could do behind the store.
//! Opens a connection of its own and takes the append-only triggers and foreign keys away first.

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use store::Backend;
use workflow::id::ApplicationId;

use crate::Database;

/// Tables a thief may want to change, children before parents.
const GUARDED: [&str; 8] =
    ["events", "journal", "seal_leaves", "seals", "case_readings", "notice_items", "notices", "applications"];
/// Of these, the ones that SQLite guards with triggers.
const APPEND_ONLY: [&str; 5] = ["events", "journal", "seal_leaves", "seals", "case_readings"];

/// A connection that nothing refuses.
#[derive(Debug)]
pub struct Thief(DatabaseConnection);

impl Thief {
    pub async fn enter(database: &Database) -> Self {
        let mut options = ConnectOptions::new(database.url());
        options.max_connections(1);
        let thief = Self(sea_orm::Database::connect(options).await.expect("the database opens"));
        match database.store().backend() {
            Backend::Sqlite => {
                thief.run("PRAGMA foreign_keys = OFF").await;
                for table in APPEND_ONLY {
                    for verb in ["update", "delete"] {
                        thief.run(&format!("DROP TRIGGER IF EXISTS {table}_refuse_{verb}")).await;
                    }
                }
            }
            Backend::Postgres => {
                for table in GUARDED {
                    thief.run(&format!("ALTER TABLE {table} DISABLE TRIGGER ALL")).await;
                }
            }
        }
        thief
    }

    /// Runs statements, separated by semicolons.
    pub async fn run(&self, sql: &str) {
        if let Err(error) = self.0.execute_unprepared(sql).await {
            panic!("{sql}: {error}");
        }
    }

    /// Keeps a copy of every table under a name, to be brought back.
    pub async fn keep(&self, name: &str) {
        for table in GUARDED {
            self.run(&format!("CREATE TABLE {name}_{table} AS SELECT * FROM {table}")).await;
        }
    }

    /// Brings one table back as it was kept.
    pub async fn bring_back(&self, name: &str, table: &str) {
        self.run(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM {name}_{table}")).await;
    }

    /// Brings everything back as it was kept.
    pub async fn undo(&self, name: &str) {
        for table in GUARDED {
            self.bring_back(name, table).await;
        }
    }

    pub async fn leave(self) {
        self.0.close().await.expect("the connection closes");
    }
}

/// Changes the words of a case's last event.
pub async fn change_event(database: &Database, case: ApplicationId) {
    let thief = Thief::enter(database).await;
    thief
        .run(&format!(
            "UPDATE events SET input_hash = 'another' WHERE application_id = '{case}' AND seq = \
             (SELECT MAX(seq) FROM events WHERE application_id = '{case}')"
        ))
        .await;
    thief.leave().await;
}
