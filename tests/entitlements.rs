//! "What am I entitled to?" over HTTP: what is known counts without being typed, what is typed is weighed
//! and not kept, one matter is paid once, what was awarded stands against it, and a bar bars.

use engine::registers::Register;
use harness::programmes::shipped;
use harness::{House, Page, on_both_databases};
use reqwest::StatusCode;
use serde_json::Value;

const PLACE: &str = "/entitlements";
/// Two programmes about the R&D cost of one year, and a third about something else.
const ANSWERS: [(&str, &str); 11] = [
    ("rd-award.reg_in_js", "yes"),
    ("rd-award.legal_person", "yes"),
    ("rd-award.super_deduction_this_year", "yes"),
    ("rd-award.hnte_tax_pref_this_year", "no"),
    ("rd-award.rd", "6,000,000"),
    ("rd-award-wuzhong.rd_prev", "5000000"),
    ("rd-award-wuzhong.rd_curr", "6000000"),
    ("rd-award-wuzhong.claimed_previous_year", "yes"),
    ("rd-award-wuzhong.claimed_current_year", "yes"),
    ("technical-contract.kind", "unit"),
    ("technical-contract.paid_total", "2000000"),
];

fn says(page: &Page, words: &[&str]) {
    assert!(page.status.is_success(), "{}: {}", page.status, page.text());
    for word in words {
        assert!(page.has(word), "“{word}” is not on {}:\n{}", page.path, page.text());
    }
}

async fn code_of(house: &House, organisation: usize) -> String {
    let id = house.cast.organisations[organisation];
    let row = store::organisations::find(house.database.store(), id).await.unwrap();
    row.unwrap().uscc
}

async fn certify(house: &House, kind: &str, number: &str, days: &str) {
    let uscc = code_of(house, 0).await;
    let header = "certificate_kind,certificate_number,uscc,source,valid_from,valid_to";
    let file = format!("{header}\n{kind},{number},{uscc},公告,{days}\n");
    house.engine.install_register(Register::Certificate, file.into_bytes()).await.unwrap();
}

/// What a program reads for the first organisation, with the applicant's token.
async fn read(house: &House, path: &str) -> (StatusCode, Value) {
    let applicant = house.signed("applicant").await;
    let token = house.engine.create_api_token(&applicant, "entitlements").await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.get(format!("{}{path}", house.url())).bearer_auth(token);
    let answer = request.send().await.unwrap();
    let status = answer.status();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
}

async fn of_first(house: &House) -> Value {
    let id = house.cast.organisations[0];
    let (status, body) = read(house, &format!("/api/v1/organisations/{id}/entitlements")).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body
}

fn programme<'a>(body: &'a Value, code: &str) -> &'a Value {
    let mut all = body["programmes"].as_array().unwrap().iter();
    all.find(|one| one["programme"] == code).unwrap_or_else(|| panic!("no {code} in {body}"))
}

fn reasons(body: &Value, code: &str) -> Vec<String> {
    let mut lines = body["combination"].as_array().unwrap().iter();
    let line = lines.find(|line| line["programme"] == code).unwrap_or_else(|| panic!("no {code} in {body}"));
    let reasons = line["reasons"].as_array().unwrap();
    reasons.iter().map(|reason| reason["code"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn one_matter_is_paid_once_and_nothing_typed_is_kept(database: Database) {
        let house = House::open(database).await;
        let member = house.client("applicant").await;
        let page = member.get("/applications").await;
        let page = member.follow(&page, "我能享受哪些政策").await;
        says(&page, &["信息不全，无法判断", "实际支付", "暂无可计入的金额"]);

        let page = member.submit(&page, PLACE, &ANSWERS).await;
        // 50万×10% + 100万×8% of the province against the district's 2万; 6,500 for the contracts beside.
        says(&page, &["符合条件", "580,000.00", "6,500.00", "586,500.00", "已比较全部组合"]);
        says(&page, &["与“企业研究开发费用奖励（免申即享）”为同一事项或同一笔贷款，从高不重复"]);
        assert!(page.html().contains("6,000,000"), "what was typed is still there");

        // One yuan short of growing: refused, with the least that would do.
        let page = member.submit(&page, PLACE, &[("rd-award-wuzhong.rd_curr", "5000000")]).await;
        says(&page, &["差一点就符合", "最少需要", "再增加"]);

        let page = member.submit(&page, PLACE, &[("technical-contract.paid_total", "二百万")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("应为数字") && page.html().contains("value=\"二百万\""), "{}", page.text());

        let page = member.get(PLACE).await;
        says(&page, &["暂无可计入的金额"]);
        let page = member.get(&format!("{PLACE}?organisation={}", house.cast.organisations[9])).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "nobody asks for others");
        let officer = house.client("officer").await;
        assert_eq!(officer.get(PLACE).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_was_awarded_stands_against_the_matter(database: Database) {
        let house = House::open(database).await;
        let case = house.awarded(&house.cast.organisations[..1]).await[0];
        let body = of_first(&house).await;
        let contracts = programme(&body, "technical-contract");
        assert_eq!(contracts["standing"], "qualifies", "its own case told: {contracts}");
        assert_eq!(contracts["received"][0]["held_fen"], harness::cases::AWARD_FEN);
        assert_eq!(contracts["received"][0]["paid_fen"], 0);
        assert_eq!(contracts["running"], case.to_string());
        assert_eq!(reasons(&body, "technical-contract"), ["already-paid"]);
        assert_eq!((&body["total_fen"], &body["proven_best"]), (&Value::from(0), &Value::from(true)));

        let member = house.client("applicant").await;
        let page = member.get(PLACE).await;
        says(&page, &["同一事项已核定", "5,500.00", "从高不重复", "请核对"]);

        // Asked for once more in another call of the year: whoever reviews it is told, the applicant is not.
        let call = house.call_of(shipped("technical-contract")).await;
        let answers = [("kind", "unit"), ("contract_total", "900000"), ("paid_total", "900000")];
        let documents = ["licence", "contract-registration", "payment-proof", "account-certificate", "commitment"];
        let known = house.engine.proposal_call(&house.signed("officer").await, call).await.unwrap().pack;
        let asked: Vec<(&str, &str)> = documents
            .into_iter()
            .filter(|code| known.documents().iter().any(|document| document.code == *code))
            .map(|code| (code, "证明.pdf"))
            .collect();
        let again = house.handed_in(call, house.cast.organisations[0], &answers, &asked).await;
        let number = contracts["received"][0]["number"].as_str().unwrap().to_owned();
        let page = house.client("officer").await.get(&format!("/applications/{again}")).await;
        says(&page, &["同一事项已核定", &number, "可核定 0.00 元"]);
        let page = member.get(&format!("/applications/{again}")).await;
        assert!(!page.has("同一事项已核定"), "{}", page.text());
    }

    async fn registers_tell_what_nobody_typed_and_a_bar_bars(database: Database) {
        let house = House::open(database).await;
        let before = of_first(&house).await;
        assert_eq!(programme(&before, "hnte-reward")["standing"], "cannot-tell");
        assert_eq!(programme(&before, "hnte-reward")["missing"][0]["name"], "cert_year");
        certify(&house, "高新技术企业", "GR202532000001", "2025-11-01,2028-10-31").await;
        let known = of_first(&house).await;
        assert_eq!(programme(&known, "hnte-reward")["amount_fen"], 20_000_000);
        assert_eq!(known["total_fen"], 20_000_000);

        certify(&house, "严重失信", "X-1", "2026-01-01,2026-12-31").await;
        let member = house.client("applicant").await;
        let page = member.get(PLACE).await;
        let platform = [
            ("rd-platform.item", "rd_platform"),
            ("rd-platform.level", "province"),
            ("rd-platform.recognised", "yes"),
            ("rd-platform.rd_last_year", "1000000"),
            ("rd-platform.tax_registered_here", "yes"),
            ("rd-platform.incident_in_1y", "no"),
            ("rd-platform.serious_dishonesty_3y", "no"),
        ];
        let page = member.submit(&page, PLACE, &platform).await;
        says(&page, &["失信惩戒期", "2026-12-31", "500,000.00", "不予发放"]);
        // The reward for recognition asks for no credit record: it stays.
        assert_eq!(of_first(&house).await["total_fen"], 20_000_000);
        house.set_day("2027-01-04").await;
        assert_eq!(of_first(&house).await["barred_until"], Value::Null);
    }
}
