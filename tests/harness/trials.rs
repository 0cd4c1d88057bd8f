//! Trying drafts the way it is done in service: a serving process of its own, whose workers are the real
//! program. The server takes requests by the line and says what became of each; a test sees from outside
//! whether it lives. A worker that tries to break out says what it got.

mod escape;
mod observed;
mod server;

use std::collections::BTreeSet;
use std::path::PathBuf;

use engine::trial::Trial;
use serde::{Deserialize, Serialize};

pub use escape::break_out;
pub use server::{TrialServer, serve};

/// First word of the program's arguments in the two roles below.
pub const SERVER: &str = "trial-server";
pub const BREAK_OUT: &str = "break-out";

/// What became of one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The asker's own.
    pub number: u64,
    /// `verdict`, `failed`, `not-compiled`, …, or the code of a fault.
    pub outcome: String,
    /// The fault in words, or the first finding.
    pub detail: String,
    pub micros: u64,
    /// The largest memory any worker was seen with while this one ran, in KiB.
    pub peak_kib: u64,
    /// Files and sockets that workers were seen to hold beside their three pipes.
    pub opened: BTreeSet<String>,
}

impl Tried {
    /// Whether the worker died instead of answering.
    pub fn is_death(&self) -> bool {
        ["trial-fault-deadline", "trial-fault-memory", "trial-fault-crashed"].contains(&self.outcome.as_str())
    }
}

/// The program that is built with the tests.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it stands");
    let program = |folder: &std::path::Path| folder.join("houbu-of-tests");
    // A test stands in `deps/`, the program itself beside that folder.
    let near = test.parent().expect("a program stands in a folder");
    let found = [program(near), program(near.parent().expect("the folder stands in another"))];
    found.into_iter().find(|path| path.exists()).expect("cargo builds the program with the tests")
}

/// Workers as the server starts them.
pub fn trial() -> Trial {
    Trial::new(program(), [houbu::RULE_WORKER])
}

/// Workers that try to break out in one way.
pub fn escaping_trial(way: &str) -> Trial {
    Trial::new(program(), [BREAK_OUT, way])
}
