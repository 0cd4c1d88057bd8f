//! Sign-in and its throttle, sessions, a forgotten password: through HTTP.
//! Nothing here looks into the database.

use harness::{Client, House, Page, on_both_databases};
use reqwest::StatusCode;

const PASSWORD: &str = engine::demo::DEMO_PASSWORD;
const OFFICER: &str = "officer@demo.houbu.test";

pub async fn sign_in(client: &Client, email: &str, password: &str) -> Page {
    let page = client.get("/sign-in").await;
    client.submit(&page, "/sign-in", &[("email", email), ("password", password)]).await
}

/// The value of a cookie a response sets.
fn set_cookies(page: &reqwest::Response) -> Vec<String> {
    let all = page.headers().get_all("set-cookie").iter();
    all.map(|value| value.to_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn wrong_unknown_and_closed_accounts_answer_alike(database: Database) {
        let house = House::open(database).await;
        let client = house.visitor();
        let wrong = sign_in(&client, OFFICER, "not the password at all").await;
        let unknown = sign_in(&client, "nobody@demo.houbu.test", "not the password at all").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unknown.status, wrong.status);
        assert_eq!(unknown.text(), wrong.text());
        assert!(!wrong.html().contains("not the password at all"), "a password is never shown again");
        assert!(wrong.html().contains(OFFICER), "what was typed stays");
    }

    async fn five_failures_close_the_login_even_to_the_right_password(database: Database) {
        let house = House::open(database).await;
        let client = house.visitor();
        for _ in 0..5 {
            assert_eq!(sign_in(&client, OFFICER, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let refused = sign_in(&client, OFFICER, PASSWORD).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.headers.contains_key("retry-after"));
        assert!(refused.has("15"), "{}", refused.text());
        let other = sign_in(&client, "director@demo.houbu.test", PASSWORD).await;
        assert_eq!(other.status, StatusCode::OK, "another login is not held up: {}", other.text());
    }

    async fn attempts_at_once_do_not_outrun_the_throttle(database: Database) {
        let house = House::open(database).await;
        let attempts = (0..20).map(|_| house.engine.sign_in(OFFICER, "wrong", "192.0.2.1"));
        let outcomes = futures::future::join_all(attempts).await;
        let looked_at = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(engine::EngineError::Invalid(_))))
            .count();
        assert!(looked_at <= 5, "{looked_at} passwords were looked at");
    }

    async fn a_session_gets_a_new_id_at_sign_in_and_dies_at_sign_out(database: Database) {
        let house = House::open(database).await;
        let client = house.visitor();
        let page = client.get("/sign-in").await;
        let token = page.html().split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let planted = "houbu-session=AAAAAAAAAAAAAAAAAAAAAA";
        let response = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap()
            .post(client.url("/sign-in"))
            .header("cookie", format!("{planted}; houbu-csrf={token}"))
            .form(&[("_csrf", token.as_str()), ("_key", "k"), ("email", OFFICER), ("password", PASSWORD)])
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookies = set_cookies(&response);
        let session = cookies.iter().find(|cookie| cookie.starts_with("houbu-session=")).unwrap();
        assert!(!session.starts_with(planted), "a planted id is not taken over");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(session.contains(part), "{session}");
        }
        assert!(cookies.iter().any(|cookie| cookie.starts_with("houbu-csrf=") && !cookie.contains(&token)));

        let signed_in = sign_in(&client, OFFICER, PASSWORD).await;
        assert_eq!(signed_in.status, StatusCode::OK);
        let account = client.get("/account").await;
        let left = client.submit(&account, "/sign-out", &[]).await;
        assert!(left.html().contains("您已退出登录"), "{}", left.text());
        assert!(client.get("/account").await.path.starts_with("/sign-in?next=/account"));
    }

    async fn one_is_led_back_to_the_page_one_asked_for_and_never_elsewhere(database: Database) {
        let house = House::open(database).await;
        let client = house.visitor();
        let page = client.get("/officer/organisations?all=yes").await;
        assert!(page.path.starts_with("/sign-in?next="), "{}", page.path);
        let fields = [("email", OFFICER), ("password", PASSWORD)];
        let back = client.submit(&page, "/sign-in", &fields).await;
        assert_eq!(back.path, "/officer/organisations?all=yes");
        let stranger = house.visitor();
        let page = stranger.get("/sign-in?next=//evil.example/").await;
        assert_eq!(stranger.submit(&page, "/sign-in", &fields).await.path, "/");
    }

    async fn a_forgotten_password_is_reset_once_and_ends_every_session(database: Database) {
        let house = House::open(database).await;
        let signed_in = house.visitor();
        sign_in(&signed_in, OFFICER, PASSWORD).await;
        let client = house.visitor();
        let page = client.get("/password/forgot").await;
        let known = client.submit(&page, "/password/forgot", &[("email", OFFICER)]).await;
        let unknown = client.submit(&page, "/password/forgot", &[("email", "nobody@demo.houbu.test")]).await;
        assert_eq!(known.text(), unknown.text());
        house.deliver_mail().await;
        let mails = house.mails();
        assert_eq!(mails.len(), 1, "only who has an account gets a mail");
        let link = mails[0].text_body.as_str().split_whitespace().find(|word| word.contains("/password/reset?token=")).unwrap();
        let path = link.strip_prefix(&house.url()).unwrap().to_owned();

        let page = client.get(&path).await;
        let fresh = "an entirely new password";
        let short = client.submit(&page, "/password/reset", &[("password", "short"), ("password_again", "other")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "a mistake does not use the link up");
        let fields = [("password", fresh), ("password_again", fresh)];
        let done = client.submit(&page, "/password/reset", &fields).await;
        assert_eq!(done.path, "/sign-in");
        assert_eq!(client.submit(&page, "/password/reset", &fields).await.status, StatusCode::GONE);
        assert!(!client.get(&path).await.html().contains("name=\"password\""));

        assert!(signed_in.get("/account").await.path.starts_with("/sign-in"), "the old session has ended");
        assert_eq!(sign_in(&house.visitor(), OFFICER, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&house.visitor(), OFFICER, fresh).await.status, StatusCode::OK);
    }

    async fn a_link_works_for_an_hour(database: Database) {
        let house = House::open(database).await;
        house.engine.request_password_reset(OFFICER).await.unwrap();
        house.deliver_mail().await;
        let body = house.mails()[0].text_body.as_str().to_owned();
        let token = body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        assert!(house.engine.is_reset_open(&token).await.unwrap());
        let later = house.engine.now().await.unwrap().plus_seconds(3601);
        house.engine.set_demo_clock(later).await.unwrap();
        assert!(!house.engine.is_reset_open(&token).await.unwrap());
        let password = "an entirely new password";
        assert!(house.engine.reset_password(&token, password, password).await.is_err());
    }
}
