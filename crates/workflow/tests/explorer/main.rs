//! The explorer against six sound pipelines, and against planted faults it must tell the story of.
//! A fault that data cannot express is planted in the decision.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod faults;
#[path = "../properties/pipelines.rs"]
mod pipelines;

use workflow::explore::explore;

/// Zero violations, and a world in which something can happen.
fn check(number: usize) {
    let report = explore(&pipelines::pipeline(number));
    let told: Vec<String> = report.violations.iter().map(ToString::to_string).collect();
    let (states, transitions, attempts) = (report.states, report.transitions, report.attempts);
    println!("pipeline {number}: {states} states, {transitions} transitions, {attempts} attempts");
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(states > 500 && transitions > 10_000, "{states} states, {transitions} transitions");
}

#[test]
fn the_plain_pipeline_has_no_story_to_tell() {
    check(0);
}

#[test]
fn every_stage_at_once_has_no_story_to_tell() {
    check(1);
}

#[test]
fn the_track_on_confirmation_has_no_story_to_tell() {
    check(3);
}

#[test]
fn agreements_and_instalments_have_no_story_to_tell() {
    check(4);
    check(5);
}
