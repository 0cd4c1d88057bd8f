//! Databases on a test's PostgreSQL server: copied from a template that is migrated once, dropped at the end.
//! The server itself is started by whoever runs the tests.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use sha2::{Digest, Sha256};
use store::Store;
use tokio::sync::OnceCell;

use crate::database::settings;

/// The variable that names a server, and a database on it to begin from.
const URL_VARIABLE: &str = "HOUBU_TEST_POSTGRES_URL";
/// Hexadecimal digits of the schema's hash in the template's name: names end at 63 characters.
const TEMPLATE_DIGITS: usize = 16;

static NEXT_NUMBER: AtomicU32 = AtomicU32::new(1);
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A database with a name of its own.
#[derive(Debug)]
pub struct PostgresDatabase {
    name: String,
    url: String,
}

impl PostgresDatabase {
    pub async fn create() -> Self {
        let template = TEMPLATE.get_or_init(template).await;
        let name = unique_name("houbu_test");
        let server = server().await;
        // A number of a process that was killed may come again.
        run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let _ = server.close().await;
        Self { url: url_of(&name), name }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A destructor cannot wait, and the runtime around it may be going; a thread has its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| {
                runtime.block_on(async { server().await.execute_unprepared(&sql).await.is_ok() })
            })
        });
        if !matches!(dropping.join(), Ok(Ok(true))) {
            eprintln!("the test database {} was not dropped", self.name);
        }
    }
}

/// The template of this schema: made aside and renamed when it is whole, so that whoever loses the race
/// finds the winner's.
async fn template() -> String {
    let name = format!("houbu_template_{}", &schema_hash()[..TEMPLATE_DIGITS]);
    let server = server().await;
    if !exists(&server, &name).await {
        let building = unique_name("houbu_building");
        run(&server, &format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")).await;
        run(&server, &format!("CREATE DATABASE {building}")).await;
        let files = tempfile::tempdir().expect("a temporary folder can be made");
        let store = Store::open(settings(url_of(&building), files.path().to_owned())).await;
        let store = store.expect("the template opens");
        store.migrate().await.expect("the template is migrated");
        store.close().await.expect("the template closes");
        if server.execute_unprepared(&format!("ALTER DATABASE {building} RENAME TO {name}")).await.is_err() {
            run(&server, &format!("DROP DATABASE {building} WITH (FORCE)")).await;
            assert!(exists(&server, &name).await, "the template {name} could not be made");
        }
    }
    let _ = server.close().await;
    name
}

async fn exists(server: &DatabaseConnection, name: &str) -> bool {
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let result = server.execute_unprepared(&sql).await;
    result.expect("the list of databases can be read").rows_affected() > 0
}

/// A hash over the migrations' text: a script that changes gets a template of its own.
fn schema_hash() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/src");
    let entries = fs::read_dir(&folder).expect("the migrations can be listed");
    let mut files: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file).expect("a migration can be read"));
    }
    hex::encode(hash.finalize())
}

fn unique_name(prefix: &str) -> String {
    let number = NEXT_NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{prefix}_{}_{number}", std::process::id())
}

async fn server() -> DatabaseConnection {
    let connected: Result<_, DbErr> = sea_orm::Database::connect(server_url()).await;
    connected.expect("the PostgreSQL server of HOUBU_TEST_POSTGRES_URL answers")
}

async fn run(server: &DatabaseConnection, sql: &str) {
    if let Err(error) = server.execute_unprepared(sql).await {
        panic!("{sql}: {error}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test is told where its server is")]
fn server_url() -> String {
    std::env::var(URL_VARIABLE)
        .unwrap_or_else(|_| panic!("{URL_VARIABLE} is not set: run the tests with `cargo xtask test`"))
}

/// The same server, another database.
fn url_of(name: &str) -> String {
    let url = server_url();
    let (address, options) =
        url.split_once('?').map_or((url.as_str(), ""), |(address, options)| (address, options));
    let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
    let separator = if options.is_empty() { "" } else { "?" };
    format!("{server}/{name}{separator}{options}")
}
