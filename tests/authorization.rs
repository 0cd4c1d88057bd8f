//! Every route × everybody who might call it: the answer is what the table of expectations says.
//!
//! Only the door is tried here: the ids name nothing, so whoever is let in finds nothing to act on.

mod ownership;
mod table;

use std::collections::BTreeSet;

use harness::{Client, House, on_both_databases};
use portal::{Access, RouteRow};
use reqwest::{Method, RequestBuilder, StatusCode};
use workflow::Role;

use table::EXPECTED;

/// An id that names nothing.
const NOBODY: &str = "00000000000000000000000000000000";

/// The demo account that holds exactly one role.
const PEOPLE: [(&str, Role); 13] = [
    ("applicant", Role::Applicant),
    ("recommender", Role::Recommender),
    ("officer", Role::Officer),
    ("expert1", Role::Expert),
    ("tax", Role::Department),
    ("head", Role::SectionHead),
    ("director", Role::Director),
    ("meeting1", Role::BureauMeeting),
    ("maker", Role::FinanceMaker),
    ("checker", Role::FinanceChecker),
    ("policy", Role::Policy),
    ("supervisor", Role::Supervisor),
    ("admin", Role::Administrator),
];

/// Somebody at the door: a browser, and a program with the same person's token.
struct Caller {
    name: &'static str,
    role: Option<Role>,
    browser: Client,
    csrf: String,
    token: Option<String>,
}

impl Caller {
    async fn visitor(house: &House) -> Self {
        let browser = house.visitor();
        let csrf = csrf(&browser, "/sign-in").await;
        Self { name: "anonymous", role: None, browser, csrf, token: None }
    }

    async fn person(house: &House, name: &'static str, role: Role) -> Self {
        let browser = house.client(name).await;
        let csrf = csrf(&browser, "/account").await;
        let signed = house.signed(name).await;
        assert!(signed.holds(role), "{name} should hold {role:?}");
        let token = house.engine.create_api_token(&signed, "authorisation").await.expect("a token is made");
        Self { name, role: Some(role), browser, csrf, token: Some(token) }
    }

    fn is_let_in(&self, access: Access) -> bool {
        match (access, self.role) {
            (Access::Public, _) | (Access::SignedIn, Some(_)) => true,
            (Access::SignedIn | Access::Roles(_), None) => false,
            (Access::Roles(roles), Some(role)) => roles.contains(&role),
        }
    }

    async fn call(&self, row: &RouteRow) -> (StatusCode, String, bool) {
        let request = if is_api(row) { self.by_program(row) } else { self.by_browser(row) };
        let response = request.send().await.expect("the server answers");
        let challenged = response.headers().contains_key("www-authenticate");
        (response.status(), response.url().path().to_owned(), challenged)
    }

    /// A form with the right token, so that nothing but the door can refuse it.
    fn by_browser(&self, row: &RouteRow) -> RequestBuilder {
        let request = self.browser.http().request(row.method.clone(), self.browser.url(&address(row)));
        if row.method == Method::GET {
            return request;
        }
        let fields = [("_csrf", self.csrf.clone()), ("_key", key(self.name, row))];
        if row.limit == portal::Limit::Upload {
            let form = fields
                .into_iter()
                .fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(name, value));
            request.multipart(form)
        } else {
            request.form(&fields)
        }
    }

    /// No cookie, no form: a token and a JSON object that fits nothing.
    fn by_program(&self, row: &RouteRow) -> RequestBuilder {
        let http = reqwest::Client::builder().no_proxy().build().expect("a client can be built");
        let request = http.request(row.method.clone(), self.browser.url(&address(row)));
        let request = match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        if row.method == Method::GET {
            return request;
        }
        request.header("idempotency-key", key(self.name, row)).json(&serde_json::json!({}))
    }
}

fn is_api(row: &RouteRow) -> bool {
    row.path.starts_with("/api/")
}

fn name_of(row: &RouteRow) -> String {
    format!("{} {}", row.method, row.path)
}

fn key(caller: &str, row: &RouteRow) -> String {
    let place: String = row.path.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{caller}-{}-{}", row.method, &place[..place.len().min(60)])
}

/// The path with something in every blank.
fn address(row: &RouteRow) -> String {
    let fill = |part: &str| match part {
        "{tag}" => "en".to_owned(),
        "{*path}" => "assets/favicon.svg".to_owned(),
        "{kind}" => "all-settled".to_owned(),
        blank if blank.starts_with('{') => NOBODY.to_owned(),
        plain => plain.to_owned(),
    };
    row.path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// The token of any form on a page.
async fn csrf(browser: &Client, path: &str) -> String {
    let html = browser.get(path).await.html();
    let (_, rest) = html.split_once("name=\"_csrf\" value=\"").expect("the page has a form");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// What is wrong with an answer, if anything.
fn verdict(
    caller: &Caller,
    row: &RouteRow,
    access: Access,
    answer: (StatusCode, String, bool),
) -> Option<String> {
    let (status, ended_at, challenged) = answer;
    let to_sign_in = !is_api(row) && ended_at == "/sign-in" && !row.path.starts_with("/sign-");
    let shut_out = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) || to_sign_in;
    let right = match (caller.is_let_in(access), caller.role) {
        (true, _) => !shut_out,
        (false, None) if is_api(row) => status == StatusCode::UNAUTHORIZED && challenged,
        (false, None) => to_sign_in,
        (false, Some(_)) => matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) && !to_sign_in,
    };
    let broken = status == StatusCode::INTERNAL_SERVER_ERROR;
    (!right || broken).then(|| format!("{} as {}: {status}, ended at {ended_at}", name_of(row), caller.name))
}

#[test]
fn every_route_stands_in_the_table_and_every_line_is_a_route() {
    let routed: BTreeSet<String> = portal::routes().iter().map(name_of).collect();
    let expected: BTreeSet<String> = EXPECTED.iter().map(|(name, _)| (*name).to_owned()).collect();
    let unknown: Vec<_> = routed.difference(&expected).collect();
    assert!(unknown.is_empty(), "routes without an expectation: {unknown:?}");
    let gone: Vec<_> = expected.difference(&routed).collect();
    assert!(gone.is_empty(), "expectations without a route: {gone:?}");
    assert_eq!(EXPECTED.len(), routed.len(), "a line stands twice");
}

on_both_databases! {
    async fn the_door_opens_as_the_table_says(database: Database) {
        let house = House::open(database).await;
        let mut callers = Vec::new();
        for (name, role) in PEOPLE {
            callers.push(Caller::person(&house, name, role).await);
        }
        let mut wrong = Vec::new();
        // Signing out ends the session every other row needs.
        let mut rows = portal::routes();
        rows.sort_by_key(|row| row.path == "/sign-out");
        for row in &rows {
            let access = EXPECTED.iter().find(|(name, _)| *name == name_of(row));
            let Some((_, access)) = access else { continue };
            let visitor = Caller::visitor(&house).await;
            for caller in callers.iter().chain([&visitor]) {
                wrong.extend(verdict(caller, row, *access, caller.call(row).await));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
