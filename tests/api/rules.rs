//! The life of a pack over HTTP: who is let in where, what is refused in words, and what a program reads of it.
//! What the engine decides is tried in `studio`; here it is the way there and back.

use harness::{House, on_both_databases};
use serde_json::{Value, json};

use super::Program;

/// The files with the first band's rate at 2 %, and one case that fits it.
fn raised(files: &Value) -> Value {
    let mut files = files.clone();
    let manifest = files["programme.toml"].as_str().expect("a text");
    let (before, after) =
        manifest.split_once("name = \"band_first_rate\"\nvalue = \"1\"").expect("the rate is 1 %");
    files["programme.toml"] = json!(format!("{before}name = \"band_first_rate\"\nvalue = \"2\"{after}"));
    let case = json!([{ "id": "RATE-01", "programme": "TECH_CONTRACT",
        "inputs": { "kind": "unit", "paid_total": 1_000_000 }, "expected": { "amount": 6500 } }]);
    files["cases.json"] = json!(case.to_string());
    files
}

on_both_databases! {
    async fn a_draft_goes_from_one_program_to_another(database: Database) {
        let house = House::open(database).await;
        let (author, second) = (Program::of(&house, "policy").await, Program::of(&house, "policy2").await);
        let officer = Program::of(&house, "officer").await;
        officer.get("/rules/drafts").await.problem(403, "forbidden");
        author.post("/rules/drafts", "none", json!({ "programme": "no-such" })).await.fault("programme", "choice");
        let begun = author.post("/rules/drafts", "begin", json!({ "programme": "technical-contract" })).await.ok();
        let place = format!("/rules/drafts/{}", begun["id"].as_str().expect("an id"));
        let draft = author.get(&place).await.ok();
        assert_eq!(draft["actions"], json!(["save", "submit", "withdraw"]));

        let change = json!({ "version": 1, "files": raised(&draft["files"]), "note": "第一档提高到 2%" });
        assert_eq!(author.put(&place, "save", change.clone()).await.ok(), json!({ "version": 2 }));
        author.put(&place, "late", change.clone()).await.problem(409, "conflict");
        second.put(&place, "other", change).await.problem(403, "forbidden");
        let report = author.post(&format!("{place}/check"), "", Value::Null).await.ok();
        assert_eq!((&report["green"], &report["cases"][0]["outcome"]), (&json!(true), &json!("passed")));
        let told = second.get(&format!("{place}/difference")).await.ok();
        assert_eq!(told["changes"][0]["name"], "band_first_rate");
        assert_eq!((&told["changes"][0]["old"], &told["changes"][0]["new"]), (&json!("1"), &json!("2")));
        assert_eq!(second.get(&format!("{place}/impact")).await.ok()["totals"]["judged"], 0);

        author.post(&format!("{place}/submit"), "submit", json!({ "version": 2 })).await.ok();
        let days = json!({ "version": 3, "effective_from": "2026-03-32" });
        second.post(&format!("{place}/publish"), "odd", days).await.fault("effective_from", "not-a-date");
        let days = json!({ "version": 3, "effective_from": "2026-03-03" });
        author.post(&format!("{place}/publish"), "own", days.clone()).await.problem(403, "forbidden");
        let published = second.post(&format!("{place}/publish"), "publish", days).await.ok();
        assert_eq!(published, json!({ "publication": 2 }));

        let held = officer.get("/rules/programmes/technical-contract/publications").await.ok();
        let [new, old] = [&held["items"][0], &held["items"][1]];
        assert_eq!((&new["publication"], &new["in_force"], &old["in_force"]), (&json!(2), &json!(false), &json!(true)));
        assert_eq!((&old["superseded_by"], &old["superseded_from"]), (&json!(2), &json!("2026-03-03")));
        let between = format!(
            "/rules/packs/{}/difference/{}",
            old["fingerprint"].as_str().expect("a text"), new["fingerprint"].as_str().expect("a text"),
        );
        assert_eq!(officer.get(&between).await.ok()["changes"], told["changes"]);
        // Its words are known without a restart.
        let shown = author.get(&format!("/packs/{}", new["fingerprint"].as_str().expect("a text"))).await.ok();
        assert_eq!(shown["cases"][0]["result"], "passed");
    }

    async fn what_is_wrong_with_files_is_said_while_they_are_typed(database: Database) {
        let house = House::open(database).await;
        let author = Program::of(&house, "policy").await;
        let begun = author.post("/rules/drafts", "begin", json!({ "programme": "technical-contract" })).await.ok();
        let place = format!("/rules/drafts/{}", begun["id"].as_str().expect("an id"));
        let mut files = author.get(&place).await.ok()["files"].clone();
        let script = files["eligibility.rhai"].as_str().expect("a text").replacen("paid_total", "paid_totl", 1);
        files["eligibility.rhai"] = json!(script);
        let report = author.post("/rules/check", "", json!({ "files": files })).await.ok();
        assert_eq!((&report["green"], &report["fingerprint"]), (&json!(false), &Value::Null));
        let finding = &report["findings"][0];
        assert_eq!((&finding["file"], &finding["line"]), (&json!("eligibility.rhai"), &json!(4)));
        assert!(finding["remedy"].as_str().is_some_and(|remedy| remedy.contains("paid_total")), "{finding}");
        author.post("/rules/check", "", json!({ "file": {} })).await.fault("body", "json-unreadable");
    }
}
