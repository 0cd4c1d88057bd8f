//! Putting the rooms together: settings become a store, an engine, a portal and a scheduler.
//!
//! The shipped policy packs and the national calendar are part of the binary.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use engine::{Debtor, Engine, EngineSettings};
use rust_embed::RustEmbed;
use store::{Store, StoreSettings};
use templates::Templates;
use workflow::calendar::{Calendar, CalendarNotice};

use crate::chance::MachineChance;
use crate::clock::MachineClock;
use crate::config::Settings;

/// The files of `rules/`: one folder per programme, and the calendar.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../rules"]
struct Shipped;

const CALENDAR_FILE: &str = "calendar.json";

/// The files of one programme, by name.
type ProgrammeFiles = BTreeMap<String, Vec<u8>>;

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

fn files_in(folder: &Path) -> anyhow::Result<ProgrammeFiles> {
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

/// Everything one process of Houbu is made of.
#[derive(Debug)]
pub struct House {
    pub settings: Settings,
    pub engine: Engine,
    pub templates: Arc<Templates>,
}

impl House {
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let store = open_store(&settings).await?;
        let engine =
            Engine::new(store, Arc::new(MachineClock), Arc::new(MachineChance), engine_settings(&settings));
        Ok(Self { settings, engine, templates: Arc::new(Templates::load()?) })
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
