//! Running it for real, through the program's own arguments: set up, back up, restore, verify.
//! A backup of one database is restored into the other; the audit of the copy finds the same history.

use std::path::Path;
use std::process::ExitCode;

use harness::{Database, House, on_both_databases};
use store::Backend;

/// A configuration file for a database of a test.
fn configuration(database: &Database, folder: &Path) -> String {
    let settings = database.settings();
    let text = format!(
        "[database]\nurl = {url:?}\nfiles = {files:?}\nchain_key = {key:?}\n\
         [seal]\nkey = {seal:?}\nfolder = {seals:?}\n\
         [bureau]\nname = \"测试局\"\nnumber_prefix = \"HM\"\ndebtor_name = \"测试局\"\n\
         debtor_account = \"3205000000000000001\"\ndebtor_bank_code = \"310306500019\"\n\
         [mail]\ntransport = \"directory\"\nfrom_name = \"后补\"\nfrom_address = \"houbu@houbu.test\"\n\
         directory = {mail:?}\n",
        url = settings.url,
        files = settings.files_root.display().to_string(),
        key = hex::encode(&settings.chain_key),
        seal = harness::house::SEAL_KEY,
        seals = folder.join("seals").display().to_string(),
        mail = folder.join("mail").display().to_string(),
    );
    let file = folder.join("houbu.toml");
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

/// Runs the program in a thread of its own, as `main` would.
async fn houbu(arguments: &[&str]) -> ExitCode {
    let arguments: Vec<String> =
        std::iter::once("houbu").chain(arguments.iter().copied()).map(str::to_owned).collect();
    tokio::task::spawn_blocking(move || houbu::run(arguments)).await.unwrap()
}

async fn succeeds(arguments: &[&str]) {
    assert_eq!(houbu(arguments).await, ExitCode::SUCCESS, "{arguments:?}");
}

const fn other(backend: Backend) -> Backend {
    match backend {
        Backend::Sqlite => Backend::Postgres,
        Backend::Postgres => Backend::Sqlite,
    }
}

on_both_databases! {
    async fn a_backup_restores_into_either_database_and_verifies(database: Database) {
        let house = House::open(database).await;
        let organisations = house.cast.organisations[..2].to_vec();
        house.awarded(&organisations).await;
        let folder = house.database.folder();
        let original = configuration(&house.database, &folder);
        succeeds(&["--config", &original, "audit", "verify"]).await;
        let backup = folder.join("backup").display().to_string();
        succeeds(&["--config", &original, "backup", &backup]).await;
        let backend = house.database.store().backend();
        for target in [backend, other(backend)] {
            let copy = Database::open(target).await;
            let config = configuration(&copy, &copy.folder());
            succeeds(&["--config", &config, "restore", &backup]).await;
            succeeds(&["--config", &config, "audit", "verify"]).await;
            assert_ne!(houbu(&["--config", &config, "restore", &backup]).await, ExitCode::SUCCESS);
            let copied = store::applications::ids(copy.store(), &all()).await.unwrap();
            assert_eq!(copied.len(), organisations.len());
        }
    }

    async fn a_changed_event_is_found(database: Database) {
        let house = House::open(database).await;
        let cases = house.submitted(&house.cast.organisations[..1]).await;
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
        harness::tamper::change_event(&house.database, cases[0]).await;
        let faults = house.engine.audit().await.unwrap().faults;
        assert!(faults.iter().any(|fault| fault.finding.to_string().contains("changed")), "{faults:?}");
        let config = configuration(&house.database, &house.database.folder());
        assert_eq!(houbu(&["--config", &config, "audit", "verify"]).await, ExitCode::FAILURE);
    }

    async fn an_empty_database_is_set_up_by_the_printed_commands(database: Database) {
        let folder = database.folder();
        let config = configuration(&database, &folder);
        let towns = folder.join("towns.csv");
        std::fs::write(&towns, "sanxing,三星镇,Sanxing Town\n").unwrap();
        let towns = towns.display().to_string();
        succeeds(&["--config", &config, "migrate"]).await;
        succeeds(&["--config", &config, "programmes", "load"]).await;
        succeeds(&["--config", &config, "programmes", "load"]).await;
        succeeds(&["--config", &config, "calendar", "load"]).await;
        succeeds(&["--config", &config, "towns", "load", &towns]).await;
        let people = folder.join("people.csv");
        std::fs::write(&people, "person_code,name,source,valid_from\nP-1,专家一,名册,2024-01-01\n").unwrap();
        let people = people.display().to_string();
        succeeds(&["--config", &config, "registers", "load", "person", &people]).await;
        succeeds(&["--config", &config, "registers", "load", "person", &people]).await;
        let wrong = ["--config", &config, "registers", "load", "organisation", &people];
        assert_eq!(houbu(&wrong).await, ExitCode::FAILURE);
        assert_eq!(store::towns::list(database.store()).await.unwrap().len(), 1);
        assert_eq!(store::calendar::list(database.store()).await.unwrap().len(), 8);
        assert_eq!(store::programmes::list_packs(database.store()).await.unwrap().len(), shipped_programmes());
    }
}

/// A programme is a folder of `rules/`.
fn shipped_programmes() -> usize {
    let rules = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules")).unwrap();
    rules.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count()
}

fn all() -> store::Page {
    store::Page { after: None, limit: 100 }
}

#[tokio::test]
async fn a_pack_that_loops_or_errs_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/technical-contract");
    let copy = folder.path().join("technical-contract");
    std::fs::create_dir_all(&copy).unwrap();
    for entry in std::fs::read_dir(&shipped).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
    }
    let script = copy.join("eligibility.rhai");
    let text = std::fs::read_to_string(&script).unwrap();
    let rules = folder.path().display().to_string();
    let cases = copy.join("cases.json").display().to_string();
    succeeds(&["cases", "--rules", &rules, &cases]).await;
    std::fs::write(&script, format!("loop {{ let x = 1; }}\n{text}")).unwrap();
    assert_ne!(houbu(&["cases", "--rules", &rules, &cases]).await, ExitCode::SUCCESS);
    std::fs::write(&script, text.replace("paid_total", "paid_totl")).unwrap();
    assert_ne!(houbu(&["cases", "--rules", &rules, &cases]).await, ExitCode::SUCCESS);
}
