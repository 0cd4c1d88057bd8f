//! Configuration: one TOML file, every setting of which may also come from the environment.
//!
//! `HOUBU__MAIL__HOST` is `[mail] host`. Unknown names are refused, so that a typo is seen.
//! docs/OPERATIONS.md describes each setting; a test keeps it in step with the example file.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// Everything an installation may set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub database: DatabaseSettings,
    pub seal: SealSettings,
    #[serde(default)]
    pub server: ServerSettings,
    pub bureau: BureauSettings,
    pub mail: MailSettings,
    #[serde(default)]
    pub log: LogSettings,
    /// Set by `houbu demo` only; a file cannot turn it on.
    #[serde(skip)]
    pub demo: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite://houbu.sqlite?mode=rwc` or `postgres://user:password@host/name`.
    pub url: String,
    #[serde(default = "default_connections")]
    pub connections: u32,
    /// Attachments live here, outside anything that is served.
    pub files: PathBuf,
    /// Key of the event chain: at least 32 hexadecimal digits, kept apart from the database.
    pub chain_key: String,
}

impl std::fmt::Debug for DatabaseSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DatabaseSettings").field("files", &self.files).finish_non_exhaustive()
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealSettings {
    /// Private key of the seals: 64 hexadecimal digits, kept apart from the database and from the chain key.
    pub key: String,
    /// Where seals are written, best on another machine; beside the attachments when it is not said.
    pub folder: Option<PathBuf>,
    /// Public keys that are out of use, as one PEM file: what they signed stays good.
    pub former_keys: Option<PathBuf>,
}

impl std::fmt::Debug for SealSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SealSettings").field("folder", &self.folder).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    pub listen: String,
    /// What people type into their browser, without a slash at the end.
    pub public_url: String,
    /// The address of a proxy that may name the client in `X-Forwarded-For`.
    pub trusted_proxy: Option<String>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        let listen = "127.0.0.1:8080".to_owned();
        Self { public_url: format!("http://{listen}"), listen, trusted_proxy: None }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BureauSettings {
    /// As pages show it.
    pub name: String,
    /// Begins every human number: `HM-2026-0001`.
    pub number_prefix: String,
    /// The paying account of every payment file.
    pub debtor_name: String,
    pub debtor_account: String,
    /// CNAPS code of the bank that holds it, 12 digits.
    pub debtor_bank_code: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailTransport {
    Smtp,
    Directory,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailSecurity {
    #[default]
    Starttls,
    Tls,
    /// Only to this machine itself.
    Plain,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    pub transport: MailTransport,
    pub from_name: String,
    pub from_address: String,
    /// For `directory`: where the messages are written.
    pub directory: Option<PathBuf>,
    pub host: Option<String>,
    pub port: Option<u16>,
    #[serde(default)]
    pub security: MailSecurity,
    pub username: Option<String>,
    pub password: Option<String>,
    /// A certificate authority of one's own, as a PEM file.
    pub root_certificate: Option<PathBuf>,
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MailSettings")
            .field("transport", &self.transport)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    pub format: LogFormat,
    /// As `tracing` writes filters: `info`, `portal=debug,info`.
    pub filter: String,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info,sqlx=warn".to_owned() }
    }
}

const fn default_connections() -> u32 {
    16
}

/// Reads the file, then the environment over it.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let mut builder = config::Config::builder();
    let default_file = Path::new("houbu.toml");
    if let Some(file) = file.or_else(|| default_file.exists().then_some(default_file)) {
        builder = builder.add_source(config::File::from(file).format(config::FileFormat::Toml));
    }
    let environment = config::Environment::with_prefix("HOUBU").prefix_separator("__").separator("__");
    let read = builder.add_source(environment).build().context("the configuration cannot be read")?;
    read.try_deserialize().context(
        "the configuration is not complete or has a name it should not have (see docs/OPERATIONS.md)",
    )
}

/// Reads only the `[mail]` table of a file.
pub fn load_mail(file: &Path) -> anyhow::Result<MailSettings> {
    #[derive(Deserialize)]
    struct MailFile {
        mail: MailSettings,
    }
    let source = config::File::from(file).format(config::FileFormat::Toml);
    let read = config::Config::builder().add_source(source).build();
    let read = read.with_context(|| file.display().to_string())?.try_deserialize::<MailFile>();
    Ok(read.with_context(|| format!("{}: the [mail] table", file.display()))?.mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../houbu.example.toml");

    fn read(text: &str) -> Result<Settings, config::ConfigError> {
        let source = config::File::from_str(text, config::FileFormat::Toml);
        config::Config::builder().add_source(source).build()?.try_deserialize()
    }

    #[test]
    fn the_example_file_is_complete() {
        let settings = read(EXAMPLE).unwrap();
        assert_eq!(settings.mail.transport, MailTransport::Smtp);
        assert!(!settings.demo);
    }

    #[test]
    fn the_operations_page_names_every_setting_of_the_example() {
        let page = include_str!("../../../docs/OPERATIONS.md");
        let example: toml::Table = EXAMPLE.parse().unwrap();
        for (section, settings) in &example {
            for name in settings.as_table().unwrap().keys() {
                assert!(page.contains(&format!("`{section}.{name}`")), "{section}.{name} is not described");
            }
        }
    }

    #[test]
    fn a_misspelt_name_is_refused() {
        let error = read(&EXAMPLE.replace("connections =", "conections =")).unwrap_err();
        assert!(error.to_string().contains("conections"), "{error}");
    }

    #[test]
    fn no_secret_is_printed() {
        let printed = format!("{:?}", read(EXAMPLE).unwrap());
        assert!(!printed.contains("change-me"), "{printed}");
        assert!(!printed.contains("00112233445566778899aabbccddeeff"), "{printed}");
        assert!(!printed.contains("ffeeddccbbaa99887766554433221100"), "{printed}");
    }
}
