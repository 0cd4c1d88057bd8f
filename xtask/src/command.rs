//! Starts other programs and tells plainly which one failed and how.
//! A program that outlives the deadline is asked to end, then ended.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{io, thread};

use anyhow::{Context, Result, bail, ensure};

use crate::clock::Deadline;

/// Long enough for a test runner to end its own children after it was asked to.
const GRACE_SECONDS: u64 = 10;

/// Runs to the end with its output shown; an error unless it exits with 0.
pub fn run(command: &mut Command, deadline: Deadline) -> Result<()> {
    let said = describe(command);
    println!("$ {said}");
    let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start `{said}`"))?;
    let status = wait(child, &said, deadline)?;
    ensure!(status.success(), "`{said}` failed ({status})");
    Ok(())
}

/// Runs to the end and returns what it wrote to standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let said = describe(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{said}`"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{said}` failed ({}): {}", output.status, complaint.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{said}` did not write UTF-8"))
}

/// Whether it can be started and exits with 0; nothing is shown.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Where a program stands, as the shell would find it.
pub fn locate(program: &str) -> Option<String> {
    let found = read(Command::new("sh").args(["-c", "command -v \"$0\"", program])).ok()?;
    Some(found.trim().to_owned()).filter(|path| !path.is_empty())
}

fn wait(mut child: Child, said: &str, deadline: Deadline) -> Result<ExitStatus> {
    let id = child.id().to_string();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait()));
    if let Ok(status) = receiver.recv_timeout(deadline.left()) {
        return report(status, said);
    }
    succeeds(Command::new("kill").args(["-TERM", &id]));
    if receiver.recv_timeout(Duration::from_secs(GRACE_SECONDS)).is_err() {
        succeeds(Command::new("kill").args(["-KILL", &id]));
    }
    bail!("`{said}` was ended: the time for all steps together is used up")
}

fn report(status: io::Result<ExitStatus>, said: &str) -> Result<ExitStatus> {
    status.with_context(|| format!("lost sight of `{said}`"))
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut said = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        if argument.contains(' ') || argument.is_empty() {
            let _ = write!(said, " '{argument}'");
        } else {
            let _ = write!(said, " {argument}");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_past_the_deadline_is_ended() {
        let deadline = Deadline::after(Duration::from_millis(50));
        let error = run(&mut shell("exec sleep 60"), deadline).unwrap_err();
        assert!(error.to_string().contains("time for all steps"), "{error}");
    }

    #[test]
    fn a_failure_names_the_program_and_its_status() {
        let error = run(&mut shell("exit 3"), Deadline::after(Duration::from_mins(1))).unwrap_err();
        assert!(error.to_string().contains("`sh -c 'exit 3'` failed"), "{error}");
        let error = read(&mut shell("echo broken >&2; exit 4")).unwrap_err();
        assert!(error.to_string().contains("broken"), "{error}");
    }

    #[test]
    fn a_missing_program_is_not_found() {
        assert_eq!(locate("houbu-has-no-such-program"), None);
        assert!(locate("sh").is_some());
    }
}
