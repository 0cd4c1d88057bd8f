//! A refused case says what would have been enough: on the page in both languages, with units, and to
//! programs. What nobody can change is said to be so.

use harness::{House, Page, on_both_databases};
use serde_json::Value;
use workflow::Command;
use workflow::application::Answers;
use workflow::id::ApplicationId;

/// An enterprise that fails two conditions it could have met and one it could not.
const ANSWERS: [(&str, &str); 18] = [
    ("cert_year", "2025"),
    ("days_registered", "3900"),
    ("owns_core_ip", "no"),
    ("tech_field_listed", "yes"),
    ("tech_staff", "9"),
    ("total_staff", "95"),
    ("innovation_score", "82"),
    ("incident_in_365d", "no"),
    ("sales_y.0", "30000000"),
    ("sales_y.1", "36000000"),
    ("sales_y.2", "42000000"),
    ("rd_y.0", "1500000"),
    ("rd_y.1", "1800000"),
    ("rd_y.2", "2100000"),
    ("rd_domestic_total", "5000000"),
    ("expenses_total", "95000000"),
    ("ht_revenue", "30000000"),
    ("total_revenue", "43000000"),
];

async fn draft(house: &House, answers: Answers) -> ApplicationId {
    let organisation = house.cast.organisations[0];
    let signed = house.member_of(organisation).await;
    let begun = house.engine.start_application(&signed, house.cast.calls[0], organisation, "begin").await;
    let case = begun.unwrap().application;
    house.give(&signed, case, Command::SaveAnswers { answers }, "save").await;
    case
}

fn answers(replaced: &[(&str, &str)]) -> Answers {
    let all = ANSWERS.iter().chain(replaced);
    all.map(|(fact, value)| ((*fact).to_owned(), (*value).to_owned())).collect()
}

#[track_caller]
fn says(page: &Page, words: &[&str]) {
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

async fn told_to_programs(house: &House, case: ApplicationId) -> Value {
    let signed = house.signed("applicant").await;
    let token = house.engine.create_api_token(&signed, "remedies").await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let place = format!("{}/api/v1/applications/{case}", house.url());
    let answer = http.get(place).bearer_auth(token).send().await.unwrap();
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

on_both_databases! {
    async fn the_least_that_would_have_been_enough_is_said(database: Database) {
        let house = House::open(database).await;
        let case = draft(&house, answers(&[])).await;
        let applicant = house.client("applicant").await;
        let page = applicant.get(&format!("/applications/{case}/check")).await;
        says(&page, &["满足本条最少需要：", "科技人员数现为 9 人，再增加 1 人（达到 10 人）"]);
        says(&page, &["拥有核心自主知识产权现为“否”，改为“是”", "各条同时满足，最少需要：", "数据须如实填报"]);
        applicant.get("/language/en").await;
        let page = applicant.get(&format!("/applications/{case}/check")).await;
        says(&page, &["The least that would meet this:", "9 people now, 10 people needed (+1)"]);
        let body = told_to_programs(&house, case).await;
        let remedies = &body["judgement"]["remedies"]["HNTE_COND"];
        assert_eq!(remedies["whole"][0]["leads_to"], "eligible", "{remedies}");
        let changes = remedies["whole"][0]["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 2, "{remedies}");
        assert_eq!(changes[1]["fact"], "tech_staff");
        assert_eq!(changes[1]["to"]["number"], "10");
    }

    async fn what_nobody_can_change_is_said_to_be_so(database: Database) {
        let house = House::open(database).await;
        let case = draft(&house, answers(&[("incident_in_365d", "yes")])).await;
        let applicant = house.client("applicant").await;
        let page = applicant.get(&format!("/applications/{case}/check")).await;
        says(&page, &["本条依据的情况无法由申报单位改变。", "再增加 1 人", "本次没有可以达到全部条件的变化"]);
        let body = told_to_programs(&house, case).await;
        let remedies = &body["judgement"]["remedies"]["HNTE_COND"];
        assert_eq!(remedies["whole"], Value::Array(Vec::new()), "{remedies}");
        let criteria = remedies["criteria"].as_array().unwrap();
        let incident = criteria.iter().find(|criterion| criterion["code"] == "no-incident").unwrap();
        assert_eq!(incident["obstacle"], "unchangeable");
    }

    async fn a_case_that_qualifies_is_told_nothing_of_the_kind(database: Database) {
        let house = House::open(database).await;
        let case = draft(&house, answers(&[("owns_core_ip", "yes"), ("tech_staff", "18")])).await;
        let applicant = house.client("applicant").await;
        let page = applicant.get(&format!("/applications/{case}/check")).await;
        assert!(page.status.is_success() && !page.has("最少需要"), "{}", page.text());
        assert!(told_to_programs(&house, case).await["judgement"].get("remedies").is_none());
    }
}
