//! The whole journey over HTTP, on both databases, with mails received by a real SMTP server:
//! registered, refused with reasons, fixed, submitted, corrected, checked by two, approved, publicised,
//! awarded, paid by two, answered by the bank, closed.

use engine::bank::DemoAnswer;
use harness::{Client, House, Page, PostOffice, Upload, on_both_databases};
use reqwest::StatusCode;
use workflow::identity::complete_uscc;

const NAME: &str = "海门示例新申报科技有限公司";
const EMAIL: &str = "journey@houbu.test";
const PASSWORD: &str = "a journey of many steps";

/// Somebody who has registered, and the case they carry through.
struct Journey {
    house: House,
    applicant: Client,
    /// `/applications/<id>`.
    place: String,
}

fn says(page: &Page, words: &[&str]) {
    assert!(page.status.is_success(), "{}: {}", page.status, page.text());
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

async fn register(visitor: &Client, code: &str) -> Page {
    let page = visitor.get("/register").await;
    let town = page.option("town", "三星镇");
    let fields = [
        ("organisation_name", NAME),
        ("uscc", code),
        ("town", town.as_str()),
        ("registered_on", "2015-06-18"),
        ("display_name", "经办人"),
        ("email", EMAIL),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    visitor.submit(&page, "/register", &fields).await
}

/// Registered, with its account given and its licence confirmed.
async fn come_in(house: &House) -> Client {
    let visitor = house.visitor();
    let code = complete_uscc("91320614MA27XK3R4").unwrap();
    let mistyped = format!("{}{}", &code[..17], if code.ends_with('A') { 'B' } else { 'A' });
    let page = register(&visitor, &mistyped).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("校验"), "{}", page.text());
    assert!(page.html().contains(NAME), "what was typed is kept");
    says(&register(&visitor, &code).await, &[]);
    let page = visitor.get("/organisations").await;
    let organisation = page.links_to("/organisations/").remove(0);
    let page = visitor.get(&organisation).await;
    let fields = [
        ("address", "南通市海门区示例路 100 号"),
        ("legal_representative", "法定代表人"),
        ("account_name", NAME),
        ("account_number", "98050078801600009999"),
        ("bank_code", "310306500019"),
        ("bank_name", "上海浦东发展银行南通海门支行"),
    ];
    says(&visitor.submit(&page, &organisation, &fields).await, &[]);
    let officer = house.client("officer").await;
    let page = officer.get(&organisation).await;
    says(&officer.submit(&page, &format!("{organisation}/confirmation"), &[]).await, &[]);
    visitor
}

impl Journey {
    async fn begin(house: House) -> Self {
        let applicant = come_in(&house).await;
        let call = house.cast.calls[0].to_string();
        let page = applicant.get(&format!("/applications/start?call={call}")).await;
        let page = applicant.submit(&page, "/applications/start", &[("call", call.as_str())]).await;
        let place = page.path.strip_suffix("/form").expect("the form is shown").to_owned();
        Self { house, applicant, place }
    }

    fn at(&self, step: &str) -> String {
        format!("{}/{step}", self.place)
    }

    async fn fill(&self, fields: &[(&str, &str)]) -> Page {
        let page = self.applicant.get(&self.at("form")).await;
        self.applicant.submit(&page, &self.at("form"), fields).await
    }

    async fn write_and_upload(&self) {
        let answers = [
            ("cert_year", "2023"),
            ("days_registered", "3900"),
            ("owns_core_ip", "yes"),
            ("tech_field_listed", "yes"),
            ("tech_staff", "18"),
            ("total_staff", "120"),
            ("innovation_score", "82"),
            ("incident_in_365d", "no"),
            ("sales_y.0", "30,000,000"),
            ("sales_y.1", "36,000,000"),
            ("sales_y.2", "42,000,000"),
            ("rd_y.0", "1,500,000"),
            ("rd_y.1", "1,800,000"),
            ("rd_y.2", "2,100,000"),
            ("rd_domestic_total", "5,000,000"),
            ("expenses_total", "95,000,000"),
            ("ht_revenue", "30,000,000"),
            ("total_revenue", "43,000,000"),
        ];
        says(&self.fill(&answers).await, &[]);
        for code in ["certificate", "licence"] {
            let page = self.applicant.get(&self.place).await;
            let field = format!("file-{code}");
            let bytes = harness::cases::PDF.to_vec();
            let upload = Upload { field: &field, name: "证明.pdf", bytes };
            let documents = self.at("documents");
            says(
                &self.applicant.submit_with(&page, &documents, &[("document", code)], vec![upload]).await,
                &[],
            );
        }
    }

    /// One duty's act on the case page.
    async fn act(&self, account: &str, command: &str, fields: &[(&str, &str)]) -> Page {
        let client = self.house.client(account).await;
        let page = client.get(&self.place).await;
        client.submit(&page, &self.at(command), fields).await
    }

    /// Whether the case page of this account offers the act.
    async fn offers(&self, account: &str, command: &str) -> bool {
        let page = self.house.client(account).await.get(&self.place).await;
        page.form_actions().contains(&self.at(command))
    }

    async fn submit(&self) -> Page {
        let page = self.applicant.get(&self.at("check")).await;
        self.applicant.submit(&page, &self.at("submit"), &[]).await
    }

    /// Refused with reasons, fixed, submitted; the second click changes nothing.
    async fn apply(&self) {
        self.write_and_upload().await;
        let page = self.submit().await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("证书认定年度为2023年，应为2025年"), "{}", page.text());
        says(&self.fill(&[("cert_year", "2025")]).await, &[]);
        let page = self.applicant.get(&self.at("check")).await;
        let submit = self.at("submit");
        let (first, second) = tokio::join!(
            self.applicant.submit(&page, &submit, &[]),
            self.applicant.submit(&page, &submit, &[])
        );
        says(&first, &["申报已提交"]);
        assert!(second.status.is_success(), "{}: {}", second.status, second.text());
    }

    async fn review(&self) {
        says(&self.act("recommender", "recommend", &[("recommend_opinion", "情况属实")]).await, &["已推荐"]);
        says(&self.act("officer", "pass-check", &[]).await, &[]);
        assert!(!self.offers("officer", "pass-check").await, "one officer cannot check twice");
        let defects = [("defect_field_1", "total_staff"), ("defect_message_1", "职工总数与社保人数不一致")];
        says(&self.act("officer2", "request-correction", &defects).await, &["补正"]);
        says(&self.fill(&[("total_staff", "118")]).await, &[]);
        let page = self.applicant.get(&self.at("check")).await;
        says(&self.applicant.submit(&page, &self.at("answer-correction"), &[]).await, &[]);
        says(&self.act("officer", "pass-check", &[]).await, &[]);
        says(&self.act("officer2", "pass-check", &[("pass_opinion", "材料齐全")]).await, &["审批"]);
        says(&self.act("director", "approve", &[("approve_opinion", "同意")]).await, &["公示"]);
    }

    async fn publicise_and_award(&self) {
        let officer = self.house.client("officer").await;
        let publish = format!("/officer/calls/{}/publish", self.house.cast.calls[0]);
        let page = officer.get(&publish).await;
        let case = self.place.trim_start_matches("/applications/");
        says(&officer.submit(&page, &publish, &[("application", case)]).await, &[NAME]);
        says(&self.house.visitor().get("/publicity").await, &[]);
        let before_the_end = self.offers("director", "award").await;
        assert!(!before_the_end, "no award before the publicity has ended");
        self.house.set_day("2026-03-10").await;
        self.house.run_jobs().await;
        says(&self.act("director", "award", &[("document_number", "海科发〔2026〕12号")]).await, &["拨付"]);
    }

    /// Made by one, authorised by another, handed to the bank, answered.
    async fn pay(&self) {
        let maker = self.house.client("maker").await;
        let checker = self.house.client("checker").await;
        let due = maker.get("/finance/due").await;
        let case = self.place.trim_start_matches("/applications/");
        let page = maker.submit(&due, "/finance/batches", &[("application", case)]).await;
        says(&page, &[NAME]);
        let batch = page.path.clone();
        assert!(!page.form_actions().contains(&format!("{batch}/authorise")), "the maker cannot authorise");
        let page = checker.get(&batch).await;
        says(&checker.submit(&page, &format!("{batch}/authorise"), &[]).await, &[]);
        let file = checker.get(&format!("{batch}/file")).await;
        let again = maker.get(&format!("{batch}/file")).await;
        assert_eq!(file.body, again.body, "every download is the same bytes");
        assert!(file.html().contains("pain.001.001.09"));
        let page = checker.get(&batch).await;
        says(&checker.submit(&page, &format!("{batch}/send"), &[("note", "网银提交")]).await, &[]);
        let kind = DemoAnswer::AllSettled.key();
        let answer = checker.get(&format!("{batch}/demo-answer/{kind}")).await;
        let import = |bytes: Vec<u8>| Upload { field: "file", name: "回执.xml", bytes };
        let page = checker.get("/finance/answers").await;
        let foreign =
            import(b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>".to_vec());
        let refused = checker.submit_with(&page, "/finance/answers", &[], vec![foreign]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        let page = checker.get("/finance/answers").await;
        says(&checker.submit_with(&page, "/finance/answers", &[], vec![import(answer.body)]).await, &[]);
    }
}

/// Subjects that reached the applicant, in the order of the journey.
const TOLD: [&str; 8] = ["已提交", "推荐", "补正", "通过", "公示", "公示", "下达", "拨付"];

on_both_databases! {
    async fn from_registration_to_payment(database: Database) {
        let post = PostOffice::open();
        let house = House::with_transport(database, post.transport()).await;
        let journey = Journey::begin(house).await;
        journey.apply().await;
        journey.review().await;
        journey.publicise_and_award().await;
        journey.pay().await;
        says(&journey.applicant.get(&journey.place).await, &["办结"]);
        journey.house.deliver_mail().await;
        let received = post.received();
        let subjects: Vec<&str> =
            received.iter().filter(|(to, _)| to == EMAIL).map(|(_, subject)| subject.as_str()).collect();
        for word in TOLD {
            assert!(subjects.iter().any(|subject| subject.contains(word)), "no mail says {word}: {subjects:?}");
        }
        let report = journey.house.engine.audit().await.unwrap();
        assert_eq!(report.faults, []);
        assert_eq!((report.applications, report.verdicts), (1, 2));
    }
}
