//! Publicity: the lists the public reads, and the page on which an officer makes one.
//! An organisation's code comes here masked; which cases may be listed is told to the page.

use chrono::NaiveDate;
use serde::Serialize;

use super::Page;
use super::form::Form;
use crate::Message;

/// A list in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ListLine {
    pub href: String,
    pub number: String,
    pub title: String,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    /// It stands today.
    pub standing: bool,
    pub organisations: i64,
    pub amount_fen: i64,
}

/// Every publicity list, newest first.
#[derive(Debug, Clone, Serialize)]
pub struct PublicityLists {
    pub lists: Vec<ListLine>,
    pub next: Option<String>,
}

/// One list: nothing on it but what the public may know.
#[derive(Debug, Clone, Serialize)]
pub struct PublicityListPage {
    pub list: ListLine,
    pub lines: Vec<PublishedLine>,
    /// Absent until the record was sealed after publication.
    pub proof: Option<ListProof>,
}

/// The seal that covers a list, and where its proof is.
#[derive(Debug, Clone, Serialize)]
pub struct ListProof {
    pub href: String,
    pub seal: i64,
    pub sealed_at_millis: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct PublishedLine {
    pub position: i64,
    pub organisation: String,
    pub uscc_masked: String,
    pub amount_fen: i64,
    /// `listed`, `frozen`, `struck`, `amended`, `withdrawn` or `done`.
    pub state: &'static str,
    /// Where to object; absent where objections are not taken.
    pub object_href: Option<String>,
}

/// Calls with cases that await a list, for officers.
#[derive(Debug, Clone, Serialize)]
pub struct PublicityWork {
    pub waiting: Vec<WaitingCall>,
    pub standing: Vec<ListLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct WaitingCall {
    pub href: String,
    pub number: String,
    pub title: String,
    pub cases: i64,
    pub amount_fen: i64,
}

/// Choosing the cases of a list. Each is posted as `application` when ticked.
#[derive(Debug, Clone, Serialize)]
pub struct PublishForm {
    pub form: Form,
    pub action: String,
    pub call: String,
    pub cases: Vec<WaitingCase>,
}

#[derive(Debug, Clone, Serialize)]
pub struct WaitingCase {
    pub value: String,
    pub href: String,
    pub number: String,
    pub organisation: String,
    pub amount_fen: Option<i64>,
    /// The reader is a member and must leave it to a colleague.
    pub own_organisation: bool,
    pub ticked: bool,
}

impl Page for PublicityLists {
    const TEMPLATE: &'static str = "public/publicity.html";
    const TITLE: &'static str = "publicity-title";

    fn samples() -> Vec<Self> {
        let next = Some("/publicity?after=1".to_owned());
        vec![Self { lists: Vec::new(), next: None }, Self { lists: lists(), next }]
    }
}

impl Page for PublicityListPage {
    const TEMPLATE: &'static str = "public/publicity_list.html";
    const TITLE: &'static str = "publicity-list-title";

    fn title(&self) -> Message {
        Message::new(Self::TITLE).with("title", self.list.title.clone())
    }

    fn samples() -> Vec<Self> {
        let line = |position, organisation: &str, amount_fen, state| PublishedLine {
            state,
            object_href: Some("/publicity/1/objections/1".to_owned()),
            position,
            organisation: organisation.to_owned(),
            uscc_masked: "9132••••••••••8X2K".to_owned(),
            amount_fen,
        };
        let lines = vec![
            line(1, "海门示范精密机械有限公司", 20_000_000, "listed"),
            line(2, "海门示范新材料科技股份有限公司", 12_345_678, "frozen"),
        ];
        let proof = ListProof {
            href: "/publicity/1/proof".to_owned(),
            seal: 12,
            sealed_at_millis: 1_772_413_200_000,
        };
        let proof = |list: &ListLine| (!list.standing).then(|| proof.clone());
        lists().into_iter().map(|list| Self { proof: proof(&list), list, lines: lines.clone() }).collect()
    }
}

impl Page for PublicityWork {
    const TEMPLATE: &'static str = "officer/publicity.html";
    const TITLE: &'static str = "publicity-work-title";

    fn samples() -> Vec<Self> {
        let waiting = WaitingCall {
            href: "/officer/calls/1/publish".to_owned(),
            number: "HM-2026-C002".to_owned(),
            title: "2026 年度高新技术企业认定奖励".to_owned(),
            cases: 12,
            amount_fen: 240_000_000,
        };
        vec![
            Self { waiting: Vec::new(), standing: Vec::new() },
            Self { waiting: Vec::new(), standing: lists() },
            Self { waiting: vec![waiting], standing: lists() },
        ]
    }
}

impl Page for PublishForm {
    const TEMPLATE: &'static str = "officer/publish.html";
    const TITLE: &'static str = "publish-title";

    fn samples() -> Vec<Self> {
        let case = |value: &str, organisation: &str, own_organisation| WaitingCase {
            value: value.to_owned(),
            href: "/applications/1".to_owned(),
            number: format!("HM-2026-000{value}"),
            organisation: organisation.to_owned(),
            amount_fen: Some(20_000_000),
            own_organisation,
            ticked: !own_organisation,
        };
        let cases = vec![
            case("1", "海门示范精密机械有限公司", false),
            case("2", "海门示范新材料科技股份有限公司", true),
        ];
        let page = |form, cases| Self {
            form,
            action: "/officer/calls/1/publish".to_owned(),
            call: "2026 年度高新技术企业认定奖励".to_owned(),
            cases,
        };
        let refused = Form::empty().refuse("applications", Message::new("error-choose-one"));
        vec![page(Form::empty(), Vec::new()), page(Form::empty(), cases.clone()), page(refused, cases)]
    }
}

fn lists() -> Vec<ListLine> {
    let line = |number: &str, title: &str, standing| ListLine {
        href: "/publicity/1".to_owned(),
        number: number.to_owned(),
        title: title.to_owned(),
        first_day: "2026-03-02".parse().unwrap_or_default(),
        last_day: "2026-03-09".parse().unwrap_or_default(),
        standing,
        organisations: 37,
        amount_fen: 740_000_000,
    };
    vec![
        line("HM-2026-N002", "2026 年度高新技术企业认定奖励", true),
        line("HM-2026-N001", "2025 年度技术合同成交奖补（第二批）", false),
    ]
}
