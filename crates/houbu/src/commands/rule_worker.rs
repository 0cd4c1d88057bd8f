//! `houbu rule-worker`: limits itself, reads one trial from standard input, answers it on standard output.
//! After [`contain`] the kernel refuses this process every file, socket, child and core dump, and ends it
//! when it has used up its time or memory. It reads no configuration and knows no database.

use std::fmt::Display;
use std::io::{Read, Write};
use std::process::ExitCode;

use engine::trial::{ANSWER_MAX_BYTES, REFUSED_EXIT_CODE, REQUEST_MAX_BYTES, TrialRequest, answer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The argument that makes the program a worker.
pub const RULE_WORKER: &str = "rule-worker";

const MEBIBYTE: u64 = 1024 * 1024;
/// Heap of a worker; the largest shipped pack with all its cases needs a tenth.
const DATA_MAX_BYTES: u64 = 128 * MEBIBYTE;
/// Everything mapped, the program's own text included.
const ADDRESSES_MAX_BYTES: u64 = 1024 * MEBIBYTE;
/// What the depth limits of scripts and texts need many times over.
const STACK_MAX_BYTES: u64 = 8 * MEBIBYTE;
/// Processor time; the parent's deadline in wall time comes after it.
const PROCESSOR_MAX_SECONDS: u64 = 5;

/// Nothing that is 0 here can be had any more, by this process or whatever runs in it.
const LIMITS: [(Resource, u64); 8] = [
    (Resource::Core, 0),
    (Resource::Fsize, 0),
    (Resource::Nofile, 0),
    (Resource::Nproc, 0),
    (Resource::Cpu, PROCESSOR_MAX_SECONDS),
    (Resource::Stack, STACK_MAX_BYTES),
    (Resource::Data, DATA_MAX_BYTES),
    (Resource::As, ADDRESSES_MAX_BYTES),
];

/// Gives up, for good, what a rule has no need of.
pub fn contain() -> std::io::Result<()> {
    for (resource, most) in LIMITS {
        // The kernel asks first with a signal that tells the parent why.
        let last = if resource == Resource::Cpu { most + 1 } else { most };
        // What is tighter already stays as it is.
        let [most, last] =
            [most, last].map(|bound| getrlimit(resource).maximum.map_or(bound, |of| of.min(bound)));
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(last) })?;
    }
    Ok(())
}

pub fn run() -> ExitCode {
    match contain().map_err(text).and_then(|()| converse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(REFUSED_EXIT_CODE)
        }
    }
}

fn converse() -> Result<(), String> {
    let mut request = Vec::new();
    std::io::stdin().lock().take(REQUEST_MAX_BYTES as u64 + 1).read_to_end(&mut request).map_err(text)?;
    if request.len() > REQUEST_MAX_BYTES {
        return Err(format!("a request of more than {REQUEST_MAX_BYTES} bytes"));
    }
    let request: TrialRequest = serde_json::from_slice(&request).map_err(text)?;
    let answer = serde_json::to_vec(&answer(request)).map_err(text)?;
    if answer.len() > ANSWER_MAX_BYTES {
        return Err(format!("an answer of more than {ANSWER_MAX_BYTES} bytes"));
    }
    std::io::stdout().lock().write_all(&answer).map_err(text)
}

fn text(error: impl Display) -> String {
    error.to_string()
}
