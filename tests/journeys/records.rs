//! An applicant types records into a form, one after the other, without a script on the page.
//! What the rules make of records stands with the rules.

use harness::programmes::{ProgrammeFiles, shipped};
use harness::{House, on_both_databases};
use reqwest::StatusCode;

use super::walk::says;

const FACT: &str = r#"
[[fact]]
key = "loans"
kind = "list"
of = "record"
max_length = 3
optional = true
title_zh = "贷款"
title_en = "Loans"
source = "form"

[[fact.field]]
key = "bank"
kind = "text"
title_zh = "贷款银行"
title_en = "Bank"

[[fact.field]]
key = "interest"
kind = "money-yuan"
highest = "1000000"
title_zh = "已付利息"
title_en = "Interest paid"
"#;

fn part(fact: &str, kind: &str, zh: &str, en: &str) -> serde_json::Value {
    serde_json::json!({
        "fact": fact, "title_zh": zh, "title_en": en, "kind": kind, "required": true,
    })
}

/// The technical-contract programme that asks for up to three loans.
fn with_loans() -> ProgrammeFiles {
    let mut files = shipped("technical-contract");
    files.get_mut("programme.toml").unwrap().extend_from_slice(FACT.as_bytes());
    let mut form: serde_json::Value = serde_json::from_slice(&files["form.json"]).unwrap();
    let parts =
        [part("bank", "text", "贷款银行", "Bank"), part("interest", "money", "已付利息", "Interest paid")];
    let loans = serde_json::json!({
        "fact": "loans", "title_zh": "贷款", "title_en": "Loans", "kind": "record-list", "rows": 3, "parts": parts,
    });
    form["sections"][0]["fields"].as_array_mut().unwrap().push(loans);
    files.insert("form.json".to_owned(), form.to_string().into_bytes());
    files
}

on_both_databases! {
    async fn loans_are_typed_one_after_the_other(database: Database) {
        let house = House::open(database).await;
        let call = house.call_of(with_loans()).await.to_string();
        let applicant = house.client("applicant").await;
        let page = applicant.get(&format!("/applications/start?call={call}")).await;
        let page = applicant.submit(&page, "/applications/start", &[("call", call.as_str())]).await;
        let place = page.path.strip_suffix("/form").expect("the form is shown").to_owned();
        let at = |rest: &str| format!("{place}{rest}");
        says(&page, &["贷款第1项", "再填一项贷款"]);
        assert!(!page.has("贷款第2项"), "{}", page.text());

        let typed = [("kind", "unit"), ("loans.0.bank", "农商行"), ("loans.0.interest", "1,000.5"), ("then", "add-loans")];
        let page = applicant.submit(&page, &at("/form"), &typed).await;
        says(&page, &["贷款第2项"]);
        assert!(page.html().contains("1,000.5") && page.html().contains("农商行"), "typed is kept");
        assert!(page.path.contains("more=loans"), "{}", page.path);

        let page = applicant.submit(&page, &at("/form"), &[("loans.1.interest", "2000000"), ("then", "add-loans")]).await;
        says(&page, &["贷款第3项", "贷款 2（已付利息）", "不应大于 1000000"]);
        assert!(!page.has("再填一项贷款"), "three are the most");
        assert!(page.html().contains("href=\"#loans.1.interest\""));

        let page = applicant.submit(&page, &at("/form"), &[("loans.1.interest", "200"), ("then", "check")]).await;
        assert_eq!(page.status, StatusCode::OK);
        says(&page, &["贷款 2（贷款银行）"]);
        assert!(!page.has("贷款 1（"), "the first is whole: {}", page.text());
        let form = applicant.get(&at("/form")).await;
        let page = applicant.submit(&form, &at("/form"), &[("loans.1.bank", "建行"), ("then", "stay")]).await;
        assert!(!page.has("贷款第3项"), "an empty one is not kept");
        let shown = applicant.get(&place).await;
        says(&shown, &["1 贷款银行：农商行", "1 已付利息：1,000.50", "2 贷款银行：建行", "2 已付利息：200.00"]);
    }
}
