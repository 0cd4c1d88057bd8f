//! 免申即享: from a table to the award, a no, and silence. Driven through pages; the programme is the
//! shipped research award.

use harness::{Client, House, Page, Upload, on_both_databases};
use workflow::id::{ApplicationId, CallId};
use workflow::identity::complete_uscc;

use crate::journeys::walk::{Walk, publish, refuses, says};

const COLUMNS: &str = "uscc,reg_in_js,legal_person,super_deduction_this_year,hnte_tax_pref_this_year,rd\n";
const NAME: &str = "海门示例未填账户科技有限公司";

/// The research award is open.
async fn open(database: harness::Database) -> (House, CallId) {
    let house = House::open(database).await;
    let shipped = houbu::embedded_programmes().into_iter();
    let is_award = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        String::from_utf8_lossy(&files["programme.toml"]).starts_with("code = \"rd-award\"")
    };
    let files = shipped.into_iter().find(is_award).expect("the research award is shipped");
    let call = house.call_of(files).await;
    (house, call)
}

async fn code_of(house: &House, organisation: usize) -> String {
    let id = house.cast.organisations[organisation];
    let row = store::organisations::find(house.database.store(), id).await.unwrap();
    row.unwrap().uscc
}

/// A line of the table: sound unless it enjoyed the other preference.
fn line(code: &str, preferred: &str) -> String {
    format!("{code},yes,yes,yes,{preferred},\"1,000,000\"\n")
}

async fn preview(officer: &Client, call: CallId, table: &str) -> Page {
    let place = format!("/officer/calls/{call}/propose");
    let page = officer.get(&place).await;
    let upload = Upload { field: "file", name: "名单.csv", bytes: table.as_bytes().to_vec() };
    officer.submit_with(&page, &format!("{place}/table"), &[], vec![upload]).await
}

/// The living proposals of the call, in the order of their numbers.
async fn proposals(house: &House, call: CallId) -> Vec<ApplicationId> {
    let filter = store::applications::ApplicationFilter {
        call: Some(call),
        ..store::applications::ApplicationFilter::default()
    };
    let page = store::Page::first(50);
    let rows = store::applications::list(house.database.store(), &filter, &page).await.unwrap();
    rows.into_iter().rev().map(|row| row.id).collect()
}

async fn propose(house: &House, call: CallId, organisation: usize) -> ApplicationId {
    let officer = house.client("officer").await;
    let place = format!("/officer/calls/{call}/propose");
    let page = officer.get(&place).await;
    let code = code_of(house, organisation).await;
    let fields = [
        ("uscc", code.as_str()),
        ("reg_in_js", "yes"),
        ("legal_person", "yes"),
        ("super_deduction_this_year", "yes"),
        ("hnte_tax_pref_this_year", "no"),
        ("rd", "1000000"),
        ("then", "propose"),
    ];
    let page = officer.submit(&page, &place, &fields).await;
    says(&page, &["已推送"]);
    page.path.trim_start_matches("/applications/").parse().unwrap()
}

/// An organisation that has registered and given no account yet.
async fn register(house: &House) -> (Client, String) {
    let visitor = house.visitor();
    let code = complete_uscc("91320614MA27XK3R4").unwrap();
    let page = visitor.get("/register").await;
    let town = page.option("town", "三星镇");
    let fields = [
        ("organisation_name", NAME),
        ("uscc", code.as_str()),
        ("town", town.as_str()),
        ("registered_on", "2015-06-18"),
        ("display_name", "经办人"),
        ("email", "account@houbu.test"),
        ("password", "a journey of many steps"),
        ("password_again", "a journey of many steps"),
    ];
    says(&visitor.submit(&page, "/register", &fields).await, &[]);
    (visitor, code)
}

async fn give_account(house: &House, member: &Client) {
    let page = member.get("/organisations").await;
    let organisation = page.links_to("/organisations/").remove(0);
    let page = member.get(&organisation).await;
    let fields = [
        ("address", "南通市海门区示例路 100 号"),
        ("legal_representative", "法定代表人"),
        ("account_name", NAME),
        ("account_number", "98050078801600009999"),
        ("bank_code", "310306500019"),
        ("bank_name", "上海浦东发展银行南通海门支行"),
    ];
    says(&member.submit(&page, &organisation, &fields).await, &[]);
    let officer = house.client("officer").await;
    let page = officer.get(&organisation).await;
    says(&officer.submit(&page, &format!("{organisation}/confirmation"), &[]).await, &[]);
}

on_both_databases! {
    async fn from_a_table_to_the_award(database: Database) {
        let (house, call) = open(database).await;
        let (member, newcomer) = register(&house).await;
        let codes = [code_of(&house, 0).await, code_of(&house, 1).await];
        let unknown = complete_uscc("91320614MA27XK3R5").unwrap();
        let mistyped = format!("{}0", &codes[0][..17]).replace("00", "01");
        let table = [
            COLUMNS.to_owned(),
            line(&codes[0], "no"),
            line(&newcomer, "no"),
            line(&codes[1], "yes"),
            line(&unknown, "no"),
            line(&mistyped, "no"),
            line(&codes[0], "no"),
            format!("{},yes,yes,yes,no,\n", code_of(&house, 2).await),
        ]
        .concat();
        let officer = house.client("officer").await;
        let page = preview(&officer, call, "uscc,rd,colour\n1,2,3\n").await;
        refuses(&page, &["colour"]);
        let page = preview(&officer, call, &table).await;
        says(&page, &["可推送2家", "不能推送5家", "没有登记这个单位", "只保留一行", "不符合", "缺少"]);
        assert_eq!(proposals(&house, call).await, [], "looking writes nothing");
        let all = format!("/officer/calls/{call}/propose/all");
        let (first, second) =
            tokio::join!(officer.submit_with(&page, &all, &[], vec![]), officer.submit_with(&page, &all, &[], vec![]));
        says(&first, &["已推送2家"]);
        says(&second, &["已推送2家"]);
        let cases = proposals(&house, call).await;
        assert_eq!(cases.len(), 2, "twice clicked, once proposed");
        let page = preview(&officer, call, &table).await;
        says(&page, &["已有事项"]);
        house.deliver_mail().await;
        let told = house.mails();
        assert!(told.iter().any(|mail| format!("{mail:?}").contains("account@houbu.test")), "{told:?}");

        let walk = Walk { house: &house, case: cases[1] };
        says(&member.get("/applications").await, &[NAME]);
        let page = member.get(&walk.place()).await;
        says(&page, &["免申即享", "50,000.00", "收款账户"]);
        refuses(&member.submit(&page, &walk.at("confirm"), &[]).await, &["账户"]);
        give_account(&house, &member).await;
        let page = member.get(&walk.place()).await;
        says(&member.submit(&page, &walk.at("confirm"), &[]).await, &["已确认"]);

        for account in ["officer", "officer2"] {
            says(&walk.act(account, "pass-check", &[]).await, &[]);
        }
        walk.approve().await;
        publish(&house, call, &[walk.case]).await;
        house.set_day("2026-03-16").await;
        house.run_jobs().await;
        says(&walk.act("director", "award", &[("document_number", "苏科〔2026〕3号")]).await, &["拨付"]);
        let report = house.engine.audit().await.unwrap();
        assert_eq!(report.faults, []);
    }

    async fn a_no_and_silence(database: Database) {
        let (house, call) = open(database).await;
        let start = house.client("applicant").await.get(&format!("/applications/start?call={call}")).await;
        says(&start, &["不能自行申报"]);
        let begun = house
            .engine
            .start_application(&house.signed("applicant").await, call, house.cast.organisations[0], "self")
            .await;
        assert!(begun.is_err(), "nobody applies in such a call");
        let declined = Walk { house: &house, case: propose(&house, call, 0).await };
        assert!(!declined.offers("officer", "confirm").await, "the bureau cannot say yes for others");
        refuses(&declined.act("applicant", "decline", &[]).await, &["理由"]);
        let reason = [("decline_proposal_reason", "研发费用数据有误")];
        says(&declined.act("applicant", "decline", &reason).await, &["已放弃", "研发费用数据有误"]);

        let silent = Walk { house: &house, case: propose(&house, call, 1).await };
        says(&silent.page("officer").await, &["等待单位确认"]);
        house.set_day("2026-04-15").await;
        house.run_jobs().await;
        says(&silent.page("applicant2").await, &["失效"]);
        assert!(!silent.offers("applicant2", "confirm").await);
    }
}
