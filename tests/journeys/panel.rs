//! The expert review through its pages: the draw with its exclusions, a seat given back and drawn again,
//! scores nobody sees before all are in, reasons past a spread, and the pass mark.

use engine::registers::Register;
use harness::panels::{PLATFORM_ANSWERS, PLATFORM_DOCUMENTS};
use harness::programmes::programme_with_pipeline;
use harness::{House, on_both_databases};
use reqwest::StatusCode;
use workflow::{Role, Stage};

use super::walk::{Walk, refuses, says, told};

/// Marks as the form takes them.
fn points(given: [&'static str; 4]) -> Vec<(&'static str, &'static str)> {
    ["marks_foundation", "marks_team", "marks_output", "marks_service"].into_iter().zip(given).collect()
}

impl Walk<'_> {
    async fn score(&self, account: &str, given: [&'static str; 4], comment: &str) -> harness::Page {
        let mut fields = points(given);
        fields.push(("score_comment", comment));
        self.act(account, "submit-score", &fields).await
    }

    async fn accept(&self, account: &str) {
        says(&self.act(account, "accept-review", &[]).await, &["声明已记录", "评分"]);
    }

    async fn stage(&self) -> Stage {
        let supervisor = self.house.signed("supervisor").await;
        self.house.engine.case_view(&supervisor, self.case).await.unwrap().application.stage()
    }
}

const EXPERT_NAMES: [&str; 8] =
    ["专家一", "专家二", "专家三", "专家四", "专家五", "专家六", "专家七", "专家八"];

/// One after the other: the panel is drawn, one member steps back, another takes the seat.
async fn drawn_and_redrawn(walk: &Walk<'_>) -> Vec<&'static str> {
    let house = walk.house;
    assert_eq!(walk.page("expert1").await.status, StatusCode::NOT_FOUND, "nobody sits yet");
    says(&walk.page("officer").await, &["评审席位3个：已抽取0人"]);
    says(&walk.act("officer", "draw-panel", &[]).await, &["评审专家已抽取", "随机种子", "复算一致"]);
    assert!(!walk.offers("officer", "draw-panel").await, "every seat is taken");
    let first = house.panel(walk.case).await;
    assert_eq!(first.len(), 3);
    assert!(!first.contains(&"expert6") && !first.contains(&"expert7"), "bound to the applicant: {first:?}");
    let gone = first[0];
    let missing = walk.act(gone, "recuse-review", &[("recuse_review_reason", " ")]).await;
    refuses(&missing, &["理由"]);
    let left = walk.act(gone, "recuse-review", &[("recuse_review_reason", "曾任其顾问")]).await;
    says(&left, &["您已回避"]);
    assert_eq!(walk.page(gone).await.status, StatusCode::NOT_FOUND, "the seat is given back");
    says(&walk.act("officer2", "draw-panel", &[]).await, &["第2次抽取记录", "曾任其顾问"]);
    let panel = house.panel(walk.case).await;
    assert_eq!(panel.len(), 3);
    assert!(
        !panel.contains(&gone) && !panel.contains(&"expert6") && !panel.contains(&"expert7"),
        "{panel:?}"
    );
    panel
}

/// What a member finds before and after the declaration.
async fn declared(walk: &Walk<'_>, panel: &[&'static str]) {
    let expert = walk.house.client(panel[0]).await;
    let work = expert.get("/work").await;
    let page = walk.page(panel[0]).await;
    says(&page, &["利害关系声明", "盲评"]);
    assert!(!work.links_to(&walk.place()).is_empty() && work.has("盲评"), "{}", work.text());
    assert!(
        !page.has("示例装备研发平台")
            && !page.has("评分标准")
            && page.links_to(&walk.at("documents")).is_empty()
    );
    assert!(!page.form_actions().contains(&walk.at("submit-score")), "the declaration comes first");
    for account in panel {
        walk.accept(account).await;
    }
    let page = walk.page(panel[0]).await;
    says(&page, &["材料1.pdf", "材料2.pdf", "建设基础与条件", "2,100,000.00"]);
    assert!(!page.has("示例装备研发平台") && !page.has("of-the-applicant"), "{}", page.text());
    let documents = page.links_to(&walk.at("documents"));
    assert_eq!(documents.len(), 2, "only the blind copies");
    let file = expert.get(&documents[0]).await;
    assert!(file.status.is_success());
    let named = file.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert!(named.contains("%E6%9D%90%E6%96%991.pdf") && !named.contains("applicant"), "{named}");
}

on_both_databases! {
    async fn a_blind_panel_reviews_a_platform(database: Database) {
        let house = House::open(database).await;
        let call = house.platform_call().await;
        let organisation = house.cast.organisations[0];
        let case = house.before_the_panel(call, organisation, &PLATFORM_ANSWERS, &PLATFORM_DOCUMENTS).await;
        let walk = Walk { house: &house, case };
        let panel = drawn_and_redrawn(&walk).await;
        declared(&walk, &panel).await;
        let wrong = walk.score(panel[0], ["21", "29", "x", ""], "初评意见").await;
        refuses(&wrong, &["“建设基础与条件”须为0至20的整数", "“创新成果与水平”须为0至30的整数", "初评意见"]);
        assert!(wrong.html().contains("value=\"29\""), "what was typed is kept");
        says(&walk.score(panel[0], ["18", "29", "28", "12"], "意见甲").await, &["评分已提交", "总分 87.00"]);
        assert!(!walk.offers(panel[0], "submit-score").await, "a score is given once");
        for account in ["officer", "director", "supervisor", "applicant", panel[1]] {
            let page = walk.page(account).await;
            assert!(!page.has("意见甲") && !page.has("87.00"), "{account} reads a score: {}", page.text());
        }
        says(&walk.page("officer").await, &["已评分1人", "全部专家评分后才公开分数"]);
        says(&walk.score(panel[1], ["16", "24", "24", "16"], "意见乙").await, &["评分已提交"]);
        let last = walk.score(panel[2], ["10", "20", "20", "10"], "意见丙").await;
        says(&last, &["评分汇总", "87.00", "75.67", "请说明理由"]);
        says(&walk.page("officer").await, &["意见甲", "87.00", "75.67", "等待说明理由", "达到"]);
        assert!(!walk.page("applicant").await.has("75.67"), "the applicant hears it after the decision");
        let elsewhere = walk.page(panel[0]).await;
        assert!(!elsewhere.has("意见丙"), "totals are told, whose they are and what was written is not");
        refuses(&walk.act(panel[2], "explain-score", &[("explanation", "")]).await, &["理由"]);
        says(&walk.act(panel[2], "explain-score", &[("explanation", "成果尚未应用")]).await, &["评分理由已提交"]);
        assert_eq!(walk.stage().await, Stage::ExpertReview, "the other end is still silent");
        says(&walk.act(panel[0], "explain-score", &[("explanation", "团队突出")]).await, &["评分理由已提交"]);
        assert_eq!(walk.stage().await, Stage::SiteVisit);
        says(&walk.page("officer").await, &["成果尚未应用", "团队突出"]);
        let heard = walk.page("applicant").await;
        says(&heard, &["专家评审已完成"]);
        assert!(!heard.has("意见甲") && !heard.has("专家一") && !heard.has("75.67"), "{}", heard.text());
        let town = walk.page("recommender").await;
        says(&town, &["专家评审已完成"]);
        assert!(EXPERT_NAMES.iter().all(|name| !town.has(name)) && !town.has("75.67"), "{}", town.text());
        let record = house.client("officer").await.get(&walk.at("draw")).await;
        let draws: Vec<serde_json::Value> = serde_json::from_slice(&record.body).unwrap();
        assert_eq!(draws.len(), 2);
        for draw in draws {
            let text = serde_json::json!({
                "seed": draw["seed"], "seats": draw["seats"],
                "candidates": draw["candidates"], "chosen": draw["chosen"],
            });
            assert!(serde_json::from_value::<workflow::panel::Draw>(text).unwrap().holds());
        }
        told(&house, &["请参加专家评审", "请说明评分理由"]).await;
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
    }

    async fn below_the_pass_mark_nobody_approves(database: Database) {
        let house = House::open(database).await;
        let call = house.call_of(programme_with_pipeline("rd-platform", SHORT)).await;
        let organisation = house.cast.organisations[3];
        let case = house.handed_in(call, organisation, &PLATFORM_ANSWERS, &PLATFORM_DOCUMENTS).await;
        house.checked(case, "材料齐全").await;
        let walk = Walk { house: &house, case };
        become_experts(&house, &["officer", "head"]).await;
        let panel = house.declared_panel(case).await;
        assert_eq!(panel.len(), 3, "only experts without another duty sit: {panel:?}");
        let record = house.client("officer").await.get(&walk.at("draw")).await;
        let draws: serde_json::Value = serde_json::from_slice(&record.body).unwrap();
        for (account, excluded) in [("officer", "worked-on-application"), ("head", "bureau-duty")] {
            let id = house.signed(account).await.id().to_string();
            let candidates = draws[0]["candidates"].as_array().unwrap();
            let found = candidates.iter().find(|one| one["expert"] == id.as_str()).expect(account);
            assert!(found["excluded"].as_array().unwrap().iter().any(|why| why == excluded), "{found}");
        }
        house.scored_alike(case, [10, 15, 15, 10]).await;
        assert_eq!(walk.stage().await, Stage::Approval);
        says(&walk.page("director").await, &["50.00", "未达到"]);
        let refused = walk.act("director", "approve", &[("approve_opinion", "同意")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert!(refused.has("50.00") || refused.has("60.00"), "{}", refused.text());
        says(&walk.act("director", "reject", &[("reject_reason", "专家评审未达合格线")]).await, &["不予支持"]);
    }
}

/// Accounts of the bureau are entered as experts too.
async fn become_experts(house: &House, accounts: &[&str]) {
    let mut people = "person_code,name,source,valid_from\n".to_owned();
    let mut experts = "person_code,expertise,login,source,valid_from\n".to_owned();
    for account in accounts {
        let signed = house.signed(account).await;
        let unit = house.engine.store().begin().await.unwrap();
        let mut roles: Vec<Role> = signed.actor.roles.clone();
        roles.push(Role::Expert);
        store::people::set_roles(&unit, signed.id(), &roles).await.unwrap();
        unit.commit().await.unwrap();
    }
    let line = |account: &&str| format!("B-{account},{account},名册,2024-01-01\n");
    people.extend(accounts.iter().map(line));
    let line = |account: &&str| format!("B-{account},装备,{account}@demo.houbu.test,聘书,2024-01-01\n");
    experts.extend(accounts.iter().map(line));
    house.engine.install_register(Register::Person, people.into_bytes()).await.unwrap();
    house.engine.install_register(Register::Expert, experts.into_bytes()).await.unwrap();
}

const SHORT: &str = r#"
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
key = "expert-review"
owner = "expert"
limit_working_days = 10
[pipeline.stage.panel]
seats = 3
blind = true
pass_mark_hundredths = 6000
[[pipeline.stage.panel.criterion]]
code = "foundation"
title_zh = "建设基础与条件"
title_en = "Foundation and conditions"
max = 20
[[pipeline.stage.panel.criterion]]
code = "team"
title_zh = "研发团队与投入"
title_en = "Research team and investment"
max = 30
[[pipeline.stage.panel.criterion]]
code = "output"
title_zh = "创新成果与水平"
title_en = "Results and their standing"
max = 30
[[pipeline.stage.panel.criterion]]
code = "service"
title_zh = "开放共享与产业带动"
title_en = "Openness and pull on the industry"
max = 20
[[pipeline.stage]]
key = "approval"
owner = "director"
limit_working_days = 10
[[pipeline.stage]]
key = "publicity"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "award"
owner = "director"
limit_working_days = 10
[[pipeline.stage]]
key = "disbursement"
owner = "finance-maker"
limit_working_days = 3
"#;
