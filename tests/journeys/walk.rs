//! What the journeys of this folder share: one case, who acts on it, and what a page must say.
//! Nothing here tests anything by itself.

use harness::{House, Page};
use reqwest::StatusCode;
use workflow::id::{ApplicationId, CallId};

/// One case in an open house.
pub struct Walk<'a> {
    pub house: &'a House,
    pub case: ApplicationId,
}

impl Walk<'_> {
    pub fn place(&self) -> String {
        format!("/applications/{}", self.case)
    }

    pub fn at(&self, step: &str) -> String {
        format!("{}/{step}", self.place())
    }

    pub async fn page(&self, account: &str) -> Page {
        self.house.client(account).await.get(&self.place()).await
    }

    /// One duty's act on the case page.
    pub async fn act(&self, account: &str, command: &str, fields: &[(&str, &str)]) -> Page {
        let client = self.house.client(account).await;
        let page = client.get(&self.place()).await;
        client.submit(&page, &self.at(command), fields).await
    }

    /// Whether the case page of this account offers the act.
    pub async fn offers(&self, account: &str, command: &str) -> bool {
        self.page(account).await.form_actions().contains(&self.at(command))
    }

    /// Approved and put on a list by an officer who need not have seen it before.
    pub async fn approve(&self) {
        says(&self.act("director", "approve", &[("approve_opinion", "同意")]).await, &["公示"]);
    }

    /// Made by one, authorised by another, sent, answered by the bank.
    pub async fn pay(&self) {
        let maker = self.house.client("maker").await;
        let checker = self.house.client("checker").await;
        let due = maker.get("/finance/due").await;
        let case = self.case.to_string();
        let page = maker.submit(&due, "/finance/batches", &[("application", case.as_str())]).await;
        says(&page, &[]);
        let batch = page.path.clone();
        let page = checker.get(&batch).await;
        says(&checker.submit(&page, &format!("{batch}/authorise"), &[]).await, &[]);
        let page = checker.get(&batch).await;
        says(&checker.submit(&page, &format!("{batch}/send"), &[("note", "网银提交")]).await, &[]);
        let kind = engine::bank::DemoAnswer::AllSettled.key();
        let answer = checker.get(&format!("{batch}/demo-answer/{kind}")).await;
        let page = checker.get("/finance/answers").await;
        let upload = harness::Upload { field: "file", name: "回执.xml", bytes: answer.body };
        says(&checker.submit_with(&page, "/finance/answers", &[], vec![upload]).await, &[]);
    }
}

/// Puts these cases of a call on one list; answers its place.
pub async fn publish(house: &House, call: CallId, cases: &[ApplicationId]) -> String {
    let officer = house.client("officer").await;
    let place = format!("/officer/calls/{call}/publish");
    let page = officer.get(&place).await;
    let chosen: Vec<String> = cases.iter().map(ToString::to_string).collect();
    let fields: Vec<(&str, &str)> = chosen.iter().map(|case| ("application", case.as_str())).collect();
    let page = officer.submit(&page, &place, &fields).await;
    says(&page, &[]);
    page.path
}

pub fn says(page: &Page, words: &[&str]) {
    assert!(page.status.is_success(), "{}: {}", page.status, page.text());
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

pub fn refuses(page: &Page, words: &[&str]) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

/// Every mail of the journey could be written, and these subjects were among them.
pub async fn told(house: &House, subjects: &[&str]) {
    house.deliver_mail().await;
    let mails = house.mails();
    let sent: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    for subject in subjects {
        assert!(sent.iter().any(|sent| sent.contains(subject)), "no mail says “{subject}”: {sent:?}");
    }
}
