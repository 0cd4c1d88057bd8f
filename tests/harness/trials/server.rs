//! The serving process and its client: the whole house behind its doors, and a line of JSON per trial.
//! Requests run side by side, as many as the engine's own bound allows.

use std::process::{ExitCode, Stdio};
use std::sync::Arc;

use engine::trial::{TrialAnswer, TrialRequest, TrialResult};
use engine::{Engine, EngineError};
use serde::{Deserialize, Serialize};
use store::Backend;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::mpsc;

use super::observed::Observed;
use super::{SERVER, Tried, program};
use crate::{Database, House};

#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    number: u64,
    request: TrialRequest,
}

/// What the program does as a server: the address first, then a line for each request, until nobody asks.
pub fn serve() -> ExitCode {
    // Before the runtime opens what it needs.
    let observed = Arc::new(Observed::of_children());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime can be made").block_on(answer_lines(observed));
    ExitCode::SUCCESS
}

async fn answer_lines(observed: Arc<Observed>) {
    let house = House::open(Database::open(Backend::Sqlite).await).await;
    println!("{}", house.url());
    let watching = Arc::clone(&observed);
    tokio::spawn(async move { watching.watch().await });
    let (sender, mut tried) = mpsc::unbounded_channel::<Tried>();
    let printing = tokio::spawn(async move {
        while let Some(tried) = tried.recv().await {
            println!("{}", serde_json::to_string(&tried).expect("what was tried can be written"));
        }
    });
    let mut lines = lines_of_input();
    while let Some(line) = lines.recv().await {
        let asked: Asked = serde_json::from_str(&line).expect("a test asks in order");
        let (engine, observed, sender) = (house.engine.clone(), Arc::clone(&observed), sender.clone());
        tokio::spawn(async move {
            // A test that asks no longer has gone.
            let _ = sender.send(try_one(&engine, &observed, asked).await);
        });
    }
    drop(sender);
    printing.await.expect("everything tried is told");
}

/// A thread of its own: reading standard input waits.
fn lines_of_input() -> mpsc::UnboundedReceiver<String> {
    let (sender, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let read = std::io::stdin().lines().map_while(Result::ok);
        // Nobody listening any more ends the reading.
        for line in read {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

async fn try_one(engine: &Engine, observed: &Observed, asked: Asked) -> Tried {
    let began = tokio::time::Instant::now();
    let answer = engine.try_draft(&asked.request).await;
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let (outcome, detail) = told(&answer);
    let (peak_kib, opened) = (observed.take_peak_kib(), observed.take_opened());
    Tried { number: asked.number, outcome, detail, micros, peak_kib, opened }
}

fn told(answer: &Result<TrialAnswer, EngineError>) -> (String, String) {
    let answer = match answer {
        Ok(answer) => answer,
        Err(EngineError::Trial(fault)) => return (fault.code().to_owned(), fault.to_string()),
        Err(other) => return ("error".to_owned(), other.to_string()),
    };
    let first = || answer.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
    let (outcome, detail) = match &answer.result {
        TrialResult::NotCompiled => ("not-compiled", first()),
        TrialResult::Compiled => ("compiled", first()),
        TrialResult::Checked { warnings } => ("checked", warnings.len().to_string()),
        TrialResult::Cases { cases } => ("cases", cases.len().to_string()),
        TrialResult::Decided { decisions } => ("decided", decisions.len().to_string()),
        TrialResult::Verdict { verdict } => ("verdict", format!("{:?}", verdict.eligibility)),
        TrialResult::FactsRefused { faults } => ("facts-refused", format!("{faults:?}")),
        TrialResult::Failed { fault } => ("failed", fault.message.clone()),
    };
    (outcome.to_owned(), detail)
}

/// The other end: starts the server and asks it.
#[derive(Debug)]
pub struct TrialServer {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    pub url: String,
}

impl TrialServer {
    pub async fn start() -> Self {
        let mut process = Command::new(program())
            .arg(SERVER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        let input = process.stdin.take().expect("the server listens");
        let mut output = BufReader::new(process.stdout.take().expect("the server speaks")).lines();
        let url = output.next_line().await.expect("the server speaks").expect("the server says where it is");
        Self { process, input, output, url }
    }

    /// Asks; the answers come by [`Self::hear`], in any order.
    pub async fn ask(&mut self, number: u64, request: TrialRequest) {
        let mut line = serde_json::to_vec(&Asked { number, request }).expect("a request can be written");
        line.push(b'\n');
        // A server that died is noticed when it is heard no longer.
        let _ = self.input.write_all(&line).await;
    }

    /// The next trial that ended; nothing when the server is dead.
    pub async fn hear(&mut self) -> Option<Tried> {
        let line = self.output.next_line().await.ok()??;
        serde_json::from_str(&line).ok()
    }

    /// Whether the process lives and its door answers.
    pub async fn is_well(&mut self) -> bool {
        let is_running = matches!(self.process.try_wait(), Ok(None));
        is_running && crate::Client::new(self.url.clone()).get("/health/live").await.status.is_success()
    }

    /// Processor time of the server and of every worker it has seen end, in hundredths of a second.
    pub fn processor_centiseconds(&self) -> u64 {
        let id = self.process.id().unwrap_or_default();
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name in brackets may hold blanks; the times are the 12th to 15th word behind it.
        let words = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect::<Vec<_>>());
        let times = words.unwrap_or_default().into_iter().skip(11).take(4);
        times.filter_map(|word| word.parse::<u64>().ok()).sum()
    }
}
