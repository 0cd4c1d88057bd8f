//! Runs the SMTP test server of tests/smtp and reads what it tells.
//!
//! The server ends when its standard input closes, so a failing test leaves no process behind.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use mail::{Credentials, Security, SmtpSettings};
use serde_json::Value;
use tempfile::TempDir;

pub const USER: &str = "houbu";
pub const PASSWORD: &str = "correct-horse";

pub struct Server {
    process: Child,
    /// Held open: the server runs until it closes.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    port: u16,
    certificate: Option<PathBuf>,
    pub spool: TempDir,
}

impl Server {
    pub fn start(security: &str) -> Self {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/smtp");
        assert!(
            directory.join("node_modules").is_dir(),
            "tests/smtp/node_modules is missing: run `cargo xtask test`, or `npm ci` in tests/smtp"
        );
        let spool = TempDir::new().unwrap();
        let mut process = Command::new("node")
            .arg(directory.join("server.mjs"))
            .args(["--security", security, "--user", USER, "--password", PASSWORD, "--spool"])
            .arg(spool.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is needed to run the SMTP test server");
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut server = Self { process, input, output, port: 0, certificate: None, spool };
        let listening = server.next_event();
        assert_eq!(listening["event"], "listening");
        server.port = u16::try_from(listening["port"].as_u64().unwrap()).unwrap();
        server.certificate = listening["certificate"].as_str().map(PathBuf::from);
        server
    }

    /// Waits for the next line of the server.
    pub fn next_event(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"))
    }

    pub fn settings(&self, security: Security) -> SmtpSettings {
        SmtpSettings {
            host: String::from("localhost"),
            port: self.port,
            security,
            credentials: Some(Credentials { username: String::from(USER), password: String::from(PASSWORD) }),
            root_certificate: self.certificate.clone(),
            timeout: Duration::from_secs(20),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}
