//! A throw-away PostgreSQL server for the tests: on a free port of 127.0.0.1, trusting loopback.
//! A guard process that reads from a pipe stops the server and removes its files as soon as the
//! pipe closes, so that nothing stays behind however this program ends.
//! Writes are flushed as on a real machine: the crash tests count on it.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::{command, tools};

/// The variable that tells the tests where to make their databases.
pub const URL_VARIABLE: &str = "HOUBU_TEST_POSTGRES_URL";

/// Every test has pools of its own, and the runner starts as many tests as there are cores.
const CONNECTIONS_MAXIMUM: u32 = 200;

/// Another program may take the free port between asking for it and using it.
const START_ATTEMPTS: u32 = 3;

/// The account that Debian's package makes for its servers, which refuse to run as root.
const SERVER_ACCOUNT: &str = "postgres";

/// Waits for the pipe to close, then clears up: $0 folder, the rest a command to stop the server.
const GUARD_SCRIPT: &str = r#"cat >/dev/null; "$@"; rm -rf -- "$0""#;

#[derive(Debug)]
pub struct Cluster {
    url: String,
    guard: Child,
}

impl Cluster {
    pub fn start() -> Result<Self> {
        let programs = tools::postgres_programs().context("PostgreSQL's initdb was not found")?;
        let folder = std::env::temp_dir().join(format!("houbu-postgres-{}", process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let server = Server { programs, folder, account: tools::is_root().then_some(SERVER_ACCOUNT) };
        let guard = server.guard()?;
        // From here on a drop clears up, whether the start succeeds or not.
        let mut cluster = Self { url: String::new(), guard };
        server.initialise()?;
        let port = server.start()?;
        cluster.url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        println!("PostgreSQL listens on 127.0.0.1:{port}");
        Ok(cluster)
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if let Err(error) = self.guard.wait() {
            eprintln!("the PostgreSQL server may still run: {error}");
        }
    }
}

struct Server {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<&'static str>,
}

impl Server {
    /// In a process group of its own: an interrupt from the keyboard must not reach it.
    fn guard(&self) -> Result<Child> {
        let mut stop = self.control(&["--mode=immediate", "stop"]);
        let guard = Command::new("sh")
            .args(["-c", GUARD_SCRIPT])
            .arg(&self.folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        stop.stdin(Stdio::null());
        guard.context("cannot start the guard of the PostgreSQL server")
    }

    fn initialise(&self) -> Result<()> {
        if let Some(account) = self.account {
            let mut hand_over = Command::new("chown");
            command::read(hand_over.arg(account).arg(&self.folder))?;
        }
        let mut initialise = self.program("initdb");
        initialise
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"])
            .arg(self.cluster_argument());
        command::read(&mut initialise).map(drop)
    }

    fn start(&self) -> Result<u16> {
        let mut complaint = String::new();
        for _ in 0..START_ATTEMPTS {
            let port = free_port()?;
            let options = self.options(port)?;
            let log = format!("--log={}", self.folder.join("log").display());
            let arguments = [log.as_str(), "--wait", "--timeout=60", "--options", &options, "start"];
            match command::read(&mut self.control(&arguments)) {
                Ok(_) => return Ok(port),
                Err(error) => complaint = error.to_string(),
            }
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("the PostgreSQL server does not start: {complaint}\n{log}")
    }

    fn options(&self, port: u16) -> Result<String> {
        let folder = self.folder.to_str().context("the temporary folder's name is not UTF-8")?;
        ensure!(!folder.contains([' ', '\'']), "the temporary folder's name has a space or a quote");
        Ok(format!("-h 127.0.0.1 -p {port} -k {folder} -c max_connections={CONNECTIONS_MAXIMUM}"))
    }

    fn control(&self, arguments: &[&str]) -> Command {
        let mut command = self.program("pg_ctl");
        command.arg(self.cluster_argument()).args(arguments);
        command
    }

    fn cluster_argument(&self) -> String {
        format!("--pgdata={}", self.folder.join("cluster").display())
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = as_account(self.account, &program);
        command.current_dir(&self.folder).env("LC_ALL", "C");
        command
    }
}

fn as_account(account: Option<&str>, program: &Path) -> Command {
    let Some(account) = account else {
        return Command::new(program);
    };
    let mut command = Command::new("runuser");
    command.args(["-u", account, "--"]).arg(program);
    command
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn a_server_lives_exactly_as_long_as_its_owner() {
        if tools::postgres_programs().is_none() {
            return;
        }
        let cluster = Cluster::start().unwrap();
        let address = cluster.url().split(['@', '/']).nth(3).unwrap().to_owned();
        let folder = std::env::temp_dir().join(format!("houbu-postgres-{}", process::id()));
        assert!(TcpStream::connect(&address).is_ok() && folder.exists());
        drop(cluster);
        assert!(TcpStream::connect(&address).is_err() && !folder.exists());
    }
}
