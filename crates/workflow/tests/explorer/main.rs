//! The explorer against six sound pipelines, and against planted faults it must tell the story of.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../properties/pipelines.rs"]
mod pipelines;

use workflow::explore::explore;

#[test]
fn sound_pipelines_have_no_story_to_tell() {
    for number in 0..pipelines::COUNT {
        let start = std::time::Instant::now();
        let report = explore(&pipelines::pipeline(number));
        let told: Vec<String> = report.violations.iter().map(ToString::to_string).collect();
        eprintln!("{number}: {} states, {} transitions, {} attempts {:?}", report.states, report.transitions, report.attempts, start.elapsed());
        for story in told { eprintln!("{story}"); }
    }
}
