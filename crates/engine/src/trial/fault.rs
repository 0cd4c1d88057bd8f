//! What can become of a trial beside an answer, and how the end of a worker is read.
//! Codes only; the catalogues say them.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use super::exchange::{ANSWER_MAX_BYTES, REFUSED_EXIT_CODE, TrialAnswer};
use super::{DEADLINE_SECONDS, QUEUE_SECONDS};

/// The kernel's word that a process has used up its processor time, on every Linux we build for.
const SIGXCPU: i32 = 24;
/// What the language's runtime writes before it gives up for want of memory.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Why there is no answer. The server goes on in every case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialFault {
    /// Others are trying theirs.
    #[error("no worker became free within {QUEUE_SECONDS} s")]
    Busy,
    #[error("the draft ran past its time of {DEADLINE_SECONDS} s and was stopped")]
    Deadline,
    #[error("the draft wanted more memory than it may have and was stopped")]
    Memory,
    #[error("the worker ended without an answer: {how}")]
    Crashed { how: String },
    /// The request is too large, or a worker cannot be had here.
    #[error("the trial was refused: {why}")]
    Refused { why: String },
    /// The worker said something that is no answer.
    #[error("the worker's answer cannot be read: {why}")]
    Unreadable { why: String },
}

impl TrialFault {
    /// Every code there is.
    pub const CODES: [&'static str; 6] = [
        "trial-fault-busy",
        "trial-fault-deadline",
        "trial-fault-memory",
        "trial-fault-crashed",
        "trial-fault-refused",
        "trial-fault-unreadable",
    ];

    /// The key of the catalogues.
    pub const fn code(&self) -> &'static str {
        let [busy, deadline, memory, crashed, refused, unreadable] = Self::CODES;
        match self {
            Self::Busy => busy,
            Self::Deadline => deadline,
            Self::Memory => memory,
            Self::Crashed { .. } => crashed,
            Self::Refused { .. } => refused,
            Self::Unreadable { .. } => unreadable,
        }
    }
}

/// What a worker left behind.
#[derive(Debug)]
pub(super) struct End {
    pub(super) status: ExitStatus,
    pub(super) answer: Vec<u8>,
    /// The beginning of its standard error.
    pub(super) complaint: String,
}

impl End {
    pub(super) fn read(self) -> Result<TrialAnswer, TrialFault> {
        if self.answer.len() > ANSWER_MAX_BYTES {
            return Err(TrialFault::Unreadable { why: format!("longer than {ANSWER_MAX_BYTES} bytes") });
        }
        match (self.status.code(), self.status.signal()) {
            (Some(0), _) => serde_json::from_slice(&self.answer)
                .map_err(|error| TrialFault::Unreadable { why: error.to_string() }),
            (Some(code), _) if code == i32::from(REFUSED_EXIT_CODE) => {
                Err(TrialFault::Refused { why: self.complaint.trim().to_owned() })
            }
            (_, Some(SIGXCPU)) => Err(TrialFault::Deadline),
            (_, Some(_)) if self.complaint.contains(OUT_OF_MEMORY) => Err(TrialFault::Memory),
            _ => Err(TrialFault::Crashed { how: format!("{}; {}", self.status, self.complaint.trim()) }),
        }
    }
}
