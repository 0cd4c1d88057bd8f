//! The JSON API over HTTP, as a program meets it: tokens, keys, versions, units, problems.
//! Who may call what is tried in `authorization`.

mod rules;

use harness::{House, on_both_databases};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A program with somebody's token.
struct Program {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

struct Answer {
    status: StatusCode,
    media_type: String,
    body: Value,
}

impl Program {
    fn anonymous(house: &House) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().expect("a client can be built");
        Self { http, base: house.url(), token: None }
    }

    async fn of(house: &House, name: &str) -> Self {
        let signed = house.signed(name).await;
        let token = house.engine.create_api_token(&signed, "api").await.expect("a token is made");
        Self { token: Some(token), ..Self::anonymous(house) }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await
    }

    async fn post(&self, path: &str, key: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(key), Some(body.to_string())).await
    }

    async fn put(&self, path: &str, key: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(key), Some(body.to_string())).await
    }

    async fn send(&self, method: Method, path: &str, key: Option<&str>, body: Option<String>) -> Answer {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        request = request.header("accept-language", "en");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let response = request.send().await.expect("the server answers");
        let media_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
        let (status, media_type) = (response.status(), media_type.unwrap_or_default().to_owned());
        let bytes = response.bytes().await.expect("the body arrives");
        Answer { status, media_type, body: serde_json::from_slice(&bytes).unwrap_or_default() }
    }
}

impl Answer {
    #[track_caller]
    fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self.body
    }

    /// A problem with this status and code, in the form every problem has.
    #[track_caller]
    fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.media_type, "application/problem+json");
        assert_eq!(self.body["status"], status, "{}", self.body);
        assert_eq!(self.body["code"], code, "{}", self.body);
        let detail = self.body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(' '), "said in words: {detail}");
        self.body
    }

    /// One wrong field, with words in which no key is left unsaid.
    #[track_caller]
    fn fault(self, field: &str, code: &str) {
        let body = self.problem(422, "invalid");
        let fault = &body["faults"][0];
        assert_eq!((&fault["field"], &fault["code"]), (&json!(field), &json!(code)), "{body}");
        let message = fault["message"].as_str().unwrap_or_default();
        assert!(message.contains(' ') && !message.contains("error-"), "said in words: {message}");
    }
}

/// A case begun by the applicant: its id and the paths that need it.
async fn begun(applicant: &Program) -> (String, Value) {
    let calls = applicant.get("/calls").await.ok();
    let call = calls["items"]
        .as_array()
        .and_then(|items| items.iter().find(|call| call["programme"] == "hnte-reward"));
    let organisations = applicant.get("/organisations").await.ok();
    let beginning = json!({
        "call": call.expect("the demo has an open call")["id"],
        "organisation": organisations["items"][0]["id"],
    });
    let case = applicant.post("/applications", "begin", beginning.clone()).await.ok();
    (case["id"].as_str().expect("an id").to_owned(), beginning)
}

on_both_databases! {
    async fn a_case_is_begun_written_and_refused_with_reasons(database: Database) {
        let house = House::open(database).await;
        let applicant = Program::of(&house, "applicant").await;
        let (id, beginning) = begun(&applicant).await;

        let again = applicant.post("/applications", "begin", beginning).await.ok();
        assert_eq!(again, json!({ "id": id, "already_there": false }), "the same key answers the same");
        let other = json!({ "call": "0", "organisation": "0" });
        applicant.post("/applications", "begin", other).await.fault("call", "choice");

        let case = applicant.get(&format!("/applications/{id}")).await.ok();
        assert_eq!(case["stage"], "draft");
        let actions: Vec<_> = case["actions"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(actions.contains(&"submit") && actions.contains(&"save-answers"), "{actions:?}");
        assert!(case["account_masked"].as_str().is_some_and(|number| number.contains('*')), "{case}");
        let began = case["timeline"][0]["at"].as_str().unwrap_or_default();
        assert!(began.starts_with("2026-03-02T09:") && began.ends_with("+08:00"), "{began}");

        let answers = json!({ "answers": { "cert_year": "2025" } });
        let dry = applicant.post(&format!("/applications/{id}/check"), "none", answers.clone()).await.ok();
        assert_eq!(dry["award"]["eligibility"], "eligible", "{dry}");
        assert_eq!(dry["award"]["payable_fen"], 20_000_000, "{dry}");
        let untouched = applicant.get(&format!("/applications/{id}")).await.ok();
        assert_eq!((&untouched["version"], &untouched["answers"]), (&case["version"], &json!({})));

        let version = case["version"].as_u64().expect("a version");
        let place = format!("/applications/{id}/answers?version={version}");
        let saved = applicant.put(&place, "save", answers.clone()).await.ok();
        assert_eq!(saved["version"], version + 1);
        applicant.put(&place, "save-stale", answers).await.problem(409, "conflict");

        let place = format!("/applications/{id}/commands?version={}", version + 1);
        let refused = applicant.post(&place, "submit", json!({ "command": "submit" })).await;
        let refused = refused.problem(409, "incomplete");
        assert_eq!(refused["refusal"]["command"], "submit");
        assert!(refused["refusal"]["fields"].as_array().is_some_and(|fields| !fields.is_empty()), "{refused}");
    }

    async fn problems_name_the_place_and_the_remedy(database: Database) {
        let house = House::open(database).await;
        let nobody = Program::anonymous(&house);
        nobody.get("/me").await.problem(401, "not-signed-in");
        nobody.get("/nothing").await.problem(404, "not-found");
        let applicant = Program::of(&house, "applicant").await;
        applicant.get("/finance/due").await.problem(403, "forbidden");
        applicant.send(Method::POST, "/applications", None, Some("{}".to_owned())).await
            .fault("Idempotency-Key", "header-missing");
        applicant.send(Method::POST, "/applications", Some("a"), Some("{".to_owned())).await
            .fault("body", "json-unreadable");
        applicant.post("/engine/cases", "none", json!({ "not": "a list" })).await
            .fault("body", "case-file-unreadable");

        let (id, _) = begun(&applicant).await;
        let place = format!("/applications/{id}/commands?version=1");
        let order = json!({ "command": "order-payment", "order": id, "batch": id });
        applicant.post(&place, "pay", order).await.fault("body", "json-unreadable");
        let other = Program::of(&house, "applicant2").await;
        other.get(&format!("/applications/{id}")).await.problem(404, "not-found");
        other.post(&place, "meddle", json!({ "command": "withdraw", "reason": "x" })).await
            .problem(404, "not-found");
    }

    async fn policy_and_supervision_are_read(database: Database) {
        let house = House::open(database).await;
        let applicant = Program::of(&house, "applicant").await;
        let packs = applicant.get("/packs").await.ok();
        for pack in packs["items"].as_array().expect("packs") {
            let whole = applicant.get(&format!("/packs/{}", pack["fingerprint"].as_str().unwrap_or_default())).await.ok();
            let cases = whole["cases"].as_array().expect("cases");
            assert!(!cases.is_empty() && cases.iter().all(|case| case["result"] == "passed"), "{cases:?}");
        }
        let file = json!([
            { "id": "good", "programme": "USCC", "inputs": { "code": "x" }, "expected": { "valid": false } },
            { "id": "bad", "programme": "USCC", "inputs": { "code": "x" }, "expected": { "valid": true } },
            { "id": "strange", "programme": "NOBODY", "inputs": {}, "expected": {} },
        ]);
        let report = applicant.post("/engine/cases", "none", file).await.ok();
        assert_eq!((&report["passed"], &report["failed"], &report["unsupported"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!(report["cases"][1]["mismatches"][0], json!({ "field": "valid", "expected": "true", "got": "false" }));

        begun(&applicant).await;
        let supervisor = Program::of(&house, "supervisor").await;
        let audit = supervisor.get("/supervision/audit").await.ok();
        assert_eq!((&audit["sound"], &audit["applications"]), (&json!(true), &json!(1)), "{audit}");
        let overview = supervisor.get("/supervision/overview").await.ok();
        assert_eq!(overview["stages"][0], json!({ "stage": "draft", "cases": 1, "overdue": 0 }));
        let journal = supervisor.get("/supervision/journal").await.ok();
        assert!(journal["items"].as_array().is_some_and(|items| !items.is_empty()), "{journal}");
    }
}
