//! Trying a draft: scripts somebody is still writing run in a child process, one per request, that limits
//! itself before it reads a byte. This file starts it, feeds it, stops it at the deadline and says what
//! became of it. No draft is compiled or run in the serving process, and nothing here waits on a thread.

mod answer;
mod decide;
mod exchange;
mod fault;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

pub use answer::answer;
pub use exchange::{
    ANSWER_MAX_BYTES, FINDINGS_MAX_COUNT, REFUSED_EXIT_CODE, REQUEST_MAX_BYTES, TrialAnswer, TrialFinding,
    TrialRequest, TrialResult, TrialTask, TriedCase, TriedDecision, TriedMismatch, TriedOutcome,
};
pub use fault::TrialFault;

use crate::{Engine, EngineError};
use fault::End;

/// A worker is killed after this time; its own limit of processor time comes before.
pub const DEADLINE_SECONDS: u64 = 8;
/// Whoever waits longer for a free worker is told to come back.
pub const QUEUE_SECONDS: u64 = 10;
/// Workers at one time: a county's machine has two cores, and people wait for the other pages too.
pub const WORKERS_MAX_COUNT: usize = 2;
/// Of what a worker says to its standard error, as much is kept for the log.
const COMPLAINT_MAX_BYTES: u64 = 4 * 1024;

/// Where workers come from. Cheap to clone; all clones share the bound on their number.
#[derive(Clone, Debug)]
pub struct Trial {
    program: PathBuf,
    arguments: Vec<OsString>,
    slots: Arc<Semaphore>,
}

impl Trial {
    /// A worker is this program called with these arguments.
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            slots: Arc::new(Semaphore::new(WORKERS_MAX_COUNT)),
        }
    }

    /// One request, one child, one answer. A caller that goes away takes the child with it.
    pub async fn run(&self, request: &TrialRequest) -> Result<TrialAnswer, TrialFault> {
        let refused = |why: &dyn std::fmt::Display| TrialFault::Refused { why: why.to_string() };
        let message = serde_json::to_vec(request).map_err(|error| refused(&error))?;
        if message.len() > REQUEST_MAX_BYTES {
            return Err(refused(&format!("longer than {REQUEST_MAX_BYTES} bytes")));
        }
        let slot = timeout(Duration::from_secs(QUEUE_SECONDS), self.slots.acquire()).await;
        let _slot = slot.map_err(|_| TrialFault::Busy)?.map_err(|error| refused(&error))?;
        let mut child = self.start().map_err(|error| refused(&error))?;
        let said = timeout(Duration::from_secs(DEADLINE_SECONDS), converse(&mut child, &message)).await;
        match said {
            Ok(Ok(end)) => end.read(),
            Ok(Err(error)) => Err(TrialFault::Crashed { how: error.to_string() }),
            Err(_) => {
                // It may have ended in this very moment, which is as good.
                let _ = child.kill().await;
                Err(TrialFault::Deadline)
            }
        }
    }

    /// With nothing of ours: no environment, no working folder, no file but three pipes.
    fn start(&self) -> std::io::Result<Child> {
        Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .current_dir(Path::new("/"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Says the request while listening, so that neither side waits for the other for ever.
async fn converse(child: &mut Child, message: &[u8]) -> std::io::Result<End> {
    let gone = || std::io::Error::other("a pipe to the worker is missing");
    let mut input = child.stdin.take().ok_or_else(gone)?;
    let output = child.stdout.take().ok_or_else(gone)?;
    let complaints = child.stderr.take().ok_or_else(gone)?;
    let saying = async move {
        // A worker that ends before it heard everything is judged by its end.
        let _ = input.write_all(message).await;
        drop(input);
    };
    let hearing = async move {
        let mut answer = Vec::new();
        output.take(ANSWER_MAX_BYTES as u64 + 1).read_to_end(&mut answer).await.map(|_| answer)
    };
    let complaining = async move {
        let mut complaint = Vec::new();
        complaints.take(COMPLAINT_MAX_BYTES).read_to_end(&mut complaint).await.map(|_| complaint)
    };
    let ((), answer, complaint) = tokio::join!(saying, hearing, complaining);
    let status = child.wait().await?;
    let complaint = String::from_utf8_lossy(&complaint?).into_owned();
    Ok(End { status, answer: answer?, complaint })
}

impl Engine {
    /// The same engine, able to try drafts.
    #[must_use]
    pub fn with_trial(mut self, trial: Trial) -> Self {
        self.trial = Some(trial);
        self
    }

    /// Tries a draft in a child process. What anybody may try is for the caller to have decided.
    pub async fn try_draft(&self, request: &TrialRequest) -> Result<TrialAnswer, EngineError> {
        let absent = || TrialFault::Refused { why: "this installation starts no workers".to_owned() };
        let trial = self.trial.as_ref().ok_or_else(absent)?;
        let answer = trial.run(request).await;
        if let Err(fault) = &answer {
            tracing::warn!(code = fault.code(), "a trial ended without an answer: {fault}");
        }
        Ok(answer?)
    }
}
