//! A whole Houbu for one test: the demo jurisdiction on a database of its own, served over HTTP.
//! The clock starts at 2026-03-02 09:00 in Asia/Shanghai and is moved by the test; mails stay in memory.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use engine::demo::{DEMO_PASSWORD, DemoCast};
use engine::{Debtor, Engine, EngineSettings, Signed};
use houbu::config::{
    BureauSettings, DatabaseSettings, LogSettings, MailSecurity, MailSettings, MailTransport, SealSettings,
    ServerSettings, Settings,
};
use houbu::{MachineChance, MachineClock};
use mail::{Message, Transport};
use scheduler::Scheduler;
use tokio::sync::oneshot;
use workflow::{Date, Timestamp};

use crate::Database;
use crate::client::Client;

/// Rounds of jobs after which nothing can be left to do.
const JOB_ROUNDS: usize = 6;

/// Any key does; a test that plays a thief has it too.
pub const SEAL_KEY: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

/// The house with its doors open.
#[derive(Debug)]
pub struct House {
    pub engine: Engine,
    pub cast: DemoCast,
    pub scheduler: Scheduler,
    pub database: Database,
    transport: Transport,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

/// Settings of a test's installation.
pub fn settings(database: &Database, listen: SocketAddr) -> Settings {
    let store = database.settings();
    Settings {
        database: DatabaseSettings {
            url: store.url,
            connections: store.max_connections,
            files: store.files_root,
            chain_key: hex::encode(&store.chain_key),
        },
        seal: SealSettings {
            key: SEAL_KEY.to_owned(),
            folder: Some(database.folder().join("seals")),
            former_keys: None,
        },
        server: ServerSettings {
            listen: listen.to_string(),
            public_url: format!("http://{listen}"),
            trusted_proxy: None,
        },
        bureau: bureau(),
        mail: mail(&database.folder()),
        log: LogSettings::default(),
        demo: true,
    }
}

/// What an engine of the test's installation is told, in this process or another.
pub fn engine_settings(listen: SocketAddr) -> EngineSettings {
    let bureau = bureau();
    EngineSettings {
        demo: true,
        number_prefix: bureau.number_prefix,
        public_url: format!("http://{listen}"),
        message_domain: "houbu.test".to_owned(),
        debtor: Debtor {
            name: bureau.debtor_name,
            account_number: bureau.debtor_account,
            bank_code: bureau.debtor_bank_code,
        },
    }
}

fn bureau() -> BureauSettings {
    BureauSettings {
        name: "测试局".to_owned(),
        number_prefix: "HM".to_owned(),
        debtor_name: "测试局".to_owned(),
        debtor_account: "3205000000000000001".to_owned(),
        debtor_bank_code: "310306500019".to_owned(),
    }
}

fn mail(folder: &Path) -> MailSettings {
    MailSettings {
        transport: MailTransport::Directory,
        from_name: "后补 Houbu".to_owned(),
        from_address: "houbu@houbu.test".to_owned(),
        directory: Some(folder.join("mail")),
        host: None,
        port: None,
        security: MailSecurity::default(),
        username: None,
        password: None,
        root_certificate: None,
    }
}

impl House {
    /// The demo jurisdiction, with mails kept in memory.
    pub async fn open(database: Database) -> Self {
        Self::with_transport(database, Transport::memory()).await
    }

    /// The same with another way for mails.
    pub async fn with_transport(database: Database, transport: Transport) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the port is known");
        let settings = settings(&database, address);
        let engine = Engine::new(
            database.store().clone(),
            Arc::new(MachineClock),
            Arc::new(MachineChance),
            houbu::engine_settings(&settings),
        )
        .with_sealer(houbu::sealer(&settings).expect("the seal key is a key"))
        .with_trial(crate::trials::trial());
        let notices = houbu::national_notices().expect("the calendar is shipped");
        let cast =
            engine.install_demo(houbu::embedded_programmes(), notices).await.expect("the demo installs");
        let words = Arc::new(houbu::words(&engine).await.expect("the words load"));
        let doors =
            houbu::doors(engine.clone(), words, &settings, transport.clone()).expect("the doors are hung");
        let (stop, stopped) = oneshot::channel();
        let until = async {
            // The sender going away means the same as its word.
            let _ = stopped.await;
        };
        tokio::spawn(portal::serve(listener, doors.router, until));
        Self { engine, cast, scheduler: doors.scheduler, database, transport, address, stop: Some(stop) }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Somebody who has not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(self.url())
    }

    /// A demo account, signed in through the page: `officer` is `officer@demo.houbu.test`.
    pub async fn client(&self, name: &str) -> Client {
        let client = self.visitor();
        let page = client.get("/sign-in").await;
        let login = login(name);
        let fields = [("email", login.as_str()), ("password", DEMO_PASSWORD)];
        let page = client.submit(&page, "/sign-in", &fields).await;
        assert!(page.status.is_success(), "{login} cannot sign in: {}", page.text());
        client
    }

    /// A demo account for calls to the engine itself.
    pub async fn signed(&self, name: &str) -> Signed {
        self.engine.demo_person(&login(name)).await.expect("the demo has the account")
    }

    /// Nine in the morning of a day.
    pub async fn set_day(&self, day: &str) {
        let day: Date = day.parse().expect("a date is written yyyy-mm-dd");
        let nine = Timestamp::in_shanghai(day, 9, 0).expect("nine o'clock exists");
        self.engine.set_demo_clock(nine).await.expect("the demo clock moves");
    }

    /// Lets happen what is due by now: ends, lapses, reminders, mails.
    pub async fn run_jobs(&self) {
        self.engine.reconcile_deadlines().await.expect("deadlines are reconciled");
        self.engine.close_calls().await.expect("calls are closed");
        for _ in 0..JOB_ROUNDS {
            self.scheduler.run_due().await.expect("jobs run");
        }
    }

    /// Delivers what waits in the outbox, whatever the schedule says. Each mail has what its text needs.
    pub async fn deliver_mail(&self) {
        let outcome = self.scheduler.run_job(scheduler::Job::DeliverMail).await;
        assert_eq!(outcome, scheduler::Outcome::Done, "mails are delivered");
        let failed = store::outbox::failed(self.database.store(), 1).await.expect("the outbox is read");
        assert!(failed.is_empty(), "a mail could not be written: {failed:?}");
    }

    /// Mails delivered to memory so far.
    pub fn mails(&self) -> Vec<Message> {
        self.transport.remembered()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // Nobody listening any more is what is wanted.
            let _ = stop.send(());
        }
    }
}

fn login(name: &str) -> String {
    format!("{name}@demo.houbu.test")
}
