//! The SMTP server of tests/smtp as a test's mail provider: STARTTLS, a password, every message kept.
//! It ends when its standard input closes, so that a failing test leaves no process behind.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use mail::{Credentials, Security, SmtpSettings, Transport};
use serde_json::Value;
use tempfile::TempDir;

const USER: &str = "houbu";
const PASSWORD: &str = "correct-horse";
/// A mail on this machine takes milliseconds; a hung server must not hang the test.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// A running server.
#[derive(Debug)]
pub struct PostOffice {
    process: Child,
    /// Held open: the server runs until it closes.
    input: Option<ChildStdin>,
    spool: TempDir,
    transport: Transport,
}

impl PostOffice {
    pub fn open() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("smtp");
        assert!(
            folder.join("node_modules").is_dir(),
            "tests/smtp/node_modules is missing: run `cargo xtask test`, or `npm ci` in tests/smtp"
        );
        let spool = TempDir::new().expect("a temporary folder can be made");
        let mut process = Command::new("node")
            .arg(folder.join("server.mjs"))
            .args(["--security", "starttls", "--user", USER, "--password", PASSWORD, "--spool"])
            .arg(spool.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let input = process.stdin.take();
        let mut output = BufReader::new(process.stdout.take().expect("the output is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("the server says where it listens");
        let listening: Value = serde_json::from_str(&line).expect("the server speaks JSON");
        // The server goes on telling what it receives; somebody must listen, or it would block.
        std::thread::spawn(move || for _ in output.lines() {});
        let settings = SmtpSettings {
            host: "localhost".to_owned(),
            port: listening["port"].as_u64().and_then(|port| port.try_into().ok()).expect("a port"),
            security: Security::StartTls,
            credentials: Some(Credentials { username: USER.to_owned(), password: PASSWORD.to_owned() }),
            root_certificate: listening["certificate"].as_str().map(Into::into),
            timeout: TIME_LIMIT,
        };
        let transport = Transport::smtp(settings).expect("the settings can be used");
        Self { process, input, spool, transport }
    }

    pub fn transport(&self) -> Transport {
        self.transport.clone()
    }

    /// Everything received: recipient and subject, in order of arrival.
    pub fn received(&self) -> Vec<(String, String)> {
        let entries = std::fs::read_dir(self.spool.path()).expect("the spool is readable");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        let mails = files.iter().map(|path| {
            let text = std::fs::read_to_string(path).expect("a spooled mail");
            let mail: Value = serde_json::from_str(&text).expect("a spooled mail is JSON");
            assert_eq!(mail["secure"], true, "mails go over TLS only");
            let to = mail["envelope"]["to"][0].as_str().unwrap_or_default().to_owned();
            (to, mail["subject"].as_str().unwrap_or_default().to_owned())
        });
        mails.collect()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        drop(self.input.take());
        // It ends by itself now; there is nothing to do when it has already.
        let _ = self.process.wait();
    }
}
