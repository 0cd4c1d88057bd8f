//! What the door refuses, and how: forged forms, bodies too large, unknown pages, missing rights.
//! Which role may call which route is tested elsewhere.

use harness::{House, on_both_databases};
use reqwest::StatusCode;
use serde_json::Value;

use super::coming_in::sign_in;

const PASSWORD: &str = engine::demo::DEMO_PASSWORD;

on_both_databases! {
    async fn a_form_without_its_token_or_from_another_site_does_nothing(database: Database) {
        let house = House::open(database).await;
        let officer = house.visitor();
        sign_in(&officer, "officer@demo.houbu.test", PASSWORD).await;
        let account = officer.get("/account").await;
        let fields = [("_key", "k"), ("title", "stolen")];
        let bare = officer.http().post(officer.url("/account/tokens")).form(&fields).send().await.unwrap();
        assert_eq!(bare.status(), StatusCode::FORBIDDEN);
        let other = house.visitor();
        let theirs = other.get("/sign-in").await.html();
        let token = theirs.split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let fields = [("_csrf", token.as_str()), ("_key", "k"), ("title", "stolen")];
        let foreign = officer.http().post(officer.url("/account/tokens")).form(&fields).send().await.unwrap();
        assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
        let own = account.html();
        let own = own.split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let fields = [("_csrf", own.as_str()), ("_key", "k"), ("title", "stolen")];
        let elsewhere = officer
            .http()
            .post(officer.url("/account/tokens"))
            .header("origin", "https://evil.example")
            .form(&fields)
            .send()
            .await
            .unwrap();
        assert_eq!(elsewhere.status(), StatusCode::FORBIDDEN);
        assert!(!officer.get("/account").await.has("stolen"));
        let made = officer.submit(&account, "/account/tokens", &[("title", "stolen")]).await;
        assert!(made.has("stolen"), "the same form with its token works: {}", made.text());
    }

    async fn failures_are_pages_for_people_and_problems_for_programs(database: Database) {
        let house = House::open(database).await;
        let visitor = house.visitor();
        let lost = visitor.get("/no/such/page").await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
        assert!(lost.has("页面不存在") && lost.html().contains("</html>"), "{}", lost.html());
        let english = visitor.get("/language/en?back=/no/such/page").await;
        assert!(english.html().contains("lang=\"en\""), "{}", english.html());
        let problem = visitor.get("/api/v1/no-such-thing").await;
        assert_eq!(problem.status, StatusCode::NOT_FOUND);
        assert_eq!(problem.headers["content-type"], "application/problem+json");
        let problem: Value = serde_json::from_slice(&problem.body).unwrap();
        assert_eq!((&problem["status"], &problem["code"]), (&Value::from(404), &Value::from("not-found")));
        let method = visitor.http().delete(visitor.url("/sign-in")).send().await.unwrap();
        assert!(method.status().is_client_error());
        let applicant = house.visitor();
        sign_in(&applicant, "officer@demo.houbu.test", PASSWORD).await;
        let refused = applicant.get("/admin/people").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.html().contains("/sign-out"), "the page still knows who reads it");
    }

    async fn a_body_too_large_is_answered_with_the_limit(database: Database) {
        let house = House::open(database).await;
        let visitor = house.visitor();
        let form = vec![b'x'; 3 * 1024 * 1024];
        let page = visitor.http().post(visitor.url("/sign-in")).body(form).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.text().await.unwrap().contains("1 MB"));
        assert_eq!(visitor.get("/health/ready").await.status, StatusCode::OK, "the server stays up");
    }

    async fn every_answer_carries_the_strict_headers(database: Database) {
        let house = House::open(database).await;
        let visitor = house.visitor();
        for path in ["/", "/sign-in", "/no/such/page", "/api/v1/no", "/health/live"] {
            let page = visitor.get(path).await;
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}");
            assert!(!policy.contains("unsafe"), "{path}");
            assert_eq!(page.headers["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(page.headers["cache-control"], "no-store", "{path}");
        }
    }

    async fn every_link_of_the_front_page_opens_for_whoever_sees_it(database: Database) {
        let house = House::open(database).await;
        for name in ["officer", "director", "maker", "checker", "policy", "supervisor", "admin", "applicant"] {
            let client = house.visitor();
            let home = sign_in(&client, &format!("{name}@demo.houbu.test"), PASSWORD).await;
            assert_eq!(home.status, StatusCode::OK, "{name}: {}", home.text());
            let mut places = home.links_to("/");
            places.retain(|place| !place.starts_with("/language/"));
            assert!(places.len() > 6, "{name}: {places:?}");
            for place in places {
                let page = client.get(&place).await;
                assert_eq!(page.status, StatusCode::OK, "{name} at {place}: {}", page.text());
            }
        }
    }
}
