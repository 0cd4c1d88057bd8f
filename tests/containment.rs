//! Drafts of strangers: whatever a script tries, the server goes on, no file is opened, and somebody is told.
//! The corpus holds one trick per file; its first line says what must come of it.

pub mod fuzz;
mod generate;
mod mutate;
mod packs;

use std::time::Duration;

use engine::trial::{
    ANSWER_MAX_BYTES, DEADLINE_SECONDS, REQUEST_MAX_BYTES, TrialFault, TrialRequest, TrialResult, TrialTask,
    TriedOutcome,
};
use harness::trials::{BREAK_OUT, TrialServer, escaping_trial, program, trial};
use packs::{evaluation, scripts, small_pack};

/// What an acceptance of the corpus needs at least.
const TRICKS_MINIMUM: usize = 60;
/// More than the worker's own limit on its heap, less than twice as much.
const PEAK_MAX_KIB: u64 = 192 * 1024;

/// Time of a trial that was stopped at its deadline, and a little for the killing.
fn longest() -> u64 {
    u64::try_from(Duration::from_secs(DEADLINE_SECONDS + 2).as_micros()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_trick_of_the_corpus_touches_the_server() {
    let mut server = TrialServer::start().await;
    let tricks = scripts();
    assert!(tricks.len() >= TRICKS_MINIMUM, "only {} tricks", tricks.len());
    let (mut wrong, mut slowest, mut largest) = (Vec::new(), (0, ""), (0, ""));
    for (number, trick) in (0..).zip(&tricks) {
        server.ask(number, evaluation(&trick.script)).await;
        let tried = server.hear().await.unwrap_or_else(|| panic!("{} ended the server", trick.name));
        assert!(server.is_well().await, "after {} the server is not well", trick.name);
        assert!(tried.opened.is_empty(), "{} opened {:?}", trick.name, tried.opened);
        if tried.outcome != trick.expected {
            wrong.push(format!("{}: {} ({})", trick.name, tried.outcome, tried.detail));
        }
        slowest = slowest.max((tried.micros, trick.name.as_str()));
        largest = largest.max((tried.peak_kib, trick.name.as_str()));
    }
    println!("{} tricks, slowest {slowest:?} µs, largest {largest:?} KiB", tricks.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(slowest.0 < longest() && largest.0 < PEAK_MAX_KIB, "{slowest:?} {largest:?}");
}

/// The sandbox is taken to have failed: the code itself asks, and the kernel refuses.
#[tokio::test]
async fn a_contained_process_reaches_nothing() {
    let mut command = tokio::process::Command::new(program());
    let said = command.args([BREAK_OUT, "reach"]).env_clear().output().await.unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    let descriptors_used_up = 24;
    assert!(said.contains("program barred"), "{said}");
    for door in ["read", "write", "folder", "connect", "listen"] {
        assert!(said.contains(&format!("{door} refused {descriptors_used_up}\n")), "{door}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_death_of_a_worker_is_told_by_its_name() {
    let deaths = [
        ("allocate", "trial-fault-memory"),
        ("recurse", "trial-fault-crashed"),
        ("abort", "trial-fault-crashed"),
        ("flood", "trial-fault-unreadable"),
        ("babble", "trial-fault-unreadable"),
        ("silence", "trial-fault-unreadable"),
        ("refuse", "trial-fault-refused"),
        ("spin", "trial-fault-deadline"),
        ("wait", "trial-fault-deadline"),
    ];
    // Side by side: each way has a bound on its workers of its own.
    let died = futures::future::join_all(deaths.map(|(way, code)| async move {
        let fault = escaping_trial(way).run(&evaluation("output(\"n\", 1);")).await.unwrap_err();
        assert_eq!(fault.code(), code, "{way}: {fault}");
    }));
    died.await;
    let nowhere = engine::trial::Trial::new("/nowhere/houbu", ["rule-worker"]);
    let fault = nowhere.run(&evaluation("1;")).await.unwrap_err();
    assert!(matches!(fault, TrialFault::Refused { .. }), "{fault}");
}

/// A request larger than the bound starts nothing; one just below it is answered.
#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_said() {
    let filled = |bytes: usize| {
        let mut request = evaluation("output(\"n\", 1);");
        request.files.insert("notes.txt".to_owned(), "a".repeat(bytes));
        request
    };
    let fault = escaping_trial("spin").run(&filled(REQUEST_MAX_BYTES)).await.unwrap_err();
    assert!(matches!(fault, TrialFault::Refused { .. }), "{fault}");
    let answer = trial().run(&filled(REQUEST_MAX_BYTES - 10_000)).await.unwrap();
    assert_eq!(answer.result, TrialResult::NotCompiled);
    assert!(answer.findings[0].message.contains("larger"), "{:?}", answer.findings);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_goes_away_takes_the_worker_with_it() {
    let trial = escaping_trial("wait");
    let waiting = trial.clone();
    let caller = tokio::spawn(async move { waiting.run(&evaluation("1;")).await });
    let mine = || packs::processes_called(BREAK_OUT, "wait");
    while mine().is_empty() {
        tokio::task::yield_now().await;
    }
    let started = mine();
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    while mine().iter().any(|process| started.contains(process)) {
        tokio::task::yield_now().await;
    }
}

/// Manifest, form, cases and texts are read by the worker too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_files_of_a_draft_are_contained_as_well() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
    let many_facts = |count: usize| {
        let fact = |n| {
            format!(
                "[[fact]]\nkey = \"f{n}\"\nkind = \"number\"\ntitle_zh = \"数\"\ntitle_en = \"n\"\nsource = \"form\"\n"
            )
        };
        (0..count).map(fact).collect::<String>()
    };
    let cases = |inputs: &str, count: usize| {
        let case = format!("{{\"id\":\"a\",\"programme\":\"SMALL\",\"inputs\":{inputs},\"expected\":{{}}}}");
        format!("[{}]", vec![case; count].join(","))
    };
    let (manifest, small) = ("programme.toml", small_pack("output(\"n\", x);")["programme.toml"].clone());
    for (what, file, text) in [
        ("tables without end", manifest, format!("{small}\n{}", "[a".repeat(20_000))),
        ("lists in lists", manifest, format!("x = {}", deep("[", "]"))),
        ("dotted keys", manifest, format!("{small}\n[pipeline]\n{}a = 1", "a.".repeat(20_000))),
        ("facts without end", manifest, format!("{small}\n{}", many_facts(20_000))),
        ("nested form", "form.json", deep("[", "]")),
        ("nested objects", "form.json", deep("{\"a\":", "}")),
        ("nested inputs", "cases.json", cases(&deep("[", "]"), 1)),
        ("long numbers", "cases.json", cases(&format!("{{\"x\": {}}}", "9".repeat(1_000_000)), 1)),
        ("cases without end", "cases.json", cases("{\"x\": 1}", 50_000)),
        ("a text without end", "texts.en.ftl", "a".repeat(3_000_000)),
    ] {
        let mut request = TrialRequest { files: small_pack("output(\"n\", x);"), task: TrialTask::Cases };
        request.files.insert(file.to_owned(), text);
        match trial().run(&request).await {
            Ok(answer) => assert!(serde_json::to_vec(&answer).unwrap().len() <= ANSWER_MAX_BYTES, "{what}"),
            Err(fault) => {
                let is_orderly = !matches!(fault, TrialFault::Crashed { .. } | TrialFault::Unreadable { .. });
                assert!(is_orderly, "{what}: {fault}");
            }
        }
    }
}

/// Every shipped pack runs its own cases in a worker, within its limits, as it does without.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_shipped_pack_can_be_tried() {
    for (name, files) in packs::shipped() {
        let answer = trial().run(&TrialRequest { files, task: TrialTask::Cases }).await.unwrap();
        assert!(answer.fingerprint.is_some() && answer.findings.is_empty(), "{name}: {:?}", answer.findings);
        let TrialResult::Cases { cases } = answer.result else { panic!("{name}: {:?}", answer.result) };
        let failed: Vec<_> = cases.iter().filter(|case| case.outcome != TriedOutcome::Passed).collect();
        assert!(!cases.is_empty() && failed.is_empty(), "{name}: {failed:?}");
    }
}

#[tokio::test]
async fn a_check_warns_of_what_nobody_looks_at() {
    let request = TrialRequest { files: small_pack("output(\"n\", x);"), task: TrialTask::Check };
    let answer = trial().run(&request).await.unwrap();
    let TrialResult::Checked { warnings } = answer.result else { panic!("{:?}", answer.result) };
    let unused = warnings.iter().filter(|warning| warning.concern.code() == "unused-fact");
    assert_eq!(unused.map(|warning| warning.concern.subject()).collect::<Vec<_>>(), ["word", "xs"]);
}

#[tokio::test]
async fn a_verdict_comes_back_as_it_was_given() {
    let request = evaluation("amount(\"a\").banded(x, [[3, percent(50)]], 1 / 3);");
    let answer = trial().run(&request).await.unwrap();
    let TrialResult::Verdict { verdict } = answer.result else { panic!("{:?}", answer.result) };
    let files = request.files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let pack = rules::Pack::from_files(files).unwrap();
    let facts = pack.read_facts(packs::FACTS).unwrap();
    let here = pack.evaluate("SMALL", &facts, &rules::ParameterOverrides::new()).unwrap();
    assert_eq!(verdict.to_json(), here.to_json());
    assert_eq!(answer.fingerprint.as_deref(), Some(pack.fingerprint()));
}

/// What is wrong is said with its place, beside whatever could be done all the same.
#[tokio::test]
async fn a_draft_with_faults_is_told_where_they_are() {
    let answer = trial().run(&evaluation("let n = 1;\noutput(\"n\", wrod);")).await.unwrap();
    assert_eq!(answer.result, TrialResult::NotCompiled);
    let found = &answer.findings[0];
    assert_eq!((found.file.as_str(), found.line), ("small.rhai", 2));
    assert!(found.remedy.contains("word"), "{found:?}");
    let redefined = "fn at_least(a, b) { true }\noutput(\"n\", at_least(x, 9));";
    let answer = trial().run(&evaluation(redefined)).await.unwrap();
    assert!(answer.findings[0].message.contains("at_least"), "{:?}", answer.findings);
    let answer = trial().run(&evaluation("criterion(\"a\", \"1\").at_least(x, 1);")).await.unwrap();
    assert_eq!(answer.findings.len(), 1, "the criterion has no legal basis");
    assert!(matches!(answer.result, TrialResult::Verdict { .. }), "{:?}", answer.result);
}
