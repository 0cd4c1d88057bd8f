//! `houbu demo`: a fresh embedded database with the demo jurisdiction, served on this machine only.
//! Mails go to a directory beside the database, and the portal shows what was sent.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use engine::Engine;
use engine::demo::DEMO_PASSWORD;
use workflow::Role;

use crate::assembly::{House, embedded_programmes, national_notices};
use crate::chance::MachineChance;
use crate::config::{
    self, BureauSettings, DatabaseSettings, LogSettings, MailSecurity, MailSettings, MailTransport,
    SealSettings, ServerSettings, Settings,
};

#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the demo; what an earlier demo left there is removed.
    #[arg(long, default_value = "var/demo")]
    folder: PathBuf,
    /// Go on with what an earlier demo left.
    #[arg(long)]
    keep: bool,
    /// A TOML file with a `[mail]` table as in the configuration: send mails by it instead of to a directory.
    #[arg(long)]
    mail: Option<PathBuf>,
    /// A PostgreSQL database instead of the embedded one; it must be empty.
    #[arg(long)]
    database: Option<String>,
}

/// The file that says a folder is a demo's, so that no other folder is ever removed.
const MARKER: &str = "houbu-demo";

pub fn settings(arguments: &DemoArguments) -> anyhow::Result<Settings> {
    if !arguments.keep {
        clear(&arguments.folder)?;
    }
    std::fs::create_dir_all(&arguments.folder)?;
    std::fs::write(arguments.folder.join(MARKER), "A demo of Houbu; removed when the next one starts.\n")?;
    let embedded = format!("sqlite://{}?mode=rwc", arguments.folder.join("houbu.sqlite").display());
    let listen = format!("127.0.0.1:{}", arguments.port);
    Ok(Settings {
        database: DatabaseSettings {
            url: arguments.database.clone().unwrap_or(embedded),
            connections: 8,
            files: arguments.folder.join("files"),
            chain_key: secret(&arguments.folder, "chain-key")?,
        },
        seal: SealSettings {
            key: secret(&arguments.folder, "seal-key")?,
            folder: Some(arguments.folder.join("seals")),
            former_keys: None,
        },
        server: ServerSettings { public_url: format!("http://{listen}"), listen, trusted_proxy: None },
        bureau: BureauSettings {
            name: "南通市海门区科学技术局（演示）".to_owned(),
            number_prefix: "HM".to_owned(),
            debtor_name: "南通市海门区科学技术局".to_owned(),
            debtor_account: "3205000000000000001".to_owned(),
            debtor_bank_code: "310306500019".to_owned(),
        },
        mail: mail_settings(arguments)?,
        log: LogSettings { filter: "warn,houbu=info,sqlx=error".to_owned(), ..LogSettings::default() },
        demo: true,
    })
}

fn mail_settings(arguments: &DemoArguments) -> anyhow::Result<MailSettings> {
    if let Some(file) = &arguments.mail {
        return config::load_mail(file);
    }
    Ok(MailSettings {
        transport: MailTransport::Directory,
        from_name: "后补 Houbu".to_owned(),
        from_address: "houbu@demo.houbu.test".to_owned(),
        directory: Some(arguments.folder.join("mail")),
        host: None,
        port: None,
        security: MailSecurity::default(),
        username: None,
        password: None,
        root_certificate: None,
    })
}

pub async fn run(arguments: DemoArguments, settings: Settings) -> anyhow::Result<ExitCode> {
    let house = House::open(settings).await?;
    house.engine.store().migrate().await?;
    if !arguments.keep || store::people::count(house.engine.store()).await? == 0 {
        house.engine.install_demo(embedded_programmes(), national_notices()?).await?;
    }
    let listen = house.settings.server.listen.clone();
    let listener =
        tokio::net::TcpListener::bind(&listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    announce(&house.settings);
    super::serve::serve(house, listener, super::serve::signalled()).await
}

fn announce(settings: &Settings) {
    println!("Houbu demo: {}", settings.server.public_url);
    println!("Password of every account: {DEMO_PASSWORD}");
    for account in Engine::demo_accounts() {
        let roles: Vec<&str> = account.roles.iter().copied().map(Role::key).collect();
        let roles = if roles.is_empty() { "applicant".to_owned() } else { roles.join(", ") };
        println!("  {:<30} {:<16} {}", account.login, roles, account.name);
    }
    match &settings.mail.directory {
        Some(directory) => println!("Mails: {}; stop with Ctrl-C.", directory.display()),
        None => println!("Mails go to the given server; stop with Ctrl-C."),
    }
}

/// Removes an earlier demo, and nothing else.
fn clear(folder: &Path) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let empty = std::fs::read_dir(folder)?.next().is_none();
    anyhow::ensure!(
        empty || folder.join(MARKER).exists(),
        "{}: not a demo folder; name another with --folder",
        folder.display()
    );
    std::fs::remove_dir_all(folder).with_context(|| folder.display().to_string())
}

/// A key made once per demo folder.
fn secret(folder: &Path, name: &str) -> anyhow::Result<String> {
    let path = folder.join(name);
    if let Ok(key) = std::fs::read_to_string(&path) {
        return Ok(key.trim().to_owned());
    }
    let mut bytes = [0; 32];
    engine::Chance::fill(&MachineChance, &mut bytes)?;
    let key = hex::encode(bytes);
    std::fs::write(&path, &key)?;
    Ok(key)
}
