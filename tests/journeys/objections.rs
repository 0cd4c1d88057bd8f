//! Objections: real name, only that item frozen, answered by somebody who did not review the case;
//! dismissed, upheld, or a lower amount published anew.

use engine::EngineError;
use engine::objections::{Filed, ObjectionInput};
use harness::programmes::programme_with_pipeline;
use harness::{House, Page, on_both_databases};
use workflow::Role;
use workflow::id::{ApplicationId, CallId};

use crate::journeys::walk::{Walk, publish, refuses, says, told};

const PIPELINE: &str = r#"
[[pipeline.stage]]
key = "draft"
owner = "applicant"
[[pipeline.stage]]
key = "formal-check"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "correction"
owner = "applicant"
limit_working_days = 5
on_overdue = "lapse"
[[pipeline.stage]]
key = "approval"
owner = "director"
limit_working_days = 10
[[pipeline.stage]]
key = "publicity"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "objection"
owner = "officer"
limit_working_days = 10
max_rounds = 1
[[pipeline.stage]]
key = "award"
owner = "director"
limit_working_days = 10
[[pipeline.stage]]
key = "disbursement"
owner = "finance-maker"
limit_working_days = 3
"#;

pub const NAME: &str = "异议人甲";
pub const IDENTITY: &str = "11010519491231002X";
pub const CONTACT: &str = "objector@houbu.test";
pub const TEXT: &str = "该合同没有实际履行，请核查付款凭证";

/// A list with four cases on it, and an officer who has not looked at any of them.
pub struct List {
    pub house: House,
    call: CallId,
    pub cases: Vec<ApplicationId>,
    place: String,
}

impl List {
    pub async fn open(database: harness::Database) -> Self {
        let house = House::open(database).await;
        let call = house.call_of(programme_with_pipeline("technical-contract", PIPELINE)).await;
        let answers = [("kind", "unit"), ("contract_total", "1200000"), ("paid_total", "1000000")];
        let documents = [
            ("licence", "licence.pdf"),
            ("contract-registration", "registration.pdf"),
            ("payment-proof", "payment.pdf"),
        ];
        let mut cases = Vec::new();
        for organisation in 0..4 {
            let unit = house.cast.organisations[organisation];
            let case = house.handed_in(call, unit, &answers, &documents).await;
            house.checked(case, "").await;
            Walk { house: &house, case }.approve().await;
            cases.push(case);
        }
        let place = publish(&house, call, &cases).await;
        let fresh = house.signed("newcomer").await;
        let unit = house.database.store().begin().await.unwrap();
        store::people::set_roles(&unit, fresh.id(), &[Role::Officer]).await.unwrap();
        unit.commit().await.unwrap();
        Self { house, call, cases, place }
    }

    pub fn walk(&self, case: usize) -> Walk<'_> {
        Walk { house: &self.house, case: self.cases[case] }
    }

    async fn object(&self, case: usize, fields: &[(&str, &str)]) -> Page {
        let visitor = self.house.visitor();
        let place = format!("{}/objections/{}", self.place, self.cases[case]);
        let page = visitor.get(&place).await;
        visitor.submit(&page, &place, fields).await
    }

    pub async fn object_soundly(&self, case: usize) -> Page {
        let fields = [
            ("objector_name", NAME),
            ("objector_identity", IDENTITY),
            ("objector_contact", CONTACT),
            ("objection_text", TEXT),
        ];
        self.object(case, &fields).await
    }

    /// One objection, not through the form: an address may not send many of those.
    pub async fn file(&self, case: usize, name: &str, address: &str) -> Result<Filed, EngineError> {
        let input = ObjectionInput {
            name: name.to_owned(),
            identity_number: IDENTITY.to_owned(),
            contact: CONTACT.to_owned(),
            text: TEXT.to_owned(),
            locale: "zh-CN".to_owned(),
        };
        let notice = self.place.trim_start_matches("/publicity/").parse().unwrap();
        let item = (notice, self.cases[case]);
        self.house.engine.file_objection(address, item, input, &format!("file-{address}")).await
    }

    async fn answer(&self, account: &str, case: usize, fields: &[(&str, &str)]) -> Page {
        self.walk(case).act(account, "decide-objection", fields).await
    }
}

on_both_databases! {
    async fn three_answers_and_an_item_that_goes_on(database: Database) {
        let list = List::open(database).await;
        let page = list.object(0, &[("objector_name", "匿名"), ("objection_text", TEXT)]).await;
        refuses(&page, &["不受理匿名异议", "证件号码有误", "以便答复"]);
        assert!(page.html().contains(TEXT), "what was typed is kept");
        for case in 0..3 {
            says(&list.object_soundly(case).await, &["受理编号"]);
        }
        let public = list.house.visitor().get(&list.place).await;
        assert_eq!(public.text().matches("异议处理中").count(), 3, "{}", public.text());
        assert_eq!(public.text().matches("公示中").count(), 2, "the heading and one item: {}", public.text());
        assert!(!public.html().contains(NAME));

        for reviewer in ["officer", "officer2", "director"] {
            let page = list.walk(0).page(reviewer).await;
            says(&page, &[TEXT]);
            assert!(!list.walk(0).offers(reviewer, "decide-objection").await, "{reviewer} reviewed it");
            assert!(!page.html().contains(NAME) && !page.html().contains(CONTACT), "{reviewer} sees who");
        }
        let own = list.walk(0).page("applicant").await;
        says(&own, &["异议"]);
        for secret in [NAME, IDENTITY, CONTACT, TEXT] {
            assert!(!own.html().contains(secret), "the organisation reads {secret}");
        }
        says(&list.walk(0).page("newcomer").await, &[NAME, CONTACT, "1101**********002X"]);
        says(&list.walk(0).page("supervisor").await, &[NAME]);

        let dismissed = [("objection_decision", "dismissed"), ("objection_reply", "付款凭证属实")];
        refuses(&list.answer("newcomer", 0, &[("objection_decision", "dismissed")]).await, &["处理意见"]);
        says(&list.answer("newcomer", 0, &dismissed).await, &["已答复"]);
        let higher = [
            ("objection_decision", "amended"),
            ("objection_amount", "9,000"),
            ("objection_reply", "核减"),
        ];
        refuses(&list.answer("newcomer", 1, &higher).await, &["5,500.00"]);
        let lower = [
            ("objection_decision", "amended"),
            ("objection_amount", "4,000"),
            ("objection_reply", "部分合同未履行，核减"),
        ];
        says(&list.answer("newcomer", 1, &lower).await, &[]);
        let upheld = [("objection_decision", "upheld"), ("objection_reply", "合同未履行")];
        says(&list.answer("newcomer", 2, &upheld).await, &["不予支持"]);
        let public = list.house.visitor().get(&list.place).await;
        says(&public, &["已撤下", "金额已调整"]);
        let again = publish(&list.house, list.call, &[list.cases[1]]).await;
        says(&list.house.visitor().get(&again).await, &["4,000.00"]);

        told(&list.house, &["公示期间收到异议", "异议处理结果：HM-2026-0001", "异议处理结果：HM-2026-Y0001"]).await;
        let replies = list.house.mails();
        let replies = replies.iter().filter(|mail| format!("{mail:?}").contains(CONTACT)).count();
        assert_eq!(replies, 3, "every objector was answered");

        list.house.set_day("2026-03-20").await;
        list.house.run_jobs().await;
        refuses_late(&list).await;
        for (case, amount) in [(0, "5,500.00"), (1, "4,000.00"), (3, "5,500.00")] {
            let number = format!("海科〔2026〕{case}号");
            let page = list.walk(case).act("director", "award", &[("document_number", &number)]).await;
            says(&page, &["拨付", amount]);
        }
        assert!(!list.walk(2).offers("director", "award").await);
        assert_eq!(list.house.engine.audit().await.unwrap().faults, []);
    }

    async fn an_address_that_floods_waits(database: Database) {
        let list = List::open(database).await;
        for _ in 0..engine::objections::ATTEMPTS_PER_ADDRESS_MAX {
            refuses(&list.object(0, &[]).await, &["匿名"]);
        }
        refuses(&list.object_soundly(0).await, &["分钟"]);
        says(&list.walk(0).page("officer").await, &["公示"]);
        assert!(!list.house.visitor().get(&list.place).await.has("异议处理中"));
    }
}

/// After the last day there is no form, and a late one is refused in words.
async fn refuses_late(list: &List) {
    let place = format!("{}/objections/{}", list.place, list.cases[3]);
    let page = list.house.visitor().get(&place).await;
    says(&page, &["不再受理"]);
    assert!(!page.form_actions().contains(&place));
    let late = list.file(3, NAME, "late").await;
    let Err(EngineError::Invalid(faults)) = late else { panic!("{late:?}") };
    assert_eq!(faults[0].code, "objection-closed");
}
