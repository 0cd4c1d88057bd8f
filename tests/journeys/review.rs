//! Site visit, joint review, ladder and meeting: two officers, silence, duties in different hands.
//! The pipelines are the test's own; everything but the way to the stage goes through pages.

use harness::programmes::programme_with_pipeline;
use harness::{Client, House, Page, Upload, on_both_databases};
use reqwest::StatusCode;
use workflow::id::{ApplicationId, CallId};

/// Smallest files that are pictures by their content.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00";

const VISIT: &str = r#"
[[pipeline.stage]]
key = "site-visit"
owner = "officer"
limit_working_days = 5
"#;

pub const JOINT: &str = r#"
[[pipeline.stage]]
key = "joint-review"
owner = "department"
limit_working_days = 5
on_overdue = "escalate"
[[pipeline.stage.department]]
key = "tax"
title_zh = "税务部门"
title_en = "Tax department"
fields = ["paid_total"]
documents = ["licence"]
[[pipeline.stage.department]]
key = "emergency"
title_zh = "应急管理部门"
title_en = "Emergency management"
fields = ["kind"]
"#;

pub const DIRECTOR: &str = r#"
[[pipeline.stage]]
key = "approval"
owner = "director"
limit_working_days = 10
"#;

const LADDER: &str = r#"
[[pipeline.stage]]
key = "approval"
owner = "section-head"
limit_working_days = 10
[[pipeline.stage.rung]]
role = "section-head"
up_to_yuan = 1000
[[pipeline.stage.rung]]
role = "director"
up_to_yuan = 5000
[[pipeline.stage.rung]]
role = "bureau-meeting"
quorum = 2
"#;

/// The steps every programme has, with these between check and publicity.
fn pipeline(middle: &[&str]) -> String {
    let stage = |key: &str, owner: &str, days: u16| {
        format!("[[pipeline.stage]]\nkey = \"{key}\"\nowner = \"{owner}\"\nlimit_working_days = {days}\n")
    };
    let begin = "[[pipeline.stage]]\nkey = \"draft\"\nowner = \"applicant\"\n".to_owned();
    let correction = stage("correction", "applicant", 5) + "on_overdue = \"lapse\"\n";
    let end = stage("publicity", "officer", 5)
        + stage("award", "director", 10).as_str()
        + stage("disbursement", "finance-maker", 3).as_str();
    [begin, stage("formal-check", "officer", 5), correction, middle.concat(), end].concat()
}

/// A case at the first stage behind the formal check.
pub struct Review {
    pub house: House,
    pub call: CallId,
    case: ApplicationId,
}

/// What the paid amount earns: 1% up to 100,000 yuan, 0.5% up to a million.
pub const SMALL: &str = "50000";
const MIDDLE: &str = "500000";
const LARGE: &str = "1000000";

impl Review {
    pub async fn begin(house: House, middle: &[&str], paid: &str) -> Self {
        let call = house.call_of(programme_with_pipeline("technical-contract", &pipeline(middle))).await;
        let case = Self::another(&house, call, 0, paid).await;
        Self { house, call, case }
    }

    pub async fn another(house: &House, call: CallId, organisation: usize, paid: &str) -> ApplicationId {
        let answers = [("kind", "unit"), ("contract_total", "7654321.11"), ("paid_total", paid)];
        let documents = [
            ("licence", "licence.pdf"),
            ("contract-registration", "canary-registration.pdf"),
            ("payment-proof", "canary-payment.pdf"),
        ];
        let case = house.handed_in(call, house.cast.organisations[organisation], &answers, &documents).await;
        house.checked(case, "canary-opinion").await;
        case
    }

    pub fn place(&self) -> String {
        format!("/applications/{}", self.case)
    }

    fn at(&self, step: &str) -> String {
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

    async fn offers(&self, account: &str, command: &str) -> bool {
        self.page(account).await.form_actions().contains(&self.at(command))
    }

    async fn upload(&self, client: &Client, name: &str, bytes: &[u8]) -> Page {
        let page = client.get(&self.place()).await;
        let upload = Upload { field: "file-site-photo", name, bytes: bytes.to_vec() };
        let fields = [("document", "site-photo")];
        let places = self.at("documents");
        client.submit_with(&page, &places, &fields, vec![upload]).await
    }
}

fn says(page: &Page, words: &[&str]) {
    assert!(page.status.is_success(), "{}: {}", page.status, page.text());
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

fn refuses(page: &Page, words: &[&str]) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

/// Names of the photograph ticks on a page.
fn ticks(page: &Page, prefix: &str) -> Vec<String> {
    let html = page.html();
    let opening = format!("name=\"{prefix}");
    let names = html.split(opening.as_str()).skip(1);
    names.filter_map(|rest| Some(format!("{prefix}{}", rest.split('"').next()?))).collect()
}

/// A record with one photograph, written by the first officer and signed by the second.
async fn visited(review: &Review, confirmed: &str) {
    let officer = review.house.client("officer").await;
    refuses(&review.upload(&officer, "note.pdf", harness::cases::PDF).await, &["现场照片", "JPG"]);
    says(&review.upload(&officer, "现场.png", PNG).await, &["现场.png"]);
    let page = officer.get(&review.place()).await;
    let photo = ticks(&page, "photo_").remove(0);
    let fields =
        [("visited_on", "2026-03-02"), ("visit_finding", "场地与设备已查看"), ("visit_confirmed", confirmed)];
    let refused = officer.submit(&page, &review.at("record-visit"), &fields).await;
    refuses(&refused, &["场地与设备已查看"]);
    let fields = [fields.as_slice(), &[(photo.as_str(), "on")]].concat();
    says(&officer.submit(&page, &review.at("record-visit"), &fields).await, &["等待第二名业务人员签字"]);
    assert!(!review.offers("officer", "confirm-visit").await, "one officer is not two");
    let signed = review.act("officer2", "confirm-visit", &[("visit_opinion", "属实")]).await;
    says(&signed, &["场地与设备已查看", "现场.png", "受理员甲", "受理员乙"]);
}

on_both_databases! {
    async fn a_visit_takes_two_officers_and_photographs(database: Database) {
        let review = Review::begin(House::open(database).await, &[VISIT, DIRECTOR], SMALL).await;
        let officer = review.house.client("officer").await;
        let empty = officer.get(&review.place()).await;
        let refused = officer.submit(&empty, &review.at("record-visit"), &[("visit_finding", "先写记录")]).await;
        refuses(&refused, &["核查日期", "核查结论"]);
        assert!(refused.html().contains("先写记录"), "what was typed is kept");
        visited(&review, "yes").await;
        let applicant = review.house.client("applicant").await;
        let page = applicant.get(&review.place()).await;
        says(&page, &["与申报内容相符"]);
        assert!(!page.html().contains("场地与设备已查看") && !page.html().contains("现场.png"), "{}", page.text());
        let photo = review.page("director").await.links_to(&review.at("documents/"));
        let photo = photo.last().expect("the photograph is linked").clone();
        assert_eq!(review.house.client("director").await.get(&photo).await.body, PNG);
        assert_eq!(applicant.get(&photo).await.status, StatusCode::NOT_FOUND);
        says(&review.act("director", "approve", &[]).await, &["公示"]);
    }

    async fn what_two_officers_did_not_find_is_not_approved(database: Database) {
        let review = Review::begin(House::open(database).await, &[VISIT, DIRECTOR], SMALL).await;
        visited(&review, "no").await;
        let refused = review.act("director", "approve", &[("approve_opinion", "仍然同意")]).await;
        refuses(&refused, &["现场核查"]);
        assert!(refused.html().contains("仍然同意"), "what was typed is kept");
        says(&review.act("director", "reject", &[("reject_reason", "现场与申报不符")]).await, &["不予支持"]);
        let page = review.page("applicant").await;
        says(&page, &["现场与申报不符", "与申报内容不符"]);
    }

    async fn silence_is_not_consent_and_an_objection_is_answered(database: Database) {
        let review = Review::begin(House::open(database).await, &[JOINT, DIRECTOR], SMALL).await;
        says(&review.page("officer").await, &["税务部门", "应急管理部门", "未答复"]);
        says(&review.house.client("tax").await.get("/work").await, &["海门示例01"]);
        assert!(!review.house.client("credit").await.get("/work").await.has("海门示例01"), "credit is not asked");
        assert_eq!(review.page("credit").await.status, StatusCode::NOT_FOUND);
        // Both pages are open at once: one answer does not spoil the other.
        let (tax, emergency) = (review.house.client("tax").await, review.house.client("emergency").await);
        let (first, second) = (tax.get(&review.place()).await, emergency.get(&review.place()).await);
        refuses(&tax.submit(&first, &review.at("give-opinion"), &[]).await, &["联审意见"]);
        says(&tax.submit(&first, &review.at("give-opinion"), &[("joint_agrees", "yes")]).await, &["本部门意见"]);
        assert!(!tax.get("/work").await.has("海门示例01"), "answered work is gone from the list");
        says(&tax.get("/cases").await, &["海门示例01"]);
        review.house.set_day("2026-03-20").await;
        review.house.run_jobs().await;
        assert!(review.offers("emergency", "give-opinion").await, "silence holds the case, however long");
        assert!(!review.offers("director", "approve").await);
        let objects = [("joint_agrees", "no"), ("joint_opinion", "")];
        refuses(&emergency.submit(&second, &review.at("give-opinion"), &objects).await, &["请填写“意见说明”"]);
        let objects = [("joint_agrees", "no"), ("joint_opinion", "canary-objection 有安全隐患")];
        says(&emergency.submit(&second, &review.at("give-opinion"), &objects).await, &["不同意"]);
        assert!(!tax.get(&review.place()).await.html().contains("canary-objection"), "another's words");
        assert!(!review.page("applicant").await.html().contains("canary-objection"), "internal words");
        says(&review.page("director").await, &["canary-objection", "不同意"]);
        refuses(&review.act("director", "approve", &[]).await, &["请填写“意见”"]);
        says(&review.act("director", "approve", &[("approve_opinion", "隐患已整改")]).await, &["公示"]);
    }

    async fn a_department_reads_only_what_its_rule_names(database: Database) {
        let review = Review::begin(House::open(database).await, &[JOINT, DIRECTOR], "50000.37").await;
        let tax = review.house.client("tax").await;
        let page = tax.get(&review.place()).await;
        says(&page, &["海门示例01精密机械有限公司", "50,000.37", "licence.pdf", "测试批次"]);
        let signed = review.house.signed("tax").await;
        let token = review.house.engine.create_api_token(&signed, "joint").await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let ask = async |path: String| {
            let request = http.get(tax.url(&path)).bearer_auth(&token);
            request.send().await.unwrap().text().await.unwrap()
        };
        let api = format!("/api/v1{}", review.place());
        let answers = [
            page.html(),
            ask(api.clone()).await,
            ask(format!("{api}/attachments")).await,
            ask("/api/v1/staff/applications".to_owned()).await,
            ask("/api/v1/staff/work".to_owned()).await,
            tax.get("/cases").await.html(),
            tax.get("/work").await.html(),
        ];
        let organisation = store::organisations::find(
            review.house.database.store(),
            review.house.cast.organisations[0],
        );
        let organisation = organisation.await.unwrap().unwrap();
        let hidden = [
            "7654321.11".to_owned(),
            "7,654,321.11".to_owned(),
            "canary-".to_owned(),
            "同意".to_owned() + "受理",
            organisation.uscc,
            organisation.address,
            organisation.account_number.reveal().to_owned(),
            organisation.id.to_string(),
            "企业经办人".to_owned(),
            "受理员".to_owned(),
        ];
        for answer in &answers {
            for canary in &hidden {
                assert!(!answer.contains(canary), "a department reads “{canary}” in:\n{answer}");
            }
        }
        assert!(answers[1].contains("50000.37") && answers[1].contains("give-opinion"), "{}", answers[1]);
        let all = review.page("officer").await.links_to(&review.at("documents/"));
        assert_eq!(all.len(), 3);
        let mut readable = 0;
        for document in all {
            let status = tax.get(&document).await.status;
            let emergency = review.house.client("emergency").await.get(&document).await.status;
            assert_eq!(emergency, StatusCode::NOT_FOUND, "emergency needs no document");
            readable += usize::from(status.is_success());
        }
        assert_eq!(readable, 1, "tax reads the licence and nothing else");
        for path in ["check", "form", "withdraw"] {
            assert!(!tax.get(&review.at(path)).await.status.is_success(), "{path}");
        }
    }

    async fn the_ladder_goes_as_far_as_the_amount(database: Database) {
        let mut review = Review::begin(House::open(database).await, &[LADDER], SMALL).await;
        assert!(!review.offers("director", "approve").await, "the first rung is the section head's");
        says(&review.house.client("head").await.get("/work").await, &["海门示例01"]);
        says(&review.act("head", "approve", &[("approve_opinion", "首级同意")]).await, &["公示", "首级同意"]);
        review.case = Review::another(&review.house, review.call, 1, MIDDLE).await;
        says(&review.act("head", "approve", &[("approve_opinion", "拟同意")]).await, &["正在办理"]);
        says(&review.act("director", "approve", &[("approve_opinion", "终审同意")]).await, &["公示", "拟同意"]);
        review.case = Review::another(&review.house, review.call, 2, LARGE).await;
        review.act("head", "approve", &[]).await;
        review.act("director", "approve", &[]).await;
        says(&review.house.client("meeting1").await.get("/work").await, &["海门示例03"]);
        assert!(!review.offers("director", "approve").await, "the meeting decides");
        assert!(!review.offers("director", "reject").await, "the meeting decides");
        meeting(&review).await;
    }

    async fn nobody_stands_on_two_rungs(database: Database) {
        let review = Review::begin(House::open(database).await, &[LADDER], MIDDLE).await;
        let admin = review.house.signed("admin").await;
        let head = review.house.signed("head").await;
        let both = engine::people::PersonInput {
            name: "科室负责人".to_owned(),
            email: String::new(),
            phone: String::new(),
            town: String::new(),
            department: String::new(),
            roles: vec!["section-head".to_owned(), "director".to_owned()],
        };
        review.house.engine.update_person(&admin, head.id(), both, "both").await.unwrap();
        says(&review.act("head", "approve", &[("approve_opinion", "一人两级")]).await, &["一人两级"]);
        assert!(!review.offers("head", "approve").await, "each rung needs somebody else");
        assert!(review.offers("director", "approve").await);
    }

    async fn the_clock_rejects_where_the_programme_says_so(database: Database) {
        let joint = JOINT.replace("escalate", "reject");
        let review = Review::begin(House::open(database).await, &[&joint, DIRECTOR], SMALL).await;
        review.house.set_day("2026-03-10").await;
        review.house.run_jobs().await;
        let page = review.page("applicant").await;
        says(&page, &["“部门联审”环节逾期未办结，按本事项规定视为不予支持"]);
        review.house.deliver_mail().await;
        let mails = review.house.mails();
        let told = mails.iter().any(|mail| format!("{mail:?}").contains("逾期"));
        assert!(told, "the mail says why: {mails:?}");
    }

    async fn who_steps_back_acts_no_more(database: Database) {
        let review = Review::begin(House::open(database).await, &[VISIT, DIRECTOR], SMALL).await;
        refuses(&review.act("officer", "recuse", &[]).await, &["请填写“理由”"]);
        says(&review.act("officer", "recuse", &[("recuse_reason", "canary-亲属任职")]).await, &["您已回避"]);
        assert!(!review.offers("officer", "record-visit").await);
        assert!(review.offers("officer2", "record-visit").await);
        assert!(!review.page("applicant").await.html().contains("canary-亲属任职"), "internal words");
    }

    async fn a_department_is_chosen_for_whoever_speaks_for_it(database: Database) {
        let house = House::open(database).await;
        house.call_of(programme_with_pipeline("technical-contract", &pipeline(&[JOINT, DIRECTOR]))).await;
        let admin = house.client("admin").await;
        let page = admin.get("/admin/people/new").await;
        let fields = [("name", "税务经办"), ("email", "second.tax@houbu.test"), ("role", "department")];
        let refused = admin.submit(&page, "/admin/people", &fields).await;
        refuses(&refused, &["联审部门"]);
        let tax = page.option("department", "税务部门");
        let fields = [fields.as_slice(), &[("department", tax.as_str())]].concat();
        says(&admin.submit(&page, "/admin/people", &fields).await, &["税务经办", "税务部门"]);
    }
}

/// Quorum and majority are refused, then the minutes are recorded and read.
async fn meeting(review: &Review) {
    let member = review.house.client("meeting1").await;
    let page = member.get(&review.place()).await;
    let present = ticks(&page, "present_");
    assert_eq!(present.len(), 3, "three members are free to decide");
    let resolve = async |members: usize, favour: &str, result: &str| {
        let mut fields = vec![
            ("minutes_number", "海科局纪要〔2026〕3号"),
            ("held_on", "2026-03-02"),
            ("in_favour", favour),
            ("meeting_result", result),
            ("meeting_opinion", "会议研究同意"),
        ];
        fields.extend(present.iter().take(members).map(|name| (name.as_str(), "on")));
        member.submit(&page, &review.at("resolve-meeting"), &fields).await
    };
    refuses(
        &member.submit(&page, &review.at("resolve-meeting"), &[]).await,
        &["开会日期", "会议结果", "赞成票数"],
    );
    refuses(&resolve(1, "1", "carried").await, &["会议研究同意", "到会1人"]);
    refuses(&resolve(2, "1", "carried").await, &["赞成"]);
    refuses(&resolve(2, "3", "carried").await, &["赞成"]);
    let resolved = resolve(3, "2", "carried").await;
    says(&resolved, &["海科局纪要〔2026〕3号", "局务会成员二", "到会3人，赞成2票", "公示"]);
    let applicant = review.house.client("applicant").await;
    assert!(!applicant.get(&review.place()).await.html().contains("会议研究同意"), "internal words");
}
