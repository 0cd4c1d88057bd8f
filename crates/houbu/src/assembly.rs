//! Putting the rooms together: settings become a store, an engine, a portal and a scheduler.
//!
//! The shipped policy packs and the national calendar are part of the binary.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use engine::seal::{PublicKey, SealKey, Sealer};
use engine::trial::Trial;
use engine::{Debtor, Engine, EngineSettings, Pack, Speaker, TextFault};
use mail::{Credentials, Mailbox, Security, SmtpSettings, Transport};
use portal::{PortalSettings, PortalState};
use rust_embed::RustEmbed;
use scheduler::{Post, Scheduler};
use store::{Store, StoreSettings};
use templates::{Catalogue, Locale, MissingText, Templates};
use workflow::calendar::{Calendar, CalendarNotice};

use crate::chance::MachineChance;
use crate::clock::MachineClock;
use crate::commands::rule_worker::RULE_WORKER;
use crate::config::{MailSecurity, MailTransport, Settings};

/// The files of `rules/`: one folder per programme, and the calendar.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../rules"]
struct Shipped;

/// The longest one attempt to hand over one mail may take.
const MAIL_TIME_LIMIT: Duration = Duration::from_secs(30);

const CALENDAR_FILE: &str = "calendar.json";

/// The files of one programme, by name.
pub type ProgrammeFiles = BTreeMap<String, Vec<u8>>;

/// The shipped programmes.
pub fn embedded_programmes() -> Vec<ProgrammeFiles> {
    let mut programmes: BTreeMap<String, ProgrammeFiles> = BTreeMap::new();
    for path in Shipped::iter() {
        if let Some((programme, file)) = path.split_once('/')
            && let Some(found) = Shipped::get(&path)
        {
            let files = programmes.entry(programme.to_owned()).or_default();
            files.insert(file.to_owned(), found.data.into_owned());
        }
    }
    programmes.into_values().collect()
}

/// The programmes of a folder laid out like `rules/`.
pub fn programmes_in(folder: &Path) -> anyhow::Result<Vec<ProgrammeFiles>> {
    let mut programmes = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            programmes.push(files_in(&path)?);
        }
    }
    anyhow::ensure!(!programmes.is_empty(), "{}: no programme folder in it", folder.display());
    Ok(programmes)
}

/// The files that stand directly in a folder.
pub fn files_in(folder: &Path) -> anyhow::Result<ProgrammeFiles> {
    let mut files = ProgrammeFiles::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name().and_then(|name| name.to_str())) {
            files.insert(name.to_owned(), std::fs::read(&path)?);
        }
    }
    Ok(files)
}

/// The shipped holiday notices.
pub fn national_notices() -> anyhow::Result<Vec<CalendarNotice>> {
    let file = Shipped::get(CALENDAR_FILE).context("the shipped calendar is missing")?;
    serde_json::from_slice(&file.data).context("rules/calendar.json")
}

/// The shipped calendar.
pub fn national_calendar() -> anyhow::Result<Calendar> {
    Ok(Calendar::new(national_notices()?))
}

/// Opens the database of the settings, without touching its tables.
pub async fn open_store(settings: &Settings) -> anyhow::Result<Store> {
    let chain_key = hex::decode(&settings.database.chain_key)
        .context("database.chain_key must be hexadecimal digits (openssl rand -hex 32)")?;
    let store = StoreSettings {
        url: settings.database.url.clone(),
        max_connections: settings.database.connections,
        chain_key,
        files_root: settings.database.files.clone(),
    };
    Store::open(store).await.context("the database cannot be opened")
}

/// The key that signs seals, those before it, and the folder seals are written to.
pub fn sealer(settings: &Settings) -> anyhow::Result<Sealer> {
    let seal = &settings.seal;
    let key = SealKey::from_hex(&seal.key)
        .context("seal.key must be 64 hexadecimal digits (openssl rand -hex 32)")?;
    let former = seal.former_keys.as_deref().map(public_keys_in).transpose()?.unwrap_or_default();
    let beside = || settings.database.files.with_file_name("seals");
    Ok(Sealer { key, former, folder: seal.folder.clone().unwrap_or_else(beside) })
}

/// Drafts are tried by this very program, called as a worker.
fn trial() -> anyhow::Result<Trial> {
    let program = std::env::current_exe().context("the program does not know where it stands")?;
    Ok(Trial::new(program, [RULE_WORKER]))
}

/// The public keys of a PEM file.
pub fn public_keys_in(file: &Path) -> anyhow::Result<Vec<PublicKey>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    PublicKey::all_from_pem(&text).with_context(|| format!("{}: not Ed25519 public keys", file.display()))
}

/// The hall and its settings; the doors are hung on it by [`House::doors`].
#[derive(Debug)]
pub struct House {
    pub settings: Settings,
    pub engine: Engine,
}

/// What a serving process runs.
#[derive(Debug)]
pub struct Doors {
    pub router: portal::Router,
    pub scheduler: Scheduler,
}

impl House {
    /// Opens the database; its tables are not touched.
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let store = open_store(&settings).await?;
        let chance = Arc::new(MachineChance);
        let engine = Engine::new(store, Arc::new(MachineClock), chance, engine_settings(&settings))
            .with_sealer(sealer(&settings)?)
            .with_trial(trial()?);
        Ok(Self { settings, engine })
    }

    /// Portal and scheduler, with the texts of every pack that is stored now.
    pub async fn doors(&self) -> anyhow::Result<Doors> {
        let templates = Arc::new(words(&self.engine).await?);
        let transport = transport(&self.settings)?;
        doors(self.engine.clone(), templates, &self.settings, transport)
    }
}

/// Portal and scheduler around an engine; tests bring their own transport.
pub fn doors(
    engine: Engine,
    templates: Arc<Templates>,
    settings: &Settings,
    transport: Transport,
) -> anyhow::Result<Doors> {
    let proxy = settings.server.trusted_proxy.as_deref().map(str::parse).transpose();
    let portal = PortalSettings {
        bureau: settings.bureau.name.clone(),
        trusted_proxy: proxy.context("server.trusted_proxy must be an IP address")?,
    };
    let state = PortalState::new(engine.clone(), Arc::clone(&templates), portal)?;
    let mut random = [0; 8];
    getrandom::fill(&mut random).context("no randomness is to be had")?;
    let scheduler = Scheduler::new(Post {
        engine,
        templates,
        transport,
        sender: Mailbox::parse(&settings.mail.from_name, &settings.mail.from_address)
            .context("mail.from_name or mail.from_address cannot be used")?,
        owner: format!("houbu-{}", hex::encode(random)),
    });
    Ok(Doors { router: portal::router(state), scheduler })
}

/// Our catalogues, and those of every stored pack under its fingerprint. Packs that come later are learnt as
/// they come into use.
pub async fn words(engine: &Engine) -> anyhow::Result<Templates> {
    let templates = Templates::load(Catalogue::load()?, MissingText::FallBack)?;
    let words = Words(templates.shared_catalogue());
    for pack in engine.packs().await? {
        words.learn(&pack);
    }
    engine.introduce(Arc::new(words));
    Ok(templates)
}

/// The catalogue, as the engine tells it of packs.
struct Words(Arc<Catalogue>);

impl Speaker for Words {
    fn learn(&self, pack: &Pack) {
        for locale in Locale::ALL {
            let learnt =
                pack.texts(locale.tag()).map(|texts| self.0.learn(pack.fingerprint(), locale, texts));
            if let Some(Err(error)) = learnt {
                // Its codes are shown bare: better than no page at all.
                tracing::error!(%error, pack = pack.fingerprint(), "the texts of a pack cannot be read");
            }
        }
    }

    fn faults(&self, locale: &str, texts: &str) -> Vec<TextFault> {
        let Some(locale) = Locale::from_tag(locale) else { return Vec::new() };
        let faults = Catalogue::unreadable(locale, texts).into_iter();
        faults.map(|fault| TextFault { line: fault.line, message: fault.problem }).collect()
    }
}

/// Where mails go.
fn transport(settings: &Settings) -> anyhow::Result<Transport> {
    let mail = &settings.mail;
    match mail.transport {
        MailTransport::Directory => {
            let directory = mail.directory.as_ref().context("mail.directory is needed for this transport")?;
            Ok(Transport::directory(directory))
        }
        MailTransport::Smtp => {
            let credentials = match (&mail.username, &mail.password) {
                (Some(username), Some(password)) => {
                    Some(Credentials { username: username.clone(), password: password.clone() })
                }
                (None, None) => None,
                _ => anyhow::bail!("mail.username and mail.password go together"),
            };
            let smtp = SmtpSettings {
                host: mail.host.clone().context("mail.host is needed for this transport")?,
                port: mail.port.context("mail.port is needed for this transport")?,
                security: match mail.security {
                    MailSecurity::Starttls => Security::StartTls,
                    MailSecurity::Tls => Security::Tls,
                    MailSecurity::Plain => Security::Plain,
                },
                credentials,
                root_certificate: mail.root_certificate.clone(),
                timeout: MAIL_TIME_LIMIT,
            };
            Transport::smtp(smtp).context("the mail settings cannot be used")
        }
    }
}

/// The part of the settings the engine works with.
pub fn engine_settings(settings: &Settings) -> EngineSettings {
    let bureau = &settings.bureau;
    let address = &settings.mail.from_address;
    EngineSettings {
        demo: settings.demo,
        number_prefix: bureau.number_prefix.clone(),
        public_url: settings.server.public_url.clone(),
        message_domain: address.rsplit_once('@').map_or("houbu.invalid", |(_, domain)| domain).to_owned(),
        debtor: Debtor {
            name: bureau.debtor_name.clone(),
            account_number: bureau.debtor_account.clone(),
            bank_code: bureau.debtor_bank_code.clone(),
        },
    }
}
