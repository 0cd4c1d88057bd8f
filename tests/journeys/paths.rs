//! Every route that answers to a reading, with the ids of one case in its blanks, asked as one person: by
//! browser in both languages, and by program. Knows nothing of what the answers should be.

use harness::House;
use portal::RouteRow;
use reqwest::{Method, StatusCode};
use workflow::id::ApplicationId;

const NOBODY: &str = "00000000000000000000000000000000";
/// Mails of everybody, shown only in a demonstration; what is no text of the house.
const NOT_ASKED: [&str; 4] = ["/demo/mail", "/assets/{*path}", "/language/{tag}", "/health/ready"];

/// Addresses to ask.
pub struct Paths {
    rows: Vec<(String, bool)>,
    documents: Vec<String>,
}

/// What came back.
pub struct Answer {
    pub path: String,
    pub language: &'static str,
    pub status: StatusCode,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Paths {
    /// With every document of the case once, and lists narrowed to its stage and call.
    pub async fn of(house: &House, case: ApplicationId) -> Self {
        let store = house.database.store();
        let row = store::applications::find(store, case).await.unwrap().unwrap();
        let call = store::calls::find(store, row.call_id).await.unwrap().unwrap();
        let kept = store::attachments::of_application(store, case).await.unwrap();
        let documents: Vec<String> = kept.iter().map(|document| document.id.to_string()).collect();
        let member = row.created_by.to_string();
        let fill = |path: &str, document: &str| {
            let part = |part: &str| match part {
                "{application}" | "{case}" => case.to_string(),
                "{id}" if path.starts_with("/applications") => case.to_string(),
                "{document}" | "{attachment}" => document.to_owned(),
                "{organisation}" => row.organisation_id.to_string(),
                "{call}" => row.call_id.to_string(),
                "{fingerprint}" => call.pack_fingerprint.clone(),
                "{person}" => member.clone(),
                "{kind}" => "all-settled".to_owned(),
                blank if blank.starts_with('{') => NOBODY.to_owned(),
                plain => plain.to_owned(),
            };
            path.split('/').map(part).collect::<Vec<_>>().join("/")
        };
        let mut rows = Vec::new();
        for row in portal::routes().iter().filter(|row| is_asked(row)) {
            let is_api = row.path.starts_with("/api/");
            if row.path.contains("{document}") || row.path.contains("{attachment}") {
                rows.extend(documents.iter().map(|document| (fill(row.path, document), is_api)));
            } else {
                rows.push((fill(row.path, NOBODY), is_api));
            }
        }
        for list in ["/cases", "/api/v1/staff/applications"] {
            let narrowed = format!("{list}?stage={}&call={}", row.stage, row.call_id);
            rows.push((narrowed, list.starts_with("/api/")));
        }
        Self { rows, documents }
    }

    /// The bytes of a document.
    pub fn is_document(&self, path: &str) -> bool {
        self.documents.iter().any(|document| path.ends_with(document.as_str()))
    }
}

fn is_asked(row: &RouteRow) -> bool {
    row.method == Method::GET && !NOT_ASKED.contains(&row.path)
}

/// Asks them all.
pub async fn ask(house: &House, paths: &Paths, account: &str) -> Vec<Answer> {
    let browser = house.client(account).await;
    let signed = house.signed(account).await;
    let token = house.engine.create_api_token(&signed, "reader").await.unwrap();
    let program = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut answers = Vec::new();
    for language in ["zh-CN", "en"] {
        browser.get(&format!("/language/{language}")).await;
        for (path, is_api) in &paths.rows {
            let url = browser.url(path);
            let request = if *is_api {
                program.get(url).bearer_auth(&token).header("accept-language", language)
            } else {
                browser.http().get(url)
            };
            let response = request.send().await.unwrap();
            answers.push(Answer {
                path: path.clone(),
                language,
                status: response.status(),
                headers: format!("{:?}", response.headers()),
                body: response.bytes().await.unwrap().to_vec(),
            });
        }
    }
    answers
}
