//! A process killed (SIGKILL) between any two steps of disbursement restarts to a once-paid state.
//!
//! The test runs itself as a child that kills itself at a named point; afterwards the same steps are
//! repeated with the same keys, as a person or a supervisor would. The oracle is the bank's inbox: every
//! end-to-end id in it is a payment the bank would make.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use engine::bank::{BankFile, DemoAnswer};
use engine::disburse::{MakeBatch, SendBatch};
use engine::{Engine, EngineError};
use harness::{Database, House, on_both_databases};
use serde::{Deserialize, Serialize};
use store::{Backend, Store, StoreSettings};
use workflow::id::{ApplicationId, PaymentBatchId};
use workflow::{Stage, State};

use crate::money::stage::pay_in_parts;

/// Environment of a child: where to work and where to die.
const CHILD: &str = "HOUBU_CRASH_CHILD";
const SIGKILL: i32 = 9;

/// Every step at which a child is killed: the point and its how-manieth pass.
const DEATHS: [(&str, usize); 22] = [
    ("disburse::after-batch-insert", 0),
    ("disburse::after-order", 0),
    ("disburse::after-orders", 0),
    ("disburse::before-commit", 0),
    ("disburse::after-commit", 0),
    ("disburse::authorise-before-store", 0),
    ("disburse::authorise-after-store", 0),
    ("disburse::authorise-after-commit", 0),
    ("disburse::send-after-store", 0),
    ("disburse::import-after-message", 0),
    ("disburse::import-after-answer", 0),
    ("disburse::import-before-commit", 0),
    ("disburse::import-after-commit", 0),
    ("store::before-commit", 0),
    ("store::before-commit", 1),
    ("store::before-commit", 2),
    ("store::before-commit", 3),
    ("store::after-commit", 0),
    ("store::after-commit", 1),
    ("store::after-commit", 2),
    ("store::after-commit", 3),
    ("store::after-commit", 4),
];

/// Deaths that are tried once more in the second part of an award: one between any two kinds of step.
const DEATHS_IN_THE_SECOND_PART: [(&str, usize); 8] = [
    ("disburse::after-order", 0),
    ("disburse::after-commit", 0),
    ("disburse::authorise-after-commit", 0),
    ("disburse::send-after-store", 0),
    ("disburse::import-after-answer", 0),
    ("disburse::import-after-commit", 0),
    ("store::before-commit", 3),
    ("store::after-commit", 2),
];

/// What a child is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Orders {
    url: String,
    files: PathBuf,
    chain_key: String,
    inbox: PathBuf,
    application: ApplicationId,
    part: usize,
    point: String,
    pass: usize,
}

/// Not a test of its own: what a child process runs. Without its environment it does nothing.
#[test]
#[expect(clippy::disallowed_methods, reason = "a child is told what to do by its environment")]
fn child() {
    let Ok(orders) = std::env::var(CHILD) else { return };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    let passes = Arc::new(AtomicUsize::new(0));
    let last = orders.pass;
    fail::cfg_callback(orders.point.clone(), move || {
        if passes.fetch_add(1, Ordering::SeqCst) == last {
            die();
        }
    })
    .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let settings = StoreSettings {
            url: orders.url.clone(),
            max_connections: 4,
            chain_key: hex::decode(&orders.chain_key).unwrap(),
            files_root: orders.files.clone(),
        };
        let store = Store::open(settings).await.unwrap();
        disburse(&engine(store), (orders.application, orders.part), &orders.inbox).await.unwrap();
    });
}

/// SIGKILL, as from outside: no destructor runs, nothing is flushed.
fn die() {
    Process::new("kill").args(["-9", &std::process::id().to_string()]).status().unwrap();
    loop {
        std::thread::park();
    }
}

fn engine(store: Store) -> Engine {
    let listen = "127.0.0.1:0".parse().unwrap();
    let settings = harness::house::engine_settings(listen);
    Engine::new(store, Arc::new(houbu::MachineClock), Arc::new(houbu::MachineChance), settings)
}

/// A case and which part of its award.
type Instalment = (ApplicationId, usize);

/// One part, from due to paid: made, authorised, handed to the bank, sent, answered. Each step has its own
/// key for ever.
async fn disburse(engine: &Engine, (case, part): Instalment, inbox: &Path) -> Result<(), EngineError> {
    let maker = engine.demo_person("maker@demo.houbu.test").await?;
    let checker = engine.demo_person("checker@demo.houbu.test").await?;
    let key = |step: &str| format!("{case}-{part}-{step}");
    let input = MakeBatch { applications: vec![case.to_string()] };
    let batch = engine.make_batch(&maker, input, &key("make")).await?;
    engine.authorise_batch(&checker, batch, &key("authorise")).await?;
    hand_over(engine, batch, inbox).await?;
    engine.send_batch(&checker, batch, SendBatch { note: String::new() }, &key("send")).await?;
    let answer = the_banks_answer(engine, batch, &inbox.join(format!("{batch}.answer"))).await?;
    engine.import_bank_answer(&checker, answer, &key("import")).await?;
    Ok(())
}

/// A person takes the file to the bank. Doing it twice brings the same bytes.
async fn hand_over(engine: &Engine, batch: PaymentBatchId, inbox: &Path) -> Result<(), EngineError> {
    let checker = engine.demo_person("checker@demo.houbu.test").await?;
    let file = engine.download_batch(&checker, batch).await?;
    let path = inbox.join(format!("{}-{batch}.xml", file.sha256));
    std::fs::write(path, &file.bytes).unwrap();
    Ok(())
}

/// The bank answers once; its file stays what it is.
async fn the_banks_answer(
    engine: &Engine,
    batch: PaymentBatchId,
    path: &Path,
) -> Result<BankFile, EngineError> {
    let checker = engine.demo_person("checker@demo.houbu.test").await?;
    if !path.exists() {
        let answer = engine.demo_bank_answer(&checker, batch, DemoAnswer::AllSettled).await?;
        let unfinished = path.with_extension("part");
        std::fs::write(&unfinished, &answer.bytes).unwrap();
        std::fs::rename(&unfinished, path).unwrap();
    }
    Ok(BankFile { file_name: "answer.xml".to_owned(), bytes: std::fs::read(path).unwrap() })
}

/// End-to-end ids the bank was ever told to pay for a case.
fn payments_in(inbox: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(inbox).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "xml"));
    let mut ids = BTreeSet::new();
    for path in files {
        let file = treasury::iso20022::pain001::read(&std::fs::read(path).unwrap()).unwrap();
        ids.extend(file.transfers().iter().map(|transfer| transfer.end_to_end_id.to_string()));
    }
    ids
}

fn spawn_child(orders: &Orders) -> std::process::ExitStatus {
    let itself = std::env::current_exe().unwrap();
    let mut child = Process::new(itself);
    child.args(["crash::child", "--exact", "--nocapture"]);
    child.env(CHILD, serde_json::to_string(orders).unwrap());
    child.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    child.status().unwrap()
}

/// One death: the child dies at the point, the same steps are repeated, and the state is once-paid.
async fn die_and_restart(house: &House, (case, part): Instalment, (point, pass): (&str, usize)) {
    let store = house.database.settings();
    let inbox = inbox_of(house, case);
    let orders = Orders {
        url: store.url.clone(),
        files: store.files_root.clone(),
        chain_key: hex::encode(&store.chain_key),
        inbox: inbox.clone(),
        application: case,
        part,
        point: point.to_owned(),
        pass,
    };
    let status = spawn_child(&orders);
    assert_eq!(status.signal(), Some(SIGKILL), "{point} pass {pass} was not reached");
    disburse(&house.engine, (case, part), &inbox).await.unwrap();
    assert_once_paid(house, (case, part), &inbox, point).await;
}

/// One death on a database of its own, for campaigns: the turn chooses the point.
pub async fn die_once(backend: Backend, turn: usize) {
    let house = House::open(Database::open(backend).await).await;
    let cases = house.awarded(&house.cast.organisations[..1]).await;
    die_and_restart(&house, (cases[0], 1), DEATHS[turn % DEATHS.len()]).await;
    assert_eq!(house.engine.audit().await.unwrap().faults, []);
}

on_both_databases! {
    async fn killed_anywhere_it_restarts_once_paid(database: Database) {
        let house = House::open(database).await;
        let organisations = house.cast.organisations[..DEATHS.len()].to_vec();
        let cases = house.awarded(&organisations).await;
        for (death, case) in DEATHS.into_iter().zip(cases) {
            die_and_restart(&house, (case, 1), death).await;
        }
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
    }

    async fn killed_in_the_second_part_each_part_is_paid_once(database: Database) {
        let house = House::open(database).await;
        pay_in_parts(&house).await;
        let organisations = house.cast.organisations[..DEATHS_IN_THE_SECOND_PART.len()].to_vec();
        let cases = house.awarded(&organisations).await;
        for case in &cases {
            let inbox = inbox_of(&house, *case);
            disburse(&house.engine, (*case, 1), &inbox).await.unwrap();
        }
        house.set_day("2026-05-18").await;
        for (death, case) in DEATHS_IN_THE_SECOND_PART.into_iter().zip(cases) {
            die_and_restart(&house, (case, 2), death).await;
        }
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
    }
}

/// What the bank was handed for a case.
fn inbox_of(house: &House, case: ApplicationId) -> PathBuf {
    let inbox = house.database.folder().join(format!("inbox-{case}"));
    std::fs::create_dir_all(&inbox).unwrap();
    inbox
}

/// All parts up to this one are paid, and the bank was told to pay each of them once.
async fn assert_once_paid(house: &House, (case, part): Instalment, inbox: &Path, point: &str) {
    let supervisor = house.signed("supervisor").await;
    let view = house.engine.case_view(&supervisor, case).await.unwrap();
    assert_eq!(view.application.stage(), Stage::Closed, "{point}");
    assert!(matches!(&view.application.state, State::Closed { award, .. } if award.amount == house.award()));
    assert_eq!(payments_in(inbox).len(), part, "{point}: the bank was told to pay more than once");
}

/// Every point the sources name in disbursement stands in the list above.
#[test]
fn every_point_of_disbursement_is_covered() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut named = BTreeSet::new();
    points_in(&sources, &mut named);
    let covered: BTreeSet<String> = DEATHS.iter().map(|(point, _)| (*point).to_owned()).collect();
    let missing: Vec<_> = named.difference(&covered).collect();
    assert!(missing.is_empty(), "points without a death: {missing:?}");
}

fn points_in(folder: &Path, named: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            points_in(&path, named);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let points = text.split("fail_point!(\"").skip(1).filter_map(|rest| rest.split('"').next());
            named.extend(points.map(str::to_owned));
        }
    }
}
