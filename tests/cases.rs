//! The pages of a case over HTTP: what is refused says what and where, and nothing typed is lost.
//! Each test runs on both databases.

use harness::{Client, House, Page, Upload, on_both_databases};
use reqwest::StatusCode;

/// The demo's reward for recognised high-tech enterprises.
const REWARD: usize = 0;

const PDF: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\nendobj\n%%EOF\n";

/// An applicant with a draft in the reward's call.
struct Draft {
    house: House,
    applicant: Client,
    /// `/applications/<id>`.
    place: String,
}

impl Draft {
    async fn begin(database: harness::Database) -> Self {
        let house = House::open(database).await;
        let applicant = house.client("applicant").await;
        let call = house.cast.calls[REWARD].to_string();
        let page = applicant.get(&format!("/applications/start?call={call}")).await;
        let page = applicant.submit(&page, "/applications/start", &[("call", call.as_str())]).await;
        assert!(page.status.is_success(), "{}", page.text());
        let place = page.path.strip_suffix("/form").expect("the form is shown").to_owned();
        Self { house, applicant, place }
    }

    fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.place)
    }

    async fn fill(&self, fields: &[(&str, &str)]) -> Page {
        let page = self.applicant.get(&self.at("/form")).await;
        self.applicant.submit(&page, &self.at("/form"), fields).await
    }

    async fn upload(&self, code: &str, name: &str, bytes: &[u8]) -> Page {
        let page = self.applicant.get(&self.place).await;
        let field = format!("file-{code}");
        let upload = Upload { field: &field, name, bytes: bytes.to_vec() };
        // Every document has a form of its own with the same action; the hidden field tells which.
        let fields = [("document", code)];
        self.applicant.submit_with(&page, &self.at("/documents"), &fields, vec![upload]).await
    }

    /// Filled in as the rules want it, with its documents.
    async fn make_ready(&self) {
        let year = "2025";
        let filled = self
            .fill(&[
                ("cert_year", year),
                ("days_registered", "2190"),
                ("owns_core_ip", "yes"),
                ("tech_field_listed", "yes"),
                ("tech_staff", "30"),
                ("total_staff", "100"),
                ("innovation_score", "82"),
                ("incident_in_365d", "no"),
                ("sales_y.0", "40,000,000"),
                ("sales_y.1", "45000000"),
                ("sales_y.2", "50000000"),
                ("rd_y.0", "2500000"),
                ("rd_y.1", "2800000"),
                ("rd_y.2", "3000000"),
                ("rd_domestic_total", "8300000"),
                ("expenses_total", "120000000"),
                ("ht_revenue", "35000000"),
                ("total_revenue", "52000000"),
                ("then", "check"),
            ])
            .await;
        assert!(filled.path.ends_with("/check"), "{}: {}", filled.path, filled.text());
        for code in ["certificate", "licence"] {
            let page = self.upload(code, &format!("{code}.pdf"), PDF).await;
            assert!(page.status.is_success(), "{}", page.text());
        }
    }

    async fn submit(&self) -> Page {
        let page = self.applicant.get(&self.at("/check")).await;
        self.applicant.submit(&page, &self.at("/submit"), &[]).await
    }

    /// Submitted and recommended by the town: at the formal check.
    async fn to_check(&self) {
        let page = self.submit().await;
        assert_says(&page, &["申报已提交", "镇区推荐"]);
        let recommender = self.house.client("recommender").await;
        let page = recommender.get(&self.place).await;
        let opinion = [("recommend_opinion", "情况属实")];
        let page = recommender.submit(&page, &self.at("/recommend"), &opinion).await;
        assert_says(&page, &["已推荐", "形式审查"]);
    }
}

fn assert_says(page: &Page, words: &[&str]) {
    for word in words {
        assert!(page.text().contains(word), "“{word}” is not on the page:\n{}", page.text());
    }
}

on_both_databases! {
    /// The oldest year is left empty: the fault still stands at the year it was typed for.
    async fn what_is_typed_wrong_is_kept_and_named(database: Database) {
        let draft = Draft::begin(database).await;
        let page = draft.fill(&[("cert_year", "二〇二五"), ("tech_staff", "ｍany"), ("rd_y.1", "1.005"), ("sales_y.0", "1")]).await;
        assert!(page.status.is_success());
        let html = page.html();
        assert!(html.contains("value=\"二〇二五\"") && html.contains("value=\"1.005\""), "what was typed is there again");
        assert_says(&page, &["“高企证书认定年度”应为数字", "“科技人员数”应为数字", "“近三年研发费用（前二年）”填了“1.005”"]);
        assert!(html.contains("href=\"#cert_year\"") && html.contains("href=\"#tech_staff\""), "errors lead to fields");

        let page = draft.applicant.get(&draft.at("/check")).await;
        assert_says(&page, &["高企证书认定年度", "请上传“营业执照”", "请填写“职工总数”"]);
        let page = draft.applicant.submit(&page, &draft.at("/submit"), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&page, &["还有内容需要填写或改正"]);
    }

    async fn figures_that_contradict_each_other_and_unmet_conditions_are_explained(database: Database) {
        let draft = Draft::begin(database).await;
        draft.make_ready().await;
        let page = draft.fill(&[("expenses_total", "1000000"), ("cert_year", "2023")]).await;
        assert_says(&page, &["研发费用不得大于同期成本费用合计"]);
        draft.fill(&[("expenses_total", "120000000"), ("rd_y.2", "3000"), ("rd_y.0", "3000"), ("rd_domestic_total", "2000000")]).await;
        let page = draft.applicant.get(&draft.at("/check")).await;
        assert_says(&page, &["证书认定年度为2023年，应为2025年", "温州市", "研发费用占销售收入比例", "国科发火〔2016〕32号"]);
        let page = draft.applicant.submit(&page, &draft.at("/submit"), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&page, &["按现有内容核定为不符合条件（上年度认定）"]);
    }

    async fn a_draft_is_its_organisations_own_until_it_is_handed_in(database: Database) {
        let draft = Draft::begin(database).await;
        for (account, status) in [("officer", StatusCode::NOT_FOUND), ("supervisor", StatusCode::OK)] {
            let page = draft.house.client(account).await.get(&draft.place).await;
            assert_eq!(page.status, status, "{account}");
        }
        let list = draft.house.client("officer").await.get("/cases").await;
        assert_eq!(list.links_to(&draft.place), Vec::<String>::new());
        draft.make_ready().await;
        draft.submit().await;
        let page = draft.house.client("officer").await.get(&draft.place).await;
        assert_eq!(page.status, StatusCode::OK);
    }

    async fn a_renamed_executable_is_refused_by_what_it_is(database: Database) {
        let draft = Draft::begin(database).await;
        let page = draft.upload("licence", "执照.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&page, &["EXE", "“营业执照”请上传 PDF, JPG, PNG"]);
        let page = draft.upload("licence", "空.pdf", b"").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
        let page = draft.upload("licence", "../执照\".pdf", PDF).await;
        assert!(page.status.is_success(), "{}", page.text());
        let page = draft.upload("licence", "again.pdf", PDF).await;
        assert_says(&page, &["已有同一文件"]);

        let page = draft.applicant.get(&draft.place).await;
        let link = page.links_to(&draft.at("/documents/")).pop().expect("the file can be downloaded");
        let file = draft.applicant.get(&link).await;
        assert_eq!(file.body, PDF);
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        for stranger in ["applicant2", "admin", "policy"] {
            let stranger = draft.house.client(stranger).await;
            assert_eq!(stranger.get(&link).await.status, StatusCode::NOT_FOUND);
            assert_eq!(stranger.get(&draft.place).await.status, StatusCode::NOT_FOUND);
        }
        let page = draft.applicant.get(&draft.place).await;
        let page = draft.applicant.submit(&page, &format!("{link}/remove"), &[]).await;
        assert_eq!(page.links_to(&draft.at("/documents/")), Vec::<String>::new());
    }

    async fn beginning_twice_opens_the_living_application(database: Database) {
        let draft = Draft::begin(database).await;
        let call = draft.house.cast.calls[REWARD].to_string();
        let page = draft.applicant.get("/applications/start").await;
        let page = draft.applicant.submit(&page, "/applications/start", &[("call", call.as_str())]).await;
        assert_eq!(page.path, draft.place);
        assert_says(&page, &["已有申报"]);
        let page = draft.applicant.get("/applications").await;
        assert_eq!(page.links_to("/applications/").iter().filter(|link| **link == draft.place).count(), 1);
    }

    async fn a_page_that_has_grown_old_says_so_and_keeps_what_was_written(database: Database) {
        let draft = Draft::begin(database).await;
        draft.make_ready().await;
        draft.to_check().await;
        let again = draft.applicant.get(&draft.at("/check")).await;
        assert_eq!(again.path, draft.place, "nothing is left to submit");

        let first = draft.house.client("officer").await;
        let second = draft.house.client("officer2").await;
        let old = second.get(&draft.place).await;
        let fresh = first.get(&draft.place).await;
        let asked = first
            .submit(&fresh, &draft.at("/request-correction"), &[
                ("defect_field_1", "cert_year"),
                ("defect_message_1", "与证书不符"),
                ("defect_field_2", "document:licence"),
                ("defect_message_2", "缺年检页"),
            ])
            .await;
        assert_says(&asked, &["补正通知已发出"]);
        let late = second.submit(&old, &draft.at("/pass-check"), &[("check_opinion", "材料齐全，拟同意")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_says(&late, &["已有新的变化", "材料齐全，拟同意"]);

        let page = draft.applicant.get(&draft.at("/form")).await;
        assert_says(&page, &["与证书不符", "缺年检页"]);
        assert!(!page.html().contains("受理员"), "a member hears roles, not names");
        draft.fill(&[("cert_year", "2025")]).await;
        let check = draft.applicant.get(&draft.at("/check")).await;
        let page = draft.applicant.submit(&check, &draft.at("/answer-correction"), &[]).await;
        assert_says(&page, &["补正已提交"]);
    }

    async fn a_correction_names_the_row_without_words_and_offers_more(database: Database) {
        let draft = Draft::begin(database).await;
        draft.make_ready().await;
        draft.to_check().await;
        let officer = draft.house.client("officer").await;
        let action = draft.at("/request-correction");
        let page = officer.get(&draft.place).await;
        let page = officer.submit(&page, &action, &[("defect_field_2", "cert_year"), ("defect_message_1", "写清楚")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.html().contains("href=\"#defect_message_2\""), "{}", page.text());
        let page = officer.submit(&page, &action, &[("more", "more")]).await;
        assert!(page.html().contains("id=\"defect_message_10\"") && page.html().contains("写清楚"));
        let page = officer.get(&draft.place).await;
        let page = officer.submit(&page, &action, &[]).await;
        assert_says(&page, &["请至少写明一项需补正的内容"]);
        let page = officer.submit(&page, &draft.at("/pass-check"), &[]).await;
        assert_says(&page, &["形式审查意见已记录"]);
        assert!(!page.form_actions().contains(&draft.at("/pass-check")), "the second check needs another officer");
    }

    async fn staff_find_cases_and_supervision_only_reads(database: Database) {
        let draft = Draft::begin(database).await;
        draft.make_ready().await;
        draft.to_check().await;
        let supervisor = draft.house.client("supervisor").await;
        let page = supervisor.get("/cases?stage=formal-check").await;
        assert!(page.links_to("/applications/").contains(&draft.place), "{}", page.text());
        let none = supervisor.get("/cases?stage=closed").await;
        assert!(none.links_to("/applications/").is_empty());
        let page = supervisor.get(&draft.place).await;
        let own: Vec<_> = page.form_actions().into_iter().filter(|action| action.starts_with("/applications/")).collect();
        assert_eq!(own, Vec::<String>::new());
        assert_says(&page, &["奖励核定", "填报内容"]);
    }
}
