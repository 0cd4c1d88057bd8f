//! Watches the children of this process from outside, through what the kernel tells of them.
//! A child counts from the moment it has limited itself; before that, the loader opens its libraries.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Between two looks: a worker lives for tens of milliseconds.
const LOOK_EVERY_MILLISECONDS: u64 = 2;

/// The worst that was seen since it was last asked.
#[derive(Debug)]
pub struct Observed {
    /// What whoever started this process left open for it and its children, such as a shell's own files.
    inherited: BTreeSet<String>,
    peak_kib: AtomicU64,
    opened: Mutex<BTreeSet<String>>,
}

impl Observed {
    /// To be called before this process opens anything itself.
    pub fn of_children() -> Self {
        Self { inherited: held_by("self"), peak_kib: AtomicU64::new(0), opened: Mutex::default() }
    }

    /// Looks for as long as it is let run.
    pub async fn watch(&self) {
        let mut looks = tokio::time::interval(Duration::from_millis(LOOK_EVERY_MILLISECONDS));
        loop {
            looks.tick().await;
            for child in children() {
                self.look_at(&child);
            }
        }
    }

    pub fn take_peak_kib(&self) -> u64 {
        self.peak_kib.swap(0, Ordering::SeqCst)
    }

    pub fn take_opened(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.opened.lock().expect("nobody panics while looking"))
    }

    /// A child that ends between two questions has no more to tell.
    fn look_at(&self, child: &str) {
        let told = |what: &str| fs::read_to_string(format!("/proc/{child}/{what}")).unwrap_or_default();
        let is_contained = told("limits").lines().any(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.starts_with(&["Max", "open", "files", "0", "0"])
        });
        if !is_contained {
            return;
        }
        if let Some(peak) = told("status").lines().find_map(|line| line.strip_prefix("VmHWM:")) {
            let peak = peak.trim().trim_end_matches(" kB").parse().unwrap_or_default();
            self.peak_kib.fetch_max(peak, Ordering::SeqCst);
        }
        let opened = held_by(child).into_iter().filter(|held| !self.inherited.contains(held));
        self.opened.lock().expect("nobody panics while looking").extend(opened);
    }
}

/// Number and target of everything a process holds beside pipes. What is gone before its target can be read
/// was no file that anybody could have read from.
fn held_by(process: &str) -> BTreeSet<String> {
    let Ok(held) = fs::read_dir(format!("/proc/{process}/fd")) else { return BTreeSet::new() };
    let told = |held: fs::DirEntry| {
        let target = fs::read_link(held.path()).ok()?;
        let target = target.to_str().filter(|target| !target.starts_with("pipe:"))?;
        Some(format!("{} {target}", held.file_name().display()))
    };
    held.flatten().filter_map(told).collect()
}

fn children() -> Vec<String> {
    let Ok(threads) = fs::read_dir("/proc/self/task") else { return Vec::new() };
    let of_thread = |thread: fs::DirEntry| fs::read_to_string(thread.path().join("children")).ok();
    let lists = threads.flatten().filter_map(of_thread);
    lists.flat_map(|list| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}
