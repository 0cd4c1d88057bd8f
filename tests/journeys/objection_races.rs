//! Objections at the same moment: none is lost, one answer stands, and a reviewer's answer is refused in
//! words by the page and to a program alike.

use std::collections::BTreeSet;

use engine::EngineError;
use engine::perform::Receipt;
use harness::on_both_databases;
use reqwest::StatusCode;
use serde_json::{Value, json};
use store::objections::ObjectionRow;
use workflow::command::ObjectionDecision;
use workflow::state::State;
use workflow::{Application, RefusalReason};

use super::objections::{CONTACT, IDENTITY, List, NAME, TEXT};
use super::walk::{refuses, says};

const RIVALS: usize = 8;
const ROUNDS: usize = 4;

impl List {
    async fn rows(&self, case: usize) -> Vec<ObjectionRow> {
        store::objections::of_application(self.house.database.store(), self.cases[case]).await.unwrap()
    }

    async fn state(&self, case: usize) -> Application {
        let row = store::applications::find(self.house.database.store(), self.cases[case]).await;
        serde_json::from_str(&row.unwrap().unwrap().state_json).unwrap()
    }

    async fn decide(
        &self,
        who: &str,
        case: usize,
        version: u64,
        decision: ObjectionDecision,
    ) -> Result<Receipt, EngineError> {
        let signed = self.house.signed(who).await;
        let answer = (decision, format!("{who}答复"));
        let key = format!("{who}-{case}-{version}");
        self.house.engine.decide_objection(&signed, self.cases[case], version, answer, &key).await
    }

    /// A case as a program of this account reads it.
    async fn told(&self, who: &str, case: usize) -> Value {
        let answer = self.program(who, reqwest::Method::GET, &format!("/{}", self.cases[case]), None).await;
        assert!(answer.0.is_success(), "{who}: {}", answer.1);
        answer.1
    }

    async fn program(
        &self,
        who: &str,
        method: reqwest::Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let token = self.house.engine.create_api_token(&self.house.signed(who).await, "objections").await;
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = http.request(method, format!("{}/api/v1/applications{path}", self.house.url()));
        let request = request.bearer_auth(token.unwrap()).header("accept-language", "zh-CN");
        let request = match body {
            Some(body) => request.header("idempotency-key", who).json(&body),
            None => request,
        };
        let response = request.send().await.unwrap();
        (response.status(), response.json().await.unwrap())
    }
}

/// How many objections the case itself waits for.
fn awaited(application: &Application) -> usize {
    match &application.state {
        State::Objection { objections, .. } => objections.len(),
        _ => 0,
    }
}

on_both_databases! {
    async fn everybody_at_once_is_heard(database: Database) {
        let list = List::open(database).await;
        let names: Vec<String> = (0..RIVALS).map(|rival| format!("异议人{rival}")).collect();
        let filed = names.iter().map(|name| list.file(0, name, name));
        let filed = futures::future::join_all(filed).await;
        let numbers: BTreeSet<String> = filed.into_iter().map(|filed| filed.unwrap().number).collect();
        assert_eq!(numbers.len(), RIVALS, "each has a number of its own: {numbers:?}");
        let rows = list.rows(0).await;
        let stored: BTreeSet<&String> = rows.iter().map(|row| row.name.reveal()).collect();
        assert_eq!(stored, names.iter().collect());
        assert_eq!(awaited(&list.state(0).await), RIVALS);
        assert_eq!(awaited(&list.state(1).await), 0, "only that item is frozen");
        assert_eq!(list.house.engine.audit().await.unwrap().faults, []);
    }

    async fn of_two_answers_one_stands(database: Database) {
        let list = List::open(database).await;
        for name in ["异议人甲", "异议人乙"] {
            list.file(0, name, name).await.unwrap();
        }
        let version = list.state(0).await.version;
        let answers = futures::future::join(
            list.decide("newcomer", 0, version, ObjectionDecision::Dismissed),
            list.decide("officer3", 0, version, ObjectionDecision::Upheld),
        );
        let (dismissed, upheld) = answers.await;
        let (stands, lost, winner) = match (dismissed, upheld) {
            (Ok(_), Err(lost)) => ("dismissed", lost, "newcomer"),
            (Err(lost), Ok(_)) => ("upheld", lost, "officer3"),
            both => panic!("one of them stands: {both:?}"),
        };
        assert!(matches!(&lost, EngineError::Conflict { .. }), "{lost:?}");
        let winner = list.house.signed(winner).await.id();
        for row in list.rows(0).await {
            assert_eq!((row.decision.as_deref(), row.decided_by), (Some(stands), Some(winner)));
        }
        list.house.deliver_mail().await;
        let mails = list.house.mails();
        let replies = mails.iter().filter(|mail| format!("{mail:?}").contains(CONTACT)).count();
        assert_eq!(replies, 2, "each objector hears one answer");
        assert_eq!(list.house.engine.audit().await.unwrap().faults, []);
    }

    async fn an_objection_beside_an_answer_is_answered_or_waits(database: Database) {
        let list = List::open(database).await;
        list.file(0, NAME, "first").await.unwrap();
        for round in 0..ROUNDS {
            let version = list.state(0).await.version;
            let address = format!("round-{round}");
            let (filed, decided) = futures::future::join(
                list.file(0, NAME, &address),
                list.decide("newcomer", 0, version, ObjectionDecision::Dismissed),
            ).await;
            filed.expect("the list is public all the while");
            if let Err(refused) = &decided {
                assert!(matches!(refused, EngineError::Conflict { .. }), "{refused:?}");
            }
            let open = list.rows(0).await.iter().filter(|row| row.decided_at.is_none()).count();
            assert_eq!(awaited(&list.state(0).await), open, "the case waits for every open one");
            assert!(open > 0, "nobody has read the newest one");
        }
        assert_eq!(list.rows(0).await.len(), ROUNDS + 1);
        assert_eq!(list.house.engine.audit().await.unwrap().faults, []);
    }

    async fn a_reviewer_who_answers_all_the_same_is_refused_in_words(database: Database) {
        let list = List::open(database).await;
        says(&list.object_soundly(0).await, &["受理编号"]);
        let version = list.state(0).await.version.to_string();
        let refused = "异议须由没有参与审核的人员处理";
        // The page offers a reviewer no form, so it is sent without one.
        let reviewer = list.house.client("officer").await;
        let place = format!("/applications/{}", list.cases[0]);
        let html = reviewer.get(&place).await.html();
        let (_, rest) = html.split_once("name=\"_csrf\" value=\"").expect("the page has a form");
        let csrf = rest.split('"').next().unwrap();
        let typed = [
            ("_csrf", csrf),
            ("_key", "forced"),
            ("_version", &version),
            ("objection_decision", "dismissed"),
            ("objection_reply", "情况属实"),
        ];
        let at = reviewer.url(&format!("{place}/decide-objection"));
        let page = reviewer.page(reviewer.http().post(at).form(&typed).send().await.unwrap()).await;
        refuses(&page, &[refused]);

        let path = format!("/{}/objection-answer?version={version}", list.cases[0]);
        let body = json!({ "decision": "dismissed", "reply": "情况属实" });
        let (status, problem) = list.program("officer", reqwest::Method::POST, &path, Some(body)).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("reviewed-before")), "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(refused), "{problem}");
        let signed = list.decide("officer", 0, version.parse().unwrap(), ObjectionDecision::Upheld).await;
        let Err(EngineError::Refused(told)) = signed else { panic!("{signed:?}") };
        assert_eq!(told.reason, RefusalReason::ReviewedBefore);
        assert_eq!(awaited(&list.state(0).await), 1);
    }

    async fn a_program_reads_of_an_objection_what_the_page_says(database: Database) {
        let list = List::open(database).await;
        assert_eq!(list.told("newcomer", 0).await.get("objections"), None);
        says(&list.object_soundly(0).await, &["受理编号"]);
        for reviewer in ["officer", "director"] {
            let body = list.told(reviewer, 0).await;
            assert_eq!(body["objections"][0]["text"], TEXT, "{reviewer}");
            assert_no_objector(reviewer, &body);
        }
        for handler in ["newcomer", "supervisor"] {
            let body = list.told(handler, 0).await;
            let objector = json!({ "name": NAME, "identity_masked": "1101**********002X", "contact": CONTACT });
            assert_eq!(body["objections"][0]["objector"], objector, "{handler}");
            assert!(!body.to_string().contains(IDENTITY), "{handler} reads the whole number");
        }
        let own = list.told("applicant", 0).await;
        assert_no_objector("applicant", &own);
        assert!(!own.to_string().contains(TEXT), "{own}");
        assert_eq!(own["objections"][0].get("decision"), None);

        let version = list.state(0).await.version;
        list.decide("newcomer", 0, version, ObjectionDecision::Dismissed).await.unwrap();
        let own = list.told("applicant", 0).await;
        let answered = &own["objections"][0];
        assert_eq!((&answered["decision"], &answered["reply"]), (&json!("dismissed"), &json!("newcomer答复")));
        assert_no_objector("applicant", &own);
        assert_no_objector("officer3", &list.told("officer3", 0).await);
        assert_eq!(list.told("newcomer", 0).await["objections"][0]["objector"]["name"], NAME);
    }
}

#[track_caller]
fn assert_no_objector(reader: &str, body: &Value) {
    assert_eq!(body["objections"].as_array().map(Vec::len), Some(1), "{reader}: {body}");
    assert_eq!(body["objections"][0].get("objector"), None, "{reader}");
    for secret in [NAME, IDENTITY, CONTACT] {
        assert!(!body.to_string().contains(secret), "{reader} reads {secret}");
    }
}
