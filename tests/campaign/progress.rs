//! A campaign's task and count, kept in a file so that it goes on after a cut. An ordinary run has no
//! file and does a bounded number of seeded trials. Shared by every test that is a campaign.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::{Deserialize, Serialize};

/// The seed of an ordinary run.
const SEED: u64 = 20_260_302;

/// What the campaign's file holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Progress {
    pub seed: u64,
    pub done: u64,
    pub total: u64,
    pub violations: u64,
    /// Whatever else a campaign counts, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u64>,
}

/// A run over trials, each with a seed of its own.
pub struct Campaign {
    pub progress: Progress,
    pub file: Option<PathBuf>,
}

impl Campaign {
    /// The campaign's own count, or the bounded one of an ordinary run.
    #[expect(clippy::disallowed_methods, reason = "a campaign's task reaches the test by its environment")]
    pub fn begin(bounded: u64) -> Self {
        let file = std::env::var("HOUBU_CAMPAIGN_STATE").ok().map(PathBuf::from);
        let progress = match &file {
            Some(file) => serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap(),
            None => Progress { seed: SEED, done: 0, total: bounded, violations: 0, counts: BTreeMap::new() },
        };
        Self { progress, file }
    }

    /// The seed of the next trial; nothing when all are done.
    pub fn next(&self) -> Option<u64> {
        let Progress { seed, done, total, .. } = self.progress;
        (done < total).then(|| seed.wrapping_add(done))
    }

    /// Counts a trial; the file is written every `every` trials and at the end.
    pub fn count(&mut self, violation: Option<String>, every: u64) {
        self.progress.done += 1;
        if let Some(what) = violation {
            eprintln!("trial {}: {what}", self.progress.done);
            self.progress.violations += 1;
        }
        let Progress { done, total, .. } = self.progress;
        if let Some(file) = &self.file
            && (done % every == 0 || done == total)
        {
            let unfinished = file.with_extension("part");
            std::fs::write(&unfinished, serde_json::to_string(&self.progress).unwrap()).unwrap();
            std::fs::rename(&unfinished, file).unwrap();
        }
    }

    pub fn end(self) {
        if self.file.is_none() {
            assert_eq!(self.progress.violations, 0);
        }
    }
}

pub fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// A panic inside a trial is a violation, not the end.
pub fn caught(trial: impl FnOnce() + std::panic::UnwindSafe) -> Option<String> {
    let panicked = std::panic::catch_unwind(trial).err()?;
    let text = panicked.downcast_ref::<String>().cloned();
    Some(text.or_else(|| panicked.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
}
