//! 一事一议: draft, signature, two milestones, evaluation; and an award taken back before and after money
//! was paid. The pipelines are the test's own.

use harness::programmes::programme_with_pipeline;
use harness::{Client, House, Page, Upload, on_both_databases};
use workflow::Command;

use crate::journeys::walk::{Walk, publish, refuses, says, told};

const REVIEW: &str = r#"
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
key = "award"
owner = "director"
limit_working_days = 5
"#;

const AGREEMENT: &str = r#"
[[pipeline.stage]]
key = "agreement"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "acceptance"
owner = "officer"
limit_working_days = 5
[[pipeline.stage]]
key = "disbursement"
owner = "finance-maker"
limit_working_days = 3
[[pipeline.stage]]
key = "evaluation"
owner = "officer"
limit_working_days = 5
"#;

const PARTS: &str = r#"
[[pipeline.stage]]
key = "disbursement"
owner = "finance-maker"
limit_working_days = 3
[[pipeline.stage.instalment]]
percent = 60
[[pipeline.stage.instalment]]
percent = 40
"#;

/// An awarded case of 5,500 yuan under this pipeline.
async fn awarded<'a>(house: &'a House, pipeline: &str) -> Walk<'a> {
    let call = house.call_of(programme_with_pipeline("technical-contract", pipeline)).await;
    let answers = [("kind", "unit"), ("contract_total", "1200000"), ("paid_total", "1000000")];
    let documents = [
        ("licence", "licence.pdf"),
        ("contract-registration", "registration.pdf"),
        ("payment-proof", "payment.pdf"),
    ];
    let case = house.handed_in(call, house.cast.organisations[0], &answers, &documents).await;
    house.checked(case, "").await;
    let walk = Walk { house, case };
    walk.approve().await;
    publish(house, call, &[case]).await;
    house.set_day("2026-03-16").await;
    house.run_jobs().await;
    says(&walk.act("director", "award", &[("document_number", "海科〔2026〕7号")]).await, &[]);
    walk
}

async fn prove(walk: &Walk<'_>, member: &Client, code: &str, bytes: &[u8]) -> Page {
    let page = member.get(&walk.place()).await;
    let field = format!("file-{code}");
    let upload = Upload { field: &field, name: "检测报告.pdf", bytes: bytes.to_vec() };
    member.submit_with(&page, &walk.at("documents"), &[], vec![upload]).await
}

async fn draft_and_sign(walk: &Walk<'_>) {
    says(&walk.page("applicant").await, &["协议尚未起草"]);
    let rows = [
        ("agreement_number", "海科协〔2026〕1号"),
        ("agreement_percent_1", "50"),
        ("agreement_milestone_1", "样机完成"),
        ("agreement_due_1", "2026-06-30"),
        ("agreement_percent_2", "40"),
        ("agreement_milestone_2", "样机通过检测"),
    ];
    let page = walk.act("officer", "draft-agreement", &rows).await;
    refuses(&page, &["100"]);
    assert!(page.html().contains("样机通过检测"), "what was typed is kept");
    let page = walk.act("officer", "draft-agreement", &[("agreement_milestone_1", "样机完成")]).await;
    refuses(&page, &["比例"]);
    let mended: Vec<(&str, &str)> =
        rows.map(|(name, value)| (name, if value == "40" { "50" } else { value })).to_vec();
    says(&walk.act("officer", "draft-agreement", &mended).await, &["海科协〔2026〕1号", "2,750.00"]);
    assert!(!walk.offers("officer", "sign-agreement").await, "the bureau does not sign for others");
    says(&walk.page("applicant").await, &["样机完成", "与业务科室联系"]);
    assert!(!walk.offers("applicant", "withdraw").await);
    says(&walk.act("applicant", "sign-agreement", &[]).await, &["协议已签订", "待考核"]);
}

on_both_databases! {
    async fn two_milestones_to_the_evaluation(database: Database) {
        let house = House::open(database).await;
        let pipeline = format!("[pipeline]\ntrack = \"agreement\"\n{REVIEW}{AGREEMENT}");
        let walk = awarded(&house, &pipeline).await;
        draft_and_sign(&walk).await;
        let member = house.client("applicant").await;
        refuses(&walk.act("applicant", "report-milestone", &[]).await, &["完成情况报告"]);
        says(&prove(&walk, &member, "milestone-report-1", harness::cases::PDF).await, &["检测报告.pdf"]);
        let report = [("milestone_report", "样机已经完成")];
        assert!(!walk.offers("officer", "accept-milestone").await, "nothing to accept yet");
        says(&walk.act("applicant", "report-milestone", &report).await, &["等待验收"]);
        says(&walk.page("officer").await, &["样机已经完成", "检测报告.pdf"]);
        refuses(&walk.act("officer", "return-milestone", &[]).await, &["理由"]);
        says(&walk.act("officer", "return-milestone", &[("milestone_reason", "缺照片")]).await, &[]);
        says(&walk.page("applicant").await, &["缺照片"]);
        says(&walk.act("applicant", "report-milestone", &report).await, &[]);
        says(&walk.act("officer", "accept-milestone", &[]).await, &["验收合格"]);
        walk.pay().await;
        let page = walk.page("applicant").await;
        says(&page, &["已拨付", "待考核", "样机通过检测"]);
        assert!(!page.form_actions().iter().any(|action| action.ends_with("/remove")), "earlier proofs stay");
        says(&walk.act("applicant", "report-milestone", &[("milestone_report", "已通过检测")]).await, &[]);
        says(&walk.act("officer", "accept-milestone", &[]).await, &[]);
        walk.pay().await;
        says(&walk.page("applicant").await, &["绩效目标", "兑现企业 1 家"]);
        assert!(!walk.offers("officer", "evaluate").await, "no grade before the report");
        let results = [("results_report", "新增销售收入一千万元")];
        says(&walk.act("applicant", "report-results", &results).await, &["等待评价"]);
        refuses(&walk.act("officer", "evaluate", &[]).await, &["评价等次"]);
        refuses(&walk.act("officer", "evaluate", &[("evaluation_grade", "poor")]).await, &["评价意见"]);
        let grade = [("evaluation_grade", "good"), ("evaluation_opinion", "目标基本达到")];
        says(&walk.act("officer", "evaluate", &grade).await, &["办结", "评价等次：良"]);
        told(&house, &["资金已下达", "（协议签订）", "请补充验收材料", "验收合格", "资金已拨付"]).await;
        told(&house, &["（验收）", "（绩效评价）", "绩效评价结果"]).await;
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
    }

    async fn an_award_is_taken_back_before_the_money(database: Database) {
        let house = House::open(database).await;
        let walk = awarded(&house, &format!("{REVIEW}{PARTS}")).await;
        assert!(!walk.offers("officer", "revoke").await);
        says(&walk.page("director").await, &["5,500.00", "没有已拨付的资金需要追回"]);
        refuses(&walk.act("director", "revoke", &[]).await, &["理由"]);
        says(&walk.act("director", "revoke", &[("revoke_reason", "合同系伪造")]).await, &["已撤销", "合同系伪造"]);
        told(&house, &["资金下达已撤销"]).await;
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
    }

    async fn an_award_is_taken_back_after_the_first_part(database: Database) {
        let house = House::open(database).await;
        let walk = awarded(&house, &format!("{REVIEW}{PARTS}")).await;
        walk.pay().await;
        says(&walk.page("applicant").await, &["已拨付", "3,300.00", "2,200.00"]);
        says(&walk.page("director").await, &["转财务追回"]);
        let page = walk.act("director", "revoke", &[("revoke_reason", "未按约定使用")]).await;
        says(&page, &["须退回", "3,300.00", "不再拨付"]);
        says(&house.client("maker").await.get("/finance/recoveries").await, &["3,300.00"]);
        let demand = Command::DemandRecovery { document_number: "海科追〔2026〕1号".to_owned() };
        let (maker, checker) = (house.signed("maker").await, house.signed("checker").await);
        house.engine.give(&maker, walk.case, demand, "demand").await.unwrap();
        let received_on = house.engine.now().await.unwrap().date();
        let reference = "回单 1".to_owned();
        let amount = workflow::Money::from_yuan(3_300).unwrap();
        let repaid = Command::RecordRepayment { amount, received_on, reference };
        house.engine.give(&checker, walk.case, repaid, "repaid").await.unwrap();
        told(&house, &["资金下达已撤销", "请退回资金", "资金已全部退回"]).await;
        assert_eq!(house.engine.audit().await.unwrap().faults, []);
    }
}
