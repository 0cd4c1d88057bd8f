//! One script, two databases: scripts are written for PostgreSQL and translated to SQLite here.
//!
//! The translation is a handful of whole-word replacements, so a script may use only what both know.
//! SQLite tables become STRICT: a text in an integer column is refused there too.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// PostgreSQL's words and SQLite's, longest first.
const WORDS: [(&str, &str); 5] = [
    ("BIGSERIAL PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT"),
    ("BIGINT", "INTEGER"),
    ("BOOLEAN", "INTEGER"),
    ("BYTEA", "BLOB"),
    ("\n);", "\n) STRICT;"),
];

/// The trigger function that append-only tables share on PostgreSQL.
const POSTGRES_REFUSAL: &str = "
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;";

/// Runs a script and makes the named tables append-only.
pub async fn run(manager: &SchemaManager<'_>, script: &str, append_only: &[&str]) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    let mut sql = translate(backend, script);
    for table in append_only {
        sql.push_str(&refuse_change(backend, table));
    }
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

fn translate(backend: DbBackend, script: &str) -> String {
    if backend == DbBackend::Sqlite {
        WORDS.iter().fold(script.to_owned(), |sql, (postgres, sqlite)| sql.replace(postgres, sqlite))
    } else {
        script.to_owned()
    }
}

fn refuse_change(backend: DbBackend, table: &str) -> String {
    if backend == DbBackend::Sqlite {
        ["UPDATE", "DELETE"]
            .map(|verb| {
                let name = verb.to_lowercase();
                format!(
                    "\nCREATE TRIGGER {table}_refuse_{name} BEFORE {verb} ON {table} BEGIN\n    \
                     SELECT RAISE(ABORT, '{table} is append-only');\nEND;"
                )
            })
            .concat()
    } else {
        format!(
            "{POSTGRES_REFUSAL}
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();"
        )
    }
}
