//! Checks that a campaign runs at their full count; an ordinary run does a bounded, seeded form.
//! A campaign tells seed and progress in a state file, so that it goes on after a cut.

use harness::{Database, House};
use progress::{Campaign, caught, runner};
use proptest::strategy::{Strategy, ValueTree};
use store::Backend;
use workflow::id::ApplicationId;
use workflow::{Command, Stage};

#[path = "../crates/workflow/tests/properties/attempt.rs"]
mod attempt;
#[path = "../crates/workflow/tests/properties/invariants.rs"]
mod invariants;
#[path = "../crates/workflow/tests/properties/pipelines.rs"]
mod pipelines;
mod progress;
#[path = "../crates/workflow/tests/properties/walk.rs"]
mod walk;
#[path = "../crates/workflow/tests/properties/world.rs"]
mod world;

/// Random command sequences over every pipeline in turn: no panic, no undeclared stage, money conserved,
/// duties apart, replay equals state. Every fifth case lives over a turn of the year.
#[test]
fn workflow_properties() {
    let mut campaign = Campaign::begin(120);
    while let Some(seed) = campaign.next() {
        let violation = caught(move || {
            let sequence = attempt::attempts().new_tree(&mut runner(seed)).unwrap().current();
            let number = usize::try_from(seed % pipelines::COUNT as u64).unwrap();
            let pipeline = pipelines::pipeline(number);
            let walk = walk::walk(&pipeline, &sequence, walk::Staff::Everybody, seed.is_multiple_of(5));
            assert_eq!(workflow::apply::replay(&walk.events), Some(walk.application.clone()));
            assert_eq!(walk.application.version, walk.events.len() as u64);
            invariants::assert_conserved(&walk);
            invariants::assert_orderly(&pipeline, &walk);
        });
        campaign.count(violation, 1000);
    }
    campaign.end();
}

/// Rounds of awards raced against a line that cannot hold all of them, on both databases in turn.
#[test]
fn money_races() {
    let mut campaign = Campaign::begin(4);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    while let Some(seed) = campaign.next() {
        let backend = if seed % 2 == 0 { Backend::Sqlite } else { Backend::Postgres };
        let racers = usize::try_from(2 + seed % 7).unwrap();
        let violation = runtime.block_on(race(backend, racers));
        campaign.count(violation, 1);
    }
    campaign.end();
}

/// As many awards at once as racers, on a line that holds all but one.
async fn race(backend: Backend, racers: usize) -> Option<String> {
    let house = House::open(Database::open(backend).await).await;
    let organisations = house.cast.organisations[..racers].to_vec();
    let cases = house.publicised(&organisations).await;
    let holds = i64::try_from(racers - 1).unwrap() * harness::cases::AWARD_FEN;
    house.shrink_line(holds).await;
    let director = house.signed("director").await;
    let award = |case: ApplicationId| {
        let (engine, director) = (house.engine.clone(), director.clone());
        tokio::spawn(async move {
            let command = Command::Award { document_number: "海科发〔2026〕1号".to_owned() };
            engine.give(&director, case, command, &format!("{case}-race")).await.is_ok()
        })
    };
    let racing: Vec<_> = cases.iter().map(|case| award(*case)).collect();
    let mut won = 0;
    for racer in racing {
        won += usize::from(racer.await.unwrap());
    }
    let mut awarded = 0;
    for case in &cases {
        let view = house.engine.case_view(&director, *case).await.unwrap();
        awarded += usize::from(view.application.stage() == Stage::Disbursement);
    }
    let faults = house.engine.audit().await.unwrap().faults;
    let sound = won == racers - 1 && awarded == won && faults.is_empty();
    (!sound).then(|| format!("{backend:?}: {racers} raced, {won} won, {awarded} awarded, {faults:?}"))
}

/// One death of disbursement per trial, point and database in turn.
#[test]
fn crash_disbursement() {
    let mut campaign = Campaign::begin(2);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    while let Some(seed) = campaign.next() {
        let backend = if seed % 2 == 0 { Backend::Sqlite } else { Backend::Postgres };
        let turn = usize::try_from(seed / 2).unwrap();
        let violation = caught(|| runtime.block_on(crate::crash::die_once(backend, turn)));
        campaign.count(violation, 1);
    }
    campaign.end();
}

/// A second of processor time per trial: scripts made by chance, tried by a serving process.
#[test]
fn rule_fuzz() {
    let mut campaign = Campaign::begin(5);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut fuzzer = runtime.block_on(crate::containment::fuzz::Fuzzer::start());
    while let Some(seed) = campaign.next() {
        let violation = runtime.block_on(fuzzer.round(seed, &mut campaign.progress.counts));
        campaign.count(violation, 10);
    }
    println!("{:?}", campaign.progress.counts);
    assert!(campaign.progress.counts.contains_key("outcome: verdict"), "no script ran to its end");
    campaign.end();
}

/// One history per trial, carried from one database to the other: 2,000 cases each in a campaign.
#[test]
fn replay() {
    let mut campaign = Campaign::begin(2);
    let count = if campaign.file.is_some() { 2_000 } else { 40 };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    while let Some(seed) = campaign.next() {
        let backend = if seed % 2 == 0 { Backend::Sqlite } else { Backend::Postgres };
        let violation = runtime.block_on(crate::studio::replay::both_ways(backend, seed, count));
        campaign.count(violation, 1);
    }
    campaign.end();
}
