//! Registering a code: a member is asked, or an officer confirms. Through HTTP.
//! Applications of an organisation are tested elsewhere.

use harness::{Client, House, Page, on_both_databases};
use reqwest::StatusCode;
use workflow::identity::complete_uscc;

use super::coming_in::sign_in;

const PASSWORD: &str = "a password of some length";

fn code(serial: u32) -> String {
    complete_uscc(&format!("9132068{serial:010}")).unwrap()
}

async fn register(client: &Client, uscc: &str, email: &str) -> Page {
    let page = client.get("/register").await;
    let html = page.html();
    let town = html.split("name=\"town\"").nth(1).unwrap().split("<option value=\"").nth(2).unwrap();
    let town = town.split('"').next().unwrap().to_owned();
    let fields = [
        ("organisation_name", "测试装备有限公司"),
        ("uscc", uscc),
        ("town", town.as_str()),
        ("registered_on", "2015-04-08"),
        ("display_name", "经办人"),
        ("email", email),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    client.submit(&page, "/register", &fields).await
}

on_both_databases! {
    async fn a_fresh_code_waits_for_an_officer(database: Database) {
        let house = House::open(database).await;
        let applicant = house.visitor();
        let page = register(&applicant, &code(7_000_001), "first@example.cn").await;
        assert_eq!(page.path, "/organisations", "{}", page.text());
        assert!(page.has("待核验"));
        let profile = page.links_to("/organisations/").remove(0);

        let officer = house.visitor();
        sign_in(&officer, "officer@demo.houbu.test", engine::demo::DEMO_PASSWORD).await;
        assert!(officer.get("/officer/organisations").await.has("测试装备有限公司"));
        let seen = officer.get(&profile).await;
        let confirmation = format!("{profile}/confirmation");
        officer.submit(&seen, &confirmation, &[]).await;
        assert!(applicant.get("/organisations").await.has("已核验"));
        let again = officer.submit(&seen, &confirmation, &[]).await;
        assert_eq!(again.status, StatusCode::OK, "a second click on the same form is answered alike");
        house.deliver_mail().await;
        assert_eq!(house.mails().iter().filter(|mail| mail.to.address() == "first@example.cn").count(), 1);

        let held = applicant.get(&profile).await;
        let renamed = [
            ("organisation_name", "改名装备有限公司"),
            ("address", "路 1 号"),
            ("legal_representative", "法定代表人"),
            ("account_name", "改名装备有限公司"),
            ("account_number", "3205 0164 0836 0000 0018"),
            ("bank_code", "310306500019"),
            ("bank_name", "示范银行"),
        ];
        let saved = applicant.submit(&held, &profile, &renamed).await;
        assert!(saved.has("待核验"), "a new name is confirmed anew: {}", saved.text());
        assert!(saved.html().contains("32050164083600000018"), "members see their own account number");
        let masked = officer.get(&profile).await.html();
        assert!(!masked.contains("32050164083600000018") && masked.contains("3205"), "others see it masked");
    }

    async fn a_code_with_a_member_asks_that_member(database: Database) {
        let house = House::open(database).await;
        let uscc = code(7_000_002);
        let (first, second) = (house.visitor(), house.visitor());
        register(&first, &uscc, "first@example.cn").await;
        let waiting = register(&second, &uscc, "second@example.cn").await;
        assert!(waiting.has("等待同意"), "{}", waiting.text());
        assert!(waiting.links_to("/organisations/").is_empty(), "nothing of it is shown yet");
        house.deliver_mail().await;
        assert!(house.mails().iter().any(|mail| mail.to.address() == "first@example.cn"));

        let profile = first.get("/organisations").await.links_to("/organisations/").remove(0);
        assert_eq!(second.get(&profile).await.status, StatusCode::NOT_FOUND);
        let page = first.get(&profile).await;
        let request = page.form_actions().into_iter().find(|action| action.starts_with("/memberships/")).unwrap();
        let own = second.get("/organisations").await;
        let html = own.html();
        let token = html.split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let fields = [("_csrf", token), ("_key", "k"), ("decision", "grant")];
        let stolen = second.http().post(second.url(&request)).form(&fields).send().await.unwrap();
        assert!(stolen.status().is_client_error(), "nobody decides on themselves");
        let done = first.submit(&page, &request, &[("decision", "grant")]).await;
        assert_eq!(done.status, StatusCode::OK);
        assert_eq!(second.get(&profile).await.status, StatusCode::OK);
        house.deliver_mail().await;
        assert!(house.mails().iter().any(|mail| mail.to.address() == "second@example.cn"));
    }

    async fn wrong_entries_are_named_all_at_once_and_nothing_is_lost(database: Database) {
        let house = House::open(database).await;
        let client = house.visitor();
        let mut wrong = code(7_000_003);
        let last = wrong.pop().unwrap();
        wrong.push(if last == '1' { '2' } else { '1' });
        let page = client.get("/register").await;
        let fields = [("organisation_name", "测试有限公司"), ("uscc", wrong.as_str()), ("email", "no address"), ("password", "short")];
        let refused = client.submit(&page, "/register", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["校验位不符", "电子邮箱格式有误", "密码至少 12 个字符", "两次输入的密码不一致", "请填写“姓名”", "所在镇区"] {
            assert!(refused.has(words), "{words} is missing:\n{}", refused.text());
        }
        assert!(refused.html().contains("测试有限公司") && refused.html().contains(&wrong));
        assert!(!refused.html().contains("value=\"short\""));
    }
}
