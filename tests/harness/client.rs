//! A person at a browser without a browser: cookies, pages, forms filled in as they stand and submitted.
//! Knows HTML only: what a page does not offer cannot be clicked here.

use std::collections::BTreeSet;

use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
use reqwest::{Response, StatusCode};
use scraper::{ElementRef, Html, Selector};

/// One person's session.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

/// What came back, after redirects.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    /// Path and query of where redirects ended.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// A file chosen in a form.
#[derive(Debug, Clone)]
pub struct Upload<'a> {
    pub field: &'a str,
    pub name: &'a str,
    pub bytes: Vec<u8>,
}

impl Client {
    pub fn new(base: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("zh-CN"));
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .no_proxy()
            .default_headers(headers)
            .build()
            .expect("a client can be built");
        Self { http, base }
    }

    /// The HTTP client itself, for requests no browser would make.
    pub const fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub async fn get(&self, path: &str) -> Page {
        self.page(self.http.get(self.url(path)).send().await.expect("the server answers")).await
    }

    /// Opens the first link whose text contains these words.
    pub async fn follow(&self, page: &Page, words: &str) -> Page {
        let path = page.link(words).unwrap_or_else(|| panic!("no link “{words}” on:\n{}", page.text()));
        self.get(&path).await
    }

    /// Submits the form with this action, as it stands but for the given fields.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        self.submit_with(page, action, fields, Vec::new()).await
    }

    /// The same with files.
    pub async fn submit_with(
        &self,
        page: &Page,
        action: &str,
        fields: &[(&str, &str)],
        uploads: Vec<Upload<'_>>,
    ) -> Page {
        let form = page.form(action).unwrap_or_else(|| panic!("no form for {action} on:\n{}", page.text()));
        let values = form.filled(fields);
        let request = self.http.post(self.url(&form.action));
        let request = if form.multipart {
            let mut parts = reqwest::multipart::Form::new();
            for (name, value) in values {
                parts = parts.text(name, value);
            }
            for upload in uploads {
                let part = reqwest::multipart::Part::bytes(upload.bytes).file_name(upload.name.to_owned());
                parts = parts.part(upload.field.to_owned(), part);
            }
            request.multipart(parts)
        } else {
            request.form(&values)
        };
        self.page(request.send().await.expect("the server answers")).await
    }

    pub async fn page(&self, response: Response) -> Page {
        let url = response.url().clone();
        let path =
            url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        Page {
            status: response.status(),
            path,
            headers: response.headers().clone(),
            body: response.bytes().await.expect("the body arrives").to_vec(),
        }
    }
}

/// A form as a page shows it.
#[derive(Debug)]
struct FoundForm {
    action: String,
    multipart: bool,
    values: Vec<(String, String)>,
}

impl FoundForm {
    /// The form's own values with the given ones in their place.
    fn filled(&self, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let named: BTreeSet<&str> = fields.iter().map(|(name, _)| *name).collect();
        let kept = self.values.iter().filter(|(name, _)| !named.contains(name.as_str())).cloned();
        let given = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.chain(given).collect()
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selector is written right")
}

impl Page {
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words of the main part, one block per line.
    pub fn text(&self) -> String {
        let document = Html::parse_document(&self.html());
        let main = document.select(&selector("main")).next().unwrap_or_else(|| document.root_element());
        let words: Vec<&str> = main.text().map(str::trim).filter(|text| !text.is_empty()).collect();
        words.join("\n")
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The target of the first link whose text contains these words.
    pub fn link(&self, words: &str) -> Option<String> {
        let document = Html::parse_document(&self.html());
        let links = selector("a[href]");
        let mut found =
            document.select(&links).filter(|link| link.text().collect::<String>().contains(words));
        found.next().and_then(|link| link.value().attr("href")).map(str::to_owned)
    }

    /// Links whose target begins like this.
    pub fn links_to(&self, prefix: &str) -> Vec<String> {
        let document = Html::parse_document(&self.html());
        let links = selector("a[href]");
        let targets = document.select(&links).filter_map(|link| link.value().attr("href"));
        targets.filter(|href| href.starts_with(prefix)).map(str::to_owned).collect()
    }

    /// The value of the option with these words in a select.
    pub fn option(&self, select: &str, words: &str) -> String {
        let document = Html::parse_document(&self.html());
        let options = selector(&format!("select[name='{select}'] option"));
        let mut found = document.select(&options);
        let option = found.find(|option| option.text().collect::<String>().contains(words));
        let value = option.and_then(|option| option.value().attr("value"));
        value.unwrap_or_else(|| panic!("no option {words} in {select}")).to_owned()
    }

    /// Actions of all forms on the page.
    pub fn form_actions(&self) -> Vec<String> {
        let document = Html::parse_document(&self.html());
        let actions = selector("form[action]");
        let forms = document.select(&actions).filter_map(|form| form.value().attr("action"));
        forms.map(str::to_owned).collect()
    }

    fn form(&self, action: &str) -> Option<FoundForm> {
        let document = Html::parse_document(&self.html());
        let all = selector("form");
        let form = document.select(&all).find(|form| form.value().attr("action") == Some(action))?;
        let multipart = form.value().attr("enctype") == Some("multipart/form-data");
        Some(FoundForm { action: action.to_owned(), multipart, values: values(form) })
    }
}

/// What a browser would send if nobody touched the form.
fn values(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for control in form.select(&selector("input[name], textarea[name], select[name]")) {
        let element = control.value();
        let name = element.attr("name").unwrap_or_default().to_owned();
        let kind = element.attr("type").unwrap_or("text");
        if element.attr("disabled").is_some() || matches!(kind, "file" | "submit" | "button") {
            continue;
        }
        match (element.name(), kind) {
            ("input", "radio" | "checkbox") if element.attr("checked").is_none() => {}
            ("input", "radio" | "checkbox") => {
                values.push((name, element.attr("value").unwrap_or("on").to_owned()));
            }
            ("input", _) => values.push((name, element.attr("value").unwrap_or_default().to_owned())),
            ("textarea", _) => values.push((name, control.text().collect::<String>())),
            _ => values.push((name, chosen(control))),
        }
    }
    values
}

fn chosen(select: ElementRef<'_>) -> String {
    let first = select.select(&selector("option")).next();
    let marked = select.select(&selector("option[selected]")).next();
    let option = marked.or(first);
    option.and_then(|option| option.value().attr("value")).unwrap_or_default().to_owned()
}
